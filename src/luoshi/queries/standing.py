"""What a person is to a matter, and what the policies look at in it: records put before the ledger's core."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.ledger import Actor, Grant, MatterState, Parties, RequestKind, Role, Status, actor_in
from luoshi.ledger import Kind as MatterKind
from luoshi.queries.compiled import compiled
from luoshi.records.models import (
    Assignment,
    Closing,
    Contribution,
    Matter,
    MatterRequest,
    Objection,
    Report,
    User,
)
from luoshi.records.models import Grant as GrantRecord

LEAVING = (RequestKind.SUSPENSION, RequestKind.MERGING, RequestKind.WITHDRAWAL)
_KEPT = "_kept_standing"


def parties_of(matter: Matter) -> Parties:
    """Who answers for a matter now. Two queries. Posts that nobody active was granted are left out."""
    parts = _parts(matter.pk)
    lead = next((unit for part, unit in parts if part == Assignment.Part.LEAD), None)
    helpers = frozenset(unit for part, unit in parts if part == Assignment.Part.COOPERATE and unit is not None)
    posts = frozenset(post for post in _led_by(matter.pk) if post is not None)
    return Parties(matter.programme.region_id, lead, helpers, posts)


@compiled
def _parts(matter: int) -> QuerySet[Assignment, tuple[str, int | None]]:
    standing = Assignment.objects.filter(matter=matter, ended=False, unit__isnull=False)
    return standing.order_by().values_list("part", "unit")


@compiled
def _led_by(matter: int) -> QuerySet[GrantRecord, int | None]:
    held = GrantRecord.objects.filter(role=Role.LEADER, post__matters=matter, post__active=True, person__is_active=True)
    return held.order_by().values_list("post", flat=True)


def grants_of(person: User) -> tuple[Grant, ...]:
    """A person's roles as the core knows them; none for somebody whose account is closed. One query."""
    if not person.is_active:
        return ()
    return tuple(Grant(Role(role), region, unit, post) for role, region, unit, post in _granted(person.pk))


@compiled
def _granted(person: int) -> QuerySet[GrantRecord, tuple[str, int, int | None, int | None]]:
    return GrantRecord.objects.filter(person=person).order_by().values_list("role", "region", "unit", "post")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to a matter and what the policies look at in it, kept with the matter while a page is made."""

    actor: Actor
    state: MatterState


def keep_standing(matter: Matter, standing: Standing) -> None:
    """Let every part of the page that is made of this very matter go by what was read once."""
    vars(matter)[_KEPT] = standing


def standing_in(person: User, matter: Matter, grants: Iterable[Grant] | None = None) -> Actor:
    """A person with his capacities in a matter."""
    kept: Standing | None = vars(matter).get(_KEPT)
    if kept is not None and kept.actor.person == person.pk:
        return kept.actor
    return actor_in(person.pk, grants_of(person) if grants is None else grants, parties_of(matter))


def state_of(matter: Matter) -> MatterState:
    """What the policies look at in a matter, as its row was read. Three queries."""
    kept: Standing | None = vars(matter).get(_KEPT)
    if kept is not None:
        return kept.state
    asker = next(iter(_leaving(matter.pk)), None)
    return state_with(matter, asker, frozenset(_refused(matter.pk)), reporters_of(matter))


@compiled
def _leaving(matter: int) -> QuerySet[MatterRequest, int]:
    pending = MatterRequest.objects.filter(matter=matter, status="pending", kind__in=LEAVING)
    return pending.values_list("asked_by", flat=True)


@compiled
def _refused(matter: int) -> QuerySet[Objection, int]:
    kept = Objection.objects.filter(matter=matter, state=Objection.State.KEPT)
    return kept.order_by().values_list("unit", flat=True)


def reporters_of(matter: Matter) -> frozenset[int]:
    """Everybody who reported, contributed or asked for close-out. One query."""
    return frozenset(_reporters(matter.pk))


@compiled
def _reporters(matter: int) -> QuerySet[Report, int]:
    # SQLite takes no order inside a union.
    reported = Report.objects.filter(matter=matter).exclude(state=Report.State.DRAFT).order_by()
    contributed = Contribution.objects.filter(matter=matter).order_by()
    asked = Closing.objects.filter(matter=matter).order_by()
    return reported.values_list("by", flat=True).union(
        contributed.values_list("by", flat=True), asked.values_list("asked_by", flat=True)
    )


def state_with(
    matter: Matter, asker: int | None, bound_units: frozenset[int], reporters: frozenset[int]
) -> MatterState:
    """The same, where who asked, which units' objections were refused, and who reported is known."""
    return MatterState(
        kind=MatterKind(matter.kind),
        status=Status(matter.status),
        lead_unit=matter.lead_id,
        reporters=reporters,
        planner=matter.planner_id,
        closer=matter.closer_id,
        asker=asker,
        bound_units=bound_units,
    )
