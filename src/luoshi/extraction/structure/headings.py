"""Headings: where they stand, how deep they are and where they end.

Reports number their chapters 一、 (level 1) and （一） (level 2); below that stand 一是…, 1., （1） or just a short
sentence at the beginning of a paragraph (level 3). A heading may fill a line of its own, run into its text
(`（一）强工业。加快…`), be broken by a line's end, or stand amid one endless line that holds the whole report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.extraction.structure.glued import are_glued, chapter_end, section_end
from luoshi.extraction.structure.marks import LINE, SHARED_LINE, Mark, find_marks, starts_with_mark

# The first place where a heading may end. Sample: 强工业。加快; two blanks or a wide one also part heading and text
# and so does a half-width full stop between Chinese words; near miss: 4.0
_STOP = re.compile(r"[。！？!?]|\u3000+|[ \xa0]{2,}|\t|(?<=[\u4e00-\u9fff”）)])[.．](?=[\s\u4e00-\u9fff“]|$)")
_CN = "一二三四五六七八九十"
_SHORT = {"point": 44, "item": 30}  # characters a heading of level three may have
# A figure with its unit, which makes a numbered line an item of a list and no heading.
# Sample: 30所, 7%; near miss: “152”工程, 2022年, 4.0版
_QUANTITY = re.compile(
    r"(?<![“\d.])\d[\d.,]{0,12}\s?"
    r"[%％‰万亿千百余多个家项条户套座所人名亩吨公平辆台件位处场倍元米张床]"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `text[start:end]` is its words without the final full stop, `body` is where its text begins."""

    start: int
    end: int
    body: int
    level: int
    kind: str
    number: int = 0


def numbered_headings(text: str, low: int, high: int) -> list[Heading]:
    """The numbered headings of `text[low:high]`, in order."""
    marks = find_marks(text, low, high)
    glued = _glued(text, marks)
    found = [(mark, _heading(text, mark, high, glued=mark.start in glued)) for mark in marks]
    return _levels([heading for _, heading in _without_counted_points(found) if heading is not None])


def _without_counted_points(found: list[tuple[Mark, Heading | None]]) -> list[tuple[Mark, Heading | None]]:
    """Drop 一是… 二是… where most of a count are no headings: then they count sentences, and the others do so too."""
    counts: list[list[int]] = []
    for at, (mark, _) in enumerate(found):
        if mark.kind == "point":
            if mark.number == 1 or not counts:
                counts.append([])
            counts[-1].append(at)
    mere = {at for count in counts if 2 * sum(found[at][1] is not None for at in count) <= len(count) for at in count}
    return [pair for at, pair in enumerate(found) if at not in mere]


def _glued(text: str, marks: list[Mark]) -> set[int]:
    """The marks of sections that run into their text, judged for each chapter as a whole."""
    found: set[int] = set()
    chapter: list[Mark] = []
    for mark in [*marks, None]:
        if mark is not None and mark.kind == "section" and _shares_its_line(mark):
            chapter.append(mark)
        elif mark is None or mark.kind in ("part", "chapter"):
            if are_glued(text, [(m.after, m.limit) for m in chapter]):
                found.update(m.start for m in chapter)
            chapter = []
    return found


def _shares_its_line(mark: Mark) -> bool:
    return mark.endless or mark.limit - mark.after > SHARED_LINE


def _heading(text: str, mark: Mark, high: int, *, glued: bool) -> Heading | None:
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
    alone = not text[end:limit].strip("。！？!?.．；; \t\u3000\xa0")
    while end > mark.after and text[end - 1] in " \t\u3000\xa0\n：:*#":
        end -= 1
    words = text[mark.after : end]
    if not words or len(words) > (90 if alone else 70) or words[-1] in "；;，,、":
        return None
    if mark.kind in ("point", "item") and _is_statement(text, mark, stop, limit, high):
        return None
    if _QUANTITY.search(words) and (mark.kind in ("point", "item") or (alone and stop is not None)):
        return None
    return Heading(mark.start, end, stop.end() if stop else end, 0, mark.kind, mark.number)


def _run_together(text: str, mark: Mark, *, glued: bool) -> Heading | None:
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


def _is_statement(text: str, mark: Mark, stop: re.Match[str] | None, limit: int, high: int) -> bool:
    """Whether 一是… or 1. … says all there is to say: as one of a list, or with the units responsible behind it."""
    if stop is None:
        return mark.kind == "point" or _is_listed(text, limit, high)
    if stop.start() - mark.after > _SHORT[mark.kind]:
        return True
    if mark.kind == "point" and _counts_on(text, mark, stop.end(), limit):
        return True
    rest = text[stop.end() : limit].lstrip()
    return rest.startswith(("（", "(")) or (not rest and _is_listed(text, limit, high))


def _counts_on(text: str, mark: Mark, at: int, limit: int) -> bool:
    """Whether the count goes on within the line (一是…。二是…。), so that it counts sentences."""
    following = _CN[mark.number : mark.number + 1] + text[mark.after - 1]
    found = text.find(following, at, limit) if len(following) == 2 else -1
    return found > 0 and text[found - 1] in "。；; "


def _is_listed(text: str, at: int, high: int) -> bool:
    """Whether a line is one of a list, since another mark or nothing follows it."""
    following = LINE.search(text, at, min(high, at + 200))
    return following is None or starts_with_mark(text, following.start())


def _next_line_end(text: str, at: int, high: int) -> int:
    following = LINE.search(text, at + 1, min(high, at + 200)) if at + 1 < high else None
    return following.end() if following else at


def _levels(headings: list[Heading]) -> list[Heading]:
    """Give each heading its depth: 一、 is 1 and （一） is 2, one deeper where 第一部分 stands above 一、.

    一是 and 1. stand at 2 when their chapter has no （一）, else at 3.
    """
    parts = sum(h.kind == "part" for h in headings) > 1
    shift = 1 if parts and any(h.kind == "chapter" for h in headings) else 0
    fixed = {"part": 1, "chapter": 1 + shift, "section": 2 + shift}
    levelled = []
    inside = False  # whether a （一） stands above
    for heading in headings:
        if heading.kind in ("part", "chapter"):
            inside = False
        inside = inside or heading.kind == "section"
        levelled.append(replace(heading, level=fixed.get(heading.kind, 3 + shift if inside else 2 + shift)))
    return levelled
