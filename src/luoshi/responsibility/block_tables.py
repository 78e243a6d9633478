"""Tables that came with cells, as readers of Word, Excel, PDF and web pages deliver them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading import Block, Document
from luoshi.responsibility.cut_rows import joined_cut_rows
from luoshi.responsibility.forms import upright
from luoshi.responsibility.grid import Grid, GridRow, header_roles
from luoshi.responsibility.lines import is_furniture, lines_of

_HEADER_WITHIN = 4  # rows of a table's top among which its header is looked for
_LONGEST_GAP = 400  # characters between two parts of a table


@dataclass(slots=True)
class _Open:
    """A table that may go on in the next block."""

    rows: list[GridRow] = field(default_factory=list)
    start: int = 0
    end: int = 0


def block_grids(document: Document, *, on_pages: bool) -> Iterator[tuple[Grid, int, int]]:
    """The document's tables with their places; one that goes on in the next block (after a page break) is joined to it.

    A table of the same width that has no header of its own, in a later chapter, goes by the header of the one before.
    With `on_pages` rows that a page break cut in two are joined.
    """
    table = _Open()
    header: GridRow | None = None
    for block in document.blocks:
        if block.kind != "table" or not block.cells:
            continue
        rows = _grid_rows(document.text, block)
        rows = (_header_of(rows) is None and upright(rows)) or rows
        if table.rows and _goes_on(table.rows, rows, document.text[table.end : block.start]):
            table.rows.extend(rows)
            table.end = block.end
            continue
        if table.rows:
            yield _grid(table.rows, on_pages=on_pages), table.start, table.end
        own = _header_of(rows)
        if own is None and header is not None and len(header.cells) == len(rows[0].cells):
            rows.insert(0, header)
        header = own or header
        table = _Open(rows, block.start, block.end)
    if table.rows:
        yield _grid(table.rows, on_pages=on_pages), table.start, table.end


def _header_of(rows: list[GridRow]) -> GridRow | None:
    return next((row for row in rows[:_HEADER_WITHIN] if header_roles(row.cells) is not None), None)


def _grid(rows: list[GridRow], *, on_pages: bool) -> Grid:
    return Grid(tuple(joined_cut_rows(rows) if on_pages else rows), flat=False)


def _goes_on(before: list[GridRow], rows: list[GridRow], between: str) -> bool:
    """Whether only page furniture parts two blocks of one width, the second without a header or with the same."""
    if len(between) > _LONGEST_GAP or not all(not line.strip() or is_furniture(line) for line in between.split("\n")):
        return False
    if len(before[0].cells) != len(rows[0].cells):
        return False
    roles = header_roles(rows[0].cells)
    return roles is None or any(header_roles(row.cells) == roles for row in before[:_HEADER_WITHIN])


def _grid_rows(text: str, block: Block) -> list[GridRow]:
    """The block's rows; line i of its text is row i of its cells; where they disagree its whole text is searched."""
    cells = block.cells or ()
    lines = lines_of(text, block.start, block.end)
    if len(lines) != len(cells):
        return [GridRow(row, block.start, block.end) for row in cells]
    return [GridRow(row, line.start, line.end) for row, line in zip(cells, lines, strict=True)]
