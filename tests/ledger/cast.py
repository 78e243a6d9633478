"""People, matters and targets that the ledger's tests share."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import Actor, Capacity, Comparator, Family, Kind, MatterState, Relation, Role, Status, Target, Wanted

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
SCIENCE, EDUCATION, FINANCE = 1, 2, 3


def actor(role: Role, relation: Relation, *more: tuple[Role, Relation], person: int = 100) -> Actor:
    """A person with one capacity, or several."""
    return Actor(person, frozenset(Capacity(r, rel) for r, rel in ((role, relation), *more)))


LIAISON = actor(Role.LIAISON, Relation.LEAD_UNIT, person=1)
HELPER = actor(Role.LIAISON, Relation.COOPERATING_UNIT, person=2)
STRANGER = actor(Role.LIAISON, Relation.UNINVOLVED, person=3)
SUPERVISOR = actor(Role.SUPERVISOR, Relation.UNINVOLVED, person=4)
STAND_IN = actor(Role.SUPERVISOR, Relation.UNINVOLVED, (Role.SUPERVISOR, Relation.STANDING_IN), person=4)
MAYOR = actor(Role.LEADER, Relation.APPROVING_LEADER, person=5)
VERIFIER = actor(Role.VERIFIER, Relation.UNINVOLVED, person=6)


def matter(status: Status, kind: Kind = Kind.TASK, **more: object) -> MatterState:
    """A matter led by the science department."""
    return MatterState(kind, status, **{"lead_unit": SCIENCE, **more})  # type: ignore[arg-type]  # fields by name


def target(
    family: Family, comparator: Comparator, value: float, unit: str = "家", wanted: Wanted = Wanted.UP, **more: object
) -> Target:
    """A target of the year 2025."""
    return Target(family, comparator, value, unit, *YEAR, wanted=wanted, **more)  # type: ignore[arg-type]  # by name
