"""Sentences: runs of text that end at 。！？ or at a line's end that is not a mere line wrap."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction.outline import Section


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, without white space at its ends; `section` is the index of its section."""

    id: str
    start: int
    end: int
    section: int


# A sentence's end with closing quotes and brackets behind it; a line's end with all white space behind it, which may
# be a mere wrap; a table cell's end. A half-width full stop ends a sentence only between Chinese words.
# Sample: “好。” / 完成.全市; near miss: 3.5, No.1
_BOUNDARY = re.compile(r"[。！？!?][”’」』）)】]*\s*|(?<=[\u4e00-\u9fff”）)])[.．](?=[\s\u4e00-\u9fff“]|$)|\n\s*|\t+")
_STOPS = frozenset("。！？!?.．")
# What begins a new item, so that the line before it has ended. Sample: （一）, 二、, 1. ——; near miss: 3.5亿元, 89项
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、是]|\d{1,3}[.．﹒、\ue000-\uf8ff](?!\d)|——|—|●|•|■|◆"
    r"|第[一二三四五六七八九十]{1,3}[章节部]|各位代表"
)
_ENDED = frozenset("。！？!?；;：:…")  # a line that ends so is complete
_UNENDED = frozenset("，、,的和与及“（(《")  # a line cannot end so
_UNBEGUN = frozenset("，。、；：,;:！？）)”》是的%％")  # a line cannot begin so
_DATE = re.compile(r"(?:19|20)\d\d\s?年")  # a line's beginning: 2021年 may be a new paragraph; 2021家 may not
_WRAPPED_LINE = 16  # characters a line must have at least before its break can be a wrap
_PUNCTUATION = re.compile("[。；;，,]")  # what prose has in a line; not 、


def split_sentences(text: str, sections: tuple[Section, ...] | list[Section]) -> list[Sentence]:
    r"""Cut each section of the text into sentences; ids count through the document.

    A sentence never crosses the border of a section, a heading is none, and a table's cells stand apart. Line wraps
    inside a sentence are healed, so a sentence may hold white space and line ends; `text[start:end]` is exactly it.

    >>> text = "强工业。新增高新技术企业\n89家，实现较快\n的增长。以PM\n2.5浓度下降为目标。"
    >>> section = Section(3, "强工业", "plan-tasks", 0, len(text), "")
    >>> [text[s.start : s.end] for s in split_sentences(text, [section])]
    ['新增高新技术企业\n89家，实现较快\n的增长。', '以PM\n2.5浓度下降为目标。']
    """
    found: list[Sentence] = []
    for index, section in enumerate(sections):
        low = section.start
        if section.heading:
            at = text.find(section.heading, low, section.end)
            for start, end in _split(text, low, at):  # a mark above the heading, such as 附件1
                found.append(Sentence(f"s{len(found) + 1:05d}", start, end, index))
            low = at + len(section.heading)
        for start, end in _split(text, low, section.end):
            found.append(Sentence(f"s{len(found) + 1:05d}", start, end, index))
    return found


def _split(text: str, low: int, high: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = line_start = low
    row = False  # whether a table cell has ended in this line
    for boundary in _BOUNDARY.finditer(text, low, high):
        at, after = boundary.span()
        mark = text[at]
        if mark in _STOPS:
            _append(found, text, start, after)
            start = after
            if text[after - 1] == "\n" or (text[after - 1].isspace() and "\n" in boundary.group()):
                line_start, row = after, False
            continue
        cell = "\n" not in boundary.group()
        if not cell and not row and start < at and _is_wrap(text, line_start, at, after, high):
            line_start = after
            continue
        _append(found, text, start, at)
        start = line_start = after
        row = cell or "\t" in boundary.group()
    _append(found, text, start, high)
    return found


def _is_wrap(text: str, line_start: int, at: int, after: int, high: int) -> bool:
    """Whether the line break at `at` (white space up to `after`) stands inside a sentence."""
    while at > line_start and text[at - 1].isspace():
        at -= 1
    if after >= high or at <= line_start:
        return False
    before, first = text[at - 1], text[after]
    if before in _UNENDED or first in _UNBEGUN:
        return True
    if before in _ENDED or "\t" in text[at:after] or _ITEM.match(text, after):
        return False
    if before.isascii() and before.isalnum() and (first.isascii() or at - line_start < 8):
        return not _DATE.match(text, after)  # a word in Latin letters or a number was cut: PM / 2.5 / 年均
    if at - line_start < _WRAPPED_LINE:
        return first.isdigit() and not _DATE.match(text, after) and at - line_start > _WRAPPED_LINE // 2
    line_end = text.find("\n", after, min(high, after + 200))
    return _PUNCTUATION.search(text, after, line_end if line_end >= 0 else min(high, after + 200)) is not None


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without the white space around it, unless it is but the stop behind a heading."""
    piece = text[start:end]
    stripped = piece.strip()
    if len(stripped) > 2 or stripped.strip("。！？!?.．；;：:*#”）)"):
        start += 0 if not piece[0].isspace() else len(piece) - len(piece.lstrip())
        found.append((start, start + len(stripped)))
