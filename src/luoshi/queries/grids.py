"""A responsibility table as the grid shows it: bands of sections, rows with their cells, checks by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from luoshi.queries.suggested import is_empty, proposals
from luoshi.records.models import Matter, ResponsibilityTable, TableRow
from luoshi.responsibility.decomposition.checking import Check
from luoshi.responsibility.steps import QUARTERS, join_steps

# The columns of the grid in order.
COLUMNS = ("task", "leaders", "lead_unit", "units", "deadline", "milestones")
LABELS = {
    "task": _("目标任务"),
    "leaders": _("责任领导"),
    "lead_unit": _("牵头单位"),
    "units": _("配合单位"),
    "deadline": _("完成时限"),
    "milestones": _("季度进度"),
}
_FEW = 12  # rows that one check may mark; one that concerns half the table marks none


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, and what is proposed where it is empty."""

    field: str
    text: str
    label: str
    proposal: str = ""
    reason: str = ""
    score: int = 0  # in hundredths


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row with its number in the table. `section` and `subsection` are given where a new band begins."""

    row: TableRow
    number: int
    matter: Matter | None
    severity: str
    cells: tuple[Cell, ...]
    section: str | None = None
    subsection: str | None = None
    steps: tuple[tuple[str, str], ...] = ()


def text_of(row: TableRow, field: str) -> str:
    """The words of a cell as a person writes them."""
    if field == "milestones":
        return join_steps(row.milestones, row.schedule)
    if field == "units":
        return "、".join(row.units) + ("等" if row.etc else "")
    if field == "leaders":
        return "、".join(row.leaders)
    return str(getattr(row, field))


def grid_rows(
    rows: Sequence[TableRow], matters: dict[int, Matter], checks: Iterable[Check], *, only: frozenset[int] | None = None
) -> Iterator[GridRow]:
    """The rows for the grid, of all or `only` of some; no queries."""
    marks = severities(checks)
    labels = {field: str(label) for field, label in LABELS.items()}
    before: tuple[str, str] = ("", "")
    for number, row in enumerate(rows, 1):
        heads = (row.section, row.subsection)
        if only is None or row.pk in only:
            yield GridRow(
                row,
                number,
                matters.get(row.pk),
                marks.get(row.pk, ""),
                tuple(cell_of(row, field, labels[field]) for field in COLUMNS),
                row.section if row.section != before[0] else None,
                row.subsection if heads != before and row.subsection else None,
                tuple((name, step) for name, step in zip(QUARTERS, row.milestones, strict=False) if step),
            )
        before = heads


def cell_of(row: TableRow, field: str, label: str) -> Cell:
    """A cell with the first of what is proposed for it."""
    text = text_of(row, field)
    if text or field == "task" or not is_empty(row, field):
        return Cell(field, text, label)
    proposed = proposals(row, field)
    if not proposed:
        return Cell(field, "", label)
    return Cell(field, "", label, proposed[0].text, proposed[0].reason, round(100 * proposed[0].score))


def severities(checks: Iterable[Check]) -> dict[int, str]:
    """The worst of what is said of each row: error or warning."""
    found: dict[int, str] = {}
    for check in checks:
        if check.severity == "error" or (check.severity == "warning" and len(check.rows) <= _FEW):
            for key in check.rows:
                if isinstance(key, int):
                    found.setdefault(key, check.severity)
    return found


def matters_of(table: ResponsibilityTable) -> dict[int, Matter]:
    """The matter of each row that has one, by the row's id. One query, none before the first edition."""
    if not table.edition:
        return {}
    found = Matter.objects.filter(row__table=table).only("id", "number", "row_id", "status")
    return {matter.row_id: matter for matter in found if matter.row_id is not None}
