"""Sentences: runs of text that end at 。！？ or at a line's end that is not a mere line wrap."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from luoshi.extraction.outline import Section


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `start`/`end` into the document, white space at both ends left out; `section` is its section's index."""

    id: str
    start: int
    end: int
    section: int


# A sentence's end: 。 or ！ or ？ with closing quotes and brackets behind it. Sample: “好。” near miss: 3.5
_FULL_STOP = r"[。！？!?][”’」』）)】]*"
# A line's end, with all white space behind it. It may be a mere wrap; `_is_wrap` decides.
_BOUNDARY = re.compile(_FULL_STOP + r"|[ \t\u3000\xa0]*\n\s*|\t+")
# What begins a new item, so that the line before it has ended. Sample: （一）, 二、, 1. ——; near miss: 3.5亿元, 89项
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十百\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、是]|\d{1,3}[.．﹒、](?!\d)|——|—|●|•|■|◆|第[一二三四五六七八九十]{1,3}[章节部]"
)
_OPEN_ENDED = "，、,；;：:" 
_WRAPPED_LINE = 16  # characters a line must have at least before its break can be a wrap


def _is_wrap(text: str, line_start: int, at: int, after: int) -> bool:
    """Whether the line break at `at` (white space up to `after`) stands inside a sentence."""
    if at == 0 or after >= len(text) or at <= line_start or "\t" in text[at:after]:
        return False  # a tab begins a table's cell, which no wrap crosses
    before = text[at - 1]
    if before in "，、,":
        return True
    if before in "。！？!?；;：:…" or _ITEM.match(text, after):
        return False
    if at - line_start < _WRAPPED_LINE:
        return False
    line_end = text.find("\n", after)
    rest = text[after : line_end if line_end >= 0 else min(len(text), after + 200)]
    return any(mark in rest for mark in "。；;，,") and not text.startswith("各位代表", after)


def split_sentences(text: str, sections: tuple[Section, ...] | list[Section]) -> list[Sentence]:
    """Cut each section of the text into sentences.

    A sentence never crosses the border of a section, and a heading is none.
    """
    cuts: list[tuple[int, int]] = []
    starts = [s.start for s in sections]
    for section in sections:
        low = section.start
        if section.heading:
            low = section.start + text[section.start : section.end].find(section.heading) + len(section.heading)
        cuts.extend(_split(text, low, section.end))
    return [
        Sentence(f"s{n:05d}", low, high, max(0, bisect_right(starts, low) - 1)) for n, (low, high) in enumerate(cuts, 1)
    ]


def _split(text: str, low: int, high: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = line_start = low
    for boundary in _BOUNDARY.finditer(text, low, high):
        at, after = boundary.span()
        mark = text[at]
        if mark in "。！？!?":
            end = after
        elif mark == "\t":
            end = at
        elif _is_wrap(text, line_start, at, after):
            line_start = after
            continue
        else:
            end = at
        _append(found, text, start, end)
        start = after
        if mark not in "。！？!?":
            line_start = after
    _append(found, text, start, high)
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        found.append((start + left, start + left + len(stripped)))
