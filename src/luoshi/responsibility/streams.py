"""Tables whose borders are gone: one cell a line, or cells parted by blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.responsibility.grid import Grid, GridRow, Header, header_roles
from luoshi.responsibility.labels import label_of
from luoshi.responsibility.lines import FURNITURE, Line, is_furniture
from luoshi.responsibility.stream_pieces import GAP, NUMBERED
from luoshi.responsibility.stream_rows import StreamRows
from luoshi.responsibility.vocabulary import column_role

_NARROWEST = 20  # characters of a line that may have been folded


def stream_grids(lines: Sequence[Line]) -> Iterator[tuple[Grid, int, int]]:
    """Tables without borders, each with the numbers of its first line and of the one after its last."""
    at = 0
    while at < len(lines):
        found = _header_at(lines, at)
        if found is None:
            at += 1
            continue
        header, first = found
        end = _end(lines, first, header)
        in_one_line = first == at + 1
        body = _unfolded(lines[first:end]) if in_one_line else lines[first:end]
        rows = StreamRows(header, in_one_line=in_one_line).read(body)
        if rows:
            named = GridRow(header.names, lines[at].start, lines[first - 1].end)
            yield Grid((named, *rows), flat=True), at, end
        at = max(end, first)


def _header_at(lines: Sequence[Line], at: int) -> tuple[Header, int] | None:
    """The header at this line and the line after it: names in one line parted by blanks, or one name a line."""
    text = lines[at].text.strip()
    if not text or len(text) > 120 or "。" in text or "\t" in text:
        return None
    words = tuple(GAP.split(text))
    if len(words) > 1:
        roles = header_roles(words)
        return (Header(roles, words), at + 1) if roles and all(roles) else None
    names: list[str] = []
    end = at
    while end < len(lines) and len(names) <= 14:
        name = lines[end].text.strip()
        if name and (len(name) > 12 or label_of(name) is not None or column_role(name) is None):
            break
        names += [name] if name else []
        end += 1
    if len(names) < 3:
        return None
    roles = header_roles(names)
    return (Header(roles, tuple(names)), end) if roles and all(roles) and len(set(names)) == len(names) else None


def _end(lines: Sequence[Line], first: int, header: Header) -> int:
    """The line after the table's last: before the closing matter or another table's header."""
    for number in range(first, len(lines)):
        text = lines[number].text.strip()
        if text.startswith(FURNITURE) or "\t" in text:
            return number
        if len(text) <= 120 and text and column_role(GAP.split(text)[0]) is not None:
            other = _header_at(lines, number)
            if other is not None and not set(other[0].names) <= set(header.names):
                return number
    return len(lines)


def _unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that were folded at one width joined; as they are where no width is common."""
    width = max((len(line.text) for line in lines), default=0)
    full = sum(1 for line in lines if len(line.text) >= width - 1)
    if width < _NARROWEST or full * 4 < len(lines):
        return list(lines)
    found: list[Line] = []
    joins = False
    for line in lines:
        opens = label_of(line.text) is not None or NUMBERED.match(line.text) is not None
        if joins and not opens and not is_furniture(line.text):
            found[-1] = Line(found[-1].start, found[-1].text + line.text)
        else:
            found.append(line)
        joins = len(line.text) >= width - 1
    return found
