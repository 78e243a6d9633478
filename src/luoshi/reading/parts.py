"""The documents an input holds: one report as a rule, sometimes a page with several reports and other items.

A false cut would tear a report apart, a missed one only leaves two together, so an input is cut only where a second
speech demonstrably begins: a title with the salutation and 现在，我代表…报告工作 behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.reading.chrome import is_chrome, tail_start
from luoshi.reading.document import Metadata, Part
from luoshi.reading.landmarks import AFTERMATH, COLOPHON, SALUTATION, find_notice, landmarks, line_at, titles
from luoshi.reading.metadata import read_metadata

_REACH = 700  # characters before the salutation in which a report's title stands
_UNTITLED = 1500  # characters between two salutations from which the second begins a report even without a title
_PROSE = 40  # characters from which a line with a full stop is prose and no navigation
_PARAGRAPH = 100  # characters from which such a line cannot stand between a title and its salutation
_LINE = re.compile(r"[^\s][^\n]*")  # a line without the blanks before it; not a blank line
# Where an untitled item's first words end. Sample: 召开会议发布时间：2022-01-02; near miss: 召开 会议
_TITLE_END = re.compile(r"[。！？\u3000]|\s{2,4}|发布时间|来源[：:]|\d{4}-\d")
# The chapter that a report begins with. Sample: 一、2020年工作回顾; near miss: 一、总体要求
_REVIEW_CHAPTER = re.compile(r"一\s?[、．.][^\n。]{0,30}(?:回顾|总结|工作情况)")
# A later chapter of a report. Sample: 二、2021年工作安排; near miss: 二、会议议程
_PLAN_CHAPTER = re.compile(r"[二三四]\s?[、．.][^\n。]{0,30}(?:安排|任务|重点|目标|部署|举措|建议)")


def find_parts(text: str) -> tuple[Part, ...]:
    r"""The documents of a text, in order, covering it; a single report with whatever surrounds it is one part.

    Items that are no reports (news between the reports of an index page) are parts with `is_report` False and their
    title as metadata.

    >>> len(find_parts("各位代表：现在，我代表市政府报告工作，请予审议。"))
    1
    >>> speech = "{0}政府工作报告\n各位代表：现在，我代表{0}政府报告工作，请予审议。\n"
    >>> speech += "各位代表！让我们团结奋斗！\n"
    >>> found = find_parts(speech.format("甲县") + speech.format("乙县"))
    >>> [(part.number, part.metadata.title, part.is_report) for part in found]
    [(1, '甲县政府工作报告', True), (2, '乙县政府工作报告', True)]
    """
    starts = _starts(text)
    if len(starts) < 2:
        return (Part(1, 0, len(text), metadata=read_metadata(text)),)
    pieces = _items(text, 0, starts[0], one_line=False)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        over = tail_start(text, start, end, landmarks(text, start, end))
        one_line = "\n" not in text[start : over - 1].strip()
        rest = _items(text, over, end, one_line=one_line) if over < end else []
        pieces.append((start, rest[0][0] if rest else end, True))
        pieces.extend(rest)
    return tuple(_part(text, number, piece) for number, piece in enumerate(_joined(pieces, len(text)), 1))


def _starts(text: str) -> list[int]:
    """Where the reports begin: at their titles, or at the salutation of an untitled one."""
    starts: list[int] = []
    before = -1
    for match in SALUTATION.finditer(text):
        at = match.start()
        head = _head(text, max(before, at - _REACH), at)
        if head is not None:
            starts.append(head)
        elif before < 0 or at - before > _UNTITLED:
            starts.append(line_at(text, at, max(0, before), len(text))[0])
        else:
            continue
        before = match.end()
    return starts


def _head(text: str, low: int, at: int) -> int | None:
    """The start of the title that belongs to the salutation at `at`, the notice before it included."""
    low = max(0, low)
    best = None
    for start, _ in reversed(titles(text, low, at)):
        between = text[start : at if best is None else best]
        if any(len(line) > _PARAGRAPH and "。" in line for line in between.split("\n")):
            break
        best = start
    notice = find_notice(text, low, at)
    return notice[0] if notice and (best is None or notice[0] < best) else best


def _items(text: str, low: int, high: int, *, one_line: bool) -> list[tuple[int, int, bool]]:
    """Cut what lies between reports into items; each begins with a short title or, where every document is one line,
    with its line. Furniture makes no item, and an annex belongs to the report before it.
    """
    items: list[tuple[int, int, bool]] = []
    start, has_prose = -1, False
    for match in _LINE.finditer(text, low, high):
        line = match.group().rstrip()
        if is_chrome(line) or (not has_prose and COLOPHON.match(line) and "解释" not in line):
            continue
        if AFTERMATH.match(line) and not items and not has_prose:
            return []
        prose = len(line) > _PROSE and "。" in line
        titled = not prose and len(line) < 60 and "。" not in line
        if start < 0:
            start = match.start()
        elif has_prose and (titled or (prose and one_line)):
            items.append((start, match.start(), _is_report(text, start, match.start())))
            start, has_prose = match.start(), False
        has_prose = has_prose or prose
    if start >= 0 and has_prose:
        items.append((start, high, _is_report(text, start, high)))
    return items


def _is_report(text: str, low: int, high: int) -> bool:
    """Whether an item without salutation has a report's chapters all the same."""
    return high - low > _UNTITLED and bool(
        _REVIEW_CHAPTER.search(text, low, high) and _PLAN_CHAPTER.search(text, low, high)
    )


def _joined(pieces: list[tuple[int, int, bool]], length: int) -> list[tuple[int, int, bool]]:
    """Let the pieces cover the text: what lies between two of them goes to the one before."""
    starts = [0, *(start for start, _, _ in pieces[1:])]
    ends = [*starts[1:], length]
    return [(start, end, piece[2]) for start, end, piece in zip(starts, ends, pieces, strict=True)]


def _part(text: str, number: int, piece: tuple[int, int, bool]) -> Part:
    start, end, is_report = piece
    part = Part(number, start, end, is_report)
    if is_report:
        return replace(part, metadata=read_metadata(text[start:end]))
    low, high = line_at(text, start, start, end)
    while low == high and high < end:
        low, high = line_at(text, high + 1, high + 1, end)
    head = _TITLE_END.split(text[low : min(high, low + 60)])[0]
    return replace(part, metadata=Metadata(title=head.strip() or None))
