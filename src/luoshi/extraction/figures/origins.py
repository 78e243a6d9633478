"""Starts of movements: in 从X提高到Y only Y is stated (ruling 3 of the annotation guide); X lends it its subject."""

from __future__ import annotations

import re

from luoshi.extraction.figures.attribution import complete, tidy
from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.context import Context
from luoshi.extraction.figures.groups import Group
from luoshi.extraction.figures.phrases import read_left

# A movement's start before a figure. Sample: 覆盖率从|41%; near miss: 从严, 由市政府
FROM = re.compile(r"(?:从|由)(?P<point>[^，。；、]{0,16})$")
# Where a movement goes. Sample: 提高到; near miss: 提高
_GOAL = re.compile(r"[到至为]|[升降增减]")
# That a movement has arrived. Sample: 提高到; near miss: 至今
_ARRIVED = re.compile(r"[到至为](?!今)")
# A part of the year before a figure. Sample: 前三季度|1.7%
_SUB_ANNUAL = re.compile(
    r"(?:[一二三四]季度|上半年|前[一二三]季度|前三个季度|1(?:-|—|至|到)?\d{0,2}月|\d{1,2}月份?|年初|期初|月末)(?:为|达|达到|的)?$"
)
_REACH = 80  # characters behind a figure within which its movement must end


def origin_of(text: str, clause: Clause, group: Group, context: Context) -> str:
    """Why a group is the start of a movement or a part of the year; "" when it is neither."""
    before = text[group.low : group.start]
    near = before[-24:]
    match = FROM.search(near) if "从" in near or "由" in near else None
    if match and "起" not in match["point"] and _GOAL.search(text, group.end, min(clause.end + 24, group.end + _REACH)):
        left = read_left(text, group.low, group.start - len(match.group()), percent=True)
        if left.head:
            context.set_subject(complete(context, tidy(left.head)))
        context.origin = clause
        return "start of a movement"
    if context.origin is clause and not _ARRIVED.search(text, max(clause.start, group.start - _REACH), group.start):
        return "start of a movement"
    if "全年" in text[group.end : group.end + _REACH] and _SUB_ANNUAL.search(before[-8:]):
        return "part of the year"
    return ""
