"""The ledger's list of matters as an Excel file, as it stands on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.exchange.columns import Column
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
)


def ledger_bytes(records: Sequence[Mapping[str, object]]) -> bytes:
    """An XLSX file; each record has the keys of the columns."""
    return list_workbook_bytes("台账", _COLUMNS, [dict(record) for record in records])
