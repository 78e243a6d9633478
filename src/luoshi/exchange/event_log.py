"""The log of events as a file: CSV and JSON Lines for programs, Excel for people; a few rows in memory at a time."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Literal

from luoshi.exchange.cells import harmless, storable
from luoshi.exchange.columns import Column
from luoshi.exchange.jsonlines import json_line

LogFormat = Literal["csv", "jsonl", "xlsx"]
LOG_FORMATS: tuple[LogFormat, ...] = ("csv", "jsonl", "xlsx")

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads a CSV in the machine's own code page
_A_PIECE = 64 * 1024  # bytes handed on at a time
_ROWS_A_SHEET = 1_000_000  # Excel ends at 1,048,576
_LONGEST_CELL = 32_767  # characters, Excel's own limit
_COLUMNS = (
    Column("chain", "链", 14),
    Column("of", "范围", 24),
    Column("sequence", "序号", 8),
    Column("at", "时间", 20),
    Column("person", "操作人", 12),
    Column("username", "用户名", 16),
    Column("act", "操作代码", 18),
    Column("act_name", "操作", 18),
    Column("subject", "对象类型", 16),
    Column("subject_id", "对象编号", 10),
    Column("before", "修改前", 40),
    Column("after", "修改后", 40),
    Column("reason", "原因", 24),
    Column("address", "来源地址", 16),
    Column("key", "密钥指纹", 18),
    Column("previous_hash", "上一条校验值", 24),
    Column("hash", "校验值", 24),
)

LogRecord = Mapping[str, Any]


def log_pieces(records: Iterable[LogRecord], form: LogFormat) -> Iterator[bytes]:
    """A file of that form piece by piece, while the records come in.

    A record has the keys of the columns; `at` is ISO 8601, `before` and `after` are JSON texts in CSV and Excel. What a
    spreadsheet would run as a formula is made harmless.
    """
    if form == "jsonl":
        return (json_line(record).encode() for record in records)
    return _csv_pieces(records) if form == "csv" else _excel_pieces(records)


def _csv_pieces(records: Iterable[LogRecord]) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write(_BYTE_ORDER_MARK)
    writer.writerow([column.key for column in _COLUMNS])
    for record in records:
        writer.writerow([_cell(record[column.key]) for column in _COLUMNS])
        if out.tell() > _A_PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, dict):
        value = json_line(value).rstrip("\n")
    return harmless(value.replace("\0", "\ufffd")) if isinstance(value, str) else value


def _excel_pieces(records: Iterable[LogRecord]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _write_excel(records, file)
        file.seek(0)
        while piece := file.read(_A_PIECE):
            yield piece


def _write_excel(records: Iterable[LogRecord], file: IO[bytes]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page, rows = None, 0
    for number, record in enumerate(records):
        if page is None or rows >= _ROWS_A_SHEET:
            page, rows = book.create_sheet(f"操作记录{number // _ROWS_A_SHEET + 1}"), 0
            page.freeze_panes = "A2"
            for at, column in enumerate(_COLUMNS, 1):
                page.column_dimensions[get_column_letter(at)].width = column.width
            page.append([column.header for column in _COLUMNS])
        cells = []
        for column in _COLUMNS:
            cell = WriteOnlyCell(page, _excel_value(column.key, record[column.key]))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # else a text that begins with = becomes a formula
            cells.append(cell)
        page.append(cells)
        rows += 1
    if page is None:
        book.create_sheet("操作记录1").append([column.header for column in _COLUMNS])
    book.save(file)


def _excel_value(key: str, value: object) -> str | int | None:
    if isinstance(value, dict):
        value = json_line(value).rstrip("\n")
    if key == "at":
        return str(value)[:19].replace("T", " ")
    if isinstance(value, str):
        return storable(value)[:_LONGEST_CELL]
    return value if isinstance(value, int) else None
