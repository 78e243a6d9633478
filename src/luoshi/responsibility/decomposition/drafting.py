"""A draft responsibility table: the plan of a report cut into rows, each with what is suggested for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.extraction import Extraction, Section, Statement, Task
from luoshi.extraction.outline import Role
from luoshi.responsibility.decomposition.learning import Learnt, learn
from luoshi.responsibility.decomposition.milestones import Course
from luoshi.responsibility.decomposition.suggesting import suggest
from luoshi.responsibility.decomposition.suggestions import Suggestion, Suggestions

TARGETS, LIVELIHOOD, GOVERNMENT = "主要预期目标", "民生实事", "政府自身建设"
# Sections that go by the same name in every table, where their headings do not say it better.
_STANDING = {"plan-targets": TARGETS, "livelihood": LIVELIHOOD, "self-government": GOVERNMENT}
_ROLES = frozenset({"plan-targets", "plan-tasks", "livelihood", "self-government"})
_THEMES = 3  # chapters with tasks from which each chapter is a section, not one of its parts
_HELPS = 0.4  # chance from which a unit stands in the draft as one that helps
_BEHIND = 200  # characters behind a task in which a bracket may say who answers for it
# A bracket right behind a task, its full stop between them: 。（牵头单位：市教育局）; near miss: 。加快建设（二期）.
_BRACKET_BEHIND = re.compile(r"[。；;]?\s{0,4}(?=[（(\[【])")
# A target told without a figure. Sample: 居民收入增长与经济增长同步, 完成减排任务; near miss: 重点做好十方面工作
_OUTCOME = re.compile(
    r"(?:增长|同步|下降|稳定|平衡|持平|改善|(?:完成|达到|实现)[^，；]{0,24}(?:目标|指标|任务|要求))[。；\s]*$"
)
_LONGEST_OUTCOME = 48  # characters
# Measures that add up in the course of a year, so that a quarter has its share.
_ADDING = frozenset({"increment", "reduction"})


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of a draft. `task` is exactly `text[start:end]`; `targets` are the ids of the figures in it.

    `lead_unit`, `units` (those that help), `leaders`, `deadline` and `milestones` hold the first suggestions;
    `deadline_day` is the date that the deadline is taken to mean. Nothing is settled: people settle it.
    """

    row: int
    section: str | None
    subsection: str | None
    task: str
    start: int
    end: int
    targets: tuple[str, ...]
    leaders: tuple[str, ...]
    lead_unit: str | None
    units: tuple[str, ...]
    etc: bool
    deadline: str | None
    deadline_day: date | None
    milestones: str | None
    suggestions: Suggestions

    @property
    def key(self) -> int:
        """What checks call the row by: its number."""
        return self.row

    def to_dict(self) -> dict[str, Any]:
        """The row as `luoshi decompose` prints it: keys in the order of the contract, all units with the lead first."""
        return {
            "row": self.row,
            "section": self.section,
            "subsection": self.subsection,
            "task": self.task,
            "leaders": list(self.leaders),
            "units": [name for name in (self.lead_unit, *self.units) if name],
            "lead_unit": self.lead_unit,
            "etc": self.etc,
            "deadline": self.deadline,
            "milestones": self.milestones,
            "note": None,
            "source": {"start": self.start, "end": self.end},
            "targets": list(self.targets),
            "suggestions": {
                "lead_unit": _pairs(self.suggestions.lead_unit),
                "units": _pairs(self.suggestions.units),
                "leaders": _pairs(self.suggestions.leaders),
            },
        }


def _pairs(suggestions: Sequence[Suggestion]) -> list[list[str | float]]:
    return [[one.value, round(one.score, 4)] for one in suggestions]


def draft_table(
    extraction: Extraction, learnt: Learnt | None = None, *, year: int | None = None
) -> tuple[DraftRow, ...]:
    r"""Cut the plan of a report into rows and suggest for each who answers for it, by when.

    `learnt` is what past tables taught, the standard departments' duties without it; `year` the year of the table, by
    default that of the plan. Outlooks over several years are left out: no table of one year holds them.

    >>> from luoshi import extract, read
    >>> text = "一、2025年工作安排\n（一）强科技。新增高新技术企业60家以上。\n（二）惠民生。6月底前建成幼儿园5所。\n"
    >>> for row in draft_table(extract(read(text))):
    ...     print(row.section, row.task, row.lead_unit, row.deadline_day)
    （一）强科技 新增高新技术企业60家以上。 市科学技术局 2025-12-31
    （二）惠民生 6月底前建成幼儿园5所。 市教育局 2025-06-30
    """
    known = learnt or learn()
    tasks = [task for task in extraction.tasks if task.role in _ROLES and not _is_preamble(task)]
    year = year or next((task.year for task in tasks if task.year), None)
    headings = _Headings(extraction.outline)
    figures = {statement.id: statement for statement in extraction.statements}
    text = extraction.document.text
    rows = []
    for number, task in enumerate(tasks, 1):
        section, subsection = headings.of(task)
        found = suggest(
            known,
            task.quote,
            headings=[heading for heading in (section, subsection) if heading],
            year=year,
            course=_course(task, figures),
            after=_behind(text, task, tasks[number].start if number < len(tasks) else len(text)),
        )
        rows.append(_row(number, task, section, subsection, found))
    return tuple(rows)


def _row(number: int, task: Task, section: str | None, subsection: str | None, found: Suggestions) -> DraftRow:
    deadline = found.deadline[0] if found.deadline else None
    helping = tuple(one.value for one in found.units if one.score >= _HELPS)
    return DraftRow(
        row=number,
        section=section,
        subsection=subsection,
        task=task.quote,
        start=task.start,
        end=task.end,
        targets=task.targets,
        leaders=_responsible(found.leaders),
        lead_unit=found.lead_unit[0].value if found.lead_unit else None,
        units=helping,
        etc=False,
        deadline=deadline.value if deadline else None,
        deadline_day=deadline.day if deadline else None,
        milestones=found.milestones[0].value if found.milestones else None,
        suggestions=found,
    )


def _is_preamble(task: Task) -> bool:
    """Whether a sentence among the year's main targets states none: guiding thought, a remark, 重点做好十方面工作."""
    if task.role != "plan-targets" or task.targets:
        return False
    return len(task.quote) > _LONGEST_OUTCOME or _OUTCOME.search(task.quote) is None


def _responsible(leaders: Sequence[Suggestion]) -> tuple[str, ...]:
    """The leaders that the report names, or the likeliest one."""
    said = tuple(one.value for one in leaders if one.basis == "said")
    return said or tuple(one.value for one in leaders[:1])


def _course(task: Task, figures: Mapping[str, Statement]) -> Course:
    """What the task promises, for its steps: a figure that adds up over the year, a rate or level, or a stage."""
    targets = [figures[name] for name in task.targets if name in figures]
    if task.stage in ("start", "win"):
        return task.stage
    if not targets:
        # 居民收入增长与经济增长同步, a main target without a figure, is compared each quarter too: nobody builds it.
        return "rate" if task.role == "plan-targets" and task.stage == "complete" else task.stage
    if all(one.measure in _ADDING for one in targets):
        return "figure"
    return "rate" if task.role == "plan-targets" else task.stage


def _behind(text: str, task: Task, end: int) -> str:
    """What stands behind a task where that begins with a bracket, up to the next task."""
    found = _BRACKET_BEHIND.match(text, task.end)
    return text[found.end() : min(end, task.end + _BEHIND)] if found else ""


class _Headings:
    """The section and subsection under which a row stands in a table, by the report's outline."""

    def __init__(self, outline: Sequence[Section]) -> None:
        self._starts = [section.start for section in outline]
        self._sections = outline
        self._paths: list[tuple[str, ...]] = []
        path: list[tuple[int, str]] = []
        for section in outline:
            path = [step for step in path if step[0] < section.level]
            if section.heading:
                path.append((section.level, "".join(section.heading.split())))
            self._paths.append(tuple(heading for _, heading in path))
        roles: dict[str, set[Role]] = defaultdict(set)
        for section, steps in zip(outline, self._paths, strict=True):
            if steps:
                roles[steps[0]].add(section.role)
        self._roles = roles
        self._chapters_are_sections = sum("plan-tasks" in held for held in roles.values()) >= _THEMES

    def of(self, task: Task) -> tuple[str | None, str | None]:
        """The section and subsection of a task."""
        at = max(0, bisect_right(self._starts, task.start) - 1)
        path = list(self._paths[at])
        standing = _STANDING.get(self._sections[at].role)
        own_chapter = standing is not None and path and len(self._roles[path[0]]) == 1
        if not own_chapter and not self._chapters_are_sections and len(path) > 1:
            path = path[1:]
        elif not own_chapter and standing and not self._chapters_are_sections:
            path = [standing]
        if standing == TARGETS:
            path[:1] = [TARGETS]
        return (path[0] if path else standing), (path[1] if len(path) > 1 else None)
