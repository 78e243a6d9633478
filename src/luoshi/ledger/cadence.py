"""Cadence: how often a programme asks for reports, and on which working day each is due."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luoshi.ledger.calendar import WorkingCalendar
from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import message as _

_DAY = timedelta(days=1)
_MIDDLE = 15


class Every(StrEnum):
    """The length of a reporting period."""

    WEEK = "week"
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"


class OnHoliday(StrEnum):
    """Where a due day goes that is not worked: after (Civil Code, article 203), or before (it is needed by then)."""

    AFTER = "after"
    BEFORE = "before"


# The longest a period may be; a due day beyond its period's end is the end.
_LONGEST = {Every.WEEK: 7, Every.HALF_MONTH: 16, Every.MONTH: 31, Every.QUARTER: 92}


@dataclass(frozen=True, slots=True)
class Cadence:
    """Reports are due on the `by`-th day of their own period, or of the `following` one.

    每月28日前报当月 is MONTH by 28; 次月10日前报上月 is MONTH by 10, following. Weeks begin on Monday. A `by` beyond a
    short month's end is its last day.
    """

    every: Every = Every.MONTH
    by: int = 28
    following: bool = False
    on_holiday: OnHoliday = OnHoliday.AFTER

    def __post_init__(self) -> None:
        longest = _LONGEST[self.every]
        if not 1 <= self.by <= longest:
            raise SettingsError((_("填报日应在该周期的第1日至第%(longest)s日之间。", longest=longest),))


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period to report on, both days counted, and the working day on which the report is due."""

    starts: date
    ends: date
    due: date


def report_periods(cadence: Cadence, starts: date, ends: date, calendar: WorkingCalendar) -> tuple[ReportPeriod, ...]:
    """The periods of a programme, the first and last cut at its ends; each with its due day.

    >>> from luoshi.ledger.calendar import load_calendar
    >>> months = report_periods(Cadence(by=28), date(2026, 1, 1), date(2026, 12, 31), load_calendar())
    >>> [str(period.due) for period in months[:3]]  # 28 February 2026 is a Saturday, and worked
    ['2026-01-28', '2026-02-28', '2026-03-30']
    """
    found = []
    for first, last, beyond in _windows(cadence.every, starts, ends):
        own = (last + _DAY, beyond) if cadence.following else (first, last)
        day = min(own[0] + (cadence.by - 1) * _DAY, own[1])
        worked = calendar.not_before(day) if cadence.on_holiday == OnHoliday.AFTER else calendar.not_after(day)
        found.append(ReportPeriod(max(first, starts), min(last, ends), worked))
    return tuple(found)


def late_periods(periods: Collection[ReportPeriod], reported: Collection[date], today: date) -> int:
    """How many of the last periods in a row are overdue without a report; `reported` are the starts of reported ones.

    Only those since the last report count: a gap in the past that was reported over is no lateness now.

    >>> months = [ReportPeriod(date(2025, m, 1), date(2025, m, 28), date(2025, m, 28)) for m in (1, 2, 3)]
    >>> late_periods(months, {date(2025, 1, 1)}, date(2025, 3, 29)), late_periods(months, set(), date(2025, 2, 28))
    (2, 1)
    """
    late = 0
    for period in sorted(periods, key=lambda period: period.starts, reverse=True):
        if period.starts in reported:
            break
        late += period.due < today
    return late


def next_due(periods: Collection[ReportPeriod], reported: Collection[date], today: date) -> ReportPeriod | None:
    """The earliest period that is begun and not reported; None when nothing is due."""
    open_ = [period for period in periods if period.starts <= today and period.starts not in reported]
    return min(open_, key=lambda period: period.starts, default=None)


def _windows(every: Every, starts: date, ends: date) -> Iterator[tuple[date, date, date]]:
    """Whole periods that touch the programme: first day, last day, and last day of the one after."""
    firsts = _firsts(every, starts)
    window = [next(firsts), next(firsts)]
    for beyond in firsts:
        if window[0] > ends:
            return
        yield window[0], window[1] - _DAY, beyond - _DAY
        window = [window[1], beyond]


def _firsts(every: Every, starts: date) -> Iterator[date]:
    """First days of periods, beginning with the period in which `starts` lies."""
    if every == Every.WEEK:
        day = starts - starts.weekday() * _DAY
        while True:
            yield day
            day += 7 * _DAY
    months = 3 if every == Every.QUARTER else 1
    month = starts.year * 12 + (starts.month - 1) // months * months
    while True:
        first = date(month // 12, month % 12 + 1, 1)
        if every != Every.HALF_MONTH:
            yield first
        else:
            if month > starts.year * 12 + starts.month - 1 or starts.day <= _MIDDLE:
                yield first
            yield first.replace(day=_MIDDLE + 1)
        month += months
