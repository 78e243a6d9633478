"""Whether a figure holds what a target asks, by the comparator's meaning (the rules of contracts.md, `reconcile`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.concepts import CONCEPTS
from luoshi.reconciliation.amounts import is_decline
from luoshi.reconciliation.figures import Figure

Outcome = Literal["met", "exceeded", "short"]

RATES = frozenset({"growth", "pp"})
POINTS = frozenset({"growth", "pp", "share"})  # measures in which 左右 leaves points, not a share of the value
_ABOUT_POINTS = 0.5  # points that 左右 leaves to growth rates and shares
_ABOUT_SHARE = 0.05  # share of the value that it leaves to everything else
_BEATEN_POINTS = 1.0  # points beyond a growth rate from which it is exceeded
_BEATEN_SHARE = 0.10  # share of the value beyond it, for everything else
_AT_LEAST = 0.1  # share by which a figure given as a mere bound must fall short to count as short
_ROUND = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found. `gap` is result less target, positive where the result is better."""

    outcome: Outcome
    ratio: float | None
    gap: float
    firm: bool  # False where the result is a bound (超5亿元) that does not show by how much it falls short


def compare(target: Figure, result: Figure) -> Comparison:
    """Set a result of the same measure and unit against a target.

    Of a rate the signs count: a rise of 2% is no fall of 3%. A range promised is reached at its nearer end and
    exceeded beyond its farther one.
    """
    falling = wants_less(target)
    rate = target.statement.measure in RATES
    low, high = target.amount.value, target.amount.high
    value = result.amount.value
    if rate and is_decline(target.statement):
        low, high = -low, -high
    if rate and is_decline(result.statement):
        value = -value
    near, far = (max(low, high), min(low, high)) if falling else (low, high)
    better = near - value if falling else value - near
    beyond = far - value if falling else value - far
    leeway = _leeway(target, near)
    if result.amount.step > target.amount.step:
        leeway = max(leeway, result.amount.step / 2)  # a figure that is rounded more coarsely than the target
    asked = target.amount.value
    ratio = None if not asked or value * near < 0 else result.amount.value / asked
    if better < -leeway - _ROUND:
        return Comparison("short", ratio, better, _is_firm(result, near, better))
    margin = _BEATEN_POINTS if rate else _BEATEN_SHARE * abs(asked)
    exceeded = beyond > margin + _ROUND and target.statement.measure != "rank" and _can_be_beaten(target)
    return Comparison("exceeded" if exceeded else "met", ratio, better, True)


def _can_be_beaten(target: Figure) -> bool:
    """Whether going on beyond a target is better still: not so of prices, which shall neither rise nor fall much."""
    concept = CONCEPTS.get(target.statement.concept or "")
    return concept is None or concept.kind != "index" or concept.direction != "none"


def wants_less(target: Figure) -> bool:
    """Whether a smaller figure is the better one: a fall, a cap, a rank, or a thing that shall shrink."""
    statement = target.statement
    if statement.measure in ("rank", "limit"):
        return True
    if statement.measure in RATES:
        # No growth at all (零增长) is a ceiling, and so is what is promised of prices.
        return statement.polarity == "-" or statement.value == 0 or not _can_be_beaten(target) or _shall_fall(target)
    if statement.measure == "reduction":
        return False
    if statement.op == "<=":
        return True
    return statement.measure in ("level", "share") and (statement.polarity == "-" or _shall_fall(target))


def _shall_fall(target: Figure) -> bool:
    """Whether less of the thing is better by what it is (unemployment, fine dust), whatever its figure's sign."""
    concept = CONCEPTS.get(target.statement.concept or "")
    return concept is not None and concept.direction == "down"


def _leeway(target: Figure, near: float) -> float:
    if target.statement.op != "~":
        return 0.0
    return _ABOUT_POINTS if target.statement.measure in POINTS else _ABOUT_SHARE * abs(near)


def _is_firm(result: Figure, asked: float, better: float) -> bool:
    """A bound (超5亿元, 100以内) that falls short may hide a figure that does not, unless it is far off."""
    if result.statement.op in ("=", "~"):
        return True
    return abs(better) > _AT_LEAST * abs(asked)
