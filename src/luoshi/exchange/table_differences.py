"""What a form that came back changes: three ways, as exported, as it is in the ledger now, and as edited."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from luoshi.exchange.official_form import EditedRow, EditedTable, exported_values
from luoshi.exchange.official_table import FIELDS, GIVEN, HEADERS, QUARTERS, Field, OfficialRow
from luoshi.responsibility.leaders import split_leaders
from luoshi.responsibility.unit_lists import split_units

Kind = Literal["changed", "added", "removed", "moved"]

_COMPARED: tuple[Field, ...] = tuple(field for field in FIELDS if field not in GIVEN)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change that a form asks for.

    `key` names the row; an added row has the name `+line`, its line in the form. `field` is None but for "changed".
    `before`, `now` and `edited` are texts as exported, as in the ledger now, and as in the form: of the field for
    "changed", of the task for "added" and "removed", of the task that stands before the row for "moved" ("" at the
    top); None where there is no such row. `conflict`: the ledger was changed there since the export. `task` is the
    row's task, for people; `texts` are all cells of an added row.
    """

    kind: Kind
    key: str
    field: Field | None
    before: str | None
    now: str | None
    edited: str | None
    conflict: bool
    line: int | None = None
    task: str = ""
    texts: tuple[tuple[Field, str], ...] = ()

    @property
    def id(self) -> str:
        """Names the difference as it was shown: another one once the ledger or the form has other texts there."""
        parts = (self.kind, self.key, self.field, self.before, self.now, self.edited, self.conflict, self.texts)
        return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def header(self) -> str:
        """The header of the field; "" where the whole row is meant."""
        return HEADERS[self.field] if self.field else ""


def differences(current: Sequence[OfficialRow], edited: EditedTable) -> list[Difference]:
    """Everything that the form changes, in the order of its rows, the removed ones last.

    What only the ledger changed is no difference, nor what both changed alike. A row that was edited in the form but
    is gone from the ledger comes as "added", in conflict.
    """
    base = {row.key: row for row in edited.exported}
    now = {row.key: row for row in current}
    moved = _moves(current, edited)
    found: list[Difference] = []
    for row in edited.rows:
        if not row.key:
            found.append(_added(row, conflict=False))
        elif row.key not in now:
            if any(row.values[field] != base[row.key].values.get(field, "") for field in _fields(row)):
                found.append(_added(row, conflict=True))
        else:
            found += _changes(row, base[row.key].values, exported_values(now[row.key]))
            if row.key in moved:
                found.append(moved[row.key])
    kept = {row.key for row in edited.rows}
    for key, exported in base.items():
        if key not in kept and key in now:
            shown = exported_values(now[key])
            before = exported.values.get("task", "")
            conflict = any(shown[field] != exported.values.get(field, "") for field in _COMPARED)
            found.append(Difference("removed", key, None, before, shown["task"], None, conflict, task=shown["task"]))
    return found


def _fields(row: EditedRow) -> list[Field]:
    return [field for field in _COMPARED if field in row.values]


def _added(row: EditedRow, *, conflict: bool) -> Difference:
    task = row.values["task"]
    texts = tuple((field, row.values[field]) for field in _fields(row))
    return Difference("added", _name(row), None, None, None, task, conflict, row.line, task, texts)


def _name(row: EditedRow) -> str:
    """The row's key, or for an added one its line."""
    return row.key or f"+{row.line}"


def _changes(row: EditedRow, before: Mapping[Field, str], now: Mapping[Field, str]) -> list[Difference]:
    changes = []
    for field in _fields(row):
        was, shown, wanted = before.get(field, ""), now[field], row.values[field]
        if wanted not in (was, shown):
            changes.append(
                Difference("changed", row.key, field, was, shown, wanted, shown != was, row.line, now["task"])
            )
    return changes


def _moves(current: Sequence[OfficialRow], edited: EditedTable) -> dict[str, Difference]:
    """The rows that have another place among those that were exported, are still there and were kept."""
    now = {row.key: exported_values(row)["task"] for row in current}
    kept = {row.key: row for row in edited.rows if row.key in now}
    before = [row.key for row in edited.exported if row.key in kept]
    meanwhile = [row.key for row in current if row.key in kept and row.key in set(before)]
    order = list(kept)
    if order in (before, meanwhile):
        return {}
    shifted = before != meanwhile
    moves = {}
    for key in _out_of_order(before, order):
        was, shown, wanted = (_task_before(key, keys, now) for keys in (before, meanwhile, order))
        moves[key] = Difference("moved", key, None, was, shown, wanted, shifted, kept[key].line, now[key])
    return moves


def _task_before(key: str, keys: Sequence[str], tasks: Mapping[str, str]) -> str:
    at = keys.index(key)
    return tasks[keys[at - 1]] if at else ""


def _out_of_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest keys whose moving makes one order the other: those outside a longest rising run.

    >>> _out_of_order("abcde", "adbce")
    ['d']
    """
    place = {key: at for at, key in enumerate(before)}
    ends: list[int] = []  # the lowest place that ends a rising run of each length
    last: list[int] = []  # where in `after` that is
    link: list[int] = []
    for at, key in enumerate(after):
        length = bisect_left(ends, place[key])
        link.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place[key]]
        last[length : length + 1] = [at]
    steady, at = set(), last[-1] if last else -1
    while at >= 0:
        steady.add(after[at])
        at = link[at]
    return [key for key in after if key not in steady]


def apply(current: Sequence[OfficialRow], edited: EditedTable, chosen: Iterable[Difference]) -> tuple[OfficialRow, ...]:
    """The rows of the table once the chosen differences are made; the others stay as they are in the ledger.

    Added rows have the key "" and revision 0; revisions of changed rows stay those of the ledger, for it to count on.
    Raises ValueError for a difference that the form does not hold against the ledger as it is now.
    """
    wanted = {difference.id for difference in chosen}
    valid = [difference for difference in differences(current, edited) if difference.id in wanted]
    if len(valid) != len(wanted):
        raise ValueError("some differences are no longer what they were: compare the form with the ledger anew")
    base = {row.key: row.values for row in edited.exported}
    changes: dict[str, dict[Field, str]] = {}
    for difference in valid:
        if difference.field and difference.edited is not None:
            changes.setdefault(difference.key, {})[difference.field] = difference.edited
    removed = {difference.key for difference in valid if difference.kind == "removed"}
    placed = {difference.key for difference in valid if difference.kind in ("added", "moved")}
    rows = {row.key: folded(row, changes.get(row.key, {})) for row in current if row.key not in removed}
    order = [key for key in rows if key not in placed]
    for at, line in enumerate(edited.rows):
        name = _name(line)
        if name not in placed:
            continue
        if name not in rows:
            rows[name] = folded(OfficialRow("", 0, ""), {**base.get(line.key, {}), **line.values})
        before = next((known for row in reversed(edited.rows[:at]) if (known := _name(row)) in order), None)
        order.insert(order.index(before) + 1 if before is not None else 0, name)
    return tuple(rows[key] for key in order)


def folded(row: OfficialRow, texts: Mapping[Field, str]) -> OfficialRow:
    """A row with some of its fields as the texts say; lists are cut into names.

    >>> folded(OfficialRow("a", 1, "修路"), {"units": "市财政局、市审计局等", "q2": "开工"}).milestones
    ('', '开工', '', '')
    """
    values: dict[str, Any] = {}
    steps = list(row.milestones)
    for field, text in texts.items():
        if field in QUARTERS:
            steps[QUARTERS.index(field)] = text
        elif field == "leaders":
            values[field] = split_leaders(text)
        elif field == "units":
            listed = split_units(text)
            values |= {"units": listed.names, "etc": listed.etc}
        elif field == "lead_unit":
            values[field] = "".join(text.split("\n"))
        elif field not in GIVEN:
            values[field] = text
    return replace(row, milestones=(steps[0], steps[1], steps[2], steps[3]), **values)
