"""A table that goes on over a page break: the header drawn again, rows that were cut, cells that reach across."""

from __future__ import annotations

from dataclasses import replace

from luoshi.reading.pieces import Piece, one_line
from luoshi.reading.wrapping import joined, parts_units

Row = tuple[str, ...]

_HEADER_ROWS = 2  # rows of a header that may be drawn again
_HABIT = 0.7  # share of a column's cells that must do something, for it to be expected of the others
_ENDS = ("。", "！", "？", "；", "：", ".", "!", "?", ";", ":", "”", "）", ")")
_BRACKETS = "（）()、.．"


def continued(first: Piece, more: Piece) -> Piece:
    """The table `first` with the rows of `more`, the table of as many columns at the top of the next page.

    A header that is drawn again is left out. A row that the page break cut in two is joined. A cell merged downwards
    that the page break cut is empty on the new page: in `cells` it is filled as merged cells are, in the text it stays
    empty.
    """
    if first.cells is None or more.cells is None:
        raise ValueError("only tables can be continued")
    above, below = list(first.cells), list(more.cells)
    lines_above, lines_below = first.text.split("\n"), more.text.split("\n")
    head = _repeated_header(above, below)
    below, lines_below = below[head:], lines_below[head:]
    if below and _was_cut(above, below[0]):
        above[-1] = tuple(_whole(a, b) for a, b in zip(above[-1], below[0], strict=True))
        lines_above[-1] = _joined_line(lines_above[-1], lines_below[0])
        below, lines_below = below[1:], lines_below[1:]
    if below:
        below[0] = _filled(above, below[0])
    return replace(first, cells=(*above, *below), text="\n".join([*lines_above, *lines_below]))


def _repeated_header(above: list[Row], below: list[Row]) -> int:
    """How many rows at the top of `below` repeat the top of `above`."""
    count = 0
    while count < min(_HEADER_ROWS, len(above), len(below)) and _bare(above[count]) == _bare(below[count]):
        count += 1
    return count


def _bare(row: Row) -> Row:
    return tuple("".join(text.split()) for text in row)


def _was_cut(above: list[Row], first: Row) -> bool:
    """Whether `first` is the rest of the last row above: it has no number, in a table that numbers its rows, and its
    longest text goes on from above where sentences end with a full stop; else nothing but that text goes on.
    """
    if first[0] or not any(first) or not _is_numbered(above):
        return False
    column = max(range(len(first)), key=lambda index: len(first[index]))
    upper = above[-1][column]
    if not upper:
        return False
    texts = [row[column] for row in above[1:] if row[column] and not _is_full_width(row)]
    if texts and sum(text.endswith(_ENDS) for text in texts) >= _HABIT * len(texts):
        return not upper.endswith(_ENDS)
    return all(not text for index, text in enumerate(first) if index != column and _is_filled(above, index))


def _is_numbered(rows: list[Row]) -> bool:
    plain = [row[0].strip(_BRACKETS) for row in rows[1:] if not _is_full_width(row)]
    return bool(plain) and sum(text.isdigit() for text in plain) >= _HABIT * len(plain)


def _is_full_width(row: Row) -> bool:
    """Whether one merged cell takes the whole row: a category."""
    return len(row) > 1 and len(set(row)) == 1


def _is_filled(rows: list[Row], column: int) -> bool:
    """Whether a column has something in every row of its own."""
    return len(rows) > 1 and all(row[column] for row in rows)


def _filled(above: list[Row], first: Row) -> Row:
    """The first row of a page, with what merged cells bring over from the page before."""
    if not any(first) or _is_full_width(first):
        return first
    reached = (not text and _is_filled(above, index) for index, text in enumerate(first))
    return tuple(above[-1][i] if reaches else first[i] for i, reaches in enumerate(reached))


def _whole(upper: str, lower: str) -> str:
    """One cell's two halves: a sentence goes on without a gap, a list of units in a new line."""
    if not upper or not lower:
        return upper or lower
    if parts_units(upper.rpartition("\n")[2], lower.partition("\n")[0]) or upper.endswith(("。", "；", ";")):
        return f"{upper}\n{lower}"
    return joined(upper, lower)


def _joined_line(upper: str, lower: str) -> str:
    """The same for a row's line of text."""
    left, right = upper.split("\t"), lower.split("\t")
    width = max(len(left), len(right))
    left += [""] * (width - len(left))
    right += [""] * (width - len(right))
    return "\t".join(one_line(_whole(a, b)) for a, b in zip(left, right, strict=True)).rstrip("\t")
