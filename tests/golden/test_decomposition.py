"""Suggestions on real documents: each row of a table judged by what four fifths of the others teach."""

from __future__ import annotations

import pytest

from luoshi.responsibility import PastTable, Row, learn, suggest
from tests.golden.table_rows import folds, inline_rows, table_rows
from tests.shared import needs_shared


def _hits(teaching: list[Row], held: list[Row], level: str = "市") -> tuple[int, int, int]:
    """Rows whose lead is suggested first, whose lead is among three, whose first leader is one of theirs."""
    learnt = learn([PastTable("表", tuple(teaching))] if teaching else [], level=level)
    unit = learnt.identities.unit

    def work(name: str) -> str:
        return unit(name).owner or unit(name).key

    first = three = leader = 0
    for row in held:
        found = suggest(learnt, row.task, headings=[h for h in (row.section, row.subsection) if h])
        leads = [work(one.value) for one in found.lead_unit]
        right = work(row.lead_unit or "")
        first += leads[:1] == [right]
        three += right in leads[:3]
        leader += bool(found.leaders) and found.leaders[0].value in row.leaders
    return first, three, leader


@needs_shared
def test_a_table_teaches_its_own_rows() -> None:
    rows = table_rows()
    first, three, leader = (
        sum(counts) / len(rows) for counts in zip(*(_hits(*fold) for fold in folds(rows, "random")), strict=True)
    )
    assert first >= 0.60
    assert three >= 0.82
    assert leader >= 0.75


@needs_shared
def test_stretches_of_a_table_teach_the_others() -> None:
    rows = table_rows()
    first, three, leader = (
        sum(counts) / len(rows) for counts in zip(*(_hits(*fold) for fold in folds(rows, "contiguous")), strict=True)
    )
    assert (first >= 0.58, three >= 0.80, leader >= 0.65) == (True, True, True)


@needs_shared
def test_duties_alone_find_who_leads() -> None:
    rows = table_rows()
    _, three, _ = _hits([], rows)
    assert three / len(rows) >= 0.72


@needs_shared
@pytest.mark.parametrize("level", ["省", "市"])
def test_duties_hold_for_documents_of_other_governments(level: str) -> None:
    rows = [row for name, listed in inline_rows() if level in name for row in listed]
    _, three, _ = _hits([], rows, level)
    assert three / len(rows) >= 0.72
