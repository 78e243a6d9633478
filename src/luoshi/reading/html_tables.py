"""Tables of web pages: which of them hold data, and how their cells span."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Piece
from luoshi.reading.tables import Cell, table_piece

_WIDEST = 1_000  # columns a cell may span, and
_TALLEST = 65_534  # rows: the limits of the HTML standard
_LONG_CELL = 3_000  # characters in one cell: no cell of data is so long, but a column of a page is


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data; else it only arranges the page, or frames a text."""
    if (table.attributes.get("role") or "") in ("presentation", "none"):
        return False
    rows = _rows(table)
    cells = [_cells(row) for row in rows]
    if max((len(row) for row in cells), default=0) < 2:
        return False
    if any(_is_grid(inner) for inner in table.css("table") if inner.mem_id != table.mem_id):
        return False
    return not any(len(cell.text().strip()) > _LONG_CELL for row in cells for cell in row)


def read_table(table: LexborNode, budget: Budget, text_of: Callable[[LexborNode], str]) -> Piece | None:
    """The table as a piece, `rowspan` and `colspan` followed; a span of 0 reaches to the table's end."""
    cells: list[Cell] = []
    reach: dict[int, int] = {}  # column -> first row that is free again
    covered = 0
    rows = _rows(table)
    for index, row in enumerate(rows):
        column = 0
        for node in _cells(row):
            while reach.get(column, 0) > index:
                column += 1
            width = _span(node, "colspan", _WIDEST) or 1
            height = min(_span(node, "rowspan", _TALLEST) or len(rows), len(rows) - index)
            covered += width * height
            budget.check("table_cells", covered, "a table spans more cells than are read")
            cells.append(Cell(index, column, text_of(node), height, width))
            for taken in range(column, column + width):
                reach[taken] = index + height
            column += width
    return table_piece(cells, budget)


def _is_grid(table: LexborNode) -> bool:
    rows = _rows(table)
    return len(rows) > 1 and any(len(_cells(row)) > 1 for row in rows)


def _rows(table: LexborNode) -> list[LexborNode]:
    """The rows of this table, not those of tables inside it."""
    found: list[LexborNode] = []
    for child in table.iter():
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found.extend(row for row in child.iter() if row.tag == "tr")
    return found


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _span(cell: LexborNode, name: str, most: int) -> int:
    text = (cell.attributes.get(name) or "1").strip()
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1
