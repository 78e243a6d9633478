"""Forecast: where a figure will stand at the period's end at its present pace, and by which method that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger.messages import Message, figure
from luoshi.ledger.messages import message as _
from luoshi.ledger.schedule import due_share
from luoshi.ledger.targets import Family, Reading, Target
from luoshi.ledger.trajectories import elapsed

# Less than this share of the way says nothing about its end.
_TOO_EARLY = 0.1
# The last so many readings tell the recent pace.
_RECENT = 3


class Method(StrEnum):
    """How a forecast is made."""

    PACE = "pace"  # amounts and levels with a baseline: what was done so far over the schedule's share, to the end
    HOLD = "hold"  # rates, and levels without a baseline: the last reading stays
    FINAL = "final"  # the period is over: the last reading is the result
    NONE = "none"  # too early, or nothing read yet


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figure expected at the period's end; None with its reason when nothing can be said.

    `low` and `high` span what the whole period's pace and the last three readings' pace lead to. `holds` is whether the
    promise is kept at `value`.
    """

    method: Method
    reason: Message
    value: float | None = None
    low: float | None = None
    high: float | None = None
    holds: bool | None = None


def forecast_of(target: Target, readings: Sequence[Reading]) -> Forecast:
    """Where the figure will stand at the target's last day.

    Amounts and levels with a baseline follow their own trajectory: what is done over the share that was due, so that a
    promise planned for the fourth quarter is not called lost in the third. Rates stay as they are.

    >>> from datetime import date
    >>> from luoshi.ledger.targets import Comparator
    >>> firms = Target(Family.CUMULATIVE, Comparator.AT_LEAST, 300, "家", date(2025, 1, 1), date(2025, 12, 31))
    >>> str(forecast_of(firms, [Reading(180, date(2025, 9, 30))]).reason)
    '按至2025-09-30的进度推算，期末约240家，预计完不成目标300家以上'
    """
    known = sorted((reading for reading in readings if reading.as_of >= target.starts), key=lambda r: r.as_of)
    if not known:
        return Forecast(Method.NONE, _("尚无数据，不作预测"))
    last = known[-1]
    if last.as_of >= target.ends:
        return _told(target, last, Method.FINAL, [last.value])
    start = _start(target)
    if start is None:
        return _told(target, last, Method.HOLD, [last.value])
    share = due_share(target, last.as_of)
    if share < _TOO_EARLY:
        return Forecast(Method.NONE, _("应有进度不足%(least)s，尚早，不作预测", least=f"{figure(_TOO_EARLY * 100)}%"))
    values = [start + (last.value - start) / share]
    recent = _recent_pace(target, known)
    return _told(target, last, Method.PACE, values if recent is None else [*values, recent])


def _start(target: Target) -> float | None:
    """Where the way to the target begins; None when the figure has no way to go."""
    if target.family == Family.CUMULATIVE:
        return 0.0
    return target.baseline if target.family == Family.LEVEL else None


def _recent_pace(target: Target, known: Sequence[Reading]) -> float | None:
    """Where the last readings' straight line ends; None when there are fewer than three or they lie on one day."""
    first, last = known[-_RECENT:][0], known[-1]
    gone = elapsed(target.starts, target.ends, last.as_of) - elapsed(target.starts, target.ends, first.as_of)
    if len(known) < _RECENT or gone <= 0:
        return None
    left = 1 - elapsed(target.starts, target.ends, last.as_of)
    return last.value + (last.value - first.value) / gone * left


def _told(target: Target, last: Reading, method: Method, values: list[float]) -> Forecast:
    """A forecast of the first value, spanning all of them."""
    value, low, high = values[0], min(values), max(values)
    holds = target.held_by(value)
    told = {"day": last.as_of.isoformat(), "value": figure(value), "unit": target.unit, "target": target.words}
    span = (
        _("（近期进度推算为%(value)s%(unit)s）", value=figure(values[-1]), unit=target.unit) if len(values) > 1 else ""
    )
    if method == Method.FINAL:
        known = _("期末为%(value)s%(unit)s", **told)
        verdict = _("达到目标%(target)s", **told) if holds else _("未达到目标%(target)s", **told)
    else:
        verdict = _("预计可完成目标%(target)s", **told) if holds else _("预计完不成目标%(target)s", **told)
        if method == Method.HOLD:
            known = _("按%(day)s的水平保持到期末，约%(value)s%(unit)s", **told)
        else:
            known = _("按至%(day)s的进度推算，期末约%(value)s%(unit)s%(span)s", span=span, **told)
    return Forecast(method, _("%(known)s，%(verdict)s", known=known, verdict=verdict), value, low, high, holds)
