"""Turns: places within the flow of a chapter where its role changes though no heading says so.

Problems follow achievements, a five-year outlook follows a five-year review, the list of livelihood items closes the tasks,
and the address 各位代表！ opens paragraphs on the government itself or the closing appeal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.roles import words
from luoshi.reading.landmarks import ADDRESS

TurnKind = Literal["address", "problems", "outlook", "livelihood", "self-government", "targets", "tasks"]

# How a sentence turns to problems. Sample: 我们也清醒认识到; near miss: 我们深刻认识到
_TURN_TO_PROBLEMS = re.compile(
    r"(?:清醒|同时|也|更|还|必须|应当|既要|敏锐|正视)[^。！\n]{0,12}(?:认识到|看到|意识到)|[我们要必须]{2}正视|[^。！\n]{0,12}(?:存在|面临)(?:着)?(?:不少|一些|许多|诸多)[^。！\n]{0,12}(?:问题|困难|不足|短板)"
)
# A livelihood list announced: a number of 实事 or the deputies' vote on them.
# Sample: 办好30项民生实事, 12件民生实事候选项目; near miss: 多办实事
_LIVELIHOOD = re.compile(
    r"(?:\d{1,3}|[二三四五六七八九十百]{1,3})\s?(?:大|[件项个方类])[^。；\n]{0,12}实事|实事[^。\n]{0,16}票决|民生实事(?:候选)?项目"
)
# A paragraph on several years ahead. Sample: “十五五”时期是…, 今后五年，我市; near miss: “十四五”收官
_AHEAD = re.compile(r"[“\"]?十([一二三四五六七])五[”\"]?(?:时期|规划|期间)|今后五年|未来五年|今后一个时期")
# The year's headline targets. Sample: 今年经济社会发展主要预期目标是
_TARGETS = re.compile(r"(?:主要)?预期目标|主要目标|总体要求|总体思路")
# The lead from targets over to tasks. Sample: 重点抓好以下八个方面工作：; near miss: 各方面工作取得成效
_TASKS = re.compile(r"(?:重点|着重|着力|全力|突出|切实|主要|要)?(?:抓好|做好|推进|实施)(?:以下|好|[^。，；\n]{0,6})[^。；\n]{0,10}(?:工作|任务|方面)[：:。]")
_OPENING = 60  # characters in which a paragraph shows what it is about
_ADDRESS_OPENING = 220


@dataclass(frozen=True, slots=True)
class Turn:
    """A place where the flow turns to another matter; `at` is the beginning of its paragraph or sentence."""

    at: int
    kind: TurnKind


def find_turns(text: str, low: int, high: int) -> list[Turn]:
    """All candidate turns of `text[low:high]` in order; whether one counts depends on the chapter it stands in."""
    turns = [Turn(m.start(), "address") for m in ADDRESS.finditer(text, low, high) if _begins(text, m.start(), low)]
    for kind, pattern, noun in (
        ("problems", _TURN_TO_PROBLEMS, words("nouns", "problems")),
        ("livelihood", _LIVELIHOOD, None),
        ("outlook", _AHEAD, None),
        ("targets", _TARGETS, None),
        ("tasks", _TASKS, None),
    ):
        for match in pattern.finditer(text, low, high):
            start = sentence_start(text, match.start(), low)
            if match.start() - start > _OPENING:
                continue
            if noun and not noun.search(text, match.end() - 8, min(high, match.end() + 70)):
                continue
            turns.append(Turn(start, kind))  # type: ignore[arg-type]
    turns.extend(_self_government(text, low, high))
    return sorted(set(turns), key=lambda t: (t.at, t.kind))


def _self_government(text: str, low: int, high: int) -> list[Turn]:
    """Paragraphs that begin by speaking of the government's own conduct."""
    found = []
    at = text.find("自身建设", low, high)
    while at >= 0:
        line = max(low, text.rfind("\n", low, at) + 1)
        if at - line <= _OPENING:
            found.append(Turn(_skip_blanks(text, line), "self-government"))
        at = text.find("自身建设", at + 4, high)
    return found


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

    >>> address_role("各位代表！市政府高度重视民生实事项目，提请票决。", 0, 30, "plan-tasks")
    'livelihood'
    >>> address_role("各位代表，新形势对政府工作提出了新要求。我们将加强政府自身建设。", 0, 40, "plan-tasks")
    'self-government'
    """
    opening = text[at : min(high, at + _ADDRESS_OPENING)]
    following = ADDRESS.search(opening, 5)
    opening = opening[: following.start()] if following else opening
    if _LIVELIHOOD.search(opening):
        return "livelihood"
    itself = words("opener", "self-government").search(opening)
    other = words("opener", "other-matters").search(opening[:80])
    if itself and not (other and other.start() < itself.start() and "自身建设" not in opening):
        return "self-government"
    if current == "self-government":
        return "plan-tasks" if other else current
    return "plan-tasks"
