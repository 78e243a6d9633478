"""Numbers that open a line (一、 （一） 1. （1） ①) and what they make of it: a heading or an item."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A label at the start of a line, one group a rank. Samples: 第一部分 …, 一、…, （一）…, 1. …, （1）…, ①…
# Near misses: 2025年…, 1.5亿元…, 一是…, 10%…
_LABEL = re.compile(
    r"[ \t\u3000]{0,12}(?:"
    r"(?P<part>第[一二三四五六七八九十百\d]{1,4}(?:部分|篇|章|编|节))"
    r"|(?P<chinese>[一二三四五六七八九十百]{1,4}[、．.﹒])"
    r"|(?P<bracket>[（(][一二三四五六七八九十百]{1,4}[）)][、．.]?)"
    r"|(?P<arabic>\d{1,3}(?:[、．﹒]|\.(?!\d)))"
    r"|(?P<inner>[（(]\d{1,3}[）)][、．.]?|\d{1,3}[）)])"
    r"|(?P<circle>[\u2460-\u2473])"
    r")[ \t\u3000]{0,12}"
)
_RANKS = {"part": 0, "chinese": 1, "bracket": 2, "arabic": 3, "inner": 4, "circle": 5}
# A number with nothing else in the cell: 3, 3., 3、, （3）; near miss: 3个.
NUMBER_ONLY = re.compile(r"\s{0,9}[（(]?\d{1,4}[）)]?[.、．﹒]?\s{0,9}")
# A Chinese number with nothing else: 一, 一、, （二）; near miss: 一季度.
CHINESE_NUMBER_ONLY = re.compile(r"\s{0,9}[（(]?[一二三四五六七八九十]{1,4}[）)]?[.、．]?\s{0,9}")
_SENTENCE_END = ("。", "；", ";", "！", "？", "，", "、", ",", "：", ":")
# Figures and measures that a promise holds and a heading does not: 增长6%, 20个, 100亿元; near miss: 2025年, 5G.
_QUANTITY = re.compile(r"\d[\d.]{0,12}[ ]?(?:%|％|个|家|条|所|座|亿|万|公里|套|户|吨|张|项|以上)")
_LONGEST_HEADING = 50


@dataclass(frozen=True, slots=True)
class Label:
    """A number that opens a line: its rank (0 章, 1 一、, 2 （一）, 3 1., 4 （1）, 5 ①), itself, where words begin."""

    rank: int
    text: str
    end: int


def label_of(line: str) -> Label | None:
    """The label that opens the line, if any.

    >>> label_of("（二）推进 乡村振兴")
    Label(rank=2, text='（二）', end=3)
    >>> label_of("1.5亿元投资") is None
    True
    """
    match = _LABEL.match(line)
    if match is None or match.lastgroup is None:
        return None
    return Label(_RANKS[match.lastgroup], match[match.lastgroup], match.end())


def has_quantity(text: str) -> bool:
    """Whether the text holds a figure with what it counts, as promises do and headings do not.

    >>> has_quantity("新建学校3所"), has_quantity("2025年重点任务")
    (True, False)
    """
    return _QUANTITY.search(text) is not None


def looks_like_heading(line: str) -> bool:
    """Whether a line of its own is a heading: numbered, short, no sentence.

    >>> looks_like_heading("一、主要预期目标"), looks_like_heading("1. 力争生产总值增长6%以上。")
    (True, False)
    """
    bare = line.strip()
    label = label_of(bare)
    if label is None or not bare[label.end :] or len(bare) > _LONGEST_HEADING or bare.endswith(_SENTENCE_END):
        return False
    return "。" not in bare and not _QUANTITY.search(bare)


def run_in_heading(line: str) -> int | None:
    """Where a heading that runs into its paragraph ends (at its full stop); None when there is none.

    >>> line = "（一）扩大有效投资。完成投资900亿元。"
    >>> line[: run_in_heading(line)]
    '（一）扩大有效投资'
    >>> run_in_heading("（一）投资增长8%。工业增长6%。") is None
    True
    """
    label = label_of(line)
    if label is None:
        return None
    stop = line.find("。", label.end, label.end + _LONGEST_HEADING)
    if stop < 0 or stop <= label.end + 1 or not line[stop + 1 :].strip():
        return None
    return None if _QUANTITY.search(line, label.end, stop) or "；" in line[label.end : stop] else stop
