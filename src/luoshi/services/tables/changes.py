"""Every change of rows goes through here: conditional on the revision seen, recorded for undo, told as an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.records.models import ResponsibilityTable, TableRow, TableRowChange
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.tables.values import plain, restored, shown

SPACING = 1 << 12  # between the places of two rows, so that one can be put between them


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed in one row, from the revision that the person saw."""

    row: TableRow
    revision: int
    values: Mapping[str, Any]


def write_changes(
    *,
    table: ResponsibilityTable,
    actor: Actor,
    act: str,
    edits: Sequence[Edit] = (),
    added: Sequence[TableRow] = (),
    reason: str = "",
) -> TableRowChange:
    """Make the edits, save the rows added, and keep what undoes both. Raises ChangedMeanwhileError.

    Must be called inside a transaction.
    """
    # The chain before rows, as everywhere: so no two wait for each other, in whichever order they name their rows.
    hold_back_others(table.programme)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for edit in edits:
        before[str(edit.row.pk)] = shown(edit.row, edit.values) | {"revision": edit.revision}
        save_row(edit)
        after[str(edit.row.pk)] = {name: plain(value) for name, value in edit.values.items()} | {
            "revision": edit.revision + _counts(edit.values)
        }
    for row in added:
        row.save(force_insert=True)
        before[str(row.pk)] = None
        after[str(row.pk)] = {"revision": row.revision, "task": row.task}
    if actor.person is None:
        raise RuntimeError("rows are changed by people")
    change = TableRowChange.objects.create(table=table, act=act, before=before, after=after, by=actor.person)
    record_event(
        programme=table.programme, actor=actor, act=f"table.{act}", subject=table, before=before, after=after,
        reason=reason,
    )  # fmt: skip
    return change


def save_row(edit: Edit) -> None:
    """One conditional UPDATE. Raises ChangedMeanwhileError with both versions."""
    fresh = edit.row.revision == edit.revision
    changed = fresh and TableRow.objects.filter(pk=edit.row.pk, revision=edit.revision, removed=False).update(
        **edit.values, revision=F("revision") + _counts(edit.values)
    )
    if not changed:
        raise stale(edit.row, edit.values)


def _counts(values: Mapping[str, Any]) -> int:
    """1 for what counts as a change; a row that merely made room for another did not change."""
    return 0 if set(values) == {"order"} else 1


def stale(row: TableRow, values: Mapping[str, Any]) -> ChangedMeanwhileError:
    """Says that somebody changed the row, with what holds now and what was to be saved."""
    current = TableRow.objects.filter(pk=row.pk).first()
    if current is None or current.removed:
        return ChangedMeanwhileError(
            _("此行刚被他人删除。您填写的内容列在下面，可以复制保存。"),
            current={},
            wanted={name: plain(value) for name, value in values.items()},
        )
    return ChangedMeanwhileError(
        _("此行刚被他人修改，您的修改没有保存。请对照两个版本后重新保存。"),
        current=shown(current, values) | {"revision": current.revision},
        wanted={name: plain(value) for name, value in values.items()},
    )


def rows_of(table: ResponsibilityTable) -> list[TableRow]:
    """The rows that stand in a table, in order."""
    return list(table.rows.filter(removed=False))


def row_in(table: ResponsibilityTable, row_id: int) -> TableRow:
    """A row of the table, also one that is removed."""
    return TableRow.objects.get(table=table, pk=row_id)


def last_change(table: ResponsibilityTable, actor: Actor) -> TableRowChange | None:
    """The person's own last act that is not undone yet."""
    return TableRowChange.objects.filter(table=table, by=actor.person, undone=False).first()


@transaction.atomic
def undo(*, table: ResponsibilityTable, actor: Actor) -> TableRowChange:
    """Take back one's own last act. Refused when somebody changed the rows since."""
    hold_back_others(table.programme)  # others who undo change what is kept of the acts before as well
    change = last_change(table, actor)
    if change is None:
        raise RefusedError(_("没有可以撤销的操作。"))
    for key, was in change.before.items():
        _put_back(int(key), was, change.after[key]["revision"])
    if TableRowChange.objects.filter(pk=change.pk, undone=False).update(undone=True) != 1:
        raise RefusedError(_("这一步已经撤销。"))
    change.undone = True
    _follow(change)
    record_event(
        programme=table.programme,
        actor=actor,
        act="table.undo",
        subject=table,
        before=change.after,
        after=change.before,
        reason=change.act,
    )
    return change


def _follow(undone: TableRowChange) -> None:
    """Rows are as they were before the act, at a new revision: the acts before it are taken back from that one."""
    moved = {
        key: (was["revision"], undone.after[key]["revision"] + 1)
        for key, was in undone.before.items()
        if was is not None and was["revision"] != undone.after[key]["revision"]
    }
    earlier = TableRowChange.objects.filter(table=undone.table_id, undone=False, pk__lt=undone.pk)
    for change in earlier.iterator():
        known = {key for key in moved.keys() & change.after.keys() if change.after[key]["revision"] == moved[key][0]}
        for key in known:
            change.after[key]["revision"] = moved.pop(key)[1]
        if known:
            change.save(update_fields=["after"])
        if not moved:
            return


def _put_back(row_id: int, was: Mapping[str, Any] | None, revision: int) -> None:
    values: dict[str, Any] = {"removed": True}
    if was is not None:
        values = {name: restored(name, value) for name, value in was.items() if name != "revision"}
    changed = TableRow.objects.filter(pk=row_id, revision=revision).update(
        **values, revision=F("revision") + _counts(values)
    )
    if changed != 1:
        raise RefusedError(_("这些行后来又有人修改过，不能撤销；请直接修改。"))


def place_between(table: ResponsibilityTable, before: TableRow | None, after: TableRow | None) -> int:
    """A place between two rows; where none is left all rows are placed anew, and earlier acts on places stay done."""
    low = before.order if before else 0
    high = after.order if after else low + 2 * SPACING
    if high - low > 1:
        return (low + high) // 2
    hold_back_others(table.programme)
    for at, row in enumerate(rows_of(table), 1):
        TableRow.objects.filter(pk=row.pk).update(order=at * SPACING)
        for known in (before, after):
            if known is not None and known.pk == row.pk:
                known.order = at * SPACING
    placed = [
        change.pk
        for change in TableRowChange.objects.filter(table=table, undone=False)
        if any(was is not None and "order" in was for was in change.before.values())
    ]
    TableRowChange.objects.filter(pk__in=placed).update(undone=True)
    return place_between(table, before, after)
