"""Targets: what a figure is to reach, how it binds, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import Message, figure
from luoshi.ledger.messages import message as _
from luoshi.ledger.trajectories import LINEAR, Trajectory

# What 左右 allows: half a point for rates and shares, a twentieth of anything else (contracts, rules of verdicts).
_ABOUT_POINTS, _ABOUT_PART = 0.5, 0.05
PERCENT = frozenset({"%", "％", "个百分点", "百分点"})


class Family(StrEnum):
    """How a figure moves, and so what it is held against."""

    CUMULATIVE = "cumulative"  # an amount that adds up over the period: held against the schedule
    RATE = "rate"  # a rate of change: held against the target's rate, whenever it is read
    LEVEL = "level"  # a stock or share: held against the schedule from its baseline, or without one against the target


class Comparator(StrEnum):
    """How a figure binds, written as in a statement's `op`."""

    AT_LEAST = ">="  # 以上
    AT_MOST = "<="  # 以内
    ABOUT = "~"  # 左右
    EXACTLY = "="  # a plain number


class Wanted(StrEnum):
    """To which side a plain number or 左右 may be passed: 增长6%左右 is no promise broken by 8%, 涨幅3%左右 is."""

    UP = "+"
    DOWN = "-"
    NEAR = "="


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached between two days, both counted.

    `value` and `baseline` are told in `unit`; `high` is the upper end of a range (6%-6.5%). `tolerance` is what 左右
    allows, in the unit; None means half a point for percentages and 5% of the value otherwise. Declines are told by
    their size: 下降3%以上 is at least 3, and its readings are sizes too. Raises SettingsError for what cannot be meant.
    """

    family: Family
    comparator: Comparator
    value: float
    unit: str
    starts: date
    ends: date
    high: float | None = None
    baseline: float | None = None
    wanted: Wanted = Wanted.UP
    tolerance: float | None = None
    trajectory: Trajectory = LINEAR
    name: str = ""

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise SettingsError(tuple(problems))

    @property
    def slack(self) -> float:
        """What 左右 allows to either side, in the unit; 0 for other comparators."""
        if self.comparator != Comparator.ABOUT:
            return 0.0
        if self.tolerance is not None:
            return self.tolerance
        return _ABOUT_POINTS if self.unit in PERCENT else abs(self.value) * _ABOUT_PART

    @property
    def floor(self) -> float | None:
        """The least that keeps the promise; None when there is no least."""
        if self.comparator == Comparator.AT_LEAST:
            return self.value
        if self.comparator == Comparator.AT_MOST or self.wanted == Wanted.DOWN:
            return None
        return self.value - self.slack

    @property
    def ceiling(self) -> float | None:
        """The most that keeps the promise; None when there is no most."""
        if self.comparator == Comparator.AT_LEAST:
            return None
        if self.comparator != Comparator.AT_MOST and self.wanted == Wanted.UP:
            return None
        return (self.value if self.high is None else self.high) + self.slack

    @property
    def words(self) -> Message:
        """The figure with its comparator, as a report has it: 300家以上."""
        value = figure(self.value) if self.high is None else f"{figure(self.value)}—{figure(self.high)}"
        return _(_WORDS[self.comparator], value=value, unit=self.unit)

    def held_by(self, value: float) -> bool:
        """Whether a final figure keeps the promise.

        >>> half = Target(Family.RATE, Comparator.ABOUT, 6.5, "%", date(2025, 1, 1), date(2025, 12, 31))
        >>> half.held_by(6.0), half.held_by(5.9), half.held_by(8.0)
        (True, False, True)
        """
        floor, ceiling = self.floor, self.ceiling
        return (floor is None or value >= floor - _ROUND) and (ceiling is None or value <= ceiling + _ROUND)


# Sums of decimals miss by less.
_ROUND = 1e-9
_WORDS = {
    Comparator.AT_LEAST: _("%(value)s%(unit)s以上").msgid,
    Comparator.AT_MOST: _("%(value)s%(unit)s以内").msgid,
    Comparator.ABOUT: _("%(value)s%(unit)s左右").msgid,
    Comparator.EXACTLY: _("%(value)s%(unit)s").msgid,
}


def _problems(target: Target) -> list[Message]:
    problems = []
    given = (target.value, target.high, target.baseline, target.tolerance)
    if not all(isfinite(value) for value in given if value is not None):
        return [_("目标值、基数和容差应为有限的数字。")]
    if target.ends < target.starts:
        problems.append(_("目标的结束日期早于开始日期。"))
    if target.high is not None and target.high < target.value:
        problems.append(_("目标区间的上限小于下限。"))
    if target.tolerance is not None and target.tolerance < 0:
        problems.append(_("“左右”的容差不能是负数。"))
    if target.family == Family.CUMULATIVE and target.value < 0:
        problems.append(_("累计量的目标不能是负数；减少的数量按减少多少填写正数。"))
    return problems


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure at the end of a day: since the period's start for amounts and rates, on the day for levels."""

    value: float
    as_of: date

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise SettingsError((_("填报的数值应为有限的数字。"),))


# How the measures of a quantified statement are followed (extraction's closed list).
_FAMILIES = {
    "growth": Family.RATE,
    "pp": Family.CUMULATIVE,
    "increment": Family.CUMULATIVE,
    "reduction": Family.CUMULATIVE,
    "level": Family.LEVEL,
    "share": Family.LEVEL,
    "rank": Family.LEVEL,
    "multiple": Family.LEVEL,
    "limit": Family.LEVEL,
}
_SIZES = frozenset({"growth", "pp", "reduction"})  # a fall is told by its size, and more of it is better


def framed(measure: str, polarity: str) -> tuple[Family, Wanted]:
    """The family and the wanted side of a statement's measure and polarity.

    >>> framed("reduction", "-"), framed("level", "-")
    ((<Family.CUMULATIVE: 'cumulative'>, <Wanted.UP: '+'>), (<Family.LEVEL: 'level'>, <Wanted.DOWN: '-'>))
    """
    if measure not in _FAMILIES:
        raise SettingsError((_("不认识的口径“%(measure)s”。", measure=measure),))
    down = measure == "rank" or (polarity == "-" and measure not in _SIZES)
    return _FAMILIES[measure], Wanted.DOWN if down else Wanted.UP
