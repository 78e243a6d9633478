"""The rows of a table without borders, put together by what each piece of its lines holds."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.responsibility.grid import GridRow, Header
from luoshi.responsibility.labels import NUMBER_ONLY, label_of, looks_like_heading
from luoshi.responsibility.lines import Line, is_furniture
from luoshi.responsibility.stream_pieces import (
    ENDS,
    GAP,
    LONGEST_NAME,
    NUMBERED,
    OPEN_LIST,
    SENTENCE,
    RowPieces,
    goes_on_with_task,
    is_broken,
    kind_of,
    peel_units,
    pieces_of,
)
from luoshi.responsibility.unit_lists import split_units, units_share
from luoshi.responsibility.vocabulary import UNIT_ROLES


class StreamRows:
    """Reads the pieces in order and deals them out to rows.

    With `in_one_line` a row's cells stand side by side, so that a line without a number goes on with the row above;
    without it each cell has a line of its own.
    """

    def __init__(self, header: Header, *, in_one_line: bool) -> None:
        self.header = header
        self.in_one_line = in_one_line
        self.names = {name for name in header.names if name}
        self.has_rest = header.has("note", "progress", "milestone", "detail")
        self.numbered = header.has("number")
        self.rows: list[GridRow] = []
        self.row: RowPieces | None = None
        self.last = 0

    def read(self, lines: Sequence[Line]) -> list[GridRow]:
        """The rows that the lines below the header hold."""
        for line in lines:
            bare = line.text.strip()
            if bare and bare not in self.names and not set(GAP.split(bare)) <= self.names:
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
        match = NUMBERED.match(bare)
        if match and (int(match[1]) == self.last + 1 or match[1] == "1"):
            self._begin(line, match[1] if self.numbered else "")
            self.last = int(match[1])
            bare = bare[match.end() :] if self.numbered else bare
        pieces = pieces_of(bare)
        wraps = not match and self.in_one_line and self.row is not None and bool(self.row.number)
        if wraps and self._is_another(pieces):
            self._begin(line, "")
        elif wraps and self.row is not None and goes_on_with_task(self.row, pieces):
            self.row.task.append(pieces.pop(0))
        for piece in pieces:
            self._piece(line, piece)

    def _is_another(self, pieces: list[str]) -> bool:
        """Whether a line without a number is a row all the same: it ends as rows do, and so did the one above."""
        row = self.row
        if row is None:
            return False
        kinds = {kind_of(piece, row, self.header) for piece in pieces[1:]}
        if self.header.has("deadline"):
            return "deadline" in kinds and bool(row.deadline)
        return "people" in kinds and bool(row.people) and "".join(row.task).endswith(ENDS)

    def _begin(self, line: Line, number: str) -> RowPieces:
        self._finish()
        self.row = RowPieces(number, line.start, line.end)
        self.last = int(number) if number else self.last
        return self.row

    def _piece(self, line: Line, piece: str) -> None:
        row = self.row or self._begin(line, "")
        kind = kind_of(piece, row, self.header)
        if kind in ("task", "units") and row.units and (piece in OPEN_LIST or is_broken(row.units[-1], piece)):
            row.units[-1] += piece
            row.high = line.end
            return
        if kind == "task" and row.past_task:
            if self.has_rest:
                kind = "rest"
            elif not (self.in_one_line and row.number):
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

    def _cells(self, row: RowPieces, task: str) -> tuple[str, ...]:
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
        if all(len(name) <= LONGEST_NAME and not SENTENCE.search(name) for name in above):
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
