"""How the cells of a Word table span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.docx_names import W, number, value
from luoshi.reading.ooxml import tag_of
from luoshi.reading.tables import Cell

_WIDEST = 1_000  # grid columns; Word itself allows 63
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(slots=True)
class DrawnCell:
    """A cell where it is drawn: its element, first row and grid column, and how many it covers."""

    element: etree._Element
    row: int
    column: int
    rows: int
    columns: int

    def filled(self, text: str) -> Cell:
        """The cell with its text."""
        return Cell(self.row, self.column, text, self.rows, self.columns)


def drawn_cells(table: etree._Element) -> list[DrawnCell]:
    """The cells of a w:tbl as a reader sees them; deleted rows are left out, cells merged downwards made one."""
    cells: list[DrawnCell] = []
    open_cells: dict[int, DrawnCell] = {}  # column -> the cell that may reach down from the row above
    rows = [row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    for index, row in enumerate(rows):
        column = min(number(row.find(f"{W}trPr/{W}gridBefore")) or 0, _WIDEST)
        still_open: dict[int, DrawnCell] = {}
        beside: DrawnCell | None = None
        for element in _children(row, "tc"):
            width = _width(element)
            above = open_cells.get(column)
            if _goes_on(element, "hMerge") and beside is not None:
                beside.columns += width
            elif _goes_on(element, "vMerge") and above is not None:
                above.rows = index - above.row + 1
                still_open[column] = above
            else:
                beside = DrawnCell(element, index, column, 1, width)
                cells.append(beside)
                still_open[column] = beside
            column += width
        open_cells = still_open
    return cells


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also within what only wraps them."""
    for child in element:
        tag = tag_of(child)
        if tag == name:
            yield child
        elif tag in _WRAPPERS:
            yield from _children(child, name)


def _width(cell: etree._Element) -> int:
    return min(max(number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1, 1), _WIDEST)


def _goes_on(cell: etree._Element, name: str) -> bool:
    """Whether a cell continues the one above (vMerge) or beside it (hMerge, of old files)."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and value(merge) != "restart"
