"""When: the year a figure is promised or reported for, and the part of it.

Period codes: "H1", "H2", "Q1" to "Q4", "M1" to "M12" (by that month), "year-end", "N-years" (今后五年, 三年内),
"yearly" (年均), or None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = dict(zip("一二三四五六七八九十两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2), strict=True))
# A year a thing is to be reached in. Sample: 到2025年, 2026年底前; near miss: 较2015年下降
_BY_YEAR = re.compile(
    r"(?<![较比与自从\d])(?:到|至|于|在)?((?:19|20)\d{2})年(?:底|末|年底)?(?:前|之前)?(?!以来|来|版|度?工作|以后|后|的|初|同期|基础|水平|相比|底的)"
)
# The end of a five-year plan. Sample: “十四五”末; near miss: 较“十三五”末
_FIVE_YEARS = re.compile(r"(?<![较比与从自])(?<![较比与从自]“)“?十([二三四五六])五”?(?:末|期末|时期末)")
# A part of a year or a span of years. Sample: 上半年, 9月底前, 三年内; near miss: 三年行动
_PERIOD = re.compile(
    r"(?P<half>上半年|下半年)|(?P<quarter>[一二三四1-4])季度|(?P<month>\d{1,2})月(?:底|份|末|\d{1,2}日)?(?:前|之前)?|(?P<end>年底|年末|年内|岁末)|"
    r"(?P<span>今后|未来|接下来)?(?P<years>[一二三四五六七八九十两\d]{1,2})年(?P<within>内|左右时间|时间)?"
)
_PLAN_END = 2015  # the last year of 十二五, from which five-year plans are counted


class When(NamedTuple):
    """The year and the period code that hold for figures from `start` of the sentence on."""

    start: int
    year: int | None
    period: str | None


def read_times(text: str, year: int | None) -> list[When]:
    """The times a folded sentence speaks of, in order; `year` is the section's and holds until another is named.

    >>> [(w.year, w.period) for w in read_times("到2026年,研发投入强度达3.6%", 2022)]
    [(2022, None), (2026, None)]
    >>> read_times("瓯江引水工程9月底前开工", 2020)[-1].period
    'M9'
    """
    found = [When(0, year, None)]
    dated = "年" in text
    if dated:
        found += [When(match.end(), int(match[1]), None) for match in _BY_YEAR.finditer(text)]
    if "末" in text:
        for match in _FIVE_YEARS.finditer(text):
            found.append(When(match.end(), _PLAN_END + 5 * (_DIGITS[match[1]] - 2), None))
    if dated or "月" in text or "季" in text or "末" in text:
        for match in _PERIOD.finditer(text):
            code = _code(match)
            if code:
                found.append(When(match.end(), None, code))
    if len(found) > 1:
        found.sort(key=lambda w: w.start)
    return _carry(found)


def _carry(found: list[When]) -> list[When]:
    carried: list[When] = []
    year = found[0].year
    for when in found:
        year = when.year if when.year is not None else year
        carried.append(When(when.start, year, when.period))
    return carried


def _code(match: re.Match[str]) -> str | None:
    if match["half"]:
        return "H1" if match["half"] == "上半年" else "H2"
    if match["quarter"]:
        written = match["quarter"]
        return f"Q{_DIGITS.get(written, written)}"
    if match["month"]:
        return f"M{match['month']}" if 1 <= int(match["month"]) <= 12 else None
    if match["end"]:
        return "year-end"
    if match["span"] or match["within"]:
        written = match["years"]
        number = int(written) if written.isdigit() else _DIGITS.get(written)
        return f"{number}-years" if number else None
    return None


def time_at(times: list[When], place: int) -> When:
    """The time that holds at a place of the sentence."""
    current = times[0]
    for when in times:
        if when.start <= place:
            current = when
        else:
            break
    return current
