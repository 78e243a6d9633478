"""Rows of a real responsibility table, joined to running text and cut again: how many borders come out where they were."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from luoshi.extraction import extract
from luoshi.extraction.outline import Role, Section
from luoshi.extraction.sentences import split_sentences
from luoshi.extraction.tasks import find_tasks
from luoshi.reading import read
from tests.shared import SHARED, needs_shared

SPACE = re.compile(r"\s+")
WANTED = 0.94
A_ROW_PER_SENTENCE = 0.90  # what cutting at every full stop reaches


@dataclass(frozen=True)
class Borders:
    """How many borders between rows were found, invented and missed."""

    found: int
    invented: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.invented + self.missed)


def groups(name: str) -> Iterator[tuple[Role, list[str]]]:
    """The task texts of each (section, subsection) of a table, with the role that its heading gives it."""
    rows = [json.loads(line) for line in (SHARED / "gold" / f"{name}.rows.jsonl").read_text("utf-8").splitlines()]
    for (section, _), group in groupby(rows, key=lambda row: (row["section"], row["subsection"])):
        role: Role = "plan-tasks"
        if "自身建设" in section:
            role = "self-government"
        elif "预期目标" in section:
            role = "plan-targets"
        yield role, [row["task"] for row in group]


def cut_again(role: Role, tasks: list[str]) -> Borders:
    """Join the tasks of a group and count the borders that cutting finds."""
    text = "".join(tasks)
    borders, at = set(), 0
    for task in tasks[:-1]:
        at += len(task)
        borders.add(at)
    outline = [Section(1, "", role, 0, len(text), text[:15])]
    cut = find_tasks(text, outline, split_sentences(text, outline), [], stem="table", year=2020)
    # A quote leaves the item's mark out, so a border counts where the quote before it ended.
    starts = {max((b for b in (*borders, 0) if b <= task.start <= b + 4), default=task.start) for task in cut} - {0}
    return Borders(len(borders & starts), len(starts - borders), len(borders - starts))


def measure(name: str) -> Borders:
    """The borders of a whole table."""
    found = [cut_again(role, tasks) for role, tasks in groups(name)]
    return Borders(*(sum(getattr(b, kind) for b in found) for kind in ("found", "invented", "missed")))


@needs_shared
def test_a_table_as_text_gives_its_cells() -> None:
    rows = [task for _, tasks in groups("taizhou-2020") for task in tasks]
    found = extract(read(SHARED / "corpus" / "tables" / "taizhou-2020-decomposition.txt")).tasks
    quotes = {SPACE.sub("", task.quote) for task in found}
    # An item's mark (1. ) is no part of a quote.
    held = [row for row in rows if {SPACE.sub("", part) for part in (row, row.partition(". ")[2])} & quotes]
    assert len(held) >= 0.97 * len(rows)


@needs_shared
def test_rows_are_cut_where_the_table_cuts() -> None:
    borders = measure("taizhou-2020")
    sys.stdout.write(
        f"\nborders between rows: F1 {borders.f1:.3f}, {borders}; a row per sentence {A_ROW_PER_SENTENCE}\n"
    )
    assert borders.f1 >= WANTED
