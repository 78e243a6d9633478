"""Working days: exchanged weekends, ends of years, years not yet announced, and data that is wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import Basis, SettingsError, load_calendar
from luoshi.ledger.calendar import read_calendar

CALENDAR = load_calendar()
DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2020, 1, 19), True),  # a Sunday worked for Spring Festival
        (date(2020, 2, 1), False),  # was to be worked, until the holiday was prolonged
        (date(2020, 2, 3), True),
        (date(2022, 12, 31), False),  # New Year 2023 begins in 2022
        (date(2023, 12, 29), True),
        (date(2024, 2, 9), True),  # New Year's Eve was no holiday before 2025
        (date(2025, 1, 28), False),  # since 2025 it is
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),  # a Saturday
        (date(2026, 2, 28), True),  # the last day of February is a Saturday, and worked
        (date(2026, 9, 20), True),
        (date(2026, 10, 10), True),
        (date(2027, 2, 5), False),  # statutory days only: New Year's Eve
        (date(2027, 2, 9), True),  # nothing is guessed for 2027
        (date(2030, 5, 1), False),  # no data: days of fixed date, and weekends
        (date(2030, 2, 4), True),
    ],
)
def test_is_working_day(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_what_each_year_rests_on() -> None:
    assert {year: CALENDAR.basis(year) for year in range(2019, 2029)} == {
        2019: Basis.FIXED,
        **dict.fromkeys(range(2020, 2027), Basis.ANNOUNCED),
        2027: Basis.STATUTORY,
        2028: Basis.FIXED,
    }


# Days off that are no weekend, less weekends worked: what each notice adds up to, counted by hand from it.
@pytest.mark.parametrize(
    ("year", "days"), [(2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert CALENDAR.working_days(date(year, 1, 1), date(year, 12, 31)) == days


@given(DAYS, st.integers(0, 60))
def test_counting_there_and_back(day: date, number: int) -> None:
    reached = CALENDAR.after(day, number)
    assert CALENDAR.working_days(day + timedelta(days=1), reached) == number
    assert number == 0 or CALENDAR.is_working_day(reached)


@given(DAYS)
def test_the_nearest_working_days_stand_around_a_day(day: date) -> None:
    before, behind = CALENDAR.not_after(day), CALENDAR.not_before(day)
    assert before <= day <= behind
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.is_working_day(behind)
    assert (before == behind) == CALENDAR.is_working_day(day)


def test_a_place_has_days_of_its_own() -> None:
    festival = date(2025, 4, 1)
    local = CALENDAR.with_local({festival: "三月三"}, worked=[date(2025, 4, 5), date(2025, 4, 4)])
    assert not local.is_working_day(festival)
    assert local.is_working_day(date(2025, 4, 5))  # a Saturday
    assert local.is_working_day(date(2025, 4, 4))  # a holiday that the place works
    assert CALENDAR.is_working_day(festival)
    with pytest.raises(SettingsError, match="既放假又上班"):
        CALENDAR.with_local({festival: "三月三"}, worked=[festival])


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.after(date(2025, 1, 1), -1)


def _year(holidays: str, basis: str = "announced") -> str:
    return f'[2025]\nbasis = "{basis}"\nnotice = "号"\nholidays = [{holidays}]'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2025", "TOML"),
        ("[sometime]\nbasis = 1", "年份"),
        (_year("", basis="guessed"), "basis"),
        (_year('{name = "元旦", from = 2025-01-02, to = 2025-01-01}'), "起止日期"),
        (_year('{name = "元旦", from = 2026-01-01, to = 2026-01-01}'), "起止日期"),  # another year's
        (_year('{name = "元旦", form = 2025-01-01, to = 2025-01-01}'), "name、from、to"),
        (_year('{name = "元旦", from = "2025-01-01", to = 2025-01-01}'), "形如"),
        (_year('{name = "元旦", from = 2025-01-01T00:00:00, to = 2025-01-01}'), "形如"),  # a time is no day
        (_year('{name = "元旦", from = 2025-01-01, to = 2025-01-01, work = [2025-01-02]}'), "本是工作日"),
        (_year('{name = "春节", from = 2025-01-28, to = 2025-02-04, work = [2025-02-01]}'), "既放假又上班"),
        (
            _year(
                '{name = "甲", from = 2025-05-01, to = 2025-05-02}, {name = "乙", from = 2025-05-02, to = 2025-05-03}'
            ),
            "两个节日",
        ),
    ],
)
def test_wrong_data_is_refused(text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        read_calendar(text)
