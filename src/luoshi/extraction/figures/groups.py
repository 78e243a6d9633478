"""Figures that belong together: values listed side by side are grouped, and elided units filled in."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.quantities import Name, Quantity
from luoshi.extraction.figures.thresholds import find_thresholds
from luoshi.extraction.figures.units import COUNT_FAMILIES

# What joins two values of one list. Sample: 8%|和|8.5%; near miss: 8%，
_JOIN = frozenset({"、", "和", "与", "及", "以及", "或", ""})
_TOUCHING = frozenset({"、", "和"})


@dataclass(slots=True, eq=False)
class Group:
    """Values listed side by side (mostly one) with the words on both sides: `text[low:start]` and `text[end:high]`."""

    values: list[Quantity]
    low: int
    high: int

    @property
    def start(self) -> int:
        """Where the first value begins."""
        return self.values[0].start

    @property
    def end(self) -> int:
        """Where the last value ends."""
        return self.values[-1].end


def group_figures(text: str, clause: Clause) -> tuple[list[Group], list[Name]]:
    """The groups of a clause in order, and the thresholds that are part of an indicator's name."""
    thresholds = find_thresholds(text, clause)
    aside = set(thresholds)
    figures = [q for q in clause.quantities if q not in aside]
    names = [Name(q.start, q.end, "threshold") for q in thresholds]
    groups: list[Group] = []
    for quantity in figures:
        if groups and _same_list(text, groups[-1].values[-1], quantity):
            groups[-1].values.append(quantity)
        else:
            groups.append(Group([quantity], 0, 0))
    for group in groups:
        _fill_units(group.values)
    _lay_out(text, clause, groups)
    return groups, names


def _same_list(text: str, before: Quantity, after: Quantity) -> bool:
    gap = text[before.end : after.start]
    if gap not in _JOIN or not gap:
        return False
    if not before.unit and before.family == "" and before.high is None:
        return True
    if before.family == after.family:
        return True
    # 增长率与产值分别达到9%、60亿元: values that touch are one list though their units differ
    return gap in _TOUCHING and "rank" not in (before.family, after.family) and bool(before.unit and after.unit)


def _fill_units(values: list[Quantity]) -> None:
    """2.4、6.5个百分点: a value without a unit takes the unit of the one after it."""
    for i in range(len(values) - 2, -1, -1):
        points = values[i].unit == "个" and values[i + 1].family == "points"  # 1.5个、0.8个百分点
        bare = not values[i].family and values[i].unit in ("", values[i + 1].unit[:1])
        if points or (bare and values[i + 1].unit):
            values[i].unit, values[i].family = values[i + 1].unit, values[i + 1].family


def spread_comparator(values: list[Quantity]) -> None:
    """50%和30%以上: a comparator behind the last of a list counts for all of it (ruling 1 of the guide)."""
    last = values[-1].op
    if last is not None and all(v.op is None for v in values[:-1]):
        for value in values[:-1]:
            value.op = last


def _lay_out(text: str, clause: Clause, groups: list[Group]) -> None:
    """Give each group its words to the left and to the right."""
    low = clause.start
    for i, group in enumerate(groups):
        group.low = low
        limit = groups[i + 1].start if i + 1 < len(groups) else clause.end
        comma = clause.comma_in(group.end, limit)
        group.high = limit if comma is None else comma
        gap = text[group.end : limit]
        if comma is not None:
            low = comma + 1
        elif gap[:1] in ("和", "与", "及") and i + 1 < len(groups):
            group.high, low = group.end, group.end + 1
        elif gap[-1:] in ("和", "与", "及") and i + 1 < len(groups) and groups[i].values[0].family in COUNT_FAMILIES:
            group.high, low = limit - 1, limit
        elif gap[:2] == "以及" and i + 1 < len(groups):
            group.high, low = group.end, group.end + 2
        else:
            low = group.end
