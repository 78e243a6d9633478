"""Turns: places within the flow of a chapter where its role changes though no heading says so.

Problems follow achievements, a five-year outlook follows a five-year review, the list of livelihood items closes the
tasks, and the address 各位代表！ opens paragraphs on the government itself or the closing appeal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.structure.roles import words
from luoshi.reading.landmarks import ADDRESS

TurnKind = Literal["address", "problems", "outlook", "livelihood", "self-government", "plan"]

# How a sentence turns to problems, up to its verb. Sample: 我们也清醒认识到; near miss: 我们深刻认识到
_TO_PROBLEMS = re.compile(
    r"(?:清醒|同时|也|更|还|但|必须|应当|既要|敏锐)[^。！\n]{0,12}(?:认识到|看到|意识到|深知|深感)$"
    r"|(?:我们|要|必须)[^。！\n]{0,4}正视$"
)
# A paragraph that names problems without such a verb. Sample: 当前我县仍面临不少困难; near miss: 面临严峻挑战
_STILL_PROBLEMS = re.compile(
    r"(?:还|仍|也|依然|尚|但)[^。！\n]{0,16}(?:存在|面临)[^。！\n]{0,20}(?:困难|问题|不足|短板|挑战|差距)"
)
_PROBLEM_VERBS = ("认识到", "看到", "意识到", "正视", "深知", "深感")
# A livelihood list announced: a number of 实事 or the deputies' vote on them.
# Sample: 办好30项民生实事, 12件民生实事候选项目; near miss: 多办实事, 每做一件实事
_LIVELIHOOD = re.compile(
    r"(?:\d{1,3}|[二三四五六七八九十百]{1,3})\s?(?:大|[件项个方类])[^。；\n]{0,12}实事|实事[^。\n]{0,16}票决|民生实事(?:候选)?项目"
)
_AHEAD = ("五”时期", "五时期", "五”规划", "五”期间", "今后五年", "未来五年")
# The year's own work, told after an outlook. Sample: 2022年是…, 今年经济社会发展主要预期目标是
_PLAN = re.compile(
    r"(?:今年|明年|新的一年|20\d\d年)(?:是|[^。\n]{0,40}(?:预期目标|总体要求|主要目标|重点工作|政府工作))"
)
# How a paragraph on the year's work opens. Sample: 今年是, 2026年是; near miss: 2026年1月
_YEAR_OPENS = re.compile(r"今年(?!来)|新的一年|20\d\d年(?!\d)(?:是|，)")
_OPENING = 60  # characters in which a paragraph shows what it is about
_ENDLESS = 1800  # characters from which a line has lost its paragraphs
_ADDRESS_OPENING = 220


@dataclass(frozen=True, slots=True)
class Turn:
    """A place where the flow turns to another matter; `at` is the beginning of its paragraph or sentence."""

    at: int
    kind: TurnKind


def find_turns(text: str, low: int, high: int) -> list[Turn]:
    """All candidate turns of `text[low:high]` in order; whether one counts depends on the chapter it stands in.

    Keywords are looked up first, which is many times faster than searching for the patterns around them.
    """
    turns = [Turn(m.start(), "address") for m in ADDRESS.finditer(text, low, high) if _begins(text, m.start(), low)]
    nouns = words("nouns.problems")
    for start, at in _openings(text, _PROBLEM_VERBS, low, high):
        if _TO_PROBLEMS.search(text, start, at) and nouns.search(text, at, min(high, at + 70)):
            turns.append(Turn(start, "problems"))
    for start, at in _openings(text, ("存在", "面临"), low, high):
        if at_line_start(text, start) and _STILL_PROBLEMS.search(text, start, min(high, at + 30)):
            turns.append(Turn(start, "problems"))
    for start, at in _openings(text, ("实事",), low, high):
        if _LIVELIHOOD.search(text, max(start, at - 24), min(high, at + 20)):
            turns.append(Turn(start, "livelihood"))
    turns.extend(Turn(start, "outlook") for start, _ in _openings(text, _AHEAD, low, high))
    for start, _ in _openings(text, ("预期目标", "总体要求", "主要目标", "重点工作", "年是"), low, high):
        if _PLAN.match(text, start):
            turns.append(Turn(start, "plan"))
    for start, at in _openings(text, ("自身建设",), low, high):
        if text.rfind("\n", low, at) < start:
            turns.append(Turn(start, "self-government"))
    return sorted(set(turns), key=lambda t: (t.at, t.kind))


def _openings(text: str, keywords: tuple[str, ...], low: int, high: int) -> Iterator[tuple[int, int]]:
    """Where a keyword stands in the opening of a sentence: the sentence's start and the keyword's end."""
    for keyword in keywords:
        at = text.find(keyword, low, high)
        while at >= 0:
            start = sentence_start(text, at, low)
            if at - start <= _OPENING:
                yield start, at + len(keyword)
            at = text.find(keyword, at + len(keyword), high)


def sentence_start(text: str, at: int, low: int) -> int:
    """Where the sentence around `at` begins, looking back a bounded way."""
    floor = max(low, at - 200)
    start = max(text.rfind(mark, floor, at) for mark in "。！？\n")
    return _skip_blanks(text, start + 1 if start >= 0 else floor)


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _begins(text: str, at: int, low: int) -> bool:
    """Whether a sentence begins at `at`."""
    at -= 1
    while at >= low and text[at] in " \t\u3000\xa0":
        at -= 1
    return at < low or text[at] in "\n。！？!”"


def address_role(text: str, at: int, high: int, current: str) -> str:
    """What an 各位代表 paragraph behind the tasks is about, by its opening words.

    >>> address_role("各位代表！今年的民生实事项目已经选好，提请票决。", 0, 30, "plan-tasks")
    'livelihood'
    >>> address_role("各位代表，新形势对政府工作提出了新要求。我们将加强政府自身建设。", 0, 40, "plan-tasks")
    'self-government'
    """
    opening = text[at : min(high, at + _ADDRESS_OPENING)]
    following = ADDRESS.search(opening, 5)
    opening = opening[: following.start()] if following else opening
    if _LIVELIHOOD.search(opening):
        return "livelihood"
    itself = words("opener.self-government").search(opening)
    other = words("opener.other-matters").search(opening[:80])
    if itself and not (other and other.start() < itself.start() and "自身建设" not in opening):
        return "self-government"
    if current == "self-government":
        return "plan-tasks" if other else current
    return "plan-tasks"


def at_line_start(text: str, at: int) -> bool:
    """Whether a paragraph begins at `at`; in an endless line any sentence may be one."""
    line = text.rfind("\n", max(0, at - _ENDLESS), at) + 1
    return (line == 0 and at > _ENDLESS) or not text[line:at].strip()


def fills_paragraph(text: str, at: int) -> bool:
    """Whether a sentence begins a paragraph and is a good part of it, or announces the list that follows."""
    if not at_line_start(text, at):
        return False
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)].rstrip()
    stop = line.find("。")
    return stop < 0 or line[-1] in "：:" or stop > len(line) // 4


def paragraph_of_year(text: str, at: int, after: int) -> int:
    """Where the paragraph around `at` begins, if it opens with the year (2026年是…) behind `after`; else `at`."""
    line = text.rfind("\n", max(0, at - _ENDLESS), at) + 1
    line += len(text[line:at]) - len(text[line:at].lstrip())
    return line if line > after and _YEAR_OPENS.match(text, line) else at
