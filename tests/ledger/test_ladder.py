"""The ladder: which sheet is due on which day, by when it is to be answered, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.ledger import (
    Cause,
    DueSheet,
    IncompleteError,
    Issued,
    LadderFacts,
    Level,
    Rules,
    SheetState,
    Status,
    WrongStatusError,
    check_can_issue,
    load_calendar,
    sheets_due,
    standing_keys,
    state_after,
)
from luoshi.ledger.messages import message

RULES, CALENDAR = Rules(), load_calendar()
# Wednesday 25 June 2025; a deadline at the month's end, a Monday.
TODAY, END = date(2025, 6, 25), date(2025, 6, 30)
WORK = LadderFacts(Status.IN_PROGRESS, END)
RED = LadderFacts(Status.IN_PROGRESS, red_since=date(2025, 6, 20), red_why=message("落后35个百分点。"))


def due(facts: LadderFacts, today: date, *issued: Issued, made: date | None = None) -> list[DueSheet]:
    return list(sheets_due(facts, issued, RULES, CALENDAR, today, made))


def sent(one: DueSheet, on: date, state: SheetState = SheetState.OPEN) -> Issued:
    return Issued(one.level, one.cause, one.key, on, one.answer_by, state)


@pytest.mark.parametrize(
    ("facts", "today", "why"),
    [
        (WORK, date(2025, 6, 22), None),  # eight days are too early
        (WORK, date(2025, 6, 23), "时限为2025-06-30，还有7天，尚未报告完成"),
        (WORK, END, "时限为2025-06-30，今天到期，尚未报告完成"),
        (replace(WORK, done=True), END, None),  # it waits for others
        (replace(WORK, deadline=None), END, None),  # 持续推进
        (replace(WORK, status=Status.CLOSING), END, None),  # the verifier is waited for
        (replace(WORK, status=Status.OBJECTED), END, None),  # so is the supervisor
        (replace(WORK, status=Status.SUSPENDED), END, None),
        (replace(WORK, status=Status.CLOSED), END, None),
        (replace(WORK, status=Status.DRAFT), END, None),
        (LadderFacts(Status.ASSIGNED, answer_due=TODAY), TODAY, "应于2025-06-25前签收，今天到期"),
        (LadderFacts(Status.ACCEPTED, answer_due=date(2025, 6, 26)), TODAY, "应于2025-06-26前报送方案，还有1天"),
        (LadderFacts(Status.ACCEPTED, answer_due=date(2025, 6, 27)), TODAY, None),
        (LadderFacts(Status.PLANNED, answer_due=date(2025, 6, 24)), TODAY, None),  # the leader's turn
        (LadderFacts(Status.IN_PROGRESS, report_due=date(2025, 6, 26)), TODAY, "应于2025-06-26前填报进展，还有1天"),
        (LadderFacts(Status.ASSIGNED, report_due=TODAY), TODAY, None),  # nobody can report what is not signed for
        (RED, TODAY, "自2025-06-20起亮红灯，已5天：落后35个百分点。"),
        (replace(RED, red_since=date(2025, 6, 26)), TODAY, None),  # looked at for a day before it turned
    ],
)
def test_the_first_sheet_is_a_reminder(facts: LadderFacts, today: date, why: str | None) -> None:
    assert [str(one.why) for one in due(facts, today)] == ([] if why is None else [why])
    assert all(one.level == Level.REMINDER for one in due(facts, today))


def test_the_steps_of_a_deadline_that_is_missed() -> None:
    reminder = due(WORK, date(2025, 6, 23))[0]
    assert (reminder.cause, reminder.due_on, reminder.answer_by) == (Cause.DEADLINE, date(2025, 6, 23), END)
    first = sent(reminder, date(2025, 6, 23))
    assert due(WORK, END, first) == []
    urging = due(WORK, date(2025, 7, 1), first)[0]
    # three days, the 4th of July being a Friday
    assert (urging.level, urging.due_on, urging.answer_by) == (Level.URGING, date(2025, 7, 1), date(2025, 7, 4))
    assert str(urging.why) == "提醒单要求于2025-06-30前落实，逾期未落实：时限为2025-06-30，已逾期1天，尚未报告完成"
    second = sent(urging, date(2025, 7, 1))
    assert due(WORK, date(2025, 7, 4), first, second) == []
    order = due(WORK, date(2025, 7, 5), first, second)[0]
    assert (order.level, order.answer_by) == (Level.ORDER, date(2025, 7, 10))
    assert due(WORK, date(2025, 12, 31), first, second, sent(order, date(2025, 7, 5))) == []  # people's turn


def test_who_comes_late_gives_the_days_from_then_and_skips_no_step() -> None:
    reminder = due(WORK, date(2025, 7, 10))[0]
    assert (reminder.level, reminder.due_on, reminder.answer_by) == (
        Level.REMINDER, date(2025, 6, 23), date(2025, 7, 14),  # two days, the 12th being a Saturday
    )  # fmt: skip
    assert due(WORK, date(2025, 6, 26), made=date(2025, 7, 10)) == [
        replace(reminder, why=due(WORK, date(2025, 6, 26))[0].why)
    ]
    assert due(WORK, date(2025, 7, 14), sent(reminder, date(2025, 7, 10))) == []


def test_a_red_light_is_asked_about_only_where_nothing_more_definite_is() -> None:
    assert [one.cause for one in due(RED, TODAY)] == [Cause.LIGHT]
    assert due(RED, TODAY)[0].answer_by == date(2025, 7, 2)  # a week
    assert [one.cause for one in due(replace(RED, deadline=END), TODAY)] == [Cause.DEADLINE]
    later = replace(RED, deadline=date(2025, 12, 31))  # not yet asked for
    assert [one.cause for one in due(later, TODAY)] == [Cause.LIGHT]
    both = replace(RED, deadline=END)
    sheet = sent(due(RED, TODAY)[0], TODAY)
    assert state_after(sheet, both, standing_keys(both, [sheet], RULES.ladder, TODAY), TODAY) == SheetState.OPEN


@pytest.mark.parametrize("state", [SheetState.WITHDRAWN])
def test_a_case_in_which_a_sheet_was_withdrawn_is_left_to_people(state: SheetState) -> None:
    first = sent(due(WORK, TODAY)[0], TODAY, state)
    assert due(WORK, date(2025, 7, 20), first) == []
    longer = replace(WORK, deadline=date(2025, 7, 31))  # an extension is another case
    assert [one.level for one in due(longer, date(2025, 7, 30), first)] == [Level.REMINDER]


def test_words_alone_stop_nothing_but_more_time_does() -> None:
    first = sent(due(WORK, TODAY)[0], TODAY, SheetState.ANSWERED)
    assert [one.level for one in due(WORK, date(2025, 7, 1), first)] == [Level.URGING]
    assert due(WORK, date(2025, 7, 1), replace(first, answer_by=date(2025, 7, 10))) == []


def test_a_persons_own_sheet_goes_up_until_it_is_answered() -> None:
    sheet = Issued(Level.URGING, Cause.MANUAL, "manual-1", TODAY, END)
    facts = LadderFacts(Status.IN_PROGRESS)
    assert due(facts, END, sheet) == []
    assert [one.level for one in due(facts, date(2025, 7, 1), sheet)] == [Level.ORDER]
    for state in (SheetState.ANSWERED, SheetState.MET, SheetState.WITHDRAWN):
        assert due(facts, date(2025, 7, 1), replace(sheet, state=state)) == []


@pytest.mark.parametrize(
    ("facts", "today", "state"),
    [
        (WORK, END, SheetState.OPEN),
        (WORK, date(2025, 7, 1), SheetState.MISSED),
        (replace(WORK, done=True), date(2025, 7, 1), SheetState.MET),
        (replace(WORK, status=Status.CLOSED), date(2025, 7, 1), SheetState.MET),
        (replace(WORK, status=Status.SUSPENDED), date(2025, 7, 1), SheetState.OPEN),  # waits with its matter
        (replace(WORK, status=Status.MERGED), date(2025, 7, 1), SheetState.WITHDRAWN),
        (replace(WORK, deadline=date(2025, 9, 30)), date(2025, 7, 1), SheetState.MET),  # extended
    ],
)
def test_what_becomes_of_a_sheet(facts: LadderFacts, today: date, state: SheetState) -> None:
    sheet = sent(due(WORK, TODAY)[0], TODAY)
    assert state_after(sheet, facts, standing_keys(facts, [sheet], RULES.ladder, today), today) == state


def test_where_people_may_begin() -> None:
    check_can_issue(Level.REMINDER, False, "")
    check_can_issue(Level.URGING, True, "汛期在即")
    with pytest.raises(WrongStatusError, match="先下发提醒单"):
        check_can_issue(Level.URGING, False, "汛期在即")
    with pytest.raises(IncompleteError, match="为什么紧急"):
        check_can_issue(Level.URGING, True, " ")
    with pytest.raises(WrongStatusError, match="只在催办单逾期"):
        check_can_issue(Level.ORDER, True, "汛期在即")
