"""The marks of numbered headings (第一部分, 一、, （一）, 一是, 1.): where they stand and whether they make a count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CN = "一二三四五六七八九十"
_B = "[ \\t\u3000\xa0]"  # a blank inside a line
# The mark of a numbered heading, at the place where it must stand; the group's name tells the kind.
# Sample: 第三部分 / 一、 / （二） / 第二节 x / 一要 / 第一， / 1. / （1）
# Near miss: 一、二、三产业, （一审）, 第一节课, 3.5%
_MARK = re.compile(
    rf"[*#]{{0,6}}{_B}{{0,4}}(?:"
    rf"(?P<part>第{_B}?[{_CN}]{{1,3}}{_B}?(?:部分|章|篇)[、:：]?\s{{0,4}})"
    rf"|(?P<chapter>[{_CN}]{{1,3}}\s{{0,2}}[、．.]\s{{0,4}}(?![{_CN}]{{1,3}}[、产是]))"
    rf"|(?P<section>[（(]\s{{0,2}}[{_CN}]{{1,3}}\s{{0,2}}[)）][、．.]?\s{{0,4}}|第{_B}?[{_CN}]{{1,3}}{_B}?节[、:：\s]\s{{0,3}}|[㈠-㈩]\s{{0,4}})"
    rf"|(?P<point>[{_CN}]{{1,2}}(?:是|要)|第[{_CN}]{{1,2}}[，,、])"
    r"|(?P<item>\d{1,2}\s?[、.．﹒]\s{0,4}(?!\d)|[（(]\d{1,2}[)）]\s{0,4}|[①-⑳]\s{0,4}))"
)
_MARK_FIRST = frozenset(_CN + "第（(㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩0123456789①②③④⑤⑥⑦⑧⑨⑩*#")
# Where a mark may stand inside a long line: behind a sentence's end or a blank.
# Sample: …请予审议。一、2021年; near miss: 推进一、二、三产业
_INLINE = re.compile(
    rf"(?<=[。！？：:；;”’）)\s])(?=[{_CN}]{{1,3}}、|[（(][{_CN}]{{1,3}}[)）]|第[{_CN}]{{1,3}}部分)"
    rf"|(?<=[。！])(?=[{_CN}]{{1,2}}[是要]|第[{_CN}]{{1,2}}[，,])"
)
_SLACK = {"part": 2, "chapter": 2, "section": 3, "point": 3, "item": 3}  # how far a count may jump at line starts
SHARED_LINE = 150  # characters behind a mark from which heading and text share the line
_LONG_LINE = 1800  # characters from which a line is searched for headings in its midst
_MOST = 300  # characters from which this is done with a line that is the greater part of its text
LINE = re.compile(r"[^\s][^\n]*")  # a line without the blanks before it; not a blank line
_DIGIT = {character: value for value, character in enumerate(_CN, 1)} | {chr(0x3220 + n): n + 1 for n in range(10)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered heading's mark; what follows it begins at `after`."""

    start: int
    after: int
    kind: str
    number: int
    own_line: bool
    limit: int  # the end of the line, or of the stretch up to the next mark inside the line
    endless: bool  # whether the line is so long that it has lost its paragraphs
    words: str  # the first few characters behind the mark


def cn_number(characters: str) -> int:
    """The value of a small Chinese or Arabic ordinal; 0 where there is none.

    >>> cn_number("十二"), cn_number("二十"), cn_number("（三）"), cn_number("12.")
    (12, 20, 3, 12)
    """
    digits = "".join(c for c in characters if c.isascii() and c.isdigit())
    if digits:
        return int(digits)
    values = [_DIGIT[c] for c in characters if c in _DIGIT]
    if not values:
        return 0
    if len(values) == 1:
        return values[0]
    if values[0] == 10:
        return 10 + values[1]
    return values[0] * 10 + (values[2] if len(values) > 2 else 0)


def find_marks(text: str, low: int, high: int) -> list[Mark]:
    """The marks of `text[low:high]` whose numbers make a count, in order."""
    return _in_order(list(_marks(text, low, high)))


def _marks(text: str, low: int, high: int) -> Iterator[Mark]:
    """Everything that looks like a heading's mark, at line starts and inside long lines."""
    for line in LINE.finditer(text, low, high):
        start, end = line.span()
        endless = end - start > _LONG_LINE or (end - start > _MOST and 2 * (end - start) > high - low)
        inside = [m.start() for m in _INLINE.finditer(text, start + 1, end)] if endless else []
        bounds = [*inside, end]
        if text[start] in _MARK_FIRST and (found := _MARK.match(text, start, min(high, end + 12))):
            yield _mark(found, True, max(end, found.end()) if found.end() >= end else bounds[0], endless)
        for at, limit in zip(inside, bounds[1:], strict=True):
            found = _MARK.match(text, at, end)
            if found and (found.lastgroup != "point" or _is_titled_point(text, found.end(), limit)):
                yield _mark(found, False, limit, True)


def starts_with_mark(text: str, at: int) -> bool:
    """Whether a heading's mark of any kind stands at `at`."""
    return text[at] in _MARK_FIRST and _MARK.match(text, at) is not None


def _is_titled_point(text: str, at: int, limit: int) -> bool:
    """Whether 一是 inside a line heads a passage of its own, and does not merely count clauses."""
    stop = text.find("。", at, at + 44)
    return stop > 0 and limit - stop > SHARED_LINE and "，" not in text[at:stop].replace("，", "", 1)


def _mark(found: re.Match[str], own_line: bool, limit: int, endless: bool) -> Mark:
    kind = found.lastgroup or ""
    start = found.start(kind)
    words = found.string[found.end() : found.end() + 8].partition("\t")[0].strip()
    return Mark(start, found.end(), kind, cn_number(found.group(kind)), own_line, limit, endless, words)


def _in_order(marks: list[Mark]) -> list[Mark]:
    """Keep the marks whose numbers continue a count; a count may start again at one, and may skip a number.

    Counts run on over chapters, as 1., 2., … do in many plans. Inside a line nothing may be skipped, for there a false
    mark is likelier than a lost one.
    """
    last = dict.fromkeys(_SLACK, 0)
    words = dict.fromkeys(_SLACK, "")
    kept = []
    for mark in marks:
        if not _continues(mark, last, words[mark.kind]):
            continue
        last[mark.kind], words[mark.kind] = mark.number, mark.words
        if mark.kind in ("part", "chapter"):
            last["section"] = 0
        kept.append(mark)
    return kept


def _continues(mark: Mark, last: dict[str, int], words: str) -> bool:
    """Whether a mark's number may follow; the same number again only with other words, by a slip of the writer.

    A chapter's heading that a table repeats on each page is the same chapter.
    """
    count = last[mark.kind]
    if mark.number == 1 and count == 0:
        return True
    if not mark.own_line:
        restarts = mark.number == 1 and count > 1 and mark.kind != "chapter"
        return restarts or 1 <= mark.number - count <= (_SLACK["point"] if mark.kind == "point" else 1)
    if mark.number == count:
        return mark.words != words
    return mark.number == 1 or 1 <= mark.number - count <= _SLACK[mark.kind]
