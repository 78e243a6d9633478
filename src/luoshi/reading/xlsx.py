"""An Excel workbook becomes one table for each sheet that is visible."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.number_formats import shown
from luoshi.reading.ooxml import Package, tag_of
from luoshi.reading.pieces import Draft, Piece, one_line
from luoshi.reading.tables import Cell, table_piece

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Names that programs give to sheets and that say nothing. Sample: Sheet1, 工作表 2; near miss: 工作任务.
_IDLE_NAME = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)

_WHOLE_COLUMN = 1_048_576  # rows of a sheet


def read_xlsx(data: bytes, budget: Budget) -> Draft:
    """Each visible sheet as a table, its name before it as a heading where it says something.

    Merged cells are repeated in `cells`; numbers, per cents and dates are as the sheet shows them; formulas are not
    computed, the results that were saved with them are shown. Hidden sheets are named in a warning. Raises
    ReadingError for damaged and encrypted workbooks.
    """
    import openpyxl  # here, because it takes longer to load than all the rest of reading

    package = Package(data, budget)
    draft = Draft("xlsx", warnings=vetted(package, budget))
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


def vetted(package: Package, budget: Budget) -> list[str]:
    """Unpack every part once within the limits, before a library that has none does; warns of formulas left open."""
    unsolved = 0
    for name in package.names():
        if name.endswith("/"):
            continue
        content = package.content(name)
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            unsolved += _vetted_sheet(content, budget)
    if not unsolved:
        return []
    return [f"{unsolved} formulas were saved without a result and are empty here: open it in Excel and save it anew"]


def _vetted_sheet(content: bytes, budget: Budget) -> int:
    """Count the cells that a sheet has or merges (openpyxl makes an object of each); returns the formulas left open."""
    cells = unsolved = 0
    elements = etree.iterparse(
        io.BytesIO(content), tag=("{*}c", "{*}mergeCell"), resolve_entities=False, no_network=True
    )
    try:
        for _, element in elements:
            cells += _area(str(element.get("ref", ""))) if tag_of(element) == "mergeCell" else 1
            budget.check("table_cells", cells, f"a sheet has or merges {cells:,} cells or more")
            if element.find("{*}f") is not None and not element.findtext("{*}v"):
                unsolved += 1
            element.clear()
    except etree.XMLSyntaxError as error:
        raise ReadingError(
            "one of its sheets is damaged: open it in Excel or WPS, save it anew and read that"
        ) from error
    return unsolved


def _area(reference: str) -> int:
    """How many cells a range such as A1:C3 has."""
    from openpyxl.utils.cell import range_boundaries

    try:
        column, row, last_column, last_row = range_boundaries(reference)
    except (ValueError, TypeError):
        return 0
    if column is None or row is None or last_column is None or last_row is None:
        return _WHOLE_COLUMN
    return (last_column - column + 1) * (last_row - row + 1)


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
