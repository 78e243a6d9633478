"""Ruled lines on a page become the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.reading.limits import Budget
from luoshi.reading.pages import Box, Glyph, Line, PlacedTable, around, lines_of
from luoshi.reading.tables import Cell, table_piece
from luoshi.reading.wrapping import begins_inside, joined, parts_units, start_width

_TOLERANCE = 3.0  # points by which lines that belong together may miss each other
_MOST_EDGES = 1_500  # ruled lines on one page in one direction, joined ones; a drawing has more, a table never
_WIDEST_PADDING = 10.0  # points between a cell's border and its text on one side; a line further off is centred
_SPARE = 0.5  # characters' widths that a full line may leave empty beyond what the next word needs


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line, horizontal or vertical."""

    box: Box

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.box.x1 - self.box.x0 >= self.box.height


def ruled_tables(edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table that the lines draw, tables from top to bottom. A single cell is a frame, no table."""
    horizontal, vertical = _crossing(edges)
    if len(horizontal) < 2 or len(vertical) < 2:
        return []
    from pdfplumber import table as plumber  # here, because pages without ruled lines need not wait for it

    merged = plumber.merge_edges([*horizontal, *vertical], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    if len(merged) > _MOST_EDGES:
        return []
    crossings = plumber.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    tables = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return [[Box(*cell) for cell in cells] for cells in tables]


def _crossing(edges: Iterable[Edge]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The edges as pdfplumber wants them, by direction."""
    by_direction: tuple[list[dict[str, object]], list[dict[str, object]]] = ([], [])
    for edge in edges:
        box = edge.box
        by_direction[0 if edge.horizontal else 1].append(
            {
                "orientation": "h" if edge.horizontal else "v",
                "x0": box.x0,
                "x1": box.x1,
                "top": box.top,
                "bottom": box.bottom,
                "doctop": box.top,
                "width": box.x1 - box.x0,
                "height": box.height,
            }
        )
    return by_direction


def filled_table(cells: list[Box], glyphs: list[Glyph], budget: Budget, page: int) -> PlacedTable | None:
    """A table of the given cells with the characters that stand in them; None when it holds no text."""
    rows = _positions(cell.top for cell in cells), _positions(cell.bottom for cell in cells)
    columns = _positions(cell.x0 for cell in cells), _positions(cell.x1 for cell in cells)
    rows_at = _borders(rows[0] + rows[1])
    columns_at = _borders(columns[0] + columns[1])
    drawn = []
    for cell, inside in zip(cells, _sorted_into(cells, glyphs), strict=True):
        row, column = rows_at[cell.top], columns_at[cell.x0]
        height, width = rows_at[cell.bottom] - row, columns_at[cell.x1] - column
        drawn.append(Cell(row, column, _healed(lines_of(inside), cell), max(height, 1), max(width, 1)))
    piece = table_piece(drawn, budget, page=page, keep_empty_columns=True)
    return None if piece is None else PlacedTable(piece, around(cells))


def in_order(lines: list[Line], tables: list[PlacedTable]) -> list[Line | PlacedTable]:
    """Lines with each table before the first line that stands below its upper edge."""
    items: list[Line | PlacedTable] = []
    waiting = sorted(tables, key=lambda table: table.box.top)
    for line in lines:
        while waiting and waiting[0].box.top <= line.box.top:
            items.append(waiting.pop(0))
        items.append(line)
    return items + waiting


def _positions(values: Iterable[float]) -> list[float]:
    return sorted(set(values))


def _borders(values: list[float]) -> dict[float, int]:
    """The number of the border that each coordinate is; coordinates close to each other are one border."""
    numbers: dict[float, int] = {}
    number, last = -1, float("-inf")
    for value in sorted(set(values)):
        if value - last > _TOLERANCE:
            number += 1
        numbers[value] = number
        last = value
    return numbers


def _sorted_into(cells: list[Box], glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters in each cell. Cells do not overlap, so that each character falls into one at most."""
    inside: list[list[Glyph]] = [[] for _ in cells]
    order = sorted(range(len(cells)), key=lambda index: cells[index].top)
    last = -1
    for glyph in glyphs:
        # Characters come in runs: the cell of the one before is the best guess.
        if last < 0 or not cells[last].holds_centre(glyph.box):
            last = next((index for index in order if cells[index].holds_centre(glyph.box)), -1)
        if last >= 0:
            inside[last].append(glyph)
    return inside


def _healed(lines: list[Line], cell: Box) -> str:
    """A cell's lines as text. A line goes on in the next one if the start of that did not fit behind it; a list of
    units has one a line, full or not.
    """
    padding = min((line.box.x0 - cell.x0 for line in lines), default=0.0)
    width = cell.x1 - cell.x0 - 2 * min(max(padding, 0.0), _WIDEST_PADDING)
    text = lines[0].text if lines else ""
    for above, line in pairwise(lines):
        size = above.box.height
        room = width - (above.box.x1 - above.box.x0)
        full = room < (start_width(line.text) + _SPARE) * size or begins_inside(line.text)
        if full and not parts_units(above.text, line.text):
            text = joined(text, line.text)
        else:
            text += f"\n{line.text}"
    return text
