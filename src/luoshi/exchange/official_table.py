"""The responsibility table as officials hold it in their hands: rows, columns, and what is printed around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Field = Literal[
    "number",
    "section",
    "subsection",
    "task",
    "leaders",
    "lead_unit",
    "units",
    "deadline",
    "q1",
    "q2",
    "q3",
    "q4",
    "schedule",
    "note",
]
Quarters = tuple[str, str, str, str]

FIELDS: tuple[Field, ...] = get_args(Field)
QUARTERS: tuple[Field, ...] = ("q1", "q2", "q3", "q4")
# What the ledger itself gives; nobody edits it in a file.
GIVEN: frozenset[Field] = frozenset({"number"})
# Columns that stand in every table, even with nothing in them: what is missing there must be seen.
_ALWAYS: frozenset[Field] = frozenset({"number", "task", "leaders", "lead_unit", "units"})
_OPEN_LIST = "等"
_LIST_MARK = "、"

HEADERS: Mapping[Field, str] = {
    "number": "序号",
    "section": "部分",
    "subsection": "分项",
    "task": "目标任务",
    "leaders": "责任领导",
    "lead_unit": "牵头单位",
    "units": "配合单位",
    "deadline": "完成时限",
    "q1": "一季度",
    "q2": "二季度",
    "q3": "三季度",
    "q4": "四季度",
    "schedule": "进度安排",
    "note": "备注",
}


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One row. `key` names it in the ledger ("": not there yet), `revision` counts its changes.

    `units` are those that cooperate, without the lead; `etc`: their list is an open one (等). `milestones` are the
    steps of the four quarters, `schedule` steps said otherwise, in words.
    """

    key: str
    revision: int
    task: str
    number: str = ""
    section: str = ""
    subsection: str = ""
    leaders: tuple[str, ...] = ()
    lead_unit: str = ""
    units: tuple[str, ...] = ()
    etc: bool = False
    deadline: str = ""
    milestones: Quarters = ("", "", "", "")
    schedule: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记, the last lines of an official paper: who gets it (报送), copies (抄送), who printed it, and when."""

    issuer: str = ""
    date: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """A table to be handed out. `columns` () means: those that every table has, and those that hold something.

    `origin` names, for the ledger only, what the table was taken from; an Excel file that comes back brings it along.
    """

    title: str
    rows: tuple[OfficialRow, ...]
    subtitle: str = ""
    year: int | None = None
    colophon: Colophon | None = None
    columns: tuple[Field, ...] = ()
    origin: str = ""

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns to show, in their order in print; four quarters are shown together or not at all."""
        wanted = set(self.columns) if self.columns else _ALWAYS | _filled(self.rows)
        if wanted.intersection(QUARTERS):
            wanted |= set(QUARTERS)
        return tuple(field for field in FIELDS if field in wanted)


def _filled(rows: Sequence[OfficialRow]) -> frozenset[Field]:
    return frozenset(field for field in FIELDS if any(cell_text(row, field) for row in rows))


def cell_text(row: OfficialRow, field: Field) -> str:
    """What a row's cell shows.

    >>> cell_text(OfficialRow("a", 1, "修路", units=("市财政局", "各县（市、区）政府"), etc=True), "units")
    '市财政局、各县（市、区）政府等'
    """
    if field in QUARTERS:
        return row.milestones[QUARTERS.index(field)]
    if field == "units":
        return _LIST_MARK.join(row.units) + (_OPEN_LIST if row.etc else "")
    if field == "leaders":
        return _LIST_MARK.join(row.leaders)
    return str(getattr(row, field))
