"""Tasks of real reports: nothing is lost or quoted wrongly, and the share that nobody can judge is plausible."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from luoshi.extraction import extract
from luoshi.reading import read
from tests.shared import SHARED, needs_shared

# Two of the provinces' reports are left aside: nobody tunes on them.
UNSEEN = ("四川", "辽宁")
CORPUS = SHARED / "corpus"
REPORTS = sorted(
    path
    for folder in ("reports", "national", "provinces-2026")
    for path in (CORPUS / folder).glob("*.txt")
    if not any(name in path.name for name in UNSEEN)
)
PROMISING = {"outlook", "plan-targets", "plan-tasks", "livelihood", "self-government"}


@needs_shared
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_tasks_are_exact_and_keep_their_targets(path: Path) -> None:
    found = extract(read(path))
    text = found.document.text
    last = 0
    for task in found.tasks:
        assert last <= task.start < task.end
        assert text[task.start : task.end] == task.quote
        last = task.end
    promised = {s.id for s in found.statements if s.role in PROMISING}
    held = [name for task in found.tasks for name in task.targets]
    assert len(held) == len(set(held))
    # A figure in a sentence that undertakes nothing (how many people will look for work) belongs to no task.
    assert len(promised - set(held)) <= max(1, 0.03 * len(promised))


@needs_shared
def test_about_a_third_of_the_cities_promises_cannot_be_judged() -> None:
    """The domain's own figure for cities and counties is a quarter to a third; provinces and the nation speak vaguer."""
    tasks = [
        task
        for path in sorted((CORPUS / "reports").glob("*.txt"))
        for task in extract(read(path)).tasks
        if task.role == "plan-tasks"
    ]
    share = sum(task.measurability == "direction" for task in tasks) / len(tasks)
    sys.stdout.write(f"\nof {len(tasks)} tasks {share:.0%} name but a direction\n")
    assert 0.2 <= share <= 0.4
