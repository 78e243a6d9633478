"""The verdict on one target and one result, and why it is no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.concepts import CONCEPTS
from luoshi.reconciliation.comparison import Comparison, compare
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.kinship import Kinship

Verdict = Literal["met", "exceeded", "missed", "partly", "not-comparable", "not-reported"]
Obstacle = Literal[
    "indicator", "measure", "unit", "scope", "mean", "years", "part", "year", "later", "act", "bound", "unsure"
]

_SURE = 0.7  # confidence that both findings must have before a promise is called missed
_PART_ONLY = 0.5  # share of an amount below which a result is likelier a part of it than the whole
_REACHED = frozenset({"level", "share", "limit", "rank"})  # measures of a state, which several years lead to
_AMOUNTS = frozenset({"level", "increment", "reduction"})
_MEANS = ("人均", "户均", "亩均", "地均", "单位", "每")  # how an indicator begins that is told by another one's unit


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a target by one result; `obstacle` says why a result does not decide."""

    verdict: Verdict
    result: Figure
    kinship: Kinship
    comparison: Comparison | None
    obstacle: Obstacle | None


def judge(target: Figure, result: Figure, kinship: Kinship) -> Judgement:
    """The verdict on a target by one result that is related to it.

    `missed` takes the same indicator, measure, unit, scope and year; whatever is in doubt is `not-comparable`.
    """
    obstacle = _obstacle(target, result, kinship)
    if obstacle is not None:
        return Judgement("not-comparable", result, kinship, None, obstacle)
    comparison = compare(target, result)
    if comparison.outcome != "short":
        return Judgement(comparison.outcome, result, kinship, comparison, None)
    doubt = _doubt(target, result, kinship, comparison)
    verdict: Verdict = "not-comparable" if doubt else "missed"
    return Judgement(verdict, result, kinship, comparison, doubt)


def _obstacle(target: Figure, result: Figure, kinship: Kinship) -> Obstacle | None:
    """Why a result can't decide at all, or None."""
    if kinship.grade in ("near", "broader"):
        return "indicator" if kinship.grade == "near" else "scope"
    if kinship.grade == "narrower" and (target.statement.measure not in _AMOUNTS or _is_ratio(target)):
        return "scope"  # a part may be enough for a number, but its rate or mean is not that of the whole
    if not _same_measure(target, result) or target.relative != result.relative:
        return "measure"
    if not target.amount.comparable(result.amount):
        return "unit"
    if {target.act, result.act} in ({"starting", "finishing"}, {"attracting", "finishing"}):
        return "act"
    return _of_another_time(target, result)


def _of_another_time(target: Figure, result: Figure) -> Obstacle | None:
    ours, theirs = target.statement.year, result.statement.year
    state = result.statement.measure in _REACHED and target.statement.measure in _REACHED
    if target.span == "mean" or result.span == "mean":
        return "mean"
    if result.span == "part":
        return None if _is_reached_early(target, result) else "part"
    if result.span == "years" and target.span == "year" and not (state and not _is_flow(result)):
        return "years"
    if target.span == "years" and not state:
        return "years" if ours == theirs else "later"
    if ours is not None and theirs is not None and theirs != ours:
        if theirs < ours and state and compare(target, result).outcome != "short":
            return None  # reached before its time
        return "later" if theirs < ours else "year"
    return None


def _is_ratio(figure: Figure) -> bool:
    """Whether a thing is measured by another one: a mean a head, a rate."""
    core = figure.wording.core
    return core.startswith(_MEANS) or core.endswith("率")


def _is_reached_early(target: Figure, result: Figure) -> bool:
    """Whether a part of the year has brought the whole already: what was added stays added, a rate may change."""
    if not (target.span == "year" and target.statement.year == result.statement.year is not None):
        return False
    if target.statement.polarity == "-" or target.statement.op == "<=":
        return False
    added = all(one.statement.measure == "increment" or _is_flow(one) for one in (target, result))
    amounts = all(measure in _AMOUNTS for measure in _measures(target, result))
    return added and amounts and compare(target, result).outcome != "short"


def _doubt(target: Figure, result: Figure, kinship: Kinship, comparison: Comparison) -> Obstacle | None:
    """Why a result that falls short does not show that the promise was missed, or None."""
    if result.among and not target.among:
        return "scope"
    if result.aside is not None:
        return result.aside
    if kinship.grade != "same":
        return "scope" if kinship.grade == "narrower" else "indicator"
    if target.statement.measure != result.statement.measure and "limit" not in _measures(target, result):
        return "measure"
    if result.span != "year" or target.span != "year":
        return "years"
    if result.statement.year is None or target.statement.year is None:
        return "year"
    if target.statement.period not in (None, "year-end"):
        return "part"
    if target.act != result.act and ((target.act and result.act) or "starting" in (target.act, result.act)):
        return "act"
    if not comparison.firm:
        return "bound"
    if target.statement.measure in _AMOUNTS and (comparison.ratio is None or comparison.ratio < _PART_ONLY):
        return "scope"
    if min(target.statement.confidence, result.statement.confidence) < _SURE:
        return "unsure"
    return None


def _measures(target: Figure, result: Figure) -> tuple[str, str]:
    return target.statement.measure, result.statement.measure


def _same_measure(target: Figure, result: Figure) -> bool:
    """Whether two figures measure in one way: a cap and the share or amount reached, a flow however it is told."""
    ours, theirs = _measures(target, result)
    if ours == theirs:
        return True
    pair = {ours, theirs}
    if "limit" in pair:
        return pair & {"share", "level", "growth"} != set() and target.amount.unit == result.amount.unit
    if pair == {"level", "increment"}:
        return _is_flow(target) or (target.statement.concept is None and _without_total(target, result))
    return pair == {"reduction", "increment"} and pair <= _AMOUNTS


def _is_flow(figure: Figure) -> bool:
    concept = CONCEPTS.get(figure.statement.concept or "")
    return concept is not None and concept.kind == "flow"


_TOTALS = ("总数", "总量", "累计", "达到", "达", "存量", "保有", "余额", "突破", "共有")


def _without_total(*figures: Figure) -> bool:
    """Whether neither figure is called a total: what is told as one (总数达到62家) is no addition."""
    return not any(word in figure.statement.quote for figure in figures for word in _TOTALS)


def is_same_measure(one: Figure, other: Figure) -> bool:
    """Whether two figures can be set side by side: measured in one way and told in one unit."""
    return _same_measure(one, other) and one.relative == other.relative and one.amount.comparable(other.amount)
