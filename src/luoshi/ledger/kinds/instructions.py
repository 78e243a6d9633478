"""Leaders' instructions (批示交办): days to deploy, to report back and to finish, by rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.calendar import WorkingCalendar
from luoshi.ledger.limits import limit_day, months_after
from luoshi.ledger.rules import Limits


class Grade(StrEnum):
    """Ordinary ones are finished in days, major ones in a month, or a plan with time points says when."""

    ORDINARY = "ordinary"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class InstructionFields:
    """An instruction's own fields. `noted` is the day on which the leader read the report and agreed."""

    text: str = ""
    issued: date | None = None
    grade: Grade = Grade.ORDINARY
    deployed: date | None = None
    reported: date | None = None
    noted: date | None = None


@dataclass(frozen=True, slots=True)
class InstructionDays:
    """Working days by which an instruction is to be deployed, reported back on and finished."""

    deploy: date
    feedback: date
    finish: date


def instruction_days(issued: date, grade: Grade, limits: Limits, calendar: WorkingCalendar) -> InstructionDays:
    """The limits of an instruction, the day of issue not counted; a last day that is not worked moves to the next.

    One day to deploy, three to report back, seven to finish or one month when major (the “13710” rule of several
    provinces); counting by articles 201 to 203 of the Civil Code, so a month ends on the day of the same number or the
    month's last.

    >>> from luoshi.ledger.calendar import load_calendar
    >>> days = instruction_days(date(2025, 1, 24), Grade.ORDINARY, Limits(), load_calendar())
    >>> str(days.deploy), str(days.feedback), str(days.finish)  # Sunday the 26th was worked before Spring Festival
    ('2025-01-26', '2025-01-27', '2025-02-05')
    """
    if grade == Grade.MAJOR:
        finish = calendar.not_before(months_after(issued, limits.major_months))
    else:
        finish = limit_day(issued, limits.ordinary, limits.counted, calendar)
    deploy = limit_day(issued, limits.deploy, limits.counted, calendar)
    return InstructionDays(deploy, limit_day(issued, limits.feedback, limits.counted, calendar), finish)
