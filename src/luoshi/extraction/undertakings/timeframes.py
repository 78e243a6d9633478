"""The time that a promise sets itself: a year and a part of it, as short codes."""

from __future__ import annotations

import re

# Times that bound a promise. Sample: 到2026年, 年底前, 6月底前, 上半年, 今后五年; near miss: 三年行动计划, 5月1日
_TIME = re.compile(
    r"(?:到|至)(?P<until>20\d\d)\s?年|(?P<before>20\d\d)\s?年(?:底|末)?[以之]?前"
    r"|“?十(?P<plan>[一二三四五六七八九])五”?(?:期间|时期|末|以来)|(?P<half>[上下])半年|(?:第)?(?P<quarter>[一二三四1-4])季度(?:末|前|内)?"
    r"|(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|末|中旬|上旬|下旬|前)"
    r"|(?:今后|未来)(?P<ahead>[二两三四五六十\d])年|(?P<within>[二两三四五六十\d])年内|(?P<end>年[底末内](?:以?前)?)"
)
# What every time holds, so that the search can be spared. Sample: 年底前; near miss: 尽快
_TIME_MARK = re.compile(r"[年月季期]|五”")
_BEFORE_MARK = 10  # characters of a time at most before such a mark
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def timeframe(text: str, start: int, end: int) -> tuple[int | None, str | None]:
    """The year and the part of it that `text[start:end]` names, each None where it names none.

    Codes, the same as a statement's: H1 H2 (half years), Q1–Q4, M1–M12 (by that month), year-end, 5-years (今后五年). A
    five-year plan's period stands for its last year: the n-th plan ends in 1955 + 5n.

    >>> text = "到2026年建成；6月底前开工；年底前投用；“十五五”时期"
    >>> timeframe(text, 0, 9), timeframe(text, 9, 16), timeframe(text, 16, 22), timeframe(text, 22, 30)
    ((2026, None), (None, 'M6'), (None, 'year-end'), (2030, None))
    """
    mark = _TIME_MARK.search(text, start, end)
    if mark is None:
        return None, None
    start = max(start, mark.start() - _BEFORE_MARK)
    year: int | None = None
    period: str | None = None
    for found in _TIME.finditer(text, start, end):
        own_year, own_period = _read(found)
        year = own_year if year is None else year
        period = own_period if period is None else period
    return year, period


def _read(found: re.Match[str]) -> tuple[int | None, str | None]:
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind in ("until", "before"):
        return int(value), None
    if kind == "plan":
        return 1955 + 5 * (10 + _number(value)), None
    if kind in ("ahead", "within"):
        return None, f"{_number(value)}-years"
    if kind == "half":
        return None, "H1" if value == "上" else "H2"
    if kind == "quarter":
        return None, f"Q{_number(value)}"
    if kind == "month":
        month = _number(value)
        return None, f"M{month}" if 1 <= month <= 12 else None
    return None, "year-end"


def _number(value: str) -> int:
    if value.isdigit():
        return int(value)
    return sum(_DIGITS[char] for char in value)
