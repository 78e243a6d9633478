"""The ladder of sheets (提醒 → 催办 → 督办): which sheet is due for a matter on a day, and why.

A *case* is one thing that a unit owes: its answer, a report, the matter's completion, or a red light to be mended; or
what a person asked for on a sheet of his own. Of each case the ladder begins with a reminder and goes up one step when
the day given by the sheet before is over and the case still stands. What is asked of a sheet is a deed: a written
answer alone stops nothing, but a person may give a sheet more time, or withdraw it; then the case is left to people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.ledger.calendar import WorkingCalendar
from luoshi.ledger.errors import IncompleteError, WrongStatusError
from luoshi.ledger.limits import limit_day
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.rules import LadderRules, Rules
from luoshi.ledger.sheets import STEP, WAITING, Cause, Issued, Level, SheetState
from luoshi.ledger.statuses import OPEN, Status

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LadderFacts:
    """What the ladder goes by in a matter, besides the sheets that were issued.

    `answer_due` is the day by which to sign for it or hand in its plan, `report_due` that of the first period of those
    unreported since the last report, `red_since` the day on which its light turned red (None: it is not), `red_why`
    what the light says.
    """

    status: Status
    deadline: date | None = None
    done: bool = False
    answer_due: date | None = None
    report_due: date | None = None
    red_since: date | None = None
    red_why: Message | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What stands: from when on a reminder is due, the last day on which it is no lapse yet, and what is missing.

    `due` is None where the reminder itself gives the days (a red light was not to be foreseen).
    """

    cause: Cause
    key: str
    begins: date
    due: date | None
    missing: Message


@dataclass(frozen=True, slots=True)
class DueSheet:
    """A sheet to be issued: since when it has been due, by when it is to be answered, and why it is issued."""

    level: Level
    cause: Cause
    key: str
    due_on: date
    answer_by: date
    why: Message


# What the unit itself owes in its first statuses; everything else there waits for others.
_ASKED = {Status.ASSIGNED: _("签收"), Status.ACCEPTED: _("报送方案")}
# Before it is signed for nobody can report.
_NOT_YET_REPORTED = frozenset({Status.ASSIGNED})
# It is not the unit that is waited for: the supervisor decides on the objection, the verifier on the close-out.
_WITH_OTHERS = frozenset({Status.OBJECTED, Status.CLOSING})


def cases(facts: LadderFacts, rules: LadderRules, today: date) -> tuple[Case, ...]:
    """What a unit owes in a matter on a day; a red light only where nothing more definite is asked for already."""
    if facts.status not in OPEN or facts.status in _WITH_OTHERS:
        return ()
    found = tuple(_definite(facts, rules, today))
    if facts.red_since is None or facts.red_since > today or any(case.begins <= today for case in found):
        return found
    missing = _("自%(since)s起亮红灯，已%(days)s天：%(why)s", since=facts.red_since,
                days=(today - facts.red_since).days, why=facts.red_why or "")  # fmt: skip
    return (*found, Case(Cause.LIGHT, f"light-{facts.red_since}", facts.red_since, None, missing))


def _definite(facts: LadderFacts, rules: LadderRules, today: date) -> Iterator[Case]:
    asked = _ASKED.get(facts.status)
    if asked is not None and facts.answer_due is not None:
        due = facts.answer_due
        key, begins = f"answer-{facts.status}-{due}", due - rules.remind_answer * _DAY
        yield Case(Cause.ANSWER, key, begins, due, _(
            "应于%(due)s前%(asked)s，%(days)s", due=due, asked=asked, days=_days(due, today)))  # fmt: skip
    if facts.report_due is not None and facts.status not in _NOT_YET_REPORTED:
        due = facts.report_due
        begins = due - rules.remind_report * _DAY
        told = _("应于%(due)s前填报进展，%(days)s", due=due, days=_days(due, today))
        yield Case(Cause.REPORT, f"report-{due}", begins, due, told)
    if facts.deadline is not None and not facts.done:
        due = facts.deadline
        begins = due - rules.remind_deadline * _DAY
        told = _("时限为%(due)s，%(days)s，尚未报告完成", due=due, days=_days(due, today))
        yield Case(Cause.DEADLINE, f"deadline-{due}", begins, due, told)


def _days(due: date, today: date) -> Message:
    left = (due - today).days
    if left > 0:
        return _("还有%(days)s天", days=left)
    return _("今天到期") if left == 0 else _("已逾期%(days)s天", days=-left)


def sheets_due(
    facts: LadderFacts,
    issued: Collection[Issued],
    rules: Rules,
    calendar: WorkingCalendar,
    today: date,
    made: date | None = None,
) -> tuple[DueSheet, ...]:
    """The sheets due for a matter on a day, one a case at most; asked again with them among `issued`, none is.

    `made` is the day on which they are really made, `today` itself if not said: whoever comes late (the job did not run
    for a week) gives the days to answer from that day on, and goes up one step at a time.

    >>> from luoshi.ledger.calendar import load_calendar
    >>> facts = LadderFacts(Status.IN_PROGRESS, deadline=date(2025, 6, 30))
    >>> first = sheets_due(facts, (), Rules(), load_calendar(), date(2025, 6, 24))[0]
    >>> first.level, str(first.why), str(first.answer_by)
    (<Level.REMINDER: 'reminder'>, '时限为2025-06-30，还有6天，尚未报告完成', '2025-06-30')
    >>> sent = Issued(first.level, first.cause, first.key, date(2025, 6, 24), first.answer_by)
    >>> sheets_due(facts, [sent], Rules(), load_calendar(), date(2025, 6, 30))
    ()
    >>> sheets_due(facts, [sent], Rules(), load_calendar(), date(2025, 7, 1))[0].level
    <Level.URGING: 'urging'>
    """
    made = max(made or today, today)

    def given(level: Level, case: Case) -> date:
        if level == Level.REMINDER and case.due is not None and case.due >= made:
            return case.due
        days = _days_given(level, case, rules.ladder)
        return limit_day(made, days, rules.limits.counted, calendar)

    found = []
    for case in (*cases(facts, rules.ladder, today), *_asked_by_people(facts, issued)):
        step = _next_step(case, [one for one in issued if one.key == case.key], today)
        if step is not None:
            level, due_on, why = step
            found.append(DueSheet(level, case.cause, case.key, due_on, given(level, case), why))
    return tuple(found)


def _days_given(level: Level, case: Case, rules: LadderRules) -> int:
    if level == Level.REMINDER:
        return rules.red_days if case.cause == Cause.LIGHT else rules.late_reminder
    return rules.urging if level == Level.URGING else rules.order


def _next_step(case: Case, sent: list[Issued], today: date) -> tuple[Level, date, Message] | None:
    """The next level of a case, since when it has been due, and why; None while nothing is due."""
    if not sent:
        return (Level.REMINDER, case.begins, case.missing) if case.begins <= today else None
    if any(one.state == SheetState.WITHDRAWN for one in sent):
        return None
    last = max(sent, key=lambda one: STEP[one.level])
    above = last.level.above
    if above is None or last.answer_by >= today:
        return None
    why = _("%(sheet)s要求于%(by)s前落实，逾期未落实：%(missing)s", sheet=last.level.sheet, by=last.answer_by,
            missing=case.missing)  # fmt: skip
    return above, last.answer_by + _DAY, why


def _asked_by_people(facts: LadderFacts, issued: Collection[Issued]) -> Iterator[Case]:
    """Cases of sheets that people wrote: they stand until the unit answers, or a person says that it is done."""
    if facts.status not in OPEN:
        return
    for key in sorted({one.key for one in issued if one.cause == Cause.MANUAL}):
        last = max((one for one in issued if one.key == key), key=lambda one: STEP[one.level])
        if last.state in (SheetState.OPEN, SheetState.MISSED):
            told = _("未按要求回复")
            yield Case(Cause.MANUAL, key, last.issued_on, last.answer_by, told)


def standing_keys(facts: LadderFacts, issued: Collection[Issued], rules: LadderRules, today: date) -> frozenset[str]:
    """The keys of all cases that stand; a red light's also beside others, so that its sheet is not called met."""
    found = {case.key for case in (*cases(facts, rules, today), *_asked_by_people(facts, issued))}
    if facts.red_since is not None and facts.status in OPEN:
        found.add(f"light-{facts.red_since}")
    return frozenset(found)


def state_after(sheet: Issued, facts: LadderFacts, standing: Collection[str], today: date) -> SheetState:
    """A waiting sheet's state at a day's look: met when its case no longer stands, missed when its day is over.

    While a matter is suspended its sheets wait with it; with a matter that is merged or withdrawn they are withdrawn.
    """
    if sheet.state not in WAITING or facts.status == Status.SUSPENDED:
        return sheet.state
    if facts.status in (Status.MERGED, Status.WITHDRAWN):
        return SheetState.WITHDRAWN
    if facts.status == Status.CLOSED:
        return SheetState.MET
    if sheet.cause == Cause.MANUAL and sheet.state == SheetState.ANSWERED:
        return sheet.state
    if sheet.key not in standing:
        return SheetState.MET
    return SheetState.MISSED if sheet.answer_by < today else sheet.state


def check_can_issue(level: Level, urgent: bool, reason: str) -> None:
    """A person's own sheet begins with a reminder; at 催办 only when it is urgent and he says why; never at 督办."""
    if level == Level.ORDER:
        raise WrongStatusError(_("督办单只在催办单逾期未落实后下发；紧急事项可以从催办单开始。"))
    if level == Level.URGING and not urgent:
        raise WrongStatusError(_("应先下发提醒单；情况紧急的，请勾选“紧急”并写明理由。"))
    if level == Level.URGING and not reason.strip():
        raise IncompleteError((_("请写明为什么紧急。"),))
