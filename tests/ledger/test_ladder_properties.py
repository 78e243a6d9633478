"""What holds for every ladder: a day looked at twice adds nothing, no step is skipped, none is gone down again."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import Issued, LadderFacts, LadderRules, Level, Rules, Status, load_calendar, sheets_due
from luoshi.ledger.messages import message

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 1))
FACTS = st.builds(
    LadderFacts,
    st.sampled_from(Status),
    st.none() | DAYS,
    st.booleans(),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.just(message("滞后")),
)
RULES = st.builds(
    lambda *days: Rules(ladder=LadderRules(True, *days)),
    *[st.integers(0, 30)] * 3,
    *[st.integers(1, 30)] * 4,
)
LEVELS = list(Level)
CALENDAR = load_calendar()


def issue(facts: LadderFacts, issued: list[Issued], rules: Rules, today: date) -> list[Issued]:
    """The sheets of one day."""
    return [
        Issued(one.level, one.cause, one.key, today, one.answer_by)
        for one in sheets_due(facts, issued, rules, CALENDAR, today)
    ]


@given(FACTS, RULES, DAYS, st.lists(st.integers(1, 20), min_size=1, max_size=25))
def test_whenever_the_job_runs_the_steps_come_in_order_and_once(
    facts: LadderFacts, rules: Rules, start: date, pauses: list[int]
) -> None:
    issued: list[Issued] = []
    today = start
    for pause in pauses:
        issued += issue(facts, issued, rules, today)
        assert issue(facts, issued, rules, today) == []  # idempotent
        today += timedelta(days=pause)
    by_case: dict[str, list[Issued]] = defaultdict(list)
    for one in issued:
        by_case[one.key].append(one)
    for sheets in by_case.values():
        assert [one.level for one in sheets] == LEVELS[: len(sheets)]
        for before, after in pairwise(sheets):
            assert after.issued_on > before.answer_by  # never before the sheet before was missed
        assert all(one.answer_by >= one.issued_on for one in sheets)


@given(FACTS, RULES, DAYS, st.integers(0, 60))
def test_what_is_due_stays_due_until_it_is_issued(facts: LadderFacts, rules: Rules, today: date, later: int) -> None:
    wanted = {one.key for one in sheets_due(facts, (), rules, CALENDAR, today) if not one.key.startswith("light")}
    still = {one.key for one in sheets_due(facts, (), rules, CALENDAR, today + timedelta(days=later))}
    assert wanted <= still


@given(FACTS, RULES, DAYS, st.integers(0, 30))
def test_who_makes_it_late_takes_no_day_from_the_unit(facts: LadderFacts, rules: Rules, today: date, late: int) -> None:
    made = today + timedelta(days=late)
    for prompt, tardy in zip(
        sheets_due(facts, (), rules, CALENDAR, today),
        sheets_due(facts, (), rules, CALENDAR, today, made),
        strict=True,
    ):
        assert tardy.answer_by >= max(prompt.answer_by, made)
        assert (tardy.level, tardy.key, tardy.due_on) == (prompt.level, prompt.key, prompt.due_on)
