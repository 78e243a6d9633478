"""Spanning cells become a grid of rows, and the grid becomes text that says each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

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


def continued(first: Piece, more: Piece) -> Piece:
    """The table `first` with the rows of `more`, which goes on with it on the next page.

    A header row that is drawn again on the new page is left out; a row that the page break cut in two is joined:
    its number cell is empty, although the table numbers its rows.
    """
    if first.cells is None or more.cells is None:
        raise ValueError("only tables can be continued")
    above, below = list(first.cells), list(more.cells)
    lines_above, lines_below = first.text.split("\n"), more.text.split("\n")
    head = _common_rows(above, below)
    below, lines_below = below[head:], lines_below[head:]
    if below and _was_cut(above, below[0]):
        joined = tuple(_join_cut(a, b) for a, b in zip(above[-1], below[0], strict=True))
        above[-1] = joined
        lines_above[-1] = "\t".join(one_line(text) for text in joined).rstrip("\t")
        below, lines_below = below[1:], lines_below[1:]
    return replace(first, cells=(*above, *below), text="\n".join([*lines_above, *lines_below]))


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


def _common_rows(above: list[tuple[str, ...]], below: list[tuple[str, ...]]) -> int:
    """How many rows at the top of `below` repeat the top of `above`: the header of one or two rows."""
    count = 0
    while count < min(2, len(above), len(below)) and _bare(above[count]) == _bare(below[count]):
        count += 1
    return count


def _bare(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("".join(text.split()) for text in row)


def _was_cut(above: list[tuple[str, ...]], first: tuple[str, ...]) -> bool:
    """Whether `first` is the rest of the last row above: no number, in a table whose first column counts its rows."""
    numbers = [row[0] for row in above[1:] if row[0].strip("（）()、.．").isdigit()]
    return not first[0] and len(above) > 1 and len(numbers) >= max(1, (len(above) - 1) * 4 // 5) and any(first)


def _join_cut(upper: str, lower: str) -> str:
    """One cell's two halves: a sentence goes on without a gap, a cell that has line breaks goes on in a new line."""
    if not upper or not lower:
        return upper or lower
    return f"{upper}\n{lower}" if "\n" in upper or upper.endswith(("。", "；", ";")) else upper + lower
