"""Tables drawn with box characters (┌─┬─┐ │ │ └─┴─┘), as typewritten pages had them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.responsibility.grid import Grid, GridRow
from luoshi.responsibility.lines import Line

# Borders between cells, upright or crossing; what only runs across is the rule.
_BORDER = re.compile(r"[│┃├┤┼┬┴┌┐└┘┠┨╂┯┷┏┓┗┛┣┫╋┳┻║╠╣╬╦╩╔╗╚╝]")
# The part of a line that is rule: ────; near miss: a cell with a dash and words.
_RULE = re.compile(r"[─━—═\-\s]+")
_ACROSS = frozenset("─━═")
_FEWEST_LINES = 4


def _is_drawn(line: str) -> bool:
    return len(_BORDER.findall(line[:400])) >= 2


def boxed_grids(lines: Sequence[Line]) -> Iterator[tuple[Grid, int, int]]:
    """Tables drawn with box characters, each with the numbers of its first line and of the one after its last."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_is_drawn(lines[end].text) or (end > at and not lines[end].text.strip())):
            end += 1
        if end - at >= _FEWEST_LINES:
            rows = _rows(lines[at:end])
            if len(rows) >= 2:
                yield Grid(tuple(rows), flat=False), at, end
        at = max(end, at + 1)


def _rows(lines: Sequence[Line]) -> list[GridRow]:
    """Rows, the text of each cell gathered over its lines; a cell that no rule closes reaches into the next row."""
    split = [_BORDER.split(line.text.strip())[1:-1] for line in lines]
    width = max((len(parts) for parts in split), default=0)
    rows: list[GridRow] = []
    drafts: list[tuple[list[list[str]], int, int]] = []
    current: list[list[str]] = [[] for _ in range(width)]
    low = high = lines[0].start
    for line, parts in zip(lines, split, strict=True):
        if not parts:
            continue
        closed = [bool(_ACROSS & set(part)) and _RULE.fullmatch(part) is not None for part in parts]
        if any(closed):
            if any(any(cell) for cell in current):
                drafts.append((current, low, high))
            opened = all(closed) or len(parts) != width
            current = [[] if opened or closed[at] else current[at] for at in range(width)]
            low = line.end
        if len(parts) == 1 and not any(closed):
            current = [current[0]] * width  # one cell over all columns
        for at, part in enumerate(parts[:width]):
            if not closed[at] and part.strip():
                current[at].append(part.strip())
        high = line.end
    if any(any(cell) for cell in current):
        drafts.append((current, low, high))
    for cells, start, end in drafts:
        rows.append(GridRow(tuple("".join(cell) for cell in cells), start, end))
    return rows
