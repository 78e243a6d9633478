"""Reporting periods and their due days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import (
    Cadence,
    Every,
    OnHoliday,
    ReportPeriod,
    SettingsError,
    late_periods,
    load_calendar,
    next_due,
    report_periods,
)

CALENDAR = load_calendar()
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def _periods(cadence: Cadence, starts: date = YEAR[0], ends: date = YEAR[1]) -> tuple[ReportPeriod, ...]:
    return report_periods(cadence, starts, ends, CALENDAR)


@pytest.mark.parametrize(
    ("cadence", "index", "starts", "ends", "due"),
    [
        # 28 September 2025 is a Sunday, and worked
        (Cadence(by=28), 8, date(2025, 9, 1), date(2025, 9, 30), date(2025, 9, 28)),
        # 28 June is a Saturday: behind by the Civil Code, before when the office wants it so
        (Cadence(by=28), 5, date(2025, 6, 1), date(2025, 6, 30), date(2025, 6, 30)),
        (Cadence(by=28, on_holiday=OnHoliday.BEFORE), 5, date(2025, 6, 1), date(2025, 6, 30), date(2025, 6, 27)),
        # there is no 31st: the last day
        (Cadence(by=31), 1, date(2025, 2, 1), date(2025, 2, 28), date(2025, 2, 28)),
        # last month's by the 10th: December's falls into the year after
        (Cadence(by=10, following=True), 11, date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 12)),
        # quarters by the 5th of the month after; National Day moves it
        (Cadence(Every.QUARTER, 5, following=True), 2, date(2025, 7, 1), date(2025, 9, 30), date(2025, 10, 9)),
        # Fridays; the first week began in the year before and is cut
        (Cadence(Every.WEEK, 5), 0, date(2025, 1, 1), date(2025, 1, 5), date(2025, 1, 3)),
        (Cadence(Every.WEEK, 5), 1, date(2025, 1, 6), date(2025, 1, 12), date(2025, 1, 10)),
        # half months: the first ends on the 15th, the second with the month, however short
        (Cadence(Every.HALF_MONTH, 15), 2, date(2025, 2, 1), date(2025, 2, 15), date(2025, 2, 17)),
        (Cadence(Every.HALF_MONTH, 15), 3, date(2025, 2, 16), date(2025, 2, 28), date(2025, 2, 28)),
    ],
)  # fmt: skip
def test_due_days(cadence: Cadence, index: int, starts: date, ends: date, due: date) -> None:
    assert _periods(cadence)[index] == ReportPeriod(starts, ends, due)


def test_a_programme_that_begins_in_the_middle() -> None:
    periods = _periods(Cadence(Every.HALF_MONTH, 15), date(2025, 3, 20), date(2025, 5, 3))
    assert [(p.starts.day, p.ends.day) for p in periods] == [(20, 31), (1, 15), (16, 30), (1, 3)]


@given(
    st.sampled_from([Cadence(e, 5, following=f) for e in Every for f in (False, True)]),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(0, 400),
)
def test_periods_cover_every_day_once_and_are_due_on_working_days(cadence: Cadence, starts: date, length: int) -> None:
    ends = starts + timedelta(days=length)
    periods = _periods(cadence, starts, ends)
    assert (periods[0].starts, periods[-1].ends) == (starts, ends)
    assert all(b.starts - a.ends == timedelta(days=1) for a, b in pairwise(periods))
    assert all(CALENDAR.is_working_day(period.due) for period in periods)
    assert [period.due for period in periods] == sorted(period.due for period in periods)


@pytest.mark.parametrize(
    ("every", "by"), [(Every.WEEK, 8), (Every.MONTH, 32), (Every.HALF_MONTH, 0), (Every.QUARTER, 93)]
)
def test_a_day_that_no_period_has_is_refused(every: Every, by: int) -> None:
    with pytest.raises(SettingsError, match="填报日"):
        Cadence(every, by)


@pytest.mark.parametrize(
    ("reported", "today", "late"),
    [
        ([], date(2025, 2, 5), 0),  # 28 January was New Year's Eve: due on 5 February, and that day is in time
        ([], date(2025, 2, 6), 1),
        ([1], date(2025, 2, 28), 0),
        ([1], date(2025, 3, 30), 2),  # February's is late, and March's, due on Friday the 28th
        ([2], date(2025, 3, 1), 0),  # January was reported over with February
        ([4], date(2025, 3, 31), 0),  # reported ahead
    ],
)
def test_late_periods(reported: list[int], today: date, late: int) -> None:
    periods = _periods(Cadence(by=28))
    starts = {date(2025, month, 1) for month in reported}
    assert late_periods(periods, starts, today) == late


def test_next_due_is_the_earliest_open_one() -> None:
    periods = _periods(Cadence(by=28))
    assert next_due(periods, {date(2025, 1, 1)}, date(2025, 3, 5)) == periods[1]
    assert next_due(periods, {date(2025, 1, 1)}, date(2025, 1, 30)) is None
