"""Trajectories: how much of the way should lie behind at a day (序时进度), from 0 to 1."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import message as _

_QUARTERS = 4


def _position(day: date) -> float:
    """Months since the year 0, at the end of the day: the end of January 2025 is one month after the end of 2024."""
    return day.year * 12 + day.month - 1 + day.day / monthrange(day.year, day.month)[1]


def elapsed(starts: date, ends: date, on: date) -> float:
    """The part of a period that has gone by at the end of a day, counted in months as governments count it.

    January to November is 11/12 = 91.7% (the threshold of the November bulletins), not 334/365.

    >>> round(elapsed(date(2025, 1, 1), date(2025, 12, 31), date(2025, 11, 30)), 4)
    0.9167
    """
    before = _position(starts - timedelta(days=1))
    gone = (_position(on) - before) / (_position(ends) - before)
    return min(1.0, max(0.0, gone))


@dataclass(frozen=True, slots=True)
class Linear:
    """The same share every month."""

    def share(self, starts: date, ends: date, on: date) -> float:
        """The share of the way that is due at the end of a day."""
        return elapsed(starts, ends, on)


@dataclass(frozen=True, slots=True)
class QuarterlySteps:
    """Shares due at the end of each quarter (季度形象进度), the last 1; between them nothing new is due."""

    shares: tuple[float, float, float, float]

    def __post_init__(self) -> None:
        _check_rising(self.shares)

    def share(self, starts: date, ends: date, on: date) -> float:
        """The share of the way that is due at the end of a day.

        >>> QuarterlySteps((0.1, 0.4, 0.8, 1.0)).share(date(2025, 1, 1), date(2025, 12, 31), date(2025, 9, 29))
        0.4
        """
        # A day may stand a rounding error before its quarter's end.
        over = int(elapsed(starts, ends, on) * _QUARTERS + 1e-9)
        return self.shares[over - 1] if over else 0.0


@dataclass(frozen=True, slots=True)
class Points:
    """Shares at days of one's own, straight between them, 0 before the period and 1 from its end."""

    points: tuple[tuple[date, float], ...]

    def __post_init__(self) -> None:
        days = [day for day, _share in self.points]
        if not days or days != sorted(set(days)):
            raise SettingsError((_("自定进度的日期应逐个推后，且至少有一个。"),))
        _check_rising((*(share for _day, share in self.points), 1.0))

    def share(self, starts: date, ends: date, on: date) -> float:
        """The share of the way that is due at the end of a day.

        >>> slow = Points(((date(2025, 6, 30), 0.2),))
        >>> slow.share(date(2025, 1, 1), date(2025, 12, 31), date(2025, 9, 30))
        0.6
        """
        begun, behind = starts - timedelta(days=1), 0.0
        for day, share in (*(p for p in self.points if begun < p[0] < ends), (ends, 1.0)):
            if on <= day:
                gone = max(0.0, (_position(on) - _position(begun)) / (_position(day) - _position(begun)))
                return round(behind + (share - behind) * gone, 9)
            begun, behind = day, share
        return 1.0


Trajectory = Linear | QuarterlySteps | Points
LINEAR = Linear()


def _check_rising(shares: tuple[float, ...]) -> None:
    if not all(isfinite(share) and 0 <= share <= 1 for share in shares):
        raise SettingsError((_("进度应在0至1之间。"),))
    if list(shares) != sorted(shares) or shares[-1] != 1:
        raise SettingsError((_("进度应逐步增加，最后为1。"),))
