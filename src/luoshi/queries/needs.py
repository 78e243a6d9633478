"""What waits for a person in the ledger: to sign for, to plan, returned, to approve, to decide, to verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Kind, RequestKind, RequestStatus, Role, Status
from luoshi.queries.access import Access
from luoshi.queries.kept import Head, kept
from luoshi.records.models import Closing, Grant, Matter, MatterRequest, Objection, Plan, Programme

_Record = TypeVar("_Record", bound=Model)
SHOWN = 12
_OF_MATTER = ("matter__number", "matter__title")  # what is read of a record's matter
_UNPLANNED = [kind for kind in Kind if not kind.needs_plan]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what is to be done with which matter, why or what for, and by when it should be."""

    what: str | Promise
    matter: Matter
    said: str = ""
    by: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits, the most pressing first, and how many wait in all."""

    rows: tuple[Need, ...] = ()
    count: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def to_decide(programme: Programme, head: Head) -> Needs:
    """For the supervision office: objections to answer, and what no leader is there to approve.

    Worked out once after each event, the last of which is the log's `head`; the caller must have permission.
    """
    return kept(head, f"to-decide-{get_language()}", lambda: _to_decide(programme))


def _to_decide(programme: Programme) -> Needs:
    objections = Objection.objects.filter(matter__programme=programme, state=Objection.State.OPEN)
    pending = MatterRequest.objects.filter(matter__programme=programme, status=RequestStatus.PENDING)
    requests = pending.filter(Q(kind=RequestKind.RELEASE) | ~Exists(_led()))
    plans = Plan.objects.filter(~Exists(_led()), matter__programme=programme, state=Plan.State.SUBMITTED)
    return _needs([_objections(objections), _plans(plans), _requests(requests)])


def to_approve(access: Access, programme: Programme) -> Needs:
    """For a leader: plans, and requests for extension, change, suspension, merging and withdrawal, of his matters."""
    led = Matter.objects.filter(programme=programme, leaders__in=access.own_posts).values("pk")
    plans = Plan.objects.filter(matter__in=led, state=Plan.State.SUBMITTED)
    requests = MatterRequest.objects.filter(matter__in=led, status=RequestStatus.PENDING).exclude(
        kind=RequestKind.RELEASE
    )
    return _needs([_plans(plans), _requests(requests)])


def to_answer(access: Access, programme: Programme) -> Needs:
    """For a liaison: what was returned to his units, is to be signed for, or to be planned."""
    led = Matter.objects.filter(programme=programme, lead__in=access.own_units)
    returned = led.filter(status__in=[Status.RETURNED, Status.REOPENED])
    unsigned = led.filter(status=Status.ASSIGNED)
    unplanned = led.filter(status=Status.ACCEPTED).exclude(kind__in=_UNPLANNED)
    unbegun = led.filter(status=Status.ACCEPTED, kind__in=_UNPLANNED)
    return _needs(
        [
            _returned(returned),
            _answers(unsigned, _("待签收")),
            _answers(unplanned, _("待报方案")),
            _answers(unbegun, _("待开始办理")),
        ]
    )


def waiting_on_others(access: Access, programme: Programme) -> Needs:
    """For a liaison: what his units handed in and others have not decided."""
    led = Matter.objects.filter(programme=programme, lead__in=access.own_units)
    closings = Closing.objects.filter(matter__in=led, state=Closing.State.PENDING)
    return _needs(
        [
            _objections(Objection.objects.filter(matter__in=led, state=Objection.State.OPEN)),
            _plans(Plan.objects.filter(matter__in=led, state=Plan.State.SUBMITTED)),
            _requests(MatterRequest.objects.filter(matter__in=led, status=RequestStatus.PENDING)),
            _closings(closings),
        ]
    )


def _led() -> QuerySet[Matter]:
    """Whether a post that answers for the record's matter is held by somebody who can act."""
    held = Grant.objects.filter(role=Role.LEADER, post=OuterRef("post"), person__is_active=True)
    links: QuerySet[Matter] = Matter.leaders.through.objects.filter(matter=OuterRef("matter")).filter(Exists(held))  # type: ignore[assignment]  # rows of the link
    return links


def _needs(lists: Iterable[tuple[int, Iterator[Need]]]) -> Needs:
    found: list[Need] = []
    count = 0
    for number, rows in lists:
        count += number
        found.extend(rows)
    return Needs(tuple(found[:SHOWN]), count)


def _first(records: QuerySet[_Record]) -> tuple[int, list[_Record]]:
    """How many there are, and the first that are shown: one query where they fit."""
    rows = list(records[: SHOWN + 1])
    return (len(rows) if len(rows) <= SHOWN else records.count()), rows[:SHOWN]


def _objections(objections: QuerySet[Objection]) -> tuple[int, Iterator[Need]]:
    count, rows = _first(
        objections.select_related("matter", "unit").only("reason", "at", "unit__name", *_OF_MATTER).order_by("at")
    )
    told = (Need(_("异议待答复"), one.matter, f"{one.unit}：{one.reason}", since=one.at.date()) for one in rows)
    return count, told


def _plans(plans: QuerySet[Plan]) -> tuple[int, Iterator[Need]]:
    count, rows = _first(
        plans.select_related("matter__lead")
        .only("person", "submitted_at", "matter__lead__name", *_OF_MATTER)
        .order_by("submitted_at")
    )
    told = (
        Need(_("方案待批"), one.matter, f"{one.matter.lead or ''} {one.person}".strip(), since=one.submitted_at.date())
        for one in rows
    )
    return count, told


def _requests(requests: QuerySet[MatterRequest]) -> tuple[int, Iterator[Need]]:
    count, rows = _first(
        requests.select_related("matter").only("kind", "until", "reason", "asked_at", *_OF_MATTER).order_by("asked_at")
    )
    told = (
        Need(
            _("%(kind)s待批") % {"kind": one.get_kind_display()},
            one.matter,
            f"{one.until} {one.reason}" if one.until else one.reason,
            since=one.asked_at.date(),
        )
        for one in rows
    )
    return count, told


def _closings(closings: QuerySet[Closing]) -> tuple[int, Iterator[Need]]:
    count, rows = _first(closings.select_related("matter").only("asked_at", *_OF_MATTER).order_by("asked_at"))
    return count, (Need(_("销号待核实"), one.matter, since=one.asked_at.date()) for one in rows)


def _returned(matters: QuerySet[Matter]) -> tuple[int, Iterator[Need]]:
    """What was returned, with the reason that was given."""
    count, rows = _first(matters.only("number", "title", "deadline").order_by("deadline", "pk"))
    returned = Closing.objects.filter(matter__in=[one.pk for one in rows], state=Closing.State.RETURNED)
    last = {closing.matter_id: closing.reason for closing in returned.order_by("pk")} if rows else {}
    return count, (Need(_("已退回"), one, last.get(one.pk, ""), by=one.deadline) for one in rows)


def _answers(matters: QuerySet[Matter], what: str | Promise) -> tuple[int, Iterator[Need]]:
    count, rows = _first(matters.only("number", "title", "answer_due").order_by("answer_due", "pk"))
    return count, (Need(what, one, by=one.answer_due) for one in rows)
