"""An Excel workbook becomes one table for each sheet that is visible."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.number_formats import shown
from luoshi.reading.ooxml import Package
from luoshi.reading.pieces import Draft, Piece, one_line
from luoshi.reading.tables import Cell, table_piece

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# The start of a cell in a sheet's XML. Sample: <c r="A1">, <x:c>; near miss: <cols>.
_CELL_START = re.compile(rb"<(?:[a-z]{1,9}:)?c[\s/>]")
# A formula that was saved without its result. Sample: <f>SUM(A1:A9)</f><v></v></c>; near miss: </f><v>12</v>.
_NO_RESULT = re.compile(
    rb"(?:</(?:[a-z]{1,9}:)?f>|<(?:[a-z]{1,9}:)?f\s?/>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</(?:[a-z]{1,9}:)?c>"
)
# Names that programs give to sheets and that say nothing. Sample: Sheet1, 工作表 2; near miss: 工作任务.
_IDLE_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)


def read_xlsx(data: bytes, budget: Budget) -> Draft:
    """Each visible sheet as a table, its name before it as a heading where it says something.

    Merged cells are repeated in `cells`; numbers, per cents and dates are as the sheet shows them; formulas are not
    computed, the results that were saved with them are shown. Hidden sheets are named in a warning. Raises
    ReadingError for damaged and encrypted workbooks.
    """
    import openpyxl  # here, because it takes longer to load than all the rest of reading

    package = Package(data, budget)
    draft = Draft("xlsx", warnings=_vetted(package, budget))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extension that it leaves out
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=False)
        except Exception as error:
            raise ReadingError("it is damaged: open it in Excel or WPS, save it anew and read that") from error
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        draft.warnings.append(f"hidden sheets were left out: {'、'.join(hidden)}")
    for sheet in visible:
        draft.pieces.extend(_sheet(sheet, budget))
    return draft


def _vetted(package: Package, budget: Budget) -> list[str]:
    """Unpack every part once within the limits, before a library that has none does; count cells and open formulas."""
    cells = unsolved = 0
    for name in package.names():
        if name.endswith("/"):
            continue
        content = package.content(name)
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            cells += sum(1 for _ in _CELL_START.finditer(content))
            budget.check("table_cells", cells, f"its sheets have {cells:,} cells or more")
            unsolved += sum(1 for _ in _NO_RESULT.finditer(content))
    if not unsolved:
        return []
    return [f"{unsolved} formulas were saved without a result and are empty here: open it in Excel and save it anew"]


def _sheet(sheet: Worksheet, budget: Budget) -> Iterator[Piece]:
    piece = table_piece(_drawn(sheet, budget), budget)
    if piece is None:
        return
    if not _IDLE_NAME.fullmatch(sheet.title.strip()):
        yield Piece("heading", one_line(sheet.title))
    yield piece


def _drawn(sheet: Worksheet, budget: Budget) -> list[Cell]:
    """The cells that hold something, in a grid without the rows and columns that hold nothing.

    A sheet may have a single value in its millionth row: only rows and columns that are used may cost anything. (Hence
    the dictionary of the cells that exist; asking openpyxl for its rows would make all that do not.)
    """
    shown_in = ((place, shown(cell.value, cell.number_format or "General")) for place, cell in sheet._cells.items())
    texts = {place: text.strip() for place, text in shown_in if text.strip()}
    rows = {row: index for index, row in enumerate(sorted({row for row, _ in texts}))}
    columns = {column: index for index, column in enumerate(sorted({column for _, column in texts}))}
    budget.check("table_cells", len(rows) * len(columns), "a sheet spreads over more cells than are read")
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    cells = []
    for (row, column), text in texts.items():
        area = merged.get((row, column))
        height = width = 1
        if area is not None:
            height = sum(1 for used in rows if area.min_row <= used <= area.max_row)
            width = sum(1 for used in columns if area.min_col <= used <= area.max_col)
        cells.append(Cell(rows[row], columns[column], text, height, width))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
