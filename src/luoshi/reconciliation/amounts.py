"""Figures brought to one unit, so that 1.2万个 and 12000家 can be compared, and 100元 and 100美元 cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction import Statement
from luoshi.extraction.figures.units import family_of
from luoshi.reconciliation.vocabulary import words

# 万 and 亿 in front of a unit, or standing for it. Sample: 万亿元, 百万; near miss: 千瓦, 百分点
_SCALE = re.compile(r"^(?:(千万|百万|十万|万亿|万|亿)余?)")
_SCALES = {"十万": 1e5, "百万": 1e6, "千万": 1e7, "万": 1e4, "亿": 1e8, "万亿": 1e12}
# Units of one dimension: the unit each is told in, and how much of it one is (a mu is a fifteenth of a hectare).
_SAME = {
    "公顷": ("亩", 15.0), "平方公里": ("亩", 1500.0), "平方千米": ("亩", 1500.0), "平米": ("平方米", 1.0),
    "㎡": ("平方米", 1.0),
    "千米": ("公里", 1.0), "米": ("公里", 0.001), "里": ("公里", 0.5), "斤": ("吨", 0.0005), "公斤": ("吨", 0.001),
    "千克": ("吨", 0.001), "兆瓦": ("千瓦", 1000.0), "吉瓦": ("千瓦", 1e6), "名": ("人", 1.0), "位": ("人", 1.0),
    "工作日": ("个工作日", 1.0),
    "日": ("天", 1.0), "百分点": ("个百分点", 1.0), "元人民币": ("元", 1.0),
    "标准箱": ("标箱", 1.0), "TEU": ("标箱", 1.0),
    "立方": ("立方米", 1.0),
    "方": ("立方米", 1.0), "％": ("%", 1.0), "成": ("%", 10.0), "‰": ("%", 0.1), "倍": ("倍", 1.0),
}  # fmt: skip
_COUNTED = "个"
_ROUND = 1e-9
# Decimals of a figure. Sample: 3.45; near miss: 3.0, which is written 3
_DECIMALS = re.compile(r"\.(\d{1,12})$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a unit without 万 and 亿. `step` is what one of its last digit is worth."""

    value: float
    high: float
    unit: str
    step: float

    def comparable(self, other: Amount) -> bool:
        """Whether both are told in one unit; a figure without one (66.4万) goes with any count."""
        if self.unit == other.unit:
            return True
        counts = {_COUNTED, "人", "户", ""}
        return "" in (self.unit, other.unit) and {self.unit, other.unit} <= counts


def amount_of(statement: Statement) -> Amount:
    """A statement's figure.

    A count is told in 个, whatever its measure word: reports use 家, 个 and 户 for the same firms.
    """
    unit, factor = base_unit(statement.unit)
    if statement.measure == "growth" and not unit:
        unit, factor = "%", 100.0  # 减少三分之一 is a third, written as a share of one
    high = statement.value if statement.value_high is None else statement.value_high
    decimals = _DECIMALS.search(f"{statement.value:.6f}".rstrip("0").rstrip("."))
    step = 10.0 ** -len(decimals[1]) if decimals else 1.0
    return Amount(statement.value * factor, high * factor, unit, step * factor)


def base_unit(written: str) -> tuple[str, float]:
    """A unit without 万 and 亿, and the factor that leads to it.

    >>> base_unit("万亿元"), base_unit("千瓦"), base_unit("条（个）"), base_unit("公顷")
    (('元', 1000000000000.0), ('千瓦', 1.0), ('个', 1.0), ('亩', 15.0))
    """
    found = _SCALE.match(written)
    factor = _SCALES[found[1]] if found else 1.0
    bare = written[found.end() :] if found else written
    if bare in _SAME:
        name, more = _SAME[bare]
        return name, factor * more
    if bare and family_of(bare) == "count":
        return _COUNTED, factor
    return bare, factor


def is_decline(statement: Statement) -> bool:
    """Whether a rate of change is the size of a fall (下降3%), not a rise that is to stay small (涨幅3%左右)."""
    if statement.polarity == "+":
        return False
    return any(word in statement.quote or word in statement.indicator for word in words("declines"))
