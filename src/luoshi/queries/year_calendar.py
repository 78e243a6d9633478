"""The calendar of a year as its page shows it: months of weeks, holidays, worked weekends, local days."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from luoshi.ledger import Basis, WorkingCalendar

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day: whether it is worked, its holiday, and whether the place itself set it."""

    day: date
    worked: bool
    holiday: str
    local: bool

    @property
    def kind(self) -> str:
        """work, rest (a weekend), holiday, or worked (a weekend that is worked)."""
        if self.holiday:
            return "holiday"
        weekend = self.day.weekday() >= _SATURDAY
        if self.worked:
            return "worked" if weekend or self.local else "work"
        return "rest"


@dataclass(frozen=True, slots=True)
class Month:
    """A month's weeks from Monday; None where a week reaches into another month."""

    number: int
    weeks: list[list[Day | None]]

    @property
    def working_days(self) -> int:
        """How many days of it are worked."""
        return sum(one.worked for week in self.weeks for one in week if one)


@dataclass(frozen=True, slots=True)
class Year:
    """A year's months, and on what its days off rest."""

    year: int
    basis: Basis
    months: list[Month]


def year_of(calendar: WorkingCalendar, year: int, local: Collection[date]) -> Year:
    """A year of a calendar; `local` are the days that the place itself set."""
    weeks = Calendar()

    def day_of(day: date) -> Day:
        return Day(day, calendar.is_working_day(day), calendar.holiday(day), day in local)

    months = [
        Month(
            number,
            [
                [day_of(day) if day.month == number else None for day in week]
                for week in weeks.monthdatescalendar(year, number)
            ],
        )
        for number in range(1, 13)
    ]
    return Year(year, calendar.basis(year), months)
