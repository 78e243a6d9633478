"""Tables whose borders are gone (one cell a line, or blanks between cells), put together by what each piece holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.grid import Grid, GridRow, Header, header_roles
from luoshi.responsibility.labels import NUMBER_ONLY, label_of, looks_like_heading
from luoshi.responsibility.leaders import split_leaders
from luoshi.responsibility.lines import FURNITURE, Line, is_furniture
from luoshi.responsibility.names import is_deadline, is_person, is_unit
from luoshi.responsibility.unit_lists import split_units, units_share
from luoshi.responsibility.vocabulary import UNIT_ROLES, column_role

# The number that opens a row: 3 加快…, 3、加快…, 3．加快…; near misses: 3个, 3.5亿元.
_NUMBERED = re.compile(r"(\d{1,3})(?:[.．、﹒](?!\d)\s*|[ \t\u3000]+)(?=\S)")
# The blanks between two cells of a line.
_GAP = re.compile(r"[ \u3000]+")
# The level that opens a unit's name.
_LEVEL = re.compile(r"[市区县省]")
_TAIL = 80
_LONGEST_NAME = 15
# Marks that no name of a project holds: ，, 。; near miss: 、.
_SENTENCE = re.compile(r"[，。；：]")


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
        rows = _Builder(header).read(lines[first:end])
        if rows:
            named = GridRow(header.names, lines[at].start, lines[first - 1].end)
            yield Grid((named, *rows), flat=True), at, end
        at = max(end, first)


def _header_at(lines: Sequence[Line], at: int) -> tuple[Header, int] | None:
    """The header at this line and the line after it: names in one line parted by blanks, or one name a line."""
    text = lines[at].text.strip()
    if not text or len(text) > 120 or "。" in text or "\t" in text:
        return None
    words = tuple(_GAP.split(text))
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
        if len(text) <= 120 and text and column_role(_GAP.split(text)[0]) is not None:
            other = _header_at(lines, number)
            if other is not None and set(other[0].names) != set(header.names):
                return number
    return len(lines)


@dataclass(slots=True)
class _Pieces:
    """One row while it is read."""

    number: str = ""
    low: int = 0
    high: int = 0
    task: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def past_task(self) -> bool:
        return bool(self.people or self.units or self.deadline or self.rest)


class _Builder:
    """Reads the pieces in order and deals them out to rows."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.names = {name for name in header.names if name}
        self.has_rest = header.has("note", "progress", "milestone", "detail")
        self.numbered = header.has("number")
        self.rows: list[GridRow] = []
        self.row: _Pieces | None = None
        self.last = 0

    def read(self, lines: Sequence[Line]) -> list[GridRow]:
        for line in lines:
            bare = line.text.strip()
            if bare and bare not in self.names and not set(_GAP.split(bare)) <= self.names:
                self._line(line, bare)
        self._finish()
        return self.rows

    def _line(self, line: Line, bare: str) -> None:
        if NUMBER_ONLY.fullmatch(bare):
            number = int("".join(filter(str.isdigit, bare)))
            if self.numbered and number in (self.last + 1, 1):
                self._begin(line, str(number))
            return  # any other lone number is a page's
        if is_furniture(bare):
            return
        label = label_of(bare)
        if label is not None and label.rank <= 2 and looks_like_heading(bare) and units_share(bare[label.end :]) < 1:
            self._finish()
            self.rows.append(GridRow((bare,), line.start, line.end))
            return
        match = _NUMBERED.match(bare)
        if match and (int(match[1]) == self.last + 1 or match[1] == "1"):
            self._begin(line, match[1] if self.numbered else "")
            self.last = int(match[1])
            bare = bare[match.end() :] if self.numbered else bare
        for piece in _pieces(bare):
            self._piece(line, piece)

    def _begin(self, line: Line, number: str) -> _Pieces:
        self._finish()
        self.row = _Pieces(number, line.start, line.end)
        self.last = int(number) if number else self.last
        return self.row

    def _piece(self, line: Line, piece: str) -> None:
        row = self.row or self._begin(line, "")
        kind = _kind(piece, row, self.header)
        if kind == "task" and row.past_task:
            if row.units and not is_unit(row.units[-1]) and is_unit(row.units[-1] + piece):
                row.units[-1] += piece  # a name broken over two lines
                row.high = line.end
                return
            if self.has_rest:
                kind = "rest"
            else:
                row = self._begin(line, "")
        getattr(row, kind).append(piece)
        row.high = line.end

    def _finish(self) -> None:
        row, self.row = self.row, None
        if row is None:
            return
        task = "".join(row.task)
        if not row.units and task:
            task, units = peel_units(task)
            row.units = [units] if units else []
        if task or row.units:
            self.rows.append(GridRow(self._cells(row, task), row.low, row.high))

    def _cells(self, row: _Pieces, task: str) -> tuple[str, ...]:
        """The row's pieces in the header's columns; what fits no column is left out of none."""
        units = [at for at, role in enumerate(self.header.roles) if role in UNIT_ROLES]
        filled = dict.fromkeys(range(len(self.header.roles)), "")
        for at, text in zip(units, _dealt(row.units, len(units)), strict=True):
            filled[at] = text
        people = " ".join(row.people)
        single = {"number": row.number, "leader": people, "person": people, "deadline": "".join(row.deadline)}
        for role, text in single.items():
            if role in self.header.roles:
                filled[self.header.roles.index(role)] = text
        area = [at for at in self.header.area if self.header.roles[at] != "target"]
        above = row.task[: len(area) - 1] if len(row.task) >= len(area) else []
        if all(len(name) <= _LONGEST_NAME and not _SENTENCE.search(name) for name in above):
            filled.update(zip(area, above, strict=False))  # the name of a project before its content
            task = task[len("".join(above)) :]
        if area:
            filled[area[-1]] = task
        rest = [at for at, role in enumerate(self.header.roles) if role in ("note", "progress", "milestone", "detail")]
        if rest:
            filled[rest[0]] = "\n".join(row.rest)
        return tuple(filled.values())


def _dealt(units: list[str], columns: int) -> list[str]:
    """Lists of units dealt out to the columns that hold units: single names before the last list lead."""
    if columns <= 1 or len(units) <= 1:
        return ["、".join(units)] + [""] * (columns - 1) if columns else []
    listed = len(split_units(units[-1]).names) > 1
    lead = units[:-1] if listed else units[:1]
    others = units[-1:] if listed else units[1:]
    return ["、".join(lead), "、".join(others), *([""] * (columns - 2))]


def _pieces(line: str) -> list[str]:
    """A line cut at blanks, words of the task put together again."""
    found: list[str] = []
    for word in _GAP.split(line):
        plain = units_share(word) < 0.6 and not is_deadline(word) and not is_person(word)
        if found and plain and units_share(found[-1]) < 0.6 and not is_deadline(found[-1]) and not is_person(found[-1]):
            found[-1] += word
        else:
            found.append(word)
    return found


def _kind(piece: str, row: _Pieces, header: Header) -> str:
    """What a piece is: `people`, `units`, `deadline` or `task`."""
    if not row.task and not row.past_task and not is_known(piece):
        return "task"  # whatever it looks like, a row opens with its task
    if header.has("leader", "person") and all(map(is_person, split_leaders(piece))):
        return "people"
    if header.has("deadline") and is_deadline(piece):
        return "deadline"
    if units_share(piece) >= 0.6 or (len(piece) <= 30 and piece.endswith(("、", "，")) and row.units):
        return "units"
    return "task"


def peel_units(text: str) -> tuple[str, str]:
    """Task and units that ran together without anything between, apart; units must be sure to be cut off.

    >>> peel_units("改造老旧小区20个市财政局市教育局各街道")
    ('改造老旧小区20个', '市财政局市教育局各街道')
    """
    low = max(0, len(text) - _TAIL)
    for match in _LEVEL.finditer(text[low:]):
        tail = text[low + match.start() :]
        names = split_units(tail).names
        if names and is_known(names[0]) and all(map(is_unit, names)):
            return text[: low + match.start()].rstrip(), tail
    return text, ""
