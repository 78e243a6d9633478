"""Meetings: an agenda drawn from lagging matters and frozen, minutes, and decisions that become matters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.ledger import Kind
from luoshi.queries.agendas import agenda_for
from luoshi.records import clock
from luoshi.records.models import Matter, Meeting, MeetingDecision, Programme, Unit
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.creating import create_matter
from luoshi.services.supervision.rights import LONGEST_REASON, LONGEST_TITLE, supervisor, text_of

_LONGEST_NAME, _LONGEST_PLACE = 60, 120


@transaction.atomic
def call_meeting(
    *, programme: Programme, actor: Actor, kind: str, title: str, day: date, place: str = "", chair: str = ""
) -> Meeting:
    """A new meeting, its agenda drawn at once; it may be drawn again until there are minutes."""
    person = supervisor(actor, programme)
    if kind not in Meeting.Kind.values:
        raise RefusedError(_("没有这种会议。"))
    meeting = Meeting.objects.create(
        programme=programme, kind=kind, title=text_of(title, _("请填写会议名称。"), LONGEST_TITLE), day=day,
        place=place.strip()[:_LONGEST_PLACE], chair=chair.strip()[:_LONGEST_NAME], created_by=person,
        agenda=agenda_for(programme, Meeting.Kind(kind)), drawn_on=clock.today(),
    )  # fmt: skip
    _record(
        meeting, actor, "call", None, {"title": meeting.title, "day": day.isoformat(), "agenda": len(meeting.agenda)}
    )
    return meeting


@transaction.atomic
def draw_agenda(*, meeting: Meeting, actor: Actor, revision: int) -> Meeting:
    """Draw the agenda again from the matters as they are now; what was discussed already stays as it was."""
    supervisor(actor, meeting.programme)
    agenda = agenda_for(meeting.programme, Meeting.Kind(meeting.kind))
    changed = _change(meeting, revision, {"agenda": agenda, "drawn_on": clock.today()})
    if changed.minutes or changed.decisions.exists():
        raise RefusedError(_("会议已有纪要或议定事项，议程不再变动。"))
    _record(changed, actor, "draw", {"agenda": len(meeting.agenda)}, {"agenda": len(agenda)})
    return changed


@transaction.atomic
def write_minutes(*, meeting: Meeting, actor: Actor, revision: int, minutes: str) -> Meeting:
    """Write or correct the minutes; what was there before stays in the log."""
    supervisor(actor, meeting.programme)
    minutes = text_of(minutes, _("请填写会议纪要。"))
    changed = _change(meeting, revision, {"minutes": minutes})
    _record(changed, actor, "write-minutes", {"minutes": meeting.minutes} if meeting.minutes else None,
            {"minutes": minutes})  # fmt: skip
    return changed


@transaction.atomic
def decide(
    *,
    meeting: Meeting,
    actor: Actor,
    text: str,
    unit: Unit | None = None,
    deadline: date | None = None,
    about: Matter | None = None,
) -> MeetingDecision:
    """What the meeting decided. With a unit it becomes a matter at once, numbered and assigned like any other."""
    person = supervisor(actor, meeting.programme)
    text = text_of(text, _("请写明议定事项。"), 4000)
    if about is not None and about.programme_id != meeting.programme_id:
        raise RefusedError(_("所涉事项须属于本年度项目。"))
    # Who draws the agenda meanwhile waits, and then sees that something was decided.
    Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision"))
    matter = None
    if unit is not None:
        first = " ".join(text.split())
        matter = create_matter(
            programme=meeting.programme, kind=Kind.TASK, title=first if len(first) <= 60 else first[:59] + "…",
            lead=unit, actor=actor, task=text, quote=text, deadline=deadline, origin=Matter.Origin.MEETING.value,
        )  # fmt: skip
    decision = MeetingDecision.objects.create(
        meeting=meeting, text=text, unit=unit, deadline=deadline, about=about, matter=matter, by=person
    )
    told = {"text": text[:LONGEST_REASON], "matter": matter.pk if matter else None}
    _record(meeting, actor, "decide", None, {name: value for name, value in told.items() if value})
    return decision


def _change(meeting: Meeting, revision: int, changes: dict[str, Any]) -> Meeting:
    claimed = Meeting.objects.filter(pk=meeting.pk, revision=revision)
    if claimed.update(**changes, revision=revision + 1) != 1:
        now = Meeting.objects.get(pk=meeting.pk)
        raise ChangedMeanwhileError(
            _("会议内容刚被他人修改。您的内容没有保存，请查看后再决定。"),
            current={"revision": now.revision},
            wanted={"revision": revision},
        )
    return Meeting.objects.select_related("programme").get(pk=meeting.pk)


def _record(
    meeting: Meeting, actor: Actor, act: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    record_event(
        programme=meeting.programme, actor=actor, act=f"meeting.{act}", subject=meeting, before=before, after=after
    )
