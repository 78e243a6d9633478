"""Time limits: the last day of one, counted as the Civil Code counts (articles 201 to 203)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from luoshi.ledger.calendar import WorkingCalendar
from luoshi.ledger.rules import Days


def limit_day(begun: date, days: int, counted: Days, calendar: WorkingCalendar) -> date:
    """The last day of a limit that begins the day after `begun`; always a working day.

    >>> from luoshi.ledger.calendar import load_calendar
    >>> str(limit_day(date(2025, 9, 30), 3, Days.WORKING, load_calendar()))
    '2025-10-11'
    """
    if counted == Days.WORKING:
        return calendar.after(begun, days)
    return calendar.not_before(begun + timedelta(days=days))


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last (Civil Code, article 202).

    >>> str(months_after(date(2025, 1, 31), 1))
    '2025-02-28'
    """
    month = day.year * 12 + day.month - 1 + months
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))
