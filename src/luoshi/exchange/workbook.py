"""Excel: a sheet a kind, Chinese headers, typed cells, a frozen header with filters."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.exchange import columns as lists
from luoshi.exchange.cells import plain, storable
from luoshi.exchange.columns import Column
from luoshi.exchange.piece import Piece
from luoshi.exchange.records import (
    Record,
    flat_row,
    outline_records,
    statement_records,
    task_records,
    unresolved_records,
)

if TYPE_CHECKING:  # openpyxl is slow to import; only who writes a workbook shall wait for it
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_CELL = 32_767  # characters, Excel's own limit
_HEADER_COLOUR = "17508C"
_WRAPPED_FROM = 24  # columns at least this wide wrap their text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to be: its name, its columns, and its records."""

    name: str
    columns: tuple[Column, ...]
    records: list[Record]


def workbook_bytes(pieces: Sequence[Piece], rows: Sequence[Mapping[str, object]] = ()) -> bytes:
    """Everything found as an XLSX file: 目标与结果, 任务, 提纲, 未识别, and 责任分解 where there are `rows`."""
    sheets = [
        _sheet("目标与结果", lists.STATEMENTS, pieces, statement_records),
        _sheet("任务", lists.TASKS, pieces, task_records),
        _sheet("提纲", lists.OUTLINE, pieces, outline_records),
        _sheet("未识别", lists.UNRESOLVED, pieces, unresolved_records),
    ]
    if rows:
        sheets.append(_rows_sheet(rows))
    return _saved(sheets)


def rows_workbook_bytes(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows of a responsibility table as an XLSX file of one sheet."""
    return _saved([_rows_sheet(rows)])


def list_workbook_bytes(name: str, columns: Sequence[Column], records: Sequence[Record]) -> bytes:
    """Any list as an XLSX file of one sheet."""
    return _saved([Sheet(name, tuple(columns), list(records))])


def sheets_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Any sheets as an XLSX file."""
    return _saved(sheets)


def _rows_sheet(rows: Sequence[Mapping[str, object]]) -> Sheet:
    """The sheet 责任分解."""
    return Sheet("责任分解", lists.row_columns(rows), [flat_row(row) for row in rows])


def _sheet(
    name: str, shown: tuple[Column, ...], pieces: Sequence[Piece], records: Callable[[Piece], Iterable[Record]]
) -> Sheet:
    several = any(piece.number is not None for piece in pieces)
    listed = [record for piece in pieces for record in records(piece)]
    return Sheet(name, (*shown, lists.DOCUMENT) if several else shown, listed)


def _saved(sheets: Iterable[Sheet]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page: Worksheet = book.create_sheet(sheet.name)
        _lay_out(page, sheet)
        _fill_header(page, sheet.columns)
        _fill(page, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    """Widths, the frozen header with its filters, and a printed page as wide as the paper."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for at, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.records) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _fill_header(page: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    font, fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_HEADER_COLOUR)
    for at, column in enumerate(columns, 1):
        cell = page.cell(1, at, column.header)
        cell.font, cell.fill, cell.alignment = font, fill, Alignment(vertical="center")


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment

    for at, column in enumerate(sheet.columns, 1):
        alignment = Alignment(vertical="top", wrap_text=column.width >= _WRAPPED_FROM)
        for line, record in enumerate(sheet.records, 2):
            shown = _shown(record.get(column.key), column)
            cell = page.cell(line, at, shown)
            if isinstance(shown, str):
                cell.data_type = "s"  # else a text that begins with = becomes a formula
            if column.number_format:
                cell.number_format = column.number_format
            cell.alignment = alignment


def _shown(value: object, column: Column) -> str | int | float | None:
    """A value as its cell holds it: codes in words, nothing that the file format cannot hold."""
    value = plain(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        words = column.words or {}
        return storable(words.get(value, value))[:_LONGEST_CELL]
    return value
