"""The ledger's list of matters as files: Excel and CSV with every column, Word with those shown on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import IO

from luoshi.exchange.columns import Column
from luoshi.exchange.csvfile import csv_text
from luoshi.exchange.list_word import Group, WordColumn, write_list
from luoshi.exchange.rendering import encoded
from luoshi.exchange.workbook import list_workbook_bytes

_COLUMNS = (
    Column("number", "编号", 12),
    Column("kind", "类型", 14),
    Column("section", "部分", 24),
    Column("subsection", "分项", 24),
    Column("task", "事项", 60),
    Column("leaders", "责任领导", 16),
    Column("lead", "牵头单位", 24),
    Column("helpers", "配合单位", 40),
    Column("deadline_words", "完成时限", 14),
    Column("deadline", "时限日期", 12, number_format="yyyy-mm-dd"),
    Column("status", "状态", 10),
    Column("light", "亮灯", 8),
    Column("reason", "亮灯原因", 40),
    Column("done", "工作进展", 48),
)
_SHARES = {"task": 9, "leaders": 2.2, "lead": 3.2, "helpers": 5, "reason": 6, "done": 7, "section": 4, "kind": 2.4}
_CENTRED = frozenset({"number", "kind", "leaders", "light", "status", "deadline"})


def ledger_bytes(records: Sequence[Mapping[str, object]]) -> bytes:
    """An XLSX file; each record has the keys of the columns."""
    return list_workbook_bytes("台账", _COLUMNS, [dict(record) for record in records])


def ledger_csv(records: Iterable[Mapping[str, object]]) -> bytes:
    """A CSV file that Excel opens; the header holds the keys."""
    return encoded(csv_text(records, _COLUMNS))


def write_ledger(
    title: str, subtitle: str, records: Iterable[Mapping[str, object]], columns: Sequence[str], out: IO[bytes]
) -> None:
    """Write a DOCX file with the columns named, each record under the band of its key `group`."""
    headers = {column.key: column.header for column in _COLUMNS}
    names = ["number", "task", *(name for name in columns if name in headers)]
    shown = [WordColumn(headers[name], _SHARES.get(name, 2), name in _CENTRED) for name in names]
    groups = (
        Group(str(band or ""), [[str(record.get(name) or "") for name in names] for record in rows])
        for band, rows in groupby(records, key=lambda record: record.get("group"))
    )
    write_list(title, subtitle, shown, groups, out)
