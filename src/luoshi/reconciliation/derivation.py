"""What a careful reader works out: a level reached decides a growth promised, parts add up to a whole.

What is worked out may show that a promise was kept. That it was missed is never said on the strength of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luoshi.extraction.concepts import CONCEPTS, concept_of
from luoshi.reconciliation.comparison import Comparison, compare
from luoshi.reconciliation.figures import Figure, figure_of
from luoshi.reconciliation.verdicts import Judgement
from luoshi.reconciliation.vocabulary import words

_AND = ("、", "和", "及", "与")
_LEAST = 2  # characters of a part of an indicator
_NEARBY = 60  # characters within which figures stand that are meant to be added up
_SUMMED = frozenset({"increment", "level", "reduction"})
_STATES = frozenset({"level", "increment", "share"})

Baseline = Mapping[str, Figure]


def baseline_of(results: Iterable[Figure]) -> Baseline:
    """The levels that the plan's own review gives, by concept: where the year began from."""
    found: dict[str, Figure] = {}
    for result in results:
        concept = result.statement.concept
        exact = result.statement.op == "=" and result.statement.measure in _STATES and not result.relative
        if concept and exact and result.span in ("year", "years") and not result.statement.place:
            found.setdefault(concept, result)
    return found


def by_level(target: Figure, ranked: Sequence[Judgement], baseline: Baseline) -> Judgement | None:
    """A growth promised, decided by the level reached and the level of the year before.

    A number promised to be added is decided by the difference. Growth at constant prices can't be worked out so.
    """
    concept = target.statement.concept
    began = baseline.get(concept or "")
    if began is None or concept in words("real-terms") or target.span != "year":
        return None
    for one in ranked:
        told = one.result
        if one.obstacle != "measure" or one.kinship.grade != "same" or not _follows(told, began):
            continue
        made = _derived(target, told, began)
        worked_out = None if made is None else _kept(one, compare(target, made))
        if worked_out is not None:
            return worked_out
    return None


def _kept(one: Judgement, comparison: Comparison) -> Judgement | None:
    """A judgement that now decides, or None where the figure worked out falls short."""
    if comparison.outcome == "short":
        return None
    return replace(one, verdict=comparison.outcome, comparison=comparison, obstacle=None)


def _follows(told: Figure, began: Figure) -> bool:
    """Whether two levels are of one kind, so that the change between them tells something."""
    if told.statement.op != "=" or told.relative or told.span == "part":
        return False
    return told.amount.unit == began.amount.unit and told.statement.measure == began.statement.measure


def _derived(target: Figure, told: Figure, began: Figure) -> Figure | None:
    measure = target.statement.measure
    if measure == "growth" and began.amount.value > 0:
        value, unit = (told.amount.value / began.amount.value - 1) * 100, "%"
    elif measure == "multiple" and "翻" in target.statement.quote and began.amount.value > 0:
        value, unit = told.amount.value / began.amount.value, "倍"
    elif measure == "pp" and target.statement.polarity == "+" and told.statement.measure == "share":
        value, unit = told.amount.value - began.amount.value, "个百分点"
    elif measure == "increment" and _is_stock(target) and told.amount.unit == target.amount.unit:
        value, unit = told.amount.value - began.amount.value, ""
    else:
        return None
    statement = replace(told.statement, measure=measure, value=value, value_high=None, unit=unit, polarity="+")
    figure = figure_of(statement, "year", told.source)
    return replace(figure, amount=replace(figure.amount, unit=target.amount.unit, step=0.0))


def _is_stock(figure: Figure) -> bool:
    concept = CONCEPTS.get(figure.statement.concept or "")
    return concept is not None and concept.kind == "stock"


def by_sum(target: Figure, ranked: Sequence[Judgement]) -> tuple[Judgement, tuple[Figure, ...]] | None:
    """A number promised that named parts told side by side add up to, each too small alone."""
    small = [one for one in ranked if one.kinship.grade == "narrower" and one.obstacle == "scope" and one.comparison]
    for group in _side_by_side(small):
        kinds = {one.result.wording.whole for one in group}
        if len(group) < 2 or len(kinds) < len(group) or target.statement.measure not in _SUMMED:
            continue
        total = sum(one.result.amount.value for one in group)
        first = group[0]
        whole = replace(first.result, amount=replace(first.result.amount, value=total, high=total))
        kept = _kept(first, compare(target, whole))
        if kept is not None:
            return kept, tuple(one.result for one in group)
    return None


def _side_by_side(judgements: Iterable[Judgement]) -> list[list[Judgement]]:
    """Judgements in groups whose results stand near one another, in the order of the text."""
    groups: list[list[Judgement]] = []
    for one in sorted(judgements, key=lambda one: one.result.statement.start):
        if groups and one.result.statement.start - groups[-1][-1].result.statement.start < _NEARBY:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def parts_of(target: Figure) -> list[Figure]:
    """A target that promises one figure for several things (二氧化硫、氮氧化物排放量下降3%), thing by thing.

    Empty where it promises one thing. A number of things together is one promise: only rates and shares are split.
    """
    indicator = target.statement.indicator
    if target.statement.measure not in ("growth", "pp", "share", "multiple"):
        return []
    for mark in _AND[1:]:
        indicator = indicator.replace(mark, _AND[0])
    names = [name for name in indicator.split(_AND[0]) if len(name) >= _LEAST]
    if not 2 <= len(names) <= 4 or len(names) != indicator.count(_AND[0]) + 1:
        return []
    return [_part(target, name) for name in names]


def _part(target: Figure, name: str) -> Figure:
    concept = concept_of(name, measure=target.statement.measure, unit=target.statement.unit)
    statement = replace(target.statement, indicator=name, concept=concept)
    return replace(figure_of(statement, target.span, target.source), relative=target.relative, act=target.act)
