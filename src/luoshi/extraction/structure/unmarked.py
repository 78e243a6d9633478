"""Headings without a mark: a short sentence at a paragraph's beginning, or a short line between paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from luoshi.extraction.structure.headings import Heading, numbered_headings
from luoshi.extraction.structure.marks import LINE
from luoshi.extraction.structure.roles import is_chapter_heading

_FINISHED = frozenset("。！？!?”：:）…")  # what a paragraph ends with before another begins
# How a paragraph begins that states or argues, so that its first sentence is no heading.
# Sample: 2021年是…的一年; near miss: 一年来，我们众志成城，全力打赢疫情防控硬仗
_NO_TITLE = re.compile(
    r"[“”]?(?:各位|同志们|\d{4}|十[一二三四五六]五|过去|今年|去年|当前|同时|我们|为此|此外|以上|上述|总之|在肯定|在看到|在充分"
    r"|[一二三四五六七八九十]{1,3}[件项大])|.{0,40}(?:是|[一二三四五六七八九]成|：|:|；|;|认识到|看到)"
)
# Words in quotation marks, where figures are names. Sample: “152”; near miss: 152
_QUOTED = re.compile(r"[“\"《][^”\"》]{0,20}[”\"》]")
_BARE_DIGIT = re.compile(r"\d")  # sample: 3; near miss: 三
_BULLETS = "★☆●○◆◇■□▲△▶►◎※"
# What a heading behind a bullet does not hold, but an item of a list does. Sample: ；; near miss: 、
_IN_A_LIST = re.compile(r"[，,；;。]")
_COMMA = re.compile("[，,]")  # full-width and half-width; not 、
# The span of time that opens a passage of a review. Sample: 五年来，我们; near miss: 五年规划
_SPAN = re.compile(r"^(?:这|过去)?[一二三四五]年来?[，,](?:我们)?")
_CHAPTER = 32  # characters an unnumbered chapter's line has at most
_CLAUSES = 3  # a heading has no more clauses
_PARAGRAPH = 80  # characters from which a line is a paragraph and no heading


def find_headings(text: str, low: int, high: int) -> list[Heading]:
    """All headings of `text[low:high]`, numbered or not, in order."""
    numbered = numbered_headings(text, low, high)
    if sum(h.level == 1 for h in numbered) < 2:
        chapters = _unnumbered_chapters(text, low, high)
        numbered = sorted([*numbered, *chapters] if len(chapters) > 1 else numbered, key=_start)
    return sorted([*numbered, *_unmarked(text, high, numbered)], key=_start)


def _start(heading: Heading) -> int:
    return heading.start


def _unnumbered_chapters(text: str, low: int, high: int) -> list[Heading]:
    """Short lines of their own with the words that chapters' headings have: 2021年工作回顾, 加强政府自身建设."""
    found = []
    for match in LINE.finditer(text, low, high):
        if match.end() - match.start() > _CHAPTER:
            continue
        words = match.group().rstrip("。：: \t\u3000*#")
        marked = len(words) - len(words.lstrip("*# "))
        start, end = match.start() + marked, match.start() + len(words)
        if end - start > 3 and is_chapter_heading(text[start:end]):
            found.append(Heading(start, end, match.end(), 1, "chapter"))
    return found


def _unmarked(text: str, high: int, numbered: list[Heading]) -> list[Heading]:
    """Headings without a mark: a short sentence at a paragraph's beginning, or a short line between paragraphs.

    One such sentence is chance, two under the same heading are a style.
    """
    found: list[Heading] = []
    bounds = [*(h.start for h in numbered), high]
    for at, heading in enumerate(numbered):
        lines = [m.span() for m in LINE.finditer(text, heading.body, bounds[at + 1])]
        long = sum(end - start >= _PARAGRAPH for start, end in lines)
        titles = _titles(text, lines) if 2 * long >= len(lines) - 2 else []
        group = titles if len(titles) > 1 else _run_ins(text, heading.body, lines)
        bulleted = _bulleted(text, lines)
        group = [*(group if len(group) > 1 else ()), *(bulleted if len(bulleted) > 1 else ())]
        found.extend(replace(h, level=max(3, heading.level + 1)) for h in {h.start: h for h in group}.values())
    return found


def _titles(text: str, lines: list[tuple[int, int]]) -> list[Heading]:
    """Short lines that stand before long ones."""
    found = []
    for (start, end), (after, until) in pairwise(lines):
        line = text[start:end].rstrip()
        if not 4 <= len(line) <= 46 or until - after < _PARAGRAPH or line[-1] in "，、；：,;:！!）)":
            continue
        start += len(line) - len(line.lstrip("—-－ "))
        words = text[start:end].rstrip("。 \t\u3000\xa0")
        if "。" not in words and not _argues(words):
            found.append(Heading(start, start + len(words), end, 3, "title"))
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


def _bulleted(text: str, lines: list[tuple[int, int]]) -> list[Heading]:
    """Short lines and opening sentences behind bullets, where others follow them: ★产业升级, ●教育。新建学校2所。"""
    found = []
    for number, (start, end) in enumerate(lines):
        if text[start] not in _BULLETS:
            continue
        low = end - len(text[start:end].lstrip(_BULLETS + " \u3000"))
        stop = text.find("。", low, min(end, low + _CHAPTER))
        last = stop if stop >= 0 else end
        words = text[low:last].rstrip(" \u3000：:")
        heads = bool(text[last:end].strip("。 ")) if stop >= 0 else number + 1 < len(lines)
        if heads and 2 <= len(words) <= _CHAPTER and not _IN_A_LIST.search(words) and not _argues(words):
            found.append(Heading(low, low + len(words), stop + 1 if stop >= 0 else end, 3, "bullet"))
    listed = sum(text[start] in _BULLETS for start, _ in lines)
    return found if 2 * len(found) > listed and len(found) < len(lines) else []


def _argues(words: str) -> bool:
    """Whether a short sentence states or argues and so is no heading, as one with a figure outside quotation marks."""
    clauses = len(_COMMA.findall(_SPAN.sub("", words))) + 1
    return clauses > _CLAUSES or bool(_NO_TITLE.match(words) or _BARE_DIGIT.search(_QUOTED.sub("", words)))
