"""Everything on the page of one matter, in a number of queries that does not grow with what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet

from luoshi.ledger import Grant as CoreGrant
from luoshi.ledger import Kind, Parties, Role, Status, actor_in, bars_reporters
from luoshi.ledger.kinds import InstructionDays, instruction_days, load_fields
from luoshi.ledger.kinds.instructions import InstructionFields
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.compiled import compiled
from luoshi.queries.ledgers import helpers_of, lead_of, with_assignments
from luoshi.queries.ledgers import standing as assignments_of
from luoshi.queries.matter_offers import Offers, instructing_on, offers_of
from luoshi.queries.matter_records import MatterRecords
from luoshi.queries.own_fields import OWN_FIELDS, flat
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.queries.standing import LEAVING, Standing, keep_standing, reporters_of, state_with
from luoshi.queries.visible import Ids
from luoshi.records import clock
from luoshi.records.models import Assignment, Matter, MatterRequest, Milestone, Objection, Plan, Post, User


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it stands today: `late` by so many days, or `near` within a week; neither when done."""

    record: Milestone
    late: int
    near: bool


class MatterPage(MatterRecords):
    """What the page of a matter shows. Said, done and achieved stand apart: quote, last report, what was verified."""

    def __init__(self, access: Access, person: User, matter: Matter) -> None:
        super().__init__(access, matter)
        self.person = person

    @cached_property
    def standing(self) -> Standing:
        """What the person is to the matter, and what the policies look at in it."""
        requests, units = self.requests, _units(self.matter)
        parties = Parties(
            region=self.matter.programme.region_id,
            lead_unit=next(iter(units[Assignment.Part.LEAD]), None),
            cooperating=frozenset(unit for unit in units[Assignment.Part.COOPERATE] if unit is not None),
            leader_posts=frozenset(post.pk for post, holders in self.posts if holders and post.active),
        )
        grants = [CoreGrant(Role(one.role), one.region_id, one.unit_id, one.post_id) for one in self.access.grants]
        leaving = next((one for one in requests if one.status == "pending" and one.kind in LEAVING), None)
        refused = frozenset(one.unit_id for one in self.objections if one.state == Objection.State.KEPT)
        reporters = reporters_of(self.matter) if bars_reporters(Status(self.matter.status)) else frozenset[int]()
        state = state_with(self.matter, leaving.asked_by_id if leaving else None, refused, reporters)
        return Standing(actor_in(self.person.pk, grants, parties), state)

    @cached_property
    def offers(self) -> Offers:
        """What the person may do."""
        return offers_of(self.standing, self.matter, self.requests)

    @cached_property
    def instructs(self) -> tuple[Post, ...]:
        """The posts in whose name the person may write instructions about it."""
        return instructing_on(self.access, self.matter)

    @property
    def lead(self) -> str:
        """The name of the unit that leads."""
        return lead_of(self.matter)

    @property
    def helpers(self) -> list[str]:
        """The names of the units that help."""
        return helpers_of(self.matter)

    @cached_property
    def steps(self) -> list[Step]:
        """The milestones that hold."""
        return [_step(one, clock.today()) for one in self.milestones if not one.dropped]

    @cached_property
    def dropped(self) -> list[Milestone]:
        """The milestones that hold no longer."""
        return [one for one in self.milestones if one.dropped]

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

    @cached_property
    def days(self) -> InstructionDays | None:
        """An instruction's limits."""
        if self.matter.kind != Kind.INSTRUCTION:
            return None
        own = load_fields(Kind.INSTRUCTION, self.matter.own)
        if not isinstance(own, InstructionFields) or own.issued is None:
            return None
        programme = self.matter.programme
        return instruction_days(own.issued, own.grade, rules_of(programme).limits, calendar_of(programme))

    @cached_property
    def own(self) -> list[tuple[str, str]]:
        """The fields of its kind that hold something, by the names that people know."""
        return own_told(self.matter)


def matter_seen(access: Access, pk: int) -> Matter | None:
    """A matter that the person may see, with its programme and its standing assignments."""
    return next(iter(with_assignments(_matter(pk, *access.whose_matters))), None)


@compiled
def _matter(pk: int, regions: Ids, units: Ids, posts: Ids) -> QuerySet[Matter]:
    return visible.matters_of_whom(regions, units, posts).filter(pk=pk).select_related("programme").order_by()


def page_of(access: Access, person: User, matter: Matter) -> MatterPage:
    """The page of a matter that `matter_seen` read; what stands on it is read when it is asked for."""
    page = MatterPage(access, person, matter)
    keep_standing(matter, page.standing)
    return page


def _units(matter: Matter) -> dict[Assignment.Part, set[int | None]]:
    """The units that answer for it, by their part."""
    return {part: {one.unit_id for one in assignments_of(matter) if one.part == part} for part in Assignment.Part}


def _step(step: Milestone, today: date) -> Step:
    if step.done_on is not None:
        return Step(step, 0, False)
    return Step(step, max(0, (today - step.due).days), today <= step.due <= today + timedelta(days=7))


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
