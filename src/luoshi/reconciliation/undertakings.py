"""What a plan undertakes, one by one: the rows of a responsibility table, or the tasks of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.extraction import Extraction, Statement, Task
from luoshi.extraction.undertakings.subjects import FIELD_OF, find_subjects
from luoshi.responsibility import Row, read_rows

_FEWEST = 3  # rows from which a document is a table rather than a report
# A section on the government itself. Sample: 全面加强政府自身建设; near miss: 城市自身特色
_OWN_CONDUCT = re.compile(r"政府自身|自身建设|人民满意(?:的)?(?:服务型)?政府|政府效能|法治政府|廉洁政府")
# Any blank. Sample: the one in 5 %; near miss: 5%
_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A task or a row of a table, with the targets that stand in it. `own_conduct`: of the government itself."""

    source: Task | Row
    text: str
    targets: tuple[Statement, ...]
    own_conduct: bool


def undertakings_of(plan: Extraction) -> list[Undertaking]:
    """The undertakings of a plan in order: the rows where it is a table, else its tasks."""
    rows = read_rows(plan.document)
    if len(rows) >= _FEWEST:
        return _of_rows(plan, rows)
    by_id = {statement.id: statement for statement in plan.statements}
    return [
        Undertaking(task, task.quote, tuple(by_id[name] for name in task.targets), task.role == "self-government")
        for task in plan.tasks
    ]


def _of_rows(plan: Extraction, rows: tuple[Row, ...]) -> list[Undertaking]:
    """Rows with their targets: those that stand in the row's place, or are found in its words where it has no place."""
    found = []
    free = [statement for statement in plan.statements if statement.kind == "target"]
    for row in rows:
        words = _BLANKS.sub("", row.task)
        inside = []
        for statement in free:
            if row.start is None or row.end is None:
                found_in = _BLANKS.sub("", statement.quote) in words
            else:
                found_in = row.start <= statement.start and statement.end <= row.end
            if found_in:
                inside.append(statement)
        headed = f"{row.section or ''}{row.subsection or ''}"
        found.append(Undertaking(row, row.task, tuple(inside), _OWN_CONDUCT.search(headed) is not None))
    return found


def subjects_in(text: str) -> tuple[dict[int, int], set[int]]:
    """The subjects of duty that a text shows, with how many different terms show each; and the subjects alone."""
    places, numbers = find_subjects(text, 0, len(text))
    seen: dict[int, set[str]] = {}
    for at, number in zip(places, numbers, strict=True):
        if FIELD_OF[number] is not None:
            seen.setdefault(number, set()).add(text[at : at + 2])  # enough of a term to know it by
    return {number: len(terms) for number, terms in seen.items()}, set(seen)
