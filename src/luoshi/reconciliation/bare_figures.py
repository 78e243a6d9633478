"""Figures that a row of progress tells without their indicator (已完成5200个), for the row names it already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from luoshi.extraction import Statement
from luoshi.reconciliation.amounts import base_unit
from luoshi.reconciliation.comparison import RATES
from luoshi.reconciliation.figures import Figure, figure_of
from luoshi.reconciliation.vocabulary import words

# A number with what follows it. Sample: 5200个, 6.3%, 1.2万人; near miss: 5G网
_NUMBER = re.compile(r"(?<![\d.A-Za-z])(\d{1,12}(?:\.\d{1,6})?)\s?((?:万亿|千万|百万|十万|万|亿)?[一-龥%％㎡]{1,5}|%)")
# Words right before a rate that say that it rises or falls. Sample: 增长6.3%; near miss: 完成6.3%
_RISES = re.compile(r"(?:增长|上升|提高|增速为?|增幅为?|同比增?长?|上涨)(?:了|约|达到?)?\s?$")
# The same of a fall. Sample: 下降3%; near miss: 增长3%
_FALLS = re.compile(r"(?:下降|降低|减少|降幅为?)(?:了|约|达到?)?\s?$")
_BEFORE = 8  # characters before a number that say what kind of number it is
_SURE = 0.75


def bare_result(target: Figure, text: str, places: Iterable[tuple[int, int]], year: int | None) -> Figure | None:
    """The only figure of the places that can be the target's result by its unit; None where there are several or none.

    It shares the target's indicator, for that is what the row is about.
    """
    found = {one.value: one for low, high in places for one in _figures(target, text, low, high)}
    if len(found) != 1:
        return None
    [statement] = found.values()
    return replace(
        figure_of(replace(statement, year=year), "year", target.source),
        wording=target.wording,
        act=target.act,
    )


def _figures(target: Figure, text: str, low: int, high: int) -> Iterator[Statement]:
    asked = target.statement
    for number in _NUMBER.finditer(text, low, high):
        before = text[max(low, number.start() - _BEFORE) : number.start()]
        unit = _unit(number[2], asked.unit)
        if unit is None or any(before.rstrip().endswith(word) or word in before[-4:] for word in words("not-results")):
            continue
        if asked.measure in RATES and not _is_rate(target, before, whole=text[low:high].strip() == number[0]):
            continue
        if asked.measure not in RATES and (_RISES.search(before) or _FALLS.search(before)):
            continue
        end = number.start(2) + len(unit)
        yield replace(
            asked,
            id=f"{asked.id}-told",
            kind="result",
            section="review",
            role="review",
            quote=text[number.start() : end],
            start=number.start(),
            end=end,
            op="=",
            value=float(number[1]),
            value_high=None,
            unit=unit,
            period=None,
            confidence=_SURE,
        )


def _unit(written: str, asked: str) -> str | None:
    """As much of what follows a number as is a unit of the kind asked for."""
    wanted = base_unit(asked)[0]
    for length in range(len(written), 0, -1):
        if base_unit(written[:length])[0] == wanted and (wanted or written[:length] == asked):
            return written[:length]
    return None


def _is_rate(target: Figure, before: str, *, whole: bool) -> bool:
    """Whether a percentage is a rate of change of the direction that is promised, or stands alone in its cell."""
    if target.statement.polarity == "-":
        return _FALLS.search(before) is not None
    return _RISES.search(before) is not None or whole
