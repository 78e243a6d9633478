"""What a form asks for is made in the table at once, as one act that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.records.models import ResponsibilityTable, TableRow, TableRowChange, TableUpload
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.incoming_files import safe_name
from luoshi.services.tables.changes import SPACING, Edit, rows_of, write_changes
from luoshi.services.tables.values import values_of

_LARGEST = 20_000_000  # bytes of a form


@dataclass(frozen=True, slots=True)
class WantedRow:
    """A row as it is to stand; `row_id` None: a new one. `texts` are the fields to be written, as a cell has them."""

    row_id: int | None
    revision: int
    texts: Mapping[str, str]


@transaction.atomic
def keep_upload(*, table: ResponsibilityTable, data: bytes, name: str, actor: Actor) -> TableUpload:
    """Keep a form while its differences are looked at. Raises RefusedError for one beyond all measure."""
    if actor.person is None:
        raise RuntimeError("forms are handed in by people")
    if len(data) > _LARGEST:
        raise RefusedError(_("文件超过 20 MB，请删去多余的工作表和图片后再上传。"))
    shown = safe_name(name)
    upload = TableUpload(table=table, name=shown, by=actor.person)
    upload.file.save(f"{table.pk}.xlsx", ContentFile(data), save=False)
    upload.save()
    record_event(programme=table.programme, actor=actor, act="table.upload", subject=table, after={"name": shown})
    return upload


@transaction.atomic
def apply_rows(
    *, table: ResponsibilityTable, rows: Sequence[WantedRow], actor: Actor, reason: str = ""
) -> TableRowChange | None:
    """Make the table's rows those wanted, in their order; rows that are not among them are removed.

    None where nothing differs. Each row is written from the revision it was compared at. Raises
    ChangedMeanwhileError where one was changed since and RefusedError for what cannot be kept; nothing is kept then.
    """
    standing = {row.pk: row for row in rows_of(table)}
    if any(row.row_id is not None and row.row_id not in standing for row in rows):
        raise RefusedError(_("表中的行刚有增减，请重新比对后再应用。"))
    values: dict[int, dict[str, Any]] = {pk: {} for pk in standing}
    revisions = {row.row_id: row.revision for row in rows if row.row_id is not None}
    added = []
    for row in rows:
        written = values_of(row.texts, table.year)
        if row.row_id is None:
            added.append(_new(table, written))
        else:
            old = standing[row.row_id]
            values[row.row_id] |= {name: value for name, value in written.items() if getattr(old, name) != value}
    for pk in standing.keys() - revisions.keys():
        values[pk]["removed"] = True
        revisions[pk] = standing[pk].revision
    _place(rows, standing, values, added)
    edits = [Edit(standing[pk], revisions[pk], changed) for pk, changed in values.items() if changed]
    if not edits and not added:
        return None
    return write_changes(table=table, actor=actor, act="apply", edits=edits, added=added, reason=reason)


def _new(table: ResponsibilityTable, values: Mapping[str, Any]) -> TableRow:
    row = TableRow(table=table)
    for name, value in values.items():
        setattr(row, name, value)
    if not row.task:
        raise RefusedError(_("新增的行没有写工作任务。"))
    return row


def _place(
    rows: Sequence[WantedRow],
    standing: Mapping[int, TableRow],
    values: Mapping[int, dict[str, Any]],
    added: Sequence[TableRow],
) -> None:
    """Give every row its place; where the order of the kept ones is as it was, they keep theirs."""
    kept = [row.row_id for row in rows if row.row_id is not None]
    before = [pk for pk in standing if pk in set(kept)]
    fresh = iter(added)
    if kept == before and not added:
        return
    for at, row in enumerate(rows, 1):
        if row.row_id is None:
            next(fresh).order = at * SPACING
        elif standing[row.row_id].order != at * SPACING:
            values[row.row_id]["order"] = at * SPACING
