"""Rows that a page break cut in two, in tables that pages hold: the rest of each cell is put behind its first part."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.responsibility.grid import GridRow
from luoshi.responsibility.names import is_unit
from luoshi.responsibility.unit_lists import split_units, units_share

_ENDS = ("。", "；", ";", "！", "等")
_GOES_ON = ("、", "，", ",", "（", "(")
_HABIT = 0.6  # from this share of a column's cells on, ending in a full stop or 等 is how its cells end
_SCRAP = 4  # characters too few for a cell of their own
_MOST_JUDGED = 400  # characters of a cell


def joined_cut_rows(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows, each rest of a cut row joined to it.

    A rest is told by what it lacks, its other cells being empty or drawn as reaching down from above, and by what the
    row above it lacks: the end of its task, of its list of units.
    """
    habits = _habits(rows)
    found: list[GridRow] = []
    for row in rows:
        if found and _is_rest(row, found[-1], habits):
            pairs = zip(found[-1].cells, row.cells, strict=True)
            cells = tuple(upper if upper == lower else upper + lower for upper, lower in pairs)
            found[-1] = GridRow(cells, found[-1].low, row.high)
        else:
            found.append(row)
    return found


def _habits(rows: Sequence[GridRow]) -> list[bool]:
    """For each column, whether its cells end in a full stop or 等 as a rule."""
    width = max((len(row.cells) for row in rows), default=0)
    habits: list[bool] = []
    for column in range(width):
        cells = [row.cells[column] for row in rows if column < len(row.cells) and len(row.cells[column]) > 4]
        habits.append(sum(cell.endswith(_ENDS) for cell in cells) >= max(2, _HABIT * len(cells)))
    return habits


def _is_rest(row: GridRow, above: GridRow, habits: Sequence[bool]) -> bool:
    if len(row.cells) != len(above.cells) or len(row.cells) < 3 or row.cells[0] not in ("", above.cells[0]):
        return False
    held = [at for at, cell in enumerate(row.cells) if cell and cell != above.cells[at]]
    if not held or not all(above.cells[at] for at in held):
        return False
    lacking = sum(1 for at, cell in enumerate(row.cells) if above.cells[at] and cell in ("", above.cells[at]))
    whole = [at for at in held if not _is_unfinished(above.cells[at], habit=habits[at])]
    return not whole or (lacking >= 2 and len(whole) < len(held) and all(len(row.cells[at]) <= _SCRAP for at in whole))


def _is_unfinished(cell: str, *, habit: bool) -> bool:
    """Whether a cell breaks off: in a list, a bracket or a name, or without the end that its column's cells have."""
    if cell.endswith(_GOES_ON) or cell.count("（") > cell.count("）"):
        return True
    if cell.endswith(_ENDS):
        return False
    if habit:
        return True
    tail = cell[-_MOST_JUDGED:]
    names = split_units(tail).names
    return len(names) > 1 and units_share(tail) >= 0.5 and not is_unit(names[-1])
