"""Tables of which only text is left: cells parted by tabs, bars or box-drawing lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.responsibility.grid import Grid, GridRow, header_roles
from luoshi.responsibility.labels import label_of
from luoshi.responsibility.lines import FURNITURE, Line
from luoshi.responsibility.names import is_deadline
from luoshi.responsibility.unit_lists import units_share

# A row of a table written with bars: | a | b |; near miss: a line with a single bar.
_BARS = re.compile(r"[|｜]")
# The line under the header of a table with bars: |---|---|; near miss: | - |.
_RULE = re.compile(r"[\s|｜:：\-—=+]{3,}")
_SHORT = 6  # characters of a line that is a heading rather than the rest of a text
_LIKES = 0.6  # from this share of units' names on, a cell is a list of units


def cells_of(line: str) -> tuple[str, ...] | None:
    r"""The cells of a line with tabs or bars; None for a line of running text.

    >>> cells_of("1\t完成投资20亿元\t市发展改革委"), cells_of("| 任务 | 单位 |"), cells_of("加快建设")
    (('1', '完成投资20亿元', '市发展改革委'), ('任务', '单位'), None)
    """
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    if len(_BARS.findall(line)) >= 2:
        if _RULE.fullmatch(line):
            return ()
        return tuple(cell.strip() for cell in _BARS.split(line.strip().strip("|｜")))
    return None


def tabbed_grids(lines: Sequence[Line]) -> Iterator[tuple[Grid, int, int]]:
    """Tables of tabbed or barred lines from their headers on, with the numbers of their first and next line."""
    at = 0
    split = [cells_of(line.text) for line in lines]
    while at < len(lines):
        cells = split[at]
        if not cells or header_roles(cells) is None:
            at += 1
            continue
        end = _end_of_table(split, lines, at)
        rows = _joined_rows(
            [(line, cells) for line, cells in zip(lines[at:end], split[at:end], strict=True)], len(cells)
        )
        yield Grid(tuple(rows), flat=True), at, end
        at = end


def _end_of_table(split: Sequence[tuple[str, ...] | None], lines: Sequence[Line], at: int) -> int:
    """The line after the table's last: the last tabbed line before another table's title or the closing matter."""
    header, last, quiet = split[at], at, 0
    known = set(header_roles(header) or ()) if header else set()
    for number in range(at + 1, len(lines)):
        cells = split[number]
        if cells:
            roles = header_roles(cells)
            if roles and set(roles) - {None} != known - {None}:
                break
            last, quiet = number, 0
        elif cells is None and lines[number].text.strip():
            quiet += 1
            if lines[number].text.strip().startswith(FURNITURE) or quiet > 40:
                break
    return last + 1


def _joined_rows(lines: Sequence[tuple[Line, tuple[str, ...] | None]], width: int) -> list[GridRow]:
    """Rows from lines; a line without tabs is a heading, or goes on with a cell that was broken over lines."""
    rows: list[GridRow] = []
    for line, cells in lines:
        if cells is None:
            bare = line.text.strip()
            if not bare:
                continue
            if rows and not _is_heading(bare) and _is_unfinished(rows[-1], bare, width):
                rows[-1] = _continued(rows[-1], (bare,), line.end)
            else:
                rows.append(GridRow((bare,), line.start, line.end))
        elif any(cells):
            short = bool(rows) and len(rows[-1].cells) + len(cells) - 1 == width > len(rows[-1].cells) > 1
            if (
                short
                and len(cells) < width
                and header_roles(rows[-1].cells) is None
                and cells[0]
                and rows[-1].cells[-1]
            ):
                rows[-1] = _continued(rows[-1], cells, line.end)
            else:
                rows.append(GridRow(cells, line.start, line.end))
    return rows


def _is_heading(text: str) -> bool:
    """Whether a line without tabs is a numbered heading or page furniture, whatever stands above it."""
    label = label_of(text)
    return (label is not None and label.rank <= 2) or text.startswith(FURNITURE)


def _is_unfinished(row: GridRow, more: str, width: int) -> bool:
    """Whether a line without tabs goes on with the row's last cell: that is open, or the line adds units or words."""
    last = row.cells[-1]
    if 1 < len(row.cells) < width or last.endswith(("、", "，", ",")) or last.count("（") > last.count("）"):
        return True
    if units_share(more) >= _LIKES:
        return True
    return len(more) > _SHORT and bool(last) and units_share(last) < _LIKES and not is_deadline(last)


def _continued(row: GridRow, cells: tuple[str, ...], end: int) -> GridRow:
    """The row with its last cell going on in the first of these, and the others behind it."""
    glued = row.cells[-1] + "\n" + cells[0] if row.cells[-1] else cells[0]
    return GridRow((*row.cells[:-1], glued, *cells[1:]), row.low, end)
