"""Which rows there are and in which order: split, merged, moved, added, removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.records.models import ResponsibilityTable, TableRow, TableRowChange
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.tables.changes import Edit, place_between, row_in, rows_of, stale, write_changes
from luoshi.services.tables.editing import Pick
from luoshi.services.tables.values import values_of

_SHARED = ("section", "subsection", "kind", "leaders", "lead_unit", "units", "etc", "deadline", "deadline_date")
_JOINTS = "，、；;, "


@transaction.atomic
def split_row(
    *, table: ResponsibilityTable, row_id: int, revision: int, at: int, actor: Actor
) -> tuple[TableRow, TableRow]:
    """Cut a row's task in two before its character `at`; the second row answers to the same people.

    Where the task is the source's own words both parts keep their places in it.
    """
    row = row_in(table, row_id)
    if row.revision != revision or row.removed:
        raise stale(row, {"task": row.task})
    head, tail = row.task[:at].rstrip(_JOINTS), row.task[at:].strip()
    if not 0 < at < len(row.task) or not head or not tail:
        raise RefusedError(_("请把光标放在要拆开的两句之间。"))
    after = _next(table, row)
    text = row.task
    at_tail = at + len(text[at:]) - len(text[at:].lstrip())
    own = row.start is not None and row.end is not None and row.end - row.start == len(text)
    second = TableRow(
        table=table,
        order=place_between(table, row, after),
        task=tail,
        start=row.start + at_tail if own and row.start is not None else row.start,
        end=row.start + at_tail + len(tail) if own and row.start is not None else row.end,
        targets=row.targets,
        suggestions=row.suggestions,
        **{name: getattr(row, name) for name in _SHARED},
    )
    first: dict[str, Any] = {"task": head}
    if own and row.start is not None:
        first["end"] = row.start + len(head)
    write_changes(table=table, actor=actor, act="split", edits=[Edit(row, revision, first)], added=[second])
    row.refresh_from_db()
    return row, second


@transaction.atomic
def merge_rows(*, table: ResponsibilityTable, picks: Sequence[Pick], actor: Actor) -> TableRow:
    """Make one row of several that follow one another; the first keeps its place, its number and its lead unit."""
    rows = rows_of(table)
    wanted = {pick.row_id: pick.revision for pick in picks}
    at = [place for place, row in enumerate(rows) if row.pk in wanted]
    if len(at) < 2 or len(at) < len(wanted) or at[-1] - at[0] + 1 != len(at):
        raise RefusedError(_("请选择相邻的两行或几行再合并。"))
    merged = rows[at[0] : at[-1] + 1]
    first, rest = merged[0], merged[1:]
    edits = [Edit(first, wanted[first.pk], _merged(merged))]
    edits += [Edit(row, wanted[row.pk], {"removed": True}) for row in rest]
    write_changes(table=table, actor=actor, act="merge", edits=edits)
    first.refresh_from_db()
    return first


def _merged(rows: Sequence[TableRow]) -> dict[str, Any]:
    first = rows[0]
    leads = [row.lead_unit for row in rows if row.lead_unit]
    lead = leads[0] if leads else ""
    named = [*leads[1:], *(name for row in rows for name in row.units)]
    source = next((row.table.source for row in rows if row.table.source), None)
    starts = [row.start for row in rows if row.start is not None]
    ends = [row.end for row in rows if row.end is not None]
    task = _joined([row.task for row in rows])
    values: dict[str, Any] = {
        "task": task,
        "leaders": list(dict.fromkeys(name for row in rows for name in row.leaders)),
        "lead_unit": lead,
        "units": [name for name in dict.fromkeys(named) if name != lead],
        "etc": any(row.etc for row in rows),
        "targets": list(dict.fromkeys(target for row in rows for target in row.targets)),
        "milestones": next((row.milestones for row in rows if row.milestones), []),
        "schedule": "\n".join(row.schedule for row in rows if row.schedule),
    }
    if not first.deadline:
        latest = next((row for row in rows if row.deadline), first)
        values |= {"deadline": latest.deadline, "deadline_date": latest.deadline_date}
    if source is not None and len(starts) == len(ends) == len(rows):
        values |= {"start": min(starts), "end": max(ends)}
        # Rows cut from one sentence become that sentence again, with the mark that stood between them.
        if len(source.text[min(starts) : max(ends)].strip()) <= len(task) + len(rows):
            values["task"] = source.text[min(starts) : max(ends)]
    return values


def _joined(tasks: Sequence[str]) -> str:
    """Tasks one behind the other, each closed by a mark."""
    return "".join(
        task if task.endswith(("。", "；", "！")) or at == len(tasks) - 1 else task.rstrip(_JOINTS) + "；"
        for at, task in enumerate(tasks)
    )


@transaction.atomic
def move_row(
    *, table: ResponsibilityTable, row_id: int, revision: int, before_id: int | None, actor: Actor
) -> TableRow:
    """Put a row before another (None: at the end); it joins the section and subsection of its new neighbour."""
    row = row_in(table, row_id)
    if row.revision != revision or row.removed:
        raise stale(row, {"order": row.order})
    others = [other for other in rows_of(table) if other.pk != row_id]
    place = next((at for at, other in enumerate(others) if other.pk == before_id), len(others))
    if before_id is not None and place == len(others):
        raise RefusedError(_("目标行已不在此表中，请刷新页面。"))
    above = others[place - 1] if place else None
    below = others[place] if place < len(others) else None
    values: dict[str, Any] = {"order": place_between(table, above, below)}
    neighbours = {(other.section, other.subsection) for other in (above, below) if other}
    if neighbours and (row.section, row.subsection) not in neighbours:
        section, subsection = next((o.section, o.subsection) for o in (above, below) if o)
        values |= {"section": section, "subsection": subsection}
    write_changes(table=table, actor=actor, act="move", edits=[Edit(row, revision, values)])
    row.refresh_from_db()
    return row


@transaction.atomic
def add_row(
    *, table: ResponsibilityTable, texts: Mapping[str, str], actor: Actor, after_id: int | None = None
) -> TableRow:
    """Add a row behind another (None: at the end), in its section and subsection unless others are written."""
    rows = rows_of(table)
    at = next((place for place, row in enumerate(rows) if row.pk == after_id), len(rows) - 1)
    above = rows[at] if rows else None
    below = rows[at + 1] if at + 1 < len(rows) else None
    if "task" not in texts:
        raise RefusedError(_("请填写工作任务。"))
    row = TableRow(table=table, order=place_between(table, above, below))
    if above:
        row.section, row.subsection, row.kind = above.section, above.subsection, above.kind
    for name, value in values_of(texts, table.year).items():
        setattr(row, name, value)
    write_changes(table=table, actor=actor, act="add", added=[row])
    return row


@transaction.atomic
def remove_rows(*, table: ResponsibilityTable, picks: Sequence[Pick], actor: Actor) -> TableRowChange:
    """Take rows out; they are kept for undo, and their matters are withdrawn with the next edition."""
    rows = table.rows.in_bulk([pick.row_id for pick in picks])
    if not picks or len(rows) < len(picks):
        raise RefusedError(_("请选择要删除的行。"))
    edits = [Edit(rows[pick.row_id], pick.revision, {"removed": True}) for pick in picks]
    return write_changes(table=table, actor=actor, act="remove", edits=edits)


def _next(table: ResponsibilityTable, row: TableRow) -> TableRow | None:
    rows = rows_of(table)
    at = next(place for place, other in enumerate(rows) if other.pk == row.pk)
    return rows[at + 1] if at + 1 < len(rows) else None
