"""Schedule: how far a reading is behind what is due, in points of a hundred, with the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.ledger.messages import Message, figure
from luoshi.ledger.messages import message as _
from luoshi.ledger.targets import PERCENT, Family, Reading, Target

# The smallest target that a shortfall is measured against: one point, so that 零增长 has a scale.
_SMALLEST_SCALE = 1.0
# Points are compared as they are printed, so that no sentence contradicts its colour.
_PRINTED = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """How far behind a reading is. `points` is positive behind and negative ahead, rounded as printed.

    `direct`: it was held against the target itself, not against the schedule. `broken`: a cap on an amount is passed,
    which nothing later can mend. `kept`: an amount reached its floor, which nothing later takes away.
    """

    points: float
    reason: Message
    direct: bool
    broken: bool = False
    kept: bool = False


def gap(target: Target, reading: Reading) -> Gap:
    """How far behind what is due on the reading's day it is; of a band's two sides the worse.

    Amounts: share of the target reached against the schedule's share (domain, section 6). Levels with a baseline: share
    of the way from it. Rates, and levels that have no way to go: shortfall in percent of the target.

    >>> from luoshi.ledger.targets import Comparator
    >>> firms = Target(Family.CUMULATIVE, Comparator.AT_LEAST, 300, "家", date(2025, 1, 1), date(2025, 12, 31))
    >>> behind = gap(firms, Reading(180, date(2025, 9, 30)))
    >>> behind.points, str(behind.reason)
    (15.0, '截至2025-09-30完成180家，为目标300家以上的60%，序时进度75%，落后15个百分点')
    """
    sides = []
    if target.floor is not None:
        sides.append(_side(target, reading, target.floor, 1))
    if target.ceiling is not None:
        sides.append(_side(target, reading, target.ceiling, -1))
    return max(sides, key=lambda side: (side.broken, side.points, not side.kept))


def due_share(target: Target, on: date) -> float:
    """The share of the way that is due at the end of a day, from 0 to 1."""
    return target.trajectory.share(target.starts, target.ends, on)


def _side(target: Target, reading: Reading, bound: float, sign: int) -> Gap:
    """One side: `sign` 1 for a floor, -1 for a ceiling."""
    if target.family == Family.CUMULATIVE and bound > 0:
        return _amount(target, reading, bound, sign)
    baseline = target.baseline
    if target.family == Family.LEVEL and baseline is not None and sign * (bound - baseline) > 0:
        return _way(target, reading, bound, baseline)
    return _direct(target, reading, bound, sign)


def _amount(target: Target, reading: Reading, bound: float, sign: int) -> Gap:
    """An amount that adds up, to a floor or under a cap; of a range it is the side's own end that counts."""
    reached, due = reading.value / bound * 100, due_share(target, reading.as_of) * 100
    points = round(sign * (due - reached), _PRINTED)
    values = _values(target, reading, points, reached=_percent(reached), due=_percent(due))
    values["target"] = _measured_by(target, bound)
    if sign > 0:
        told = _(
            "截至%(day)s完成%(value)s%(unit)s，为目标%(target)s的%(reached)s，序时进度%(due)s，%(behind)s", **values
        )
        return Gap(points, told, direct=False, kept=reading.value >= bound)
    if reading.value > bound:
        over = figure(reading.value - bound)
        told = _("截至%(day)s已达%(value)s%(unit)s，超过上限%(target)s，多%(over)s%(unit)s", over=over, **values)
        return Gap(points, told, direct=False, broken=True)
    told = _("截至%(day)s已用%(value)s%(unit)s，为上限%(target)s的%(reached)s，序时进度%(due)s，%(over)s",
             **values | {"over": _used(points)})  # fmt: skip
    return Gap(points, told, direct=False)


def _way(target: Target, reading: Reading, bound: float, baseline: float) -> Gap:
    """A level on its way from the baseline, upwards or downwards."""
    reached, due = (reading.value - baseline) / (bound - baseline) * 100, due_share(target, reading.as_of) * 100
    points = round(due - reached, _PRINTED)
    values = _values(target, reading, points, reached=_percent(reached), due=_percent(due))
    told = _(
        "截至%(day)s为%(value)s%(unit)s，基数%(baseline)s%(unit)s、目标%(target)s，已完成应有变化的%(reached)s，"
        "序时进度%(due)s，%(behind)s",
        baseline=figure(baseline),
        **values | {"target": _measured_by(target, bound)},
    )
    return Gap(points, told, direct=False)


def _direct(target: Target, reading: Reading, bound: float, sign: int) -> Gap:
    """A rate, or a level without a way to go, held against the target itself."""
    short = sign * (bound - reading.value)
    points = round(short / max(abs(target.value), _SMALLEST_SCALE) * 100, _PRINTED)
    values = _values(target, reading, points, bound=figure(bound), part=_percent(abs(points)))
    values["short"] = _difference(target, abs(short))
    if points <= 0:
        told = _("截至%(day)s为%(value)s%(unit)s，符合目标%(target)s", **values)
    elif sign > 0:
        told = _(
            "截至%(day)s为%(value)s%(unit)s，目标%(target)s（不低于%(bound)s%(unit)s），低%(short)s，差目标值的%(part)s",
            **values,
        )
    else:
        told = _(
            "截至%(day)s为%(value)s%(unit)s，目标%(target)s（不高于%(bound)s%(unit)s），高%(short)s，超目标值的%(part)s",
            **values,
        )
    return Gap(points, told, direct=True, broken=target.family == Family.CUMULATIVE and points > 0)


def _measured_by(target: Target, bound: float) -> Message:
    """The target's words, with the figure that shares are taken of where that is another one (左右, a range)."""
    if bound == target.value and target.high is None:
        return target.words
    return _("%(target)s（按%(bound)s%(unit)s计）", target=target.words, bound=figure(bound), unit=target.unit)


def _difference(target: Target, difference: float) -> Message:
    """How far two figures are apart: percentages by points."""
    value = figure(difference)
    return (
        _("%(value)s个百分点", value=value)
        if target.unit in PERCENT
        else _("%(value)s%(unit)s", value=value, unit=target.unit)
    )


def _values(target: Target, reading: Reading, points: float, **more: str) -> dict[str, str | Message]:
    told: dict[str, str | Message] = {
        "day": reading.as_of.isoformat(),
        "value": figure(reading.value),
        "unit": target.unit,
        "target": target.words,
        "behind": _behind(points),
    }
    return told | more


def _percent(value: float) -> str:
    return f"{figure(value)}%"


def _behind(points: float) -> Message:
    if points > 0:
        return _("落后%(points)s个百分点", points=figure(points))
    if points < 0:
        return _("超前%(points)s个百分点", points=figure(-points))
    return _("与序时进度持平")


def _used(points: float) -> Message:
    if points > 0:
        return _("超出%(points)s个百分点", points=figure(points))
    if points < 0:
        return _("结余%(points)s个百分点", points=figure(-points))
    return _("与序时进度持平")
