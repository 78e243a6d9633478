"""Submitting a report: of two who report the same period one wins, and what the other wrote is kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Cause, Level, Move, SheetState, Status
from luoshi.ledger.policies import check_may_move
from luoshi.queries.standing import standing_in, state_of
from luoshi.records import clock
from luoshi.records.models import Event, Matter, Report, ReportDue, Service, Sheet, User
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.lights import refresh_light
from luoshi.services.matters.holding import held
from luoshi.services.matters.moving import move_matter
from luoshi.services.matters.refusals import said
from luoshi.services.notices.of_moves import tell_of
from luoshi.services.reporting.drafts import keep_as_draft
from luoshi.services.reporting.writing import Written, check_written, told_of, write_report

# A change of the matter that is nobody's report is no reason to refuse one: it is tried again with the new revision.
_TRIES = 3


def submit_report(
    *,
    due: ReportDue | None,
    actor: Actor,
    matter: Matter | None = None,
    values: Mapping[int, Decimal | float] | None = None,
    done: str = "",
    problems: str = "",
    next_step: str = "",
    help_needed: str = "",
    steps_done: Sequence[int] = (),
    complete: bool | None = None,
    answers: Mapping[str, str] | None = None,
    draft: int | None = None,
) -> Report:
    """Report a period, or the `matter` outside of any where it is not reported by cadence (`due` None).

    The person's draft of the period becomes the report, with its evidence; so does another's that was seen at the
    revision `draft`. What is late is marked, never refused. Reported again to the letter by the same person, nothing
    happens. Raises RefusedError, NotPermittedError, and ChangedMeanwhileError where somebody reported the period
    first: what was written is then kept as a draft.
    """
    written = Written(
        values=values or {},
        done=done,
        problems=problems,
        next_step=next_step,
        help_needed=help_needed,
        steps_done=tuple(steps_done),
        complete=complete,
        answers=answers or {},
    )
    return submit_written(due=due, matter=matter, actor=actor, written=written, draft=draft)


def submit_written(
    *, due: ReportDue | None, actor: Actor, written: Written, matter: Matter | None = None, draft: int | None = None
) -> Report:
    """Report what was written, as `submit_report` does."""
    reported = due.matter_id if due else matter.pk if matter else None
    if reported is None:
        raise ValueError("a report without a period names its matter")
    person = person_of(actor)
    for last in (False,) * (_TRIES - 1) + (True,):
        known = _counting(due)
        if known is not None:
            if _same(known, written, person):
                return known
            break
        try:
            return _submit(reported, due, actor, written, draft)
        except IntegrityError:
            if _counting(due) is None:
                raise
        except ChangedMeanwhileError:
            if last:
                raise
    raise _reported_first(reported, due, person, written)


@transaction.atomic
def _submit(matter_id: int, due: ReportDue | None, actor: Actor, written: Written, draft: int | None) -> Report:
    matter = held(matter_id)
    figures = check_written(matter, due, written)
    today = clock.today()
    late = due is not None and today > due.due
    report = write_report(matter, due, written, person_of(actor), figures=figures, late=late, draft=draft)
    if due is not None:
        ReportDue.objects.filter(pk=due.pk, reported_on=None).update(reported_on=today)
    move_matter(
        matter=matter,
        move=Move.REPORT,
        actor=actor,
        revision=matter.revision,
        changes={"done_on": done_on(matter, written, today)},
        told=told_of(report, figures, written),
        fresh=True,
    )
    refresh_sharing(matter, written)
    _tell_office(matter, report)
    return report


def _tell_office(matter: Matter, report: Report) -> None:
    """Reports in time tell nobody; the office learns who asks for its help, and who reports after he was urged to."""
    waiting = Sheet.objects.filter(matter=matter, cause=Cause.REPORT.value).exclude(level=Level.REMINDER.value)
    urged = report.late and waiting.exclude(state__in=(SheetState.MET.value, SheetState.WITHDRAWN.value)).exists()
    if not urged and not report.help_needed:
        return
    event = Event.objects.filter(act="matter.report", subject="matter", subject_id=matter.pk).latest("pk")
    if report.help_needed:
        tell_of(event, matter, act="ask-for-help", reason=report.help_needed)
    if urged:
        tell_of(event, matter, act="report-after-urging")


def done_on(matter: Matter, written: Written, today: date) -> date | None:
    """The day on which the unit reported the matter complete, after a report of today.

    A matter that was returned is not done until that is said again.
    """
    if written.complete:
        again = matter.status in (Status.RETURNED, Status.REOPENED) or matter.done_on is None
        return today if again else matter.done_on
    if written.complete is None and matter.status not in (Status.RETURNED, Status.REOPENED):
        return matter.done_on
    return None


def refresh_sharing(matter: Matter, written: Written) -> None:
    """Compute the lights of other matters anew whose targets the figures count for."""
    serving = Service.objects.filter(target__in=list(written.values)).exclude(matter=matter).order_by()
    if others := set(serving.values_list("matter", flat=True)):
        for other in Matter.objects.filter(pk__in=others).select_related("programme"):
            refresh_light(other)


def person_of(actor: Actor) -> User:
    """Who reports."""
    if actor.person is None:
        raise RuntimeError("a report is made by a person")
    return actor.person


def _counting(due: ReportDue | None) -> Report | None:
    """The report of a period that counts."""
    if due is None:
        return None
    found = Report.objects.filter(due=due, state=Report.State.SUBMITTED)
    return found.first() if found.exists() else None


def _same(report: Report, written: Written, person: User) -> bool:
    """Whether somebody sends what he reported already: a key pressed twice, a page sent again."""
    return (
        report.by_id == person.pk
        and all(getattr(report, name) == text for name, text in written.texts.items())
        and dict(report.readings.values_list("target", "value")) == written.figures
        and set(report.steps_done) == set(written.steps_done)
    )


def _reported_first(matter: int, due: ReportDue | None, person: User, written: Written) -> ChangedMeanwhileError:
    """What to tell somebody whose period was reported by somebody else while he wrote."""
    first = _counting(due)
    if first is None or due is None:
        raise RuntimeError("nobody reported first")
    current = Matter.objects.select_related("programme").get(pk=matter)
    with said():
        check_may_move(Move.REPORT, standing_in(person, current), state_of(current))
    kept = keep_as_draft(due, person, written)
    message = (
        _("%(who)s已于%(when)s提交本期填报。您写的内容已存为草稿，核对后可作为更正提交。")
        if kept
        else _("%(who)s已于%(when)s提交本期填报。您写的内容没有保存，请留存后再决定是否更正。")
    )
    when = f"{first.submitted_at:%H:%M}" if first.submitted_at else ""
    return ChangedMeanwhileError(
        message % {"who": first.by, "when": when},
        current={"report": first.pk, **{name: getattr(first, name) for name in written.texts}},
        wanted={**written.texts, "values": {str(target): value for target, value in written.figures.items()}},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the grid: what is due, and what is reported."""

    due: ReportDue
    written: Written


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: the report, or why there is none."""

    due: ReportDue
    report: Report | None = None
    refusal: str = ""


def submit_many(*, rows: Sequence[Row], actor: Actor) -> list[Outcome]:
    """Report several periods, each for itself: what is refused is told by line, and the others stand."""
    return [_outcome(row, actor) for row in rows]


def _outcome(row: Row, actor: Actor) -> Outcome:
    try:
        return Outcome(row.due, submit_written(due=row.due, actor=actor, written=row.written))
    except RefusedError as refused:
        return Outcome(row.due, refusal=str(refused))
