"""A table of the text as an HTML table: merged cells as they were drawn, every character of the text once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from luoshi.reading import Block


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was drawn: its text's offsets, and how many rows and columns it covers."""

    start: int
    end: int
    rows: int = 1
    columns: int = 1


def table_html(
    block: Block, text: str, inside: Callable[[int, int], str], anchor: Callable[[int, int], str]
) -> Iterator[str]:
    """The rows of a table block, one `tr` each.

    `inside` renders a slice of the text; `anchor` gives the attributes of the row that lies between two offsets.
    """
    for row in drawn_rows(block, text):
        low, high = row[0].start, max(cell.end for cell in row)
        yield f"<tr{anchor(low, high)}>{''.join(_cell(cell, inside) for cell in row)}</tr>"


def drawn_rows(block: Block, text: str) -> list[list[Cell]]:
    r"""The cells that a table block draws, row by row.

    The reader lays a table out so that line i of its text is row i of `block.cells`, with tabs between cells. A merged
    cell stands once in the text and is repeated in `block.cells`: that tells how far it reaches. Where text and cells
    do not agree each stretch between tabs is a cell.

    >>> text = "省\t甲\n\t乙"
    >>> block = Block("table", 0, len(text), cells=(("省", "甲"), ("省", "乙")))
    >>> [[(text[cell.start : cell.end], cell.rows) for cell in row] for row in drawn_rows(block, text)]
    [[('省', 2), ('甲', 1)], [('乙', 1)]]
    """
    squares = _squares(block, text)
    cells = block.cells or ()
    if len(cells) != len(squares) or any(len(row) < len(line) for row, line in zip(cells, squares, strict=True)):
        return squares
    return list(_Grid(squares, cells).rows())


def _squares(block: Block, text: str) -> list[list[Cell]]:
    lines = []
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        row = []
        for cell in line.split("\t"):
            row.append(Cell(start, start + len(cell)))
            start += len(cell) + 1
        lines.append(row)
    return lines


def _cell(cell: Cell, inside: Callable[[int, int], str]) -> str:
    reach = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    reach += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<td{reach}>{inside(cell.start, cell.end)}</td>"


class _Grid:
    """The squares of a table's text beside what each of them shows."""

    def __init__(self, squares: Sequence[Sequence[Cell]], cells: Sequence[Sequence[str]]) -> None:
        self._squares = squares
        self._cells = cells
        self._covered: set[tuple[int, int]] = set()

    def rows(self) -> Iterator[list[Cell]]:
        for row, shown in enumerate(self._cells):
            line = [self._cell(row, column) for column in range(len(shown)) if (row, column) not in self._covered]
            # A row that is covered from above all over is no row of its own.
            if line:
                yield line

    def _cell(self, row: int, column: int) -> Cell:
        squares = self._squares[row]
        end = squares[-1].end
        cell = squares[column] if column < len(squares) else Cell(end, end)
        if cell.start == cell.end:
            return cell
        columns = rows = 1
        while self._repeats(row, column + columns, row, column):
            columns += 1
        while all(self._repeats(row + rows, column + right, row, column) for right in range(columns)):
            rows += 1
        self._covered |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
        return Cell(cell.start, cell.end, rows, columns)

    def _repeats(self, row: int, column: int, of_row: int, of_column: int) -> bool:
        """Whether a square is empty in the text but shows what another one shows."""
        if row >= len(self._cells) or column >= len(self._cells[row]) or (row, column) in self._covered:
            return False
        squares = self._squares[row]
        empty = column >= len(squares) or squares[column].start == squares[column].end
        return empty and self._cells[row][column] == self._cells[of_row][of_column]
