"""Quantities: every number of a sentence with its unit and comparators, and every number that is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from luoshi.extraction.figures.comparators import AFTER
from luoshi.extraction.figures.numbers import read_arabic, read_chinese, read_fraction
from luoshi.extraction.figures.tokens import TOKEN
from luoshi.extraction.figures.units import family_of
from luoshi.extraction.statements import Op


@dataclass(slots=True, eq=False)
class Quantity:
    """A number in a folded sentence. `start:end` covers sign, number, unit and the comparator behind it."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    family: str
    op: Op | None = None
    op_word: str = ""


class Mark(NamedTuple):
    """A separator or a bracket of a folded sentence."""

    sign: str
    start: int
    end: int


class Name(NamedTuple):
    """A run that holds a number and is no quantity; `reason` says which kind of name."""

    start: int
    end: int
    reason: str


Token = Quantity | Mark | Name

_FAN = {"一": 2.0, "1": 2.0, "两": 4.0, "二": 4.0, "2": 4.0, "三": 8.0, "四": 16.0}
# The number of a rank. Sample: 第|5, 前|十; near miss: 首位
_RANK_NUMBER = re.compile(r"\d+|[一二三四五六七八九十百]+")
_NAME_GROUPS = {
    "quoted": "quoted", "list": "list mark", "code": "code", "latin": "letters", "streak": "streak", "date": "date",
    "label": "label", "ordinal": "ordinal", "fore": "class", "years": "duration", "tail": "name", "grade": "grade",
}  # fmt: skip


def read_tokens(text: str) -> list[Token]:
    """Every number, name with a number and separator of a folded sentence, in order.

    >>> [(t.value, t.unit, t.op) for t in read_tokens("新增企业1.2万家以上") if isinstance(t, Quantity)]
    [(1.2, '万家', '>=')]
    >>> [t.reason for t in read_tokens("加快228国道建设") if isinstance(t, Name)]
    ['name']
    """
    tokens: list[Token] = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind in _MARKS:
            tokens.append(Mark(match.group(), match.start(), match.end()))
        elif kind in _NAME_GROUPS:
            tokens.append(Name(match.start(), match.end(), _NAME_GROUPS[kind]))
        else:
            tokens.append(_BUILD[kind](match))
    return tokens


_MARKS = frozenset({"mark", "open", "close", "colon"})


def _arabic(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["sized"]:
        return Name(start, end, "size")
    value, kept = read_arabic(match["low"], (match["powers"] or "") + (match["pow3"] or ""))
    high = None
    if match["high"]:
        if match["lowpow"]:
            value, kept_low = read_arabic(match["low"], match["lowpow"])
            kept = kept or kept_low
        high, _ = read_arabic(match["high"], match["powers"] or "")
    if match["sign"]:
        value = -value
    unit = kept + (match["unit"] or (match["lowunit"] or "" if match["high"] else ""))
    op: Op | None = ">=" if match["more"] or match["more2"] else None
    quantity = Quantity(start, end, value, high, unit, family_of(unit), op)
    _bound(quantity, match["after"])
    return quantity


def _bound(quantity: Quantity, after: str | None) -> None:
    if after:
        quantity.op = AFTER[after.removeprefix("（含）")]
        quantity.op_word = after


def _chinese(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["csized"]:
        return Name(start, end, "size")
    if match["few"]:
        numeral, unit, more = match["few"], match["fewunit"], None
    elif match["big"]:
        numeral, unit = match["big"] + (match["bigpow"] or ""), match["bigunit"]
        more = match["bigmore"] or match["bigmore2"]
    else:
        numeral, unit, more = match["large"], match["largeunit"] or "", match["largemore"]
    got = read_chinese(numeral)
    if got is None:
        return Name(start, end, "numeral")
    unit = got[1] + unit
    tenth = read_chinese(match["fewtenth"]) if match["fewtenth"] else None
    value = got[0] + (tenth[0] / 10 if tenth else 0)
    quantity = Quantity(start, end, value, None, unit, family_of(unit), ">=" if more else None, "")
    _bound(quantity, match["cafter"])
    if match["large"] and not match["largeunit"] and not match["cafter"] and not more and "亿" not in numeral:
        return Name(start, end, "numeral")
    return quantity


def _fan(match: re.Match[str]) -> Token:
    text = match.group()
    times = next((letter for letter in text if letter in _FAN), "一")
    op: Op | None = ">=" if text[-1] != "番" else "~" if "近" in text else None
    return Quantity(match.start(), match.end(), _FAN[times], None, "倍", "doubling", op)


def _zero(match: re.Match[str]) -> Token:
    growth = match.group() == "零增长"
    return Quantity(match.start(), match.end(), 0.0, None, "%" if growth else "", "zero growth" if growth else "zero")


def _fraction(match: re.Match[str]) -> Token:
    got = read_fraction(match["fraction"])
    if got is None:
        return Name(match.start(), match.end(), "numeral")
    quantity = Quantity(match.start(), match.end(), got[0], None, got[1], family_of(got[1]) or "share")
    _bound(quantity, match["fracafter"])
    return quantity


def _mixed(match: re.Match[str]) -> Token:
    unit = ("亿" if match["qianwan"] else "万") + (match["mixedunit"] or "")
    value = float(f"{match['wan']}.{match['qianwan'] or match['qian']}")
    op: Op | None = ">=" if match["mixedmore"] else None
    quantity = Quantity(match.start(), match.end(), value, None, unit, family_of(unit), op)
    _bound(quantity, match["mixedafter"])
    return quantity


def _ratio(match: re.Match[str]) -> Token:
    left, right = match["ratio"].split("：")
    quantity = Quantity(match.start(), match.end(), float(left), None, "：" + right, "ratio")
    _bound(quantity, match["ratioafter"])
    return quantity


def _rank(match: re.Match[str]) -> Token:
    text = match.group()
    if text == "首位":
        return Quantity(match.start(), match.end(), 1.0, None, "", "rank", "=")
    number = _RANK_NUMBER.search(text)
    written = number.group() if number else ""
    got = (float(written), "") if written.isdigit() else read_chinese(written)
    if got is None:
        return Name(match.start(), match.end(), "ordinal")
    op: Op | None = "=" if text.startswith("第") else "<="
    return Quantity(match.start(), match.end(), got[0], None, "", "rank", op)


_BUILD = {
    "arabic": _arabic, "chinese": _chinese, "fan": _fan, "zero": _zero, "fracafter": _fraction, "fraction": _fraction,
    "mixed": _mixed, "ratio": _ratio, "ratioafter": _ratio, "rank": _rank,
}  # fmt: skip
