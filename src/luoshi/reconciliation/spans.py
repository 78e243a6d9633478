"""Of which span of time a review's sentence speaks: the year, a part of it, or several years together.

A review of one year and one of five often stand in the same chapter, with nothing but 五年来 between them. A figure of
five years must never be held against the promise of one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction import Extraction, Section, Sentence, Statement

Span = Literal["year", "part", "mean", "years"]

_SKIPPED = "—-－–•●■◆ \t\n\r\u3000\xa0“”"
_ADDRESS = ("各位代表！", "各位代表：", "各位代表，", "各位代表,", "各位代表:", "各位代表!", "同志们，", "同志们：")
_FIRST = 5  # characters that may stand in front of the time that a sentence begins with
_OPENING = 16  # characters in which a sentence says of what time all that follows speaks
# A stretch of several years. Sample: 五年来, 过去五年, “十三五”时期, 近三年; near miss: 五年来最好, 今后五年
_SEVERAL = re.compile(
    r"(?:(?<![今未])(?:过去|这|近|上)的?(?:[二三四五两]|[2-5])年(?!行动|计划)|(?:[二三四五两]|[2-5])年(?:来|间|以来)|“?十[一二三四五]五”?(?:时期|期间|以来|五年|这?五年)|"
    r"本届政府(?=以来|五年|任期|，)|党的十[八九]大以来|经过五年|五年(?:累计|共))(?!以?来?[，,]?(?:最|新高|首次|同期|未有|之最))"
)
# A single year. Sample: 一年来, 刚刚过去的2017年, 去年, 全年; near miss: 2015年以来, 比2015年
_SINGLE = re.compile(
    r"(?:过去的?|这|刚刚过去的?)一年|一年来|一年以来|去年|全年|(?<![较比与自从是到至、—\-\d])20\d\d年(?!以来|底|末|的|前|[、—\-至到])"
)
# A time that holds for its own sentence and not for what follows. Sample: 去年, 近三年; near miss: 一年来
_PASSING = re.compile(r"去年|全年|[近这][二三四两2-4]年")
# A part of the year. Sample: 前三季度, 上半年, 1-11月, 11月底; near miss: 四季度末, 12月底, 1-12月
_PART = re.compile(
    r"上半年|下半年|前[一二三两]?个?季度|[一二三四]季度(?!末)|前[一二三四五六七八九十\d]{1,2}个?月|\d{1,2}[-—－~至到](?:[1-9]|1[01])月|(?<!\d)(?:[1-9]|1[01])月(?:底|末|份)"
)
# What makes a clause speak of several years. Sample: 累计, 比2015年, 是2015年的2倍, 近三年; near miss: 比上年
_OVER_YEARS = re.compile(
    r"累计|[比较]20\d\d年|是20\d\d年的|[比较]“?十[一二三四五]五”?|[比较][二三四五两]年前|年以来|"
    r"[一二三四五六七八九十]年前"
)
# A mean of several years. Sample: 年均增长6%, 两年平均增长5%; near miss: 人均
_MEAN = re.compile(r"年均|[两二三四五]年平均")
# A bracket right behind a figure, for the part of the year it may name. Sample: （一季度）; near miss: （不变价）
_BRACKETED = re.compile(r"[（(][^（()）]{0,12}[）)]")
_CLAUSE = "，；。,;"
# A year by its number. Sample: 2024年; near miss: 2024家
_YEAR = re.compile(r"20\d\d年")
_BEFORE = 20  # characters before a figure in which its year may be named


@dataclass(frozen=True, slots=True)
class _Turn:
    """From `start` on the text speaks of one year, or of several."""

    start: int
    several: bool


class Spans:
    """The spans of time of a document's statements."""

    def __init__(self, extraction: Extraction) -> None:
        self._text = extraction.document.text
        self._sentences = extraction.sentences
        self._starts = [sentence.start for sentence in extraction.sentences]
        self._turns = _turns(self._text, extraction.outline, extraction.sentences)
        self._turn_starts = [turn.start for turn in self._turns]

    def of(self, statement: Statement) -> Span:
        """The span a statement speaks of."""
        if statement.period == "yearly":
            return "mean"
        at = bisect_right(self._starts, statement.start) - 1
        low = self._starts[at] if at >= 0 else 0
        bracket = _BRACKETED.match(self._text, statement.end)
        if bracket and _PART.search(bracket[0]):
            return "part"
        before = self._text[max(low, statement.start - 400) : statement.end]
        return self._inside(before, self.several_at(low))

    def several_at(self, offset: int) -> bool:
        """Whether the text at an offset sums up several years."""
        at = bisect_right(self._turn_starts, offset) - 1
        return at >= 0 and self._turns[at].several

    def _inside(self, before: str, several: bool) -> Span:
        """The span by the words of the sentence up to the figure's end; the last of them counts."""
        clause = before[max(before.rfind(mark, 0, len(before) - 1) for mark in _CLAUSE) + 1 :]
        if _MEAN.search(clause):
            return "mean"
        last_single = max((m.end() for m in _SINGLE.finditer(before)), default=-1)
        last_part = max((m.end() for m in _PART.finditer(before)), default=-1)
        last_several = max((m.end() for m in _SEVERAL.finditer(before)), default=-1)
        if last_part > max(last_single, last_several):
            return "part"
        if _OVER_YEARS.search(clause) and "全年" not in clause:
            return "years"
        if last_several > last_single or (several and last_single < 0):
            return "years"
        return "year"


def _turns(text: str, outline: tuple[Section, ...], sentences: tuple[Sentence, ...]) -> list[_Turn]:
    """Where the reviews of a document turn from one year to several, and back.

    A heading may name the time anywhere, a sentence only at its beginning: what follows later is a remark.
    """
    turns: list[_Turn] = []
    for section in outline:
        if section.role not in ("review", "problems"):
            turns.append(_Turn(section.start, False))
        elif (said := _said(section.heading)) is not None:
            turns.append(_Turn(section.start, said))
    for sentence in sentences:
        reviewing = outline[sentence.section].role in ("review", "problems")
        said = _said(_opening(text, sentence), within=_FIRST) if reviewing else None
        if said is not None:
            turns.append(_Turn(sentence.start, said))
    return sorted(turns, key=lambda turn: turn.start)


def _opening(text: str, sentence: Sentence) -> str:
    """How a sentence begins, without marks and the address to the audience."""
    opening = text[sentence.start : min(sentence.end, sentence.start + 3 * _OPENING)].lstrip(_SKIPPED)
    for address in _ADDRESS:
        opening = opening.removeprefix(address).lstrip(_SKIPPED)
    return opening[:_OPENING]


def _said(words: str, within: int = 1000) -> bool | None:
    """Whether words speak of several years (True), of one (False), or of no time that lasts; the first counts.

    Only what begins `within` so many characters counts.


    >>> _said("五年来，经济实力跃上新台阶"), _said("2020年工作和“十三五”发展回顾"), _said("（一）强工业")
    (True, False, None)
    """
    words = _PASSING.sub("", words)
    several, single = _SEVERAL.search(words), _SINGLE.search(words)
    several = several if several and several.start() <= within else None
    single = single if single and single.start() <= within else None
    if several is None and single is None:
        return None
    if several is None or single is None:
        return several is not None
    return several.start() < single.start()


def names_part(title: str) -> bool:
    """Whether a title names a part of a year.

    >>> names_part("2024年1—11月完成情况"), names_part("2024年度完成情况"), names_part("截至12月底完成情况")
    (True, False, False)
    """
    return _PART.search(title) is not None


def names_year(text: str, start: int, end: int) -> bool:
    """Whether a year is named in a figure's own words or right before them."""
    return _YEAR.search(text, max(0, start - _BEFORE), end) is not None
