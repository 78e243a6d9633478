"""Plain text: the input itself, with its lines as blocks."""

from __future__ import annotations

import re

from luoshi.reading.document import Block, BlockKind
from luoshi.reading.limits import Budget

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
# A heading on a line of its own: a Chinese ordinal, then at most forty characters without a sentence's end.
# Sample: 一、2020年工作回顾; near miss: 一、加快发展。全年新增300家 (run in: text goes on after the stop).
_HEADING = re.compile(rf"(?:{_NUMERAL}、|[（(]{_NUMERAL}[）)]|第{_NUMERAL}[章节部编]分?[ 　]?)[^。！？；;]{{1,40}}。?")
# A line from its first character that is no blank. Sample: the 全市  of "  全市  "; near miss: "　\t".
_LINE = re.compile(r"\S[^\n]*")


def looks_like_heading(line: str) -> bool:
    """Whether a line by itself reads as a heading: an ordinal and a few words. The outline knows better; this is cheap.

    >>> looks_like_heading("二、2021年主要任务"), looks_like_heading("全市生产总值增长6%。")
    (True, False)
    """
    return len(line) <= 60 and _HEADING.fullmatch(line.strip()) is not None


def normal_line_ends(text: str) -> str:
    """The text with every line end as a single line feed, which is all that reading changes in plain text."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_blocks(text: str, budget: Budget) -> tuple[Block, ...]:
    r"""One block for each line that is not empty, without the blanks around it.

    Raises ReadingError when the text is longer than `Limits.characters`.

    >>> [(b.kind, b.start, b.end) for b in plain_blocks("一、回顾\n\n　　全市增长。", Budget())]
    [('heading', 0, 4), ('paragraph', 8, 13)]
    """
    budget.check("characters", len(text), f"it has {len(text):,} characters")
    blocks = []
    for match in _LINE.finditer(text):
        line = match.group().rstrip()
        kind: BlockKind = "heading" if looks_like_heading(line) else "paragraph"
        blocks.append(Block(kind, match.start(), match.start() + len(line)))
    return tuple(blocks)
