"""Everything on the page of one matter, in a number of queries that does not grow with what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from luoshi.ledger import Grant as CoreGrant
from luoshi.ledger import Kind, Parties, Role, Status, actor_in
from luoshi.ledger.kinds import InstructionDays, instruction_days, load_fields
from luoshi.ledger.kinds.instructions import InstructionFields
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.event_words import Told, told
from luoshi.queries.ledgers import helpers_of, lead_of, time_line, with_assignments
from luoshi.queries.ledgers import standing as assignments_of
from luoshi.queries.matter_offers import Offers, offers_of
from luoshi.queries.own_fields import OWN_FIELDS, flat
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.queries.standing import LEAVING, Standing, keep_standing, state_with
from luoshi.queries.target_lines import TargetLines, lines_of
from luoshi.records import clock
from luoshi.records.models import (
    Assignment,
    Closing,
    Grant,
    Matter,
    MatterRequest,
    Milestone,
    Objection,
    Plan,
    Post,
    Report,
    User,
)

_BULKY = ("source__outline", "source__blocks", "source__about")


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it stands today: `late` by so many days, or `near` within a week; neither when done."""

    record: Milestone
    late: int
    near: bool


@dataclass(frozen=True, slots=True)
class MatterPage:
    """What the page of a matter shows. Said, done and achieved stand apart: quote, last report, what was verified."""

    matter: Matter
    lead: str
    helpers: list[str]
    posts: list[tuple[Post, str]]
    done: Report | None
    achieved: Closing | None
    targets: list[TargetLines]
    steps: list[Step]
    dropped: list[Milestone]
    plans: list[Plan]
    requests: list[MatterRequest]
    objections: list[Objection]
    parts: list[Matter]
    days: InstructionDays | None
    own: list[tuple[str, str]]
    told: list[Told]
    offers: Offers

    @property
    def plan(self) -> Plan | None:
        """The plan that waits, else the one that holds."""
        standing = (Plan.State.SUBMITTED, Plan.State.APPROVED)
        return next((plan for state in standing for plan in self.plans if plan.state == state), None)

    @property
    def returned(self) -> Plan | None:
        """The last plan where it was returned, with the reason, while a new one is waited for."""
        waits = self.matter.status == Status.ACCEPTED and self.plans and self.plans[0].state == Plan.State.RETURNED
        return self.plans[0] if waits else None

    @property
    def objection(self) -> Objection | None:
        """The objection that waits for an answer, else the last that was answered while nobody has signed."""
        open_one = next((one for one in self.objections if one.state == Objection.State.OPEN), None)
        fresh = self.matter.status == Status.ASSIGNED and self.objections
        return open_one or (self.objections[0] if fresh else None)

    @property
    def decided(self) -> list[MatterRequest]:
        """Requests that were answered."""
        return [one for one in self.requests if one.status != "pending"]


def matter_seen(access: Access, pk: int) -> Matter | None:
    """A matter that the person may see, with what its page shows along."""
    found = with_assignments(visible.matters(access)).select_related(
        "programme__region", "source", "row__table", "lead", "parent", "merged_into"
    )
    return found.defer(*_BULKY).filter(pk=pk).first()


def page_of(access: Access, person: User, matter: Matter) -> MatterPage:
    """Everything about a matter that `matter_seen` read."""
    requests, posts = list(_requests(matter)), _posts(matter)
    objections = list(Objection.objects.filter(matter=matter).select_related("unit", "suggested", "by", "decided_by"))
    standing = _standing(access, person, matter, posts, requests, objections)
    keep_standing(matter, standing)
    steps = list(Milestone.objects.filter(matter=matter).order_by("order", "id"))
    return MatterPage(
        matter=matter,
        lead=lead_of(matter),
        helpers=helpers_of(matter),
        posts=posts,
        done=_last_report(matter),
        achieved=_achieved(matter),
        targets=lines_of(matter),
        steps=[_step(one, clock.today()) for one in steps if not one.dropped],
        dropped=[one for one in steps if one.dropped],
        plans=list(Plan.objects.filter(matter=matter).select_related("submitted_by", "decided_by")),
        requests=requests,
        objections=objections,
        parts=list(visible.matters(access).filter(parent=matter).select_related("lead").order_by("number")),
        days=_days(matter),
        own=own_told(matter),
        told=told(time_line(matter)),
        offers=offers_of(access, standing, matter, requests),
    )


def _standing(
    access: Access, person: User, matter: Matter, posts: list[tuple[Post, str]],
    requests: list[MatterRequest], objections: list[Objection],
) -> Standing:  # fmt: skip
    """What the person is to the matter, of what the page has read already. One query."""
    units = {part: {one.unit_id for one in assignments_of(matter) if one.part == part} for part in Assignment.Part}
    parties = Parties(
        region=matter.programme.region_id,
        lead_unit=next(iter(units[Assignment.Part.LEAD]), None),
        cooperating=frozenset(unit for unit in units[Assignment.Part.COOPERATE] if unit is not None),
        leader_posts=frozenset(post.pk for post, holders in posts if holders and post.active),
    )
    grants = [CoreGrant(Role(one.role), one.region_id, one.unit_id, one.post_id) for one in access.grants]
    leaving = [one for one in requests if one.status == "pending" and one.kind in LEAVING]
    refused = frozenset(one.unit_id for one in objections if one.state == Objection.State.KEPT)
    state = state_with(matter, leaving[0].asked_by_id if leaving else None, refused)
    return Standing(actor_in(person.pk, grants, parties), state)


def _requests(matter: Matter) -> QuerySet[MatterRequest]:
    return MatterRequest.objects.filter(matter=matter).select_related(
        "into", "unit", "asked_by", "decided_by", "matter"
    )


def _posts(matter: Matter) -> list[tuple[Post, str]]:
    """The posts that answer for it, with the names of who holds them now."""
    posts = list(matter.leaders.all())
    holding: dict[int, list[str]] = {post.pk: [] for post in posts}
    for post, name in Grant.objects.filter(role="leader", post__in=posts, person__is_active=True).values_list(
        "post", "person__name"
    ):
        holding[post or 0].append(name)
    return [(post, "、".join(holding[post.pk])) for post in posts]


def _last_report(matter: Matter) -> Report | None:
    return (
        Report.objects.filter(matter=matter, state=Report.State.SUBMITTED)
        .select_related("by", "unit", "due")
        .order_by("-submitted_at", "-pk")
        .first()
    )


def _achieved(matter: Matter) -> Closing | None:
    """What somebody else verified; nothing while the matter is open again."""
    if matter.status != Status.CLOSED:
        return None
    closed = Closing.objects.filter(matter=matter, state=Closing.State.CLOSED)
    return closed.select_related("decided_by", "decided_unit").first()


def _step(step: Milestone, today: date) -> Step:
    if step.done_on is not None:
        return Step(step, 0, False)
    return Step(step, max(0, (today - step.due).days), today <= step.due <= today + timedelta(days=7))


def _days(matter: Matter) -> InstructionDays | None:
    """An instruction's limits."""
    if matter.kind != Kind.INSTRUCTION:
        return None
    own = load_fields(Kind.INSTRUCTION, matter.own)
    if not isinstance(own, InstructionFields) or own.issued is None:
        return None
    return instruction_days(own.issued, own.grade, rules_of(matter.programme).limits, calendar_of(matter.programme))


def own_told(matter: Matter) -> list[tuple[str, str]]:
    """The fields of its kind that hold something, by the names that people know."""
    kind = Kind(matter.kind)
    values = flat(kind, matter.own)
    told_fields = []
    for field in OWN_FIELDS[kind]:
        value = values.get(field.name)
        if value not in (None, "", 0, 0.0):
            shown = str(dict(field.choices).get(str(value), value)) if field.choices else _plain(value)
            told_fields.append((str(field.label), shown))
    return told_fields


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def matters_by_number(access: Access, matter: Matter, number: str) -> Sequence[Matter]:
    """Other matters of the same programme that the person may see, by their number."""
    mine = visible.matters(access).filter(programme=matter.programme, number=number.strip())
    return list(mine.select_related("programme").exclude(pk=matter.pk)[:1])
