"""Tables whose cells are parted by commas, as spreadsheets save them (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from luoshi.responsibility.grid import Grid, GridRow, header_roles
from luoshi.responsibility.lines import Line

_FEWEST = 2  # commas of a header
_MOST_LINES = 60  # lines that one row may run over, its cells being quoted
_LONGEST_HEADER = 400
_LONGEST_ROW = 20_000


def comma_grids(lines: Sequence[Line]) -> Iterator[tuple[Grid, int, int]]:
    r"""Tables from a header with commas on, with the numbers of their first and next line.

    A row has as many cells as the header; the first that has not ends the table.

    >>> text = '任务,责任单位,完成时限', '"新建泵站3座,改造2座",市水务局,9月底'
    >>> [(grid, first, after)] = comma_grids([Line(0, text[0]), Line(13, text[1])])
    >>> grid.rows[1].cells, first, after
    (('新建泵站3座,改造2座', '市水务局', '9月底'), 0, 2)
    """
    at = 0
    while at < len(lines):
        text = lines[at].text
        few = len(text) > _LONGEST_HEADER or text.count(",") < _FEWEST
        if few or "，" in text or header_roles(header := _cells(text)) is None:
            at += 1
            continue
        rows = [GridRow(header, lines[at].start, lines[at].end)]
        end = at + 1
        while end < len(lines):
            after = _row_end(lines, end)
            cells = _cells("\n".join(line.text for line in lines[end:after]))
            if len(cells) != len(header):
                break
            rows.append(GridRow(cells, lines[end].start, lines[after - 1].end))
            end = after
        if len(rows) > 1:
            yield Grid(tuple(rows), flat=True), at, end
        at = end


def _row_end(lines: Sequence[Line], at: int) -> int:
    """The line behind the row that begins at a line: while a quotation mark is open the row goes on."""
    quotes = lines[at].text.count('"')
    after = at + 1
    while quotes % 2 and after < len(lines) and after - at < _MOST_LINES:
        quotes += lines[after].text.count('"')
        after += 1
    return at + 1 if quotes % 2 else after


def _cells(text: str) -> tuple[str, ...]:
    if len(text) > _LONGEST_ROW:
        return ()
    try:
        return tuple(cell.strip() for cell in next(csv.reader([text]), []))
    except csv.Error:  # a carriage return amid the line
        return ()
