"""The responsibility table as an Excel form: to be worked on without the system, and read back row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING

from luoshi.exchange.cells import storable
from luoshi.exchange.official_form import (
    BASE_SHEET,
    FORMAT,
    KEY_HEADER,
    LISTS_SHEET,
    LONGEST_CELL,
    SHEET,
    VERSION,
    ExportedRow,
    digest,
    exported_values,
)
from luoshi.exchange.official_table import FIELDS, HEADERS, Field, OfficialTable

if TYPE_CHECKING:  # openpyxl is slow to import
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_INSTRUCTIONS = (
    "填写说明：可直接修改、增加、删除、移动行，完成后上传本文件，系统逐项列出改动，由您确认后才生效。"
    "多个单位或领导用顿号隔开，名单未列完的末尾写“等”；新增的行不必填序号。请勿改动表头和隐藏的列、表。"
)
_HEADER_ROW = 3
_FIRST_ROW = _HEADER_ROW + 1
_SPARE_ROWS = 300  # below the last one, in which lists are offered too
_WIDTHS: Mapping[Field, float] = {
    "number": 6,
    "section": 16,
    "subsection": 16,
    "task": 52,
    "leaders": 14,
    "lead_unit": 20,
    "units": 36,
    "deadline": 14,
    "q1": 16,
    "q2": 16,
    "q3": 16,
    "q4": 16,
    "schedule": 24,
    "note": 14,
}
_TO_FILL_IN: frozenset[Field] = frozenset({"section", "subsection", "deadline", "note"})
_CENTRED: frozenset[Field] = frozenset({"number", "leaders", "lead_unit", "deadline"})


def write_excel(
    table: OfficialTable, stream: IO[bytes], *, units: Sequence[str] = (), leaders: Sequence[str] = ()
) -> None:
    """Write an XLSX form. `units` and `leaders` are offered as lists to choose from, other names stay allowed.

    Each row carries its key in a hidden column, and a hidden sheet keeps the values as exported, so that
    `read_excel_form` can tell what was changed whatever became of the order. Raises ValueError for rows without a key
    and for two rows with the same one.
    """
    if not all(row.key for row in table.rows) or len({row.key for row in table.rows}) < len(table.rows):
        raise ValueError("each row of a form needs a key of its own")
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = SHEET
    # What nobody has filled in yet can be filled in here.
    shown = table.shown if table.columns else tuple(f for f in FIELDS if f in table.shown or f in _TO_FILL_IN)
    _fill(page, table, shown)
    _head(page, table, shown)
    _lay_out(page, shown, last=_HEADER_ROW + len(table.rows))
    _keep_exported(book, table)
    _offer(book, page, shown, {"lead_unit": units, "leaders": leaders}, last=_HEADER_ROW + len(table.rows))
    book.save(stream)


def _put(cell: Cell, text: str) -> None:
    """Text as text: nothing becomes a formula, a date or a number."""
    cell.value = storable(text)[:LONGEST_CELL] or None
    cell.number_format = "@"
    if cell.value is not None:
        cell.data_type = "s"


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    from openpyxl.cell import Cell

    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"cell {row}, {column} is covered by a merged one")
    return cell


def _fill(page: Worksheet, table: OfficialTable, shown: Sequence[Field]) -> None:
    from openpyxl.styles import Border, Font, Side

    from luoshi.exchange.excel_rows import fit

    line = Side("thin", color="999999")
    border, font = Border(line, line, line, line), Font("仿宋", 11)
    alignments = {field: _alignment(field) for field in shown}
    for at, row in enumerate(table.rows, _FIRST_ROW):
        _put(_cell(page, at, 1), row.key)
        values = exported_values(row)
        for column, field in enumerate(shown, 2):
            cell = _cell(page, at, column)
            _put(cell, values[field])
            cell.font, cell.border, cell.alignment = font, border, alignments[field]
        fit(page, at, ((values[field], _WIDTHS[field]) for field in shown))


def _alignment(field: Field) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment("center" if field in _CENTRED else "left", "center", wrap_text=True)


def _head(page: Worksheet, table: OfficialTable, shown: Sequence[Field]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for row, text, font, height in (
        (1, table.title, Font("宋体", 18, bold=True), 34),
        (2, _INSTRUCTIONS, Font("仿宋", 10, color="7F4F00"), 32),
    ):
        cell = _cell(page, row, 2)
        _put(cell, text)
        cell.font = font
        cell.alignment = Alignment("center" if row == 1 else "left", "center", wrap_text=True)
        page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(shown) + 1)
        page.row_dimensions[row].height = height
    fill = PatternFill("solid", fgColor="DCE6F1")
    for column, header in enumerate([KEY_HEADER, *(HEADERS[field] for field in shown)], 1):
        cell = _cell(page, _HEADER_ROW, column)
        _put(cell, header)
        cell.font, cell.fill = Font("黑体", 11), fill
        cell.alignment = Alignment("center", "center", wrap_text=True)
    page.row_dimensions[_HEADER_ROW].height = 26


def _lay_out(page: Worksheet, shown: Sequence[Field], last: int) -> None:
    """Widths, the frozen header with its filters, and a page in print as wide as the paper."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.column_dimensions["A"].hidden = True
    for column, field in enumerate(shown, 2):
        dimension = page.column_dimensions[get_column_letter(column)]
        dimension.width = _WIDTHS[field]
        # Rows that people add are text too: else Excel makes a date of 9月30日.
        dimension.number_format, dimension.font, dimension.alignment = "@", Font("仿宋", 11), _alignment(field)
    rightmost = get_column_letter(len(shown) + 1)
    # The number stays in sight too; more would leave no room on a small screen.
    page.freeze_panes = f"C{_FIRST_ROW}" if "number" in shown else f"B{_FIRST_ROW}"
    page.auto_filter.ref = f"A{_HEADER_ROW}:{rightmost}{max(last, _FIRST_ROW)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    page.print_area = f"B1:{rightmost}{max(last, _FIRST_ROW)}"
    if page.oddFooter is not None and page.oddFooter.center is not None:
        page.oddFooter.center.text = "— &P —"
    margins = page.page_margins
    margins.left = margins.right = 0.5  # inches
    margins.top = margins.bottom = 0.7


def _keep_exported(book: Workbook, table: OfficialTable) -> None:
    """The hidden sheet: what the file is, the names of the fields, and each row's key, revision and values."""
    page = book.create_sheet(BASE_SHEET)
    page.sheet_state = "veryHidden"
    page.protection.sheet = True
    rows = [ExportedRow(row.key, row.revision, exported_values(row)) for row in table.rows]
    lines = [
        [FORMAT, VERSION, digest(rows), table.origin, table.title],
        ["key", "revision", *FIELDS],
        *([row.key, str(row.revision), *row.values.values()] for row in rows),
    ]
    for at, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            _put(_cell(page, at, column), text)


def _offer(
    book: Workbook, page: Worksheet, shown: Sequence[Field], lists: Mapping[Field, Sequence[str]], last: int
) -> None:
    """Lists to choose from, and a key column that refuses typing (a protected sheet could not be sorted)."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last += _SPARE_ROWS
    key = DataValidation("custom", formula1="FALSE", errorTitle="请勿修改", error="此列由系统维护。")
    key.showErrorMessage = True
    key.add(f"A{_FIRST_ROW}:A{last}")
    page.add_data_validation(key)
    offered = [(field, names) for field, names in lists.items() if names and field in shown]
    if not offered:
        return
    names_page = book.create_sheet(LISTS_SHEET)
    names_page.sheet_state = "hidden"
    for at, (field, names) in enumerate(offered, 1):
        for line, name in enumerate(names, 1):
            _put(_cell(names_page, line, at), name)
        letter = get_column_letter(at)
        choice = DataValidation(
            "list", formula1=f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(names)}", allow_blank=True
        )
        # Several leaders share a row, and new units come to be: what is not in the list is allowed.
        choice.showErrorMessage = False
        column = get_column_letter(shown.index(field) + 2)
        choice.add(f"{column}{_FIRST_ROW}:{column}{last}")
        page.add_data_validation(choice)
