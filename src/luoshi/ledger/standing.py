"""What somebody is to a matter: the capacities in which he may act, worked out from grants and parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.roles import GRANTED, Permission, Role


class Relation(StrEnum):
    """What a grant makes of a person in a matter."""

    LEAD_UNIT = "lead unit"  # his unit leads (牵头单位)
    COOPERATING_UNIT = "cooperating unit"  # his unit helps (配合单位)
    APPROVING_LEADER = "approving leader"  # he holds the post that answers for the matter (责任领导)
    STANDING_IN = "standing in"  # a supervisor where no leader answers for the matter, so that it does not stand still
    UNINVOLVED = "uninvolved"  # another unit, another post, or no unit at all

    @property
    def label(self) -> Message:
        """What people call it."""
        return _RELATION_LABELS[self]


_RELATION_LABELS = {
    Relation.LEAD_UNIT: _("牵头单位"),
    Relation.COOPERATING_UNIT: _("配合单位"),
    Relation.APPROVING_LEADER: _("责任领导"),
    Relation.STANDING_IN: _("无责任领导事项的代批人"),
    Relation.UNINVOLVED: _("与本事项无关的单位"),
}
PARTICIPANTS = frozenset({Relation.LEAD_UNIT, Relation.COOPERATING_UNIT})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody was given, for a unit (a liaison's, perhaps a verifier's) or a post (a leader's); ids only."""

    role: Role
    region: int
    unit: int | None = None
    post: int | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who answers for a matter: ids of its region, lead unit, cooperating units, and its leaders' posts that are held.

    Responsibility belongs to a post (domain, section 5). A post that nobody holds is not given here: the supervisor
    stands in until somebody does.
    """

    region: int
    lead_unit: int | None
    cooperating: frozenset[int] = frozenset()
    leader_posts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Capacity:
    """One role of a person, and what it makes of him in a matter."""

    role: Role
    relation: Relation


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as a matter sees him. Nobody of another region has any capacity."""

    person: int
    capacities: frozenset[Capacity]

    @property
    def participates(self) -> bool:
        """Whether a unit of his, in whatever role, takes part: then he verifies nothing here (four eyes)."""
        return any(capacity.relation in PARTICIPANTS for capacity in self.capacities)

    def may(self, permission: Permission, relations: Iterable[Relation]) -> bool:
        """Whether one capacity has both the permission and one of the relations."""
        return any(c.relation in relations and permission in GRANTED[c.role] for c in self.capacities)


def actor_in(person: int, grants: Iterable[Grant], parties: Parties) -> Actor:
    """A person with his capacities in a matter.

    >>> science = Grant(Role.LIAISON, region=1, unit=7)
    >>> [c.relation for c in actor_in(3, [science], Parties(region=1, lead_unit=7)).capacities]
    [<Relation.LEAD_UNIT: 'lead unit'>]
    """
    return Actor(
        person, frozenset(c for grant in grants if grant.region == parties.region for c in _of(grant, parties))
    )


def _of(grant: Grant, parties: Parties) -> Iterable[Capacity]:
    yield Capacity(grant.role, _relation(grant, parties))
    if grant.role == Role.SUPERVISOR and not parties.leader_posts:
        yield Capacity(grant.role, Relation.STANDING_IN)


def _relation(grant: Grant, parties: Parties) -> Relation:
    if grant.unit is not None and grant.unit == parties.lead_unit:
        return Relation.LEAD_UNIT
    if grant.unit in parties.cooperating:
        return Relation.COOPERATING_UNIT
    if grant.post in parties.leader_posts:
        return Relation.APPROVING_LEADER
    return Relation.UNINVOLVED
