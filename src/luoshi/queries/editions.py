"""Editions of a table: a row as it is published, and what differs between two states of the same table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from luoshi.records.models import Edition, ResponsibilityTable, TableRow
from luoshi.responsibility.steps import join_steps

# What a published row says, in the order in which it is shown.
SAID = ("section", "subsection", "task", "leaders", "lead_unit", "units", "deadline", "milestones", "note", "kind")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its words before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, changed or withdrawn between two editions. `number` is "" for one not numbered yet."""

    what: Literal["added", "changed", "withdrawn"]
    number: str
    task: str
    fields: tuple[FieldChange, ...] = ()


def said_by(row: TableRow) -> dict[str, Any]:
    """A row as an edition keeps it; `row` is its id, by which later editions are compared."""
    return {
        "row": row.pk,
        "number": "",
        "matter": None,
        "kind": row.kind,
        "section": row.section,
        "subsection": row.subsection,
        "task": row.task,
        "leaders": row.leaders,
        "lead_unit": row.lead_unit,
        "units": row.units,
        "etc": row.etc,
        "deadline": row.deadline,
        "deadline_date": row.deadline_date.isoformat() if row.deadline_date else None,
        "milestones": row.milestones,
        "schedule": row.schedule,
        "note": row.note,
        "start": row.start,
        "end": row.end,
    }


def words_of(said: dict[str, Any], field: str) -> str:
    """The words of a published row's field, as its cell shows them."""
    if field == "milestones":
        return join_steps(said["milestones"], said["schedule"])
    if field == "units":
        return "、".join(said["units"]) + ("等" if said["etc"] else "")
    if field == "leaders":
        return "、".join(said["leaders"])
    return str(said[field] or "")


def changes_between(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[RowChange]:
    """What became of the rows: changed and added ones in the order of `after`, withdrawn ones last."""
    known = {said["row"]: said for said in before}
    found = []
    for said in after:
        old = known.pop(said["row"], None)
        if old is None:
            found.append(RowChange("added", said["number"], said["task"]))
            continue
        fields = tuple(
            FieldChange(field, words_of(old, field), words_of(said, field))
            for field in SAID
            if words_of(old, field) != words_of(said, field)
        )
        if fields:
            found.append(RowChange("changed", old["number"], said["task"], fields))
    found += [RowChange("withdrawn", said["number"], said["task"]) for said in known.values()]
    return found


def edition_before(edition: Edition) -> Edition | None:
    """The edition that it amends."""
    return Edition.objects.filter(table=edition.table_id, number=edition.number - 1).first()


def pending_changes(table: ResponsibilityTable, rows: Sequence[TableRow]) -> list[RowChange]:
    """What publishing would change against the last edition; everything is added before the first."""
    last = Edition.objects.filter(table=table, number=table.edition).first()
    return changes_between(last.rows if last else [], [said_by(row) for row in rows])
