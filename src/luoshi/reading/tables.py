"""Spanning cells become a grid of rows, and the grid becomes text that says each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Piece, one_line, printable


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was drawn: its first row and column, how many it covers, its text with its own line breaks."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


# A position in the grid: the text there, and which drawn cell it belongs to (None: nothing was drawn there).
_Square = tuple[str, int | None]
_BLANK: _Square = ("", None)


def table_piece(
    cells: Iterable[Cell], budget: Budget, *, page: int | None = None, keep_empty_columns: bool = False
) -> Piece | None:
    r"""A table block of drawn cells; None when there is no text in it.

    In `Piece.cells` a merged cell's text stands in every position it covers, inner line breaks kept. In `Piece.text`
    it stands once, in its first position, with blanks for the line breaks, so that no figure is counted twice.
    Line i of the text is row i of the cells; cells are parted by tabs, and empty cells at a row's end leave none.
    Rows and columns that hold nothing, or only repeat the one before, are left out (but columns that hold nothing are
    kept on demand, where the table may be a part of one that goes on).

    >>> piece = table_piece([Cell(0, 0, "序号"), Cell(0, 1, "任务"), Cell(1, 0, "1", rows=2), Cell(1, 1, "修路"),
    ...                      Cell(2, 1, "架桥\n两座")], Budget())
    >>> piece.text
    '序号\t任务\n1\t修路\n\t架桥 两座'
    >>> piece.cells[2]
    ('1', '架桥\n两座')
    """
    grid = _without_idle_columns(_without_idle_rows(_laid_out(list(cells), budget)), keep_empty_columns)
    if not grid:
        return None
    seen: set[int] = set()
    rows = [_row_text(row, seen) for row in grid]
    return Piece("table", "\n".join(rows), page, tuple(tuple(text for text, _ in row) for row in grid))


def cell_text(text: str) -> str:
    """A cell's text as `Piece.cells` keeps it: trimmed lines, empty ones dropped, tabs made blanks."""
    return "\n".join(line for raw in printable(text).splitlines() if (line := one_line(raw)))


def _laid_out(cells: list[Cell], budget: Budget) -> list[list[_Square]]:
    """The full rectangle of squares. Where a damaged table draws cells over others, the one below takes their text."""
    height = max((c.row + 1 for c in cells), default=0)  # a span that runs past the last row is cut off there
    width = max((c.column + c.columns for c in cells), default=0)
    budget.add_cells(height * width)
    owners: list[list[int | None]] = [[None] * width for _ in range(height)]
    texts: list[str] = []
    for index, cell in enumerate(cells):
        text = cell_text(cell.text)
        texts.append(text)
        below = owners[cell.row][cell.column]
        if below is not None and text:
            texts[below] = f"{texts[below]}\n{text}".strip()
        bottom = min(cell.row + cell.rows, height)
        budget.add_repeated(len(text) * ((bottom - cell.row) * cell.columns - 1))
        for row in range(cell.row, bottom):
            for column in range(cell.column, cell.column + cell.columns):
                if owners[row][column] is None:
                    owners[row][column] = index
    return [[_BLANK if owner is None else (texts[owner], owner) for owner in row] for row in owners]


def _without_idle_rows(grid: list[list[_Square]]) -> list[list[_Square]]:
    """The rows that say something: not wholly empty, nor wholly made of cells that reach down from above."""
    kept: list[list[_Square]] = []
    for row in grid:
        if any(text for text, _ in row) and (not kept or [i for _, i in row] != [i for _, i in kept[-1]]):
            kept.append(row)
    return kept


def _without_idle_columns(grid: list[list[_Square]], keep_empty: bool) -> list[list[_Square]]:
    """The same for columns: word processors split columns where no reader sees a border."""
    columns = [list(column) for column in zip(*grid, strict=True)]
    kept: list[list[_Square]] = []
    for column in columns:
        owners = [index for _, index in column]
        used = any(text for text, _ in column) or (keep_empty and any(index is not None for index in owners))
        if used and (not kept or owners != [index for _, index in kept[-1]]):
            kept.append(column)
    return [list(row) for row in zip(*kept, strict=True)]


def _row_text(row: list[_Square], seen: set[int]) -> str:
    """One line of the table's text; adds the drawn cells it names to `seen`."""
    shown: list[str] = []
    for text, index in row:
        first = index is not None and index not in seen
        shown.append(one_line(text) if first else "")
        if index is not None:
            seen.add(index)
    return "\t".join(shown).rstrip("\t")
