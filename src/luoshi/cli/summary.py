"""The table that the demonstration prints: one line a document, what kind it is and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from luoshi.exchange import Piece

if TYPE_CHECKING:
    from rich.table import Table

_HEADERS = ("", "kind", "level", "years", "sect.", "targets", "results", "tasks", "f/e/d", "rows", "?")
_NUMBERS_FROM = 4  # columns from here on are numbers
_MEASURABILITY = ("figure", "event", "direction")
_WIDE = 104  # columns of a terminal that has room for names; in a narrower one the inputs are shown by their numbers
CAPTION = "f/e/d: tasks judged by a figure, by an event, mere directions; ?: figures not understood"


def summary(inputs: Sequence[tuple[str, Sequence[Piece], int]], width: int) -> Table:
    """A table of what was found in each input, given its name, its documents and its number of table rows."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, caption=CAPTION, caption_justify="left", pad_edge=False, padding=0)
    for at, header in enumerate(_HEADERS):
        table.add_column(header, justify="right" if at >= _NUMBERS_FROM else "left", no_wrap=True)
    for number, (name, pieces, rows) in enumerate(inputs, 1):
        for cells in _lines(f"{number} {name}" if width >= _WIDE else str(number), pieces, rows):
            table.add_row(*cells)
    return table


def _lines(name: str, pieces: Sequence[Piece], rows: int) -> Iterator[list[str]]:
    if not pieces:
        yield [name, "table", *[""] * 7, str(rows), ""]
    for piece in pieces:
        shown = name if piece.number is None else f"{name} #{piece.number}"
        yield [shown, *_found(piece, rows if piece is pieces[0] else 0)]


def _found(piece: Piece, rows: int) -> list[str]:
    taken, said = piece.extraction, piece.metadata
    kinds = Counter(statement.kind for statement in taken.statements)
    judged = Counter[str](task.measurability for task in taken.tasks)
    years = [str(year) for year in (said.year_reported, said.year_planned) if year]
    return [
        "table" if rows else "report",
        said.level or "",
        "→".join(years),
        str(len(taken.outline)),
        str(kinds["target"]),
        str(kinds["result"]),
        str(len(taken.tasks)),
        "/".join(str(judged[kind]) for kind in _MEASURABILITY),
        str(rows),
        str(len(taken.unresolved)),
    ]
