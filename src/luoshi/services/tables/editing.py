"""What stands in the cells of rows: written by hand, for many rows at once, or taken from suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.queries.suggested import SUGGESTED, is_empty, proposals
from luoshi.records.models import ResponsibilityTable, TableRow, TableRowChange
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.tables.changes import Edit, row_in, write_changes
from luoshi.services.tables.values import checked_name, values_of

CONFIDENT = 0.6  # the chance from which a suggestion is taken when all confident ones are
_MOST_MEMBERS = 200  # names that one name is written out as
_BULK = ("section", "subsection", "leaders", "lead_unit", "units", "deadline", "kind", "note")


@dataclass(frozen=True, slots=True)
class Pick:
    """A row, at the revision seen, in which something is to be done."""

    row_id: int
    revision: int


@transaction.atomic
def edit_row(
    *, table: ResponsibilityTable, row_id: int, revision: int, texts: Mapping[str, str], actor: Actor
) -> TableRowChange | None:
    """Write one or several fields of a row; None where nothing differs. Raises RefusedError, ChangedMeanwhileError."""
    row = row_in(table, row_id)
    values = values_of(texts, table.year)
    if row.revision == revision and not _differs(row, values):
        return None
    return write_changes(table=table, actor=actor, act="edit", edits=[Edit(row, revision, values)])


@transaction.atomic
def bulk_edit(
    *, table: ResponsibilityTable, picks: Sequence[Pick], texts: Mapping[str, str], actor: Actor
) -> TableRowChange | None:
    """Write the same into several rows, all or none. Raises RefusedError, ChangedMeanwhileError."""
    if not picks:
        raise RefusedError(_("请先选择要修改的行。"))
    if unknown := set(texts) - set(_BULK):
        raise RefusedError(_("“%(field)s”不能批量修改。") % {"field": unknown.pop()})
    values = values_of(texts, table.year)
    rows = _picked(table, picks)
    edits = [
        Edit(rows[pick.row_id], pick.revision, values)
        for pick in picks
        if rows[pick.row_id].revision != pick.revision or _differs(rows[pick.row_id], values)
    ]
    return write_changes(table=table, actor=actor, act="bulk", edits=edits) if edits else None


@transaction.atomic
def accept_suggestions(
    *,
    table: ResponsibilityTable,
    picks: Sequence[Pick],
    actor: Actor,
    fields: Iterable[str] = SUGGESTED,
    least: float = CONFIDENT,
) -> TableRowChange | None:
    """Fill the empty cells of rows with what is suggested for them at a chance of `least` or more.

    None where there is nothing to fill. With `least` 0 whatever is proposed first.
    """
    rows = _picked(table, picks)
    edits = []
    for pick in picks:
        row = rows[pick.row_id]
        values: dict[str, Any] = {}
        for field in fields:
            values |= suggested_values(row, field, least, table.year)
        if values:
            edits.append(Edit(row, pick.revision, values))
    return write_changes(table=table, actor=actor, act="accept", edits=edits) if edits else None


def suggested_values(row: TableRow, field: str, least: float, year: int) -> dict[str, Any]:
    """Model values of what is proposed for an empty cell; none for a filled one and where nothing is likely enough."""
    if field not in SUGGESTED:
        raise RefusedError(_("“%(field)s”没有建议。") % {"field": field})
    proposed = proposals(row, field) if is_empty(row, field) else []
    return values_of({field: proposed[0].text}, year) if proposed and proposed[0].score >= least else {}


def _picked(table: ResponsibilityTable, picks: Sequence[Pick]) -> dict[int, TableRow]:
    rows = table.rows.in_bulk([pick.row_id for pick in picks])
    if len(rows) < len({pick.row_id for pick in picks}):
        raise RefusedError(_("有的行不在此表中，请刷新页面。"))
    return rows


def _differs(row: TableRow, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


@transaction.atomic
def replace_name(
    *, table: ResponsibilityTable, picks: Sequence[Pick], name: str, by: Sequence[str], actor: Actor
) -> TableRowChange | None:
    """Put other names in the place of a unit's name: the one that was meant, or the members of a group."""
    if not by or len(by) > _MOST_MEMBERS or not all(one.strip() for one in by):
        raise RefusedError(_("请填写要改成的单位名称。"))
    names = [checked_name(one) for one in by]
    rows = _picked(table, picks)
    edits = []
    for pick in picks:
        row = rows[pick.row_id]
        values: dict[str, Any] = {}
        if row.lead_unit == name and len(names) == 1:
            values["lead_unit"] = names[0]
        if name in row.units:
            units = [new for old in row.units for new in (names if old == name else [old])]
            values["units"] = [unit for unit in dict.fromkeys(units) if unit != (row.lead_unit or None)]
        if values:
            edits.append(Edit(row, pick.revision, values))
    return write_changes(table=table, actor=actor, act="rename", edits=edits) if edits else None
