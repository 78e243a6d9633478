"""Real policies whose responsibilities stand in brackets after each task; and real reports that hold none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi.reading import Document
from luoshi.responsibility import Registry, read_rows
from luoshi.responsibility.names import is_unit
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

POLICIES = sorted((SHARED / "corpus" / "inline").glob("*.txt"))
REPORTS = sorted(
    path for folder in ("national", "provinces-2026", "reports") for path in (SHARED / "corpus" / folder).glob("*.txt")
)
# A bracket, others inside it to a depth of one, with a word that assigns: what any reader sees, apart from our own grammar.
ASSIGNS = re.compile(
    r"[（(\[【](?=[^。]{0,400}(?:牵头|负责|配合|单位[：:]|落实))(?:[^（()）。]|[（(][^（()）]*[）)])*[）)\]】]"
)
DEBRIS = re.compile(r"[：:；;，,。]|牵头|负责|配合|等$|^[（()）]|[（(][^）)]*$")


def _document(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_bracket_that_assigns_is_in_exactly_one_row(path: Path) -> None:
    document = _document(path)
    ends = [row.end for row in read_rows(document) if row.end is not None]
    brackets = [match for match in ASSIGNS.finditer(document.text) if re.search("牵头|负责|配合|单位[：:]", match[0])]
    assert brackets
    wrong = [match[0] for match in brackets if sum(0 <= match.start() - end <= 1 for end in ends) != 1]
    assert wrong == []
    assert len(ends) == len(brackets)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_rows_hold_units_and_no_debris(path: Path) -> None:
    for row in read_rows(_document(path)):
        assert row.units, row.task
        assert row.lead_unit == (row.leads or row.units)[0]
        assert [unit for unit in row.units if DEBRIS.search(unit) or not is_unit(unit)] == []
        assert row.section, row.task


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_that_assigns_nothing_has_no_rows(path: Path) -> None:
    assert read_rows(_document(path)) == ()


def test_most_units_really_written_are_known() -> None:
    lines = (SHARED / "corpus" / "reference" / "units_in_real_annotations.tsv").read_text(encoding="utf-8").splitlines()
    registry = Registry.standard()
    known = total = 0
    for line in filter(None, lines[1:]):
        unit, count, _ = line.split("\t")
        total += int(count)
        known += int(count) * (registry.resolve(unit).how != "unknown")
    assert known / total >= 0.97
