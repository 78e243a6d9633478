"""Roles: what a chapter, a section or a paragraph of a report is for, told by its words and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction.lexicon.loading import alternation, load_lists

# A five-year plan's name. Sample: “十四五”; near miss: 十四届
FIVE_YEAR_PLAN = re.compile(r"[“\"]?十([一二三四五六七])五[”\"]?")
# A year in a heading. Sample: 2021年, 2021和2022年; near miss: 120215
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年?(?!\d)")
# Words that make a five-year plan's name part of the year's own work.
# Sample: 做好“十四五”开局工作; near miss: “十四五”时期目标
_FIRST_YEAR = re.compile(r"开局|起步|开好局|开门红|收官|今年|开篇")


_TERM = re.compile("(?:本|新一)届政府")  # ahead lies the term behind 本届政府的目标任务; near miss: 各级政府
_WHITE = re.compile(r"\s+")  # sample: a line's end within a heading
# The words of each entry of the lexicon. Sample: heading.review finds 工作回顾; near miss: 工作安排
_WORDS = {name: re.compile(alternation(listed)) for name, listed in load_lists("roles").items()}


def words(name: str) -> re.Pattern[str]:
    """The pattern that finds any of the words of a lexicon's entry, such as `heading.review`."""
    return _WORDS[name]


@dataclass(frozen=True, slots=True)
class Years:
    """The year a report looks back at and the year it plans; None where the text does not say."""

    reported: int | None
    planned: int | None

    def plan_span(self, ordinal: str) -> tuple[int, int]:
        """First and last year of the five-year plan 十`ordinal`五.

        >>> Years(2020, 2021).plan_span("四")
        (2021, 2025)
        """
        first = 2011 + 5 * ("一二三四五六七".index(ordinal) - 1)
        return first, first + 4


def chapter_role(heading: str, years: Years, *, first: bool) -> str:
    """The role of a chapter by its heading: review, problems, outlook, plan, livelihood or self-government.

    `plan` is told apart into targets and tasks by place. `first` says that no chapter stands before it.

    >>> years = Years(2020, 2021)
    >>> chapter_role("一、2020年工作和“十三五”发展回顾", years, first=True)
    'review'
    >>> chapter_role("二、“十四五”时期目标任务", years, first=False)
    'outlook'
    >>> chapter_role("三、全力以赴做好“十四五”开局工作", years, first=False)
    'plan'
    >>> chapter_role("四、着力建设人民满意政府", years, first=False)
    'self-government'
    """
    heading = _WHITE.sub("", heading)
    mentioned = {int(year) for year in _YEAR.findall(heading)}
    if words("heading.review").search(heading):
        return "review"
    if words("heading.problems").search(heading):
        return "problems"
    if _ahead(heading, years, mentioned, first=first):
        return "outlook"
    if words("heading.self-government").search(heading):
        return "self-government"
    if is_livelihood_heading(heading):
        return "livelihood"
    if years.planned and mentioned and max(mentioned) < years.planned:
        return "review"
    planned = mentioned or any(words(f"heading.{name}").search(heading) for name in ("targets", "tasks"))
    return "review" if first and not planned else "plan"  # a speech looks back first, however it words that


def _ahead(heading: str, years: Years, mentioned: set[int], *, first: bool) -> bool:
    """Whether a heading speaks of several years to come."""
    if _FIRST_YEAR.search(heading):
        return False
    several = words("heading.outlook").search(heading) or (None if first else _TERM.search(heading))
    named = FIVE_YEAR_PLAN.search(heading)
    if named and not several and (years.planned is None or years.plan_span(named[1])[1] >= years.planned):
        several = named
    if several is None:
        return False
    # 今后五年目标和2021年工作安排 begins with the outlook, 2021年和“十四五”时期… with the year.
    return years.planned not in mentioned or several.start() < heading.find(str(years.planned))


def is_chapter_heading(line: str) -> bool:
    """Whether a short line without a number is worded as chapters are.

    >>> is_chapter_heading("2021年工作回顾"), is_chapter_heading("加强政府自身建设"), is_chapter_heading("城市建设")
    (True, True, False)
    """
    line = FIVE_YEAR_PLAN.sub("", line)
    if any(mark in line for mark in "，,；;。：:！“"):
        return False
    named = ("review", "outlook", "self-government", "targets", "tasks")
    return any(words(f"heading.{name}").search(line) for name in named)


def is_livelihood_heading(heading: str) -> bool:
    """Whether a heading announces the livelihood list itself, and not the people's livelihood at large.

    >>> is_livelihood_heading("（九）办好十件民生实事"), is_livelihood_heading("（九）增进民生福祉，推动共同富裕")
    (True, False)
    """
    return bool(words("heading.livelihood").search(heading))


def section_role(heading: str, parent: str, years: Years) -> str:
    """The role of a （一） or deeper heading, given the role above it."""
    if parent in ("review", "problems"):
        return "problems" if words("heading.problems").search(heading) else parent
    if parent in ("self-government", "closing", "boilerplate", "front-matter", "livelihood"):
        return parent
    if is_livelihood_heading(heading):
        return "livelihood"
    if parent == "outlook":
        mentioned = {int(year) for year in _YEAR.findall(heading)}
        if years.planned not in mentioned:
            return "outlook"
        if words("heading.tasks").search(heading):
            return "plan-tasks"
        alone = mentioned == {years.planned} and not FIVE_YEAR_PLAN.search(heading) and "到" not in heading
        return "plan-targets" if alone and words("heading.targets").search(heading) else "outlook"
    if words("heading.self-government").search(heading):
        return "self-government"
    if words("heading.targets").search(heading) and len(heading) < 24:
        return "plan-targets"
    return "plan-tasks"
