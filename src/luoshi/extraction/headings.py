"""Headings: where they stand, how deep they are and where they end.

Reports number their chapters 一、 (level 1) and （一） (level 2); below that stand 一是…, 1., （1） or just a short sentence at
the beginning of a paragraph (level 3). A heading may fill a line of its own, run into its text (`（一）强工业。加快…`), be broken
by a line's end, or stand in the middle of one endless line that holds the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.extraction.glued import are_glued, chapter_end, section_end

_CN = "一二三四五六七八九十"
_B = "[ \\t\u3000\xa0]"  # a blank inside a line
# The mark of a numbered heading, at the place where it must stand; the group's name tells the kind.
# Sample: 第三部分 / 一、 / （二） / 一要 / 第一， / 1. / （1）; near miss: 一、二、三产业, （一审）, 3.5%
_MARK = re.compile(
    rf"[*#]{{0,6}}{_B}{{0,4}}(?:"
    rf"(?P<part>第{_B}?[{_CN}]{{1,3}}{_B}?(?:部分|章|篇)[、:：]?\s{{0,4}})"
    rf"|(?P<chapter>[{_CN}]{{1,3}}\s{{0,2}}[、．.]\s{{0,4}}(?![{_CN}]{{1,3}}[、产是]))"
    rf"|(?P<section>[（(]\s{{0,2}}[{_CN}]{{1,3}}\s{{0,2}}[)）][、．.]?\s{{0,4}}|[㈠-㈩]\s{{0,4}})"
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
_GLUED = 150  # characters behind a mark from which heading and text share the line
_LONG_LINE = 1800  # characters from which a line is searched for headings in its midst
_LINE = re.compile(r"[^\s][^\n]*")
_FINISHED = frozenset("。！？!?”：:）…")  # what a paragraph ends with before another begins
# The first place where a heading may end. Sample: 强工业。加快; two blanks or a wide one also part heading and text
_STOP = re.compile(r"[。！？!?]|\u3000+|[ \xa0]{2,}|\t")
# A figure with its unit, which makes a numbered line an item of a list and no heading.
# Sample: 30所, 7%; near miss: “152”工程, 2022年, 4.0版
_QUANTITY = re.compile(r"(?<![“\d.])\d[\d.,]{0,12}\s?[%％‰万亿千百余多个家项条户套座所人名亩吨公平辆台件位处场倍元米张床]")
# How a paragraph begins that states or argues, so that its first sentence is no heading.
# Sample: 2021年是…的一年; near miss: 一年来，我们众志成城，全力打赢疫情防控硬仗
_NO_TITLE = re.compile(
    r"[“”]?(?:各位|同志们|\d{4}|十[一二三四五六]五|过去|今年|去年|当前|同时|我们|为此|此外|以上|上述|总之|在肯定|在看到|在充分"
    r"|[一二三四五六七八九十]{1,3}[件项大])|.{0,40}(?:是|：|:|；|;|认识到|看到)"
)
_QUOTED = re.compile(r"[“\"《][^”\"》]{0,20}[”\"》]")
_BARE_DIGIT = re.compile(r"\d")
_PARAGRAPH = 80  # characters from which a line is a paragraph and no heading
_DIGIT = {character: value for value, character in enumerate(_CN, 1)} | {chr(0x3220 + n): n + 1 for n in range(10)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `text[start:end]` is its words without the final full stop, `body` is where its text begins."""

    start: int
    end: int
    body: int
    level: int
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    after: int
    kind: str
    number: int
    own_line: bool
    limit: int  # the end of the line, or of the stretch up to the next mark inside the line
    endless: bool  # whether the line is so long that it has lost its paragraphs


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


def find_headings(text: str, low: int, high: int) -> list[Heading]:
    """All headings of `text[low:high]`, in order."""
    marks = _in_order(list(_marks(text, low, high)))
    glued = _glued(text, marks)
    numbered = [h for mark in marks if (h := _heading(text, mark, high, glued=mark.start in glued)) is not None]
    levelled = _levels(numbered)
    return sorted([*levelled, *_unmarked(text, high, levelled)], key=lambda h: h.start)


def _marks(text: str, low: int, high: int) -> Iterator[_Mark]:
    """Everything that looks like a heading's mark, at line starts and inside long lines."""
    for line in _LINE.finditer(text, low, high):
        start, end = line.span()
        endless = end - start > _LONG_LINE
        inside = [m.start() for m in _INLINE.finditer(text, start + 1, end)] if endless else []
        bounds = [*inside, end]
        if text[start] in _MARK_FIRST and (found := _MARK.match(text, start, min(high, end + 12))):
            yield _mark(found, True, max(end, found.end()) if found.end() >= end else bounds[0], endless)
        for at, limit in zip(inside, bounds[1:], strict=True):
            found = _MARK.match(text, at, end)
            if found and (found.lastgroup != "point" or _is_titled_point(text, found.end(), limit)):
                yield _mark(found, False, limit, True)


def _is_titled_point(text: str, at: int, limit: int) -> bool:
    """Whether 一是 inside a line heads a passage of its own, and does not merely count within a sentence or two."""
    stop = text.find("。", at, at + 44)
    return 0 < stop and limit - stop > _GLUED and "，" not in text[at:stop].replace("，", "", 1)


def _mark(found: re.Match[str], own_line: bool, limit: int, endless: bool) -> _Mark:
    kind = found.lastgroup or ""
    start = found.start(kind)
    return _Mark(start, found.end(), kind, cn_number(found.group(kind)), own_line, limit, endless)


def _in_order(marks: list[_Mark]) -> list[_Mark]:
    """Keep the marks whose numbers continue a count; a count may start again at one, and may skip a number.

    Counts run on over chapters, as 1., 2., … do in many plans. Inside a line nothing may be skipped, for there a false
    mark is likelier than a lost one.
    """
    last = dict.fromkeys(_SLACK, 0)
    kept = []
    for mark in marks:
        step = mark.number - last[mark.kind]
        slack = _SLACK[mark.kind] if mark.own_line or mark.kind == "point" else 1
        if mark.number != 1 and not 1 <= step <= slack:
            continue
        if mark.number == 1 and not mark.own_line and mark.kind == "chapter" and last["chapter"] > 1:
            continue
        last[mark.kind] = mark.number
        if mark.kind in ("part", "chapter"):
            last["section"] = 0
        kept.append(mark)
    return kept


def _glued(text: str, marks: list[_Mark]) -> set[int]:
    """The marks of sections that run into their text, judged for each chapter as a whole."""
    found: set[int] = set()
    chapter: list[_Mark] = []
    for mark in [*marks, None]:
        if mark is not None and mark.kind == "section" and _shares_its_line(mark):
            chapter.append(mark)
        elif mark is None or mark.kind in ("part", "chapter"):
            if are_glued(text, [(m.after, m.limit) for m in chapter]):
                found.update(m.start for m in chapter)
            chapter = []
    return found


def _shares_its_line(mark: _Mark) -> bool:
    return mark.endless or mark.limit - mark.after > _GLUED


def _heading(text: str, mark: _Mark, high: int, *, glued: bool) -> Heading | None:
    """The heading that begins with a mark, or None where the marked line is an item of a list."""
    limit = mark.limit
    if _shares_its_line(mark) and mark.kind in ("part", "chapter", "section"):
        return _run_together(text, mark, glued=glued)
    tabbed = text.find("\t", mark.start, limit) >= 0
    if tabbed and mark.kind not in ("part", "chapter"):  # a table's row: only its chapter is a heading
        return None
    if not text[mark.after : limit].strip():  # the mark stands alone on its line
        limit = _next_line_end(text, limit, high)
    stop = _STOP.search(text, mark.after, limit)
    end = stop.start() if stop else limit
    if not stop and text[end - 1] in "，、,“" and mark.kind != "point":  # the line breaks inside the heading
        limit = _next_line_end(text, limit, high)
        stop = _STOP.search(text, end, limit)
        end = stop.start() if stop else limit
    alone = not text[end:limit].strip("。！？!?；; \t\u3000\xa0")
    while end > mark.after and text[end - 1] in " \t\u3000\xa0\n：:*#":
        end -= 1
    words = text[mark.after : end]
    if not words or len(words) > (90 if alone else 70) or words[-1] in "；;，,、":
        return None
    if mark.kind == "point" and not stop:
        return None
    if _QUANTITY.search(words) and (mark.kind in ("point", "item") or (alone and stop is not None)):
        return None
    return Heading(mark.start, end, stop.end() if stop else end, 0, mark.kind, mark.number)


def _run_together(text: str, mark: _Mark, *, glued: bool) -> Heading | None:
    """The heading at the head of a long stretch: up to its stop, or a guess where the text follows without any."""
    stop = _STOP.search(text, mark.after, min(mark.limit, mark.after + 90))
    wide = stop is not None and text[stop.start()].isspace()
    if mark.kind == "section":
        split = section_end(text, mark.after, mark.limit) if glued and not wide else None
    else:
        split = None if wide else chapter_end(text, mark.after, mark.limit)
    end = split if split is not None else stop.start() if stop else -1
    if end < 0 or (split is None and end - mark.after > 70):
        return None
    body = stop.end() if stop and stop.start() == end else end
    return Heading(mark.start, end, body, 0, mark.kind, mark.number)


def _next_line_end(text: str, at: int, high: int) -> int:
    following = _LINE.search(text, at + 1, min(high, at + 200)) if at + 1 < high else None
    return following.end() if following else at


def _levels(headings: list[Heading]) -> list[Heading]:
    """Give each heading its depth: 一、 is 1 and （一） is 2, one deeper where 第一部分 stands above them.

    一是 and 1. stand at 2 when their chapter has no （一）, else at 3.
    """
    shift = 1 if sum(h.kind == "part" for h in headings) > 1 else 0
    fixed = {"part": 1, "chapter": 1 + shift, "section": 2 + shift}
    levelled = []
    inside = False  # whether a （一） stands above
    for heading in headings:
        if heading.kind in ("part", "chapter"):
            inside = False
        inside = inside or heading.kind == "section"
        levelled.append(replace(heading, level=fixed.get(heading.kind, 3 + shift if inside else 2 + shift)))
    return levelled


def _unmarked(text: str, high: int, numbered: list[Heading]) -> list[Heading]:
    """Headings without a mark: a short sentence at a paragraph's beginning, or a short line between paragraphs.

    One such sentence is chance, two under the same heading are a style.
    """
    found: list[Heading] = []
    bounds = [*(h.start for h in numbered), high]
    for at, heading in enumerate(numbered):
        lines = [m.span() for m in _LINE.finditer(text, heading.body, bounds[at + 1])]
        long = sum(end - start >= _PARAGRAPH for start, end in lines)
        titles = _titles(text, lines) if 2 * long >= len(lines) - 2 else []
        group = titles if len(titles) > 1 else _run_ins(text, heading.body, lines)
        if len(group) > 1:
            found.extend(replace(h, level=max(3, heading.level + 1)) for h in group)
    return found


def _titles(text: str, lines: list[tuple[int, int]]) -> list[Heading]:
    """Short lines that stand before long ones."""
    found = []
    for (start, end), (after, until) in zip(lines, lines[1:], strict=False):
        line = text[start:end].rstrip()
        if not 4 <= len(line) <= 46 or until - after < _PARAGRAPH or line[-1] in "，、；：,;:！!）)":
            continue
        words = line.rstrip("。")
        if "。" not in words and not _argues(words):
            found.append(Heading(start, start + len(words), start + len(line), 3, "title"))
    return found


def _run_ins(text: str, body: int, lines: list[tuple[int, int]]) -> list[Heading]:
    """Short sentences that open a paragraph of finished sentences."""
    found = []
    before = body - 1
    for start, end in lines:
        finished = before < body or text[before] in _FINISHED
        before = end - 1
        while start < end and text[start] in "—-－ ":
            start += 1
            finished = True
        stop = text.find("。", start + 4, min(end, start + 44))
        dashed = start > 0 and text[start - 1] in "—-－"
        if not finished or stop < 0 or (end - stop < 40 and not dashed):
            continue
        if not _argues(text[start:stop]):
            found.append(Heading(start, stop, stop + 1, 3, "run-in"))
    return found


def _argues(words: str) -> bool:
    """Whether a short sentence states or argues, and so is no heading; figures outside quotation marks are statements."""
    return bool(_NO_TITLE.match(words) or _BARE_DIGIT.search(_QUOTED.sub("", words)))
