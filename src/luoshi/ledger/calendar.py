"""Working days: Chinese public holidays and the weekends worked for them, as announced, with local days on top."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import message as _

_DAY = timedelta(days=1)
_SATURDAY = 5
# What the Regulation on Public Holidays (全国年节及纪念日放假办法) fixes by the solar calendar: month, day, name.
# It serves the years for which no data stands in holidays.toml.
_FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
_YEAR_KEYS, _HOLIDAY_KEYS = {"basis", "notice", "holidays"}, {"name", "from", "to", "work"}


class Basis(StrEnum):
    """On what the calendar of a year rests."""

    ANNOUNCED = "announced"  # the State Council's notice of the year
    STATUTORY = "statutory"  # the regulation's own days: no notice yet, so no exchanged days
    FIXED = "fixed"  # only the days of fixed date: no data for that year at all


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked. `holidays` are days off by name, `worked` are Saturdays and Sundays that are worked.

    `bases` says for each year on what it rests; a date computed in a year that is not ANNOUNCED is provisional.
    """

    holidays: Mapping[date, str]
    worked: frozenset[date]
    bases: Mapping[int, Basis]

    def basis(self, year: int) -> Basis:
        """On what the calendar of a year rests."""
        return self.bases.get(year, Basis.FIXED)

    def holiday(self, day: date) -> str:
        """The holiday of a day; "" when it has none."""
        if day.year not in self.bases and day not in self.holidays:
            return _FIXED.get((day.month, day.day), "")
        return self.holidays.get(day, "")

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day.

        >>> load_calendar().is_working_day(date(2026, 2, 28))  # a Saturday worked for Spring Festival
        True
        """
        if self.holiday(day):
            return False
        return day.weekday() < _SATURDAY or day in self.worked

    def not_before(self, day: date) -> date:
        """The day itself, or the first working day after it (Civil Code, article 203: a period's last day).

        >>> load_calendar().not_before(date(2025, 10, 1))
        datetime.date(2025, 10, 9)
        """
        while not self.is_working_day(day):
            day += _DAY
        return day

    def not_after(self, day: date) -> date:
        """The day itself, or the last working day before it.

        >>> load_calendar().not_after(date(2025, 10, 8))
        datetime.date(2025, 9, 30)
        """
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after a day, which is not counted itself (Civil Code, article 201); n is at least 0.

        Nought working days after a holiday is the holiday itself.

        >>> load_calendar().after(date(2025, 9, 30), 1)
        datetime.date(2025, 10, 9)
        """
        if working_days < 0:
            raise ValueError("working days are counted forwards; use not_after to go back")
        for _number in range(working_days):
            day = self.not_before(day + _DAY)
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days there are from `start` to `end`, both counted; 0 when `end` is earlier."""
        return sum(self.is_working_day(start + number * _DAY) for number in range((end - start).days + 1))

    def with_local(self, holidays: Mapping[date, str], worked: Iterable[date] = ()) -> WorkingCalendar:
        """The calendar with a place's own days (三月三, 古尔邦节); days it works win over the country's holidays."""
        worked = frozenset(worked)
        both = sorted(worked & set(holidays))
        if both:
            raise SettingsError((_("%(day)s不能既放假又上班。", day=both[0]),))
        kept = {day: name for day, name in {**self.holidays, **holidays}.items() if day not in worked}
        return replace(self, holidays=kept, worked=(self.worked - set(holidays)) | worked)


@cache
def load_calendar() -> WorkingCalendar:
    """The calendar of the packaged data, 2020 to 2027; 2027 holds the regulation's own days only."""
    return read_calendar(files(__package__).joinpath("data", "holidays.toml").read_text(encoding="utf-8"))


def read_calendar(text: str) -> WorkingCalendar:
    """A calendar from TOML as in data/holidays.toml.

    Raises SettingsError, which names every mistake: unknown words, a holiday that ends before it begins or lies in
    another year, a day worked that is no weekend, a day both free and worked, a day that belongs to two holidays.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError((_("节假日数据不是有效的TOML：%(why)s。", why=error),)) from error
    problems: list[str] = []
    holidays: dict[date, str] = {}
    worked: set[date] = set()
    bases: dict[int, Basis] = {}
    for year, entry in content.items():
        problems.extend(_read_year(year, entry, holidays, worked, bases))
    problems.extend(f"{day}既放假又上班" for day in sorted(worked & set(holidays)))
    if problems:
        raise SettingsError(tuple(_("节假日数据：%(problem)s。", problem=problem) for problem in problems))
    return WorkingCalendar(holidays, frozenset(worked), bases)


def _read_year(
    year: str, entry: object, holidays: dict[date, str], worked: set[date], bases: dict[int, Basis]
) -> Iterator[str]:
    if not (year.isdecimal() and isinstance(entry, dict) and set(entry) == _YEAR_KEYS):
        yield f"[{year}]应为年份，含basis、notice、holidays三项"
        return
    if entry["basis"] not in (Basis.ANNOUNCED, Basis.STATUTORY) or not entry["notice"]:
        yield f"{year}年的basis应为announced或statutory，并注明notice"
        return
    bases[int(year)] = Basis(entry["basis"])
    for holiday in entry["holidays"]:
        yield from _read_holiday(int(year), holiday, holidays, worked)


def _read_holiday(year: int, holiday: object, holidays: dict[date, str], worked: set[date]) -> Iterator[str]:
    if not (isinstance(holiday, dict) and {"name", "from", "to"} <= set(holiday) <= _HOLIDAY_KEYS):
        yield f"{year}年的每个节日应有name、from、to，可有work"
        return
    name, first, last, work = holiday["name"], holiday["from"], holiday["to"], holiday.get("work", [])
    if not (name and all(type(day) is date for day in (first, last, *work))):
        yield f"{year}年{name}的日期应形如{year}-01-01"
    elif not (first <= last and last.year == year and (last - first).days <= 15):
        yield f"{year}年{name}的起止日期有误：{first}至{last}"
    else:
        for number in range((last - first).days + 1):
            day = first + number * _DAY
            if day in holidays:
                yield f"{day}属于两个节日：{holidays[day]}、{name}"
            holidays[day] = name
        yield from (f"{day}本是工作日，不必调休上班" for day in work if day.weekday() < _SATURDAY)
        yield from (f"{day}调休上班出现两次" for day in work if day in worked)
        worked.update(work)
