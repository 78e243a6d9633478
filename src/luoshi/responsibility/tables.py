"""A table becomes drafts of rows: headings carried down, merged cells filled, a task over several rows joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luoshi.responsibility.drafts import Draft
from luoshi.responsibility.grid import Grid, GridRow, Header, infer_header, read_header, settle_by_cells
from luoshi.responsibility.labels import label_of, looks_like_heading
from luoshi.responsibility.paths import Path
from luoshi.responsibility.placing import Placed, place
from luoshi.responsibility.shapes import MARKS, category, is_no_row, marked_heading, shape_of
from luoshi.responsibility.table_cells import Fields, assignment_of, fill_down

_HEADER_WITHIN = 30  # rows of titles that may stand above the header
_JUDGED = 200  # rows below a further header that tell what its columns hold
_OUTSIDE = -1.0  # rank of an unnumbered heading above the table
_LEVELS = 10.0  # rank of the first column of headings; further ones lie deeper
_MARKED = 90.0  # rank of an unnumbered heading over rows marked △; it ends with them


def table_drafts(grid: Grid) -> list[Draft]:
    """Every row of the table that holds a task; none when no column says who answers for it."""
    for at in range(min(len(grid.rows), _HEADER_WITHIN)):
        found = read_header(grid.rows, at)
        if found:
            low = at + found[1]
            return list(_Walk(grid, settle_by_cells(found[0], grid.rows[low:]), low).drafts())
    inferred = infer_header(grid.rows)
    return list(_Walk(grid, inferred, 0).drafts()) if inferred else []


class _Walk:
    """One way down the table: what the rows above said is what a row goes by."""

    def __init__(self, grid: Grid, header: Header, at: int) -> None:
        self.grid, self.at = grid, at
        self.shape = shape_of(grid, header, at)
        self.path = Path()
        self.above: Fields = ()
        self.after_break = False
        for text in grid.above:
            label = label_of(text)
            self.path.put(label.rank if label else _OUTSIDE, text)

    def drafts(self) -> Iterator[Draft]:
        """The rows with a task, in order; a row that only goes on with the task above is joined to it."""
        waiting: Draft | None = None
        while self.at < len(self.grid.rows):
            row = self.grid.rows[self.at]
            if self._skip_header():
                continue
            self.at += 1
            if is_no_row(row.filled) or self._heading(row):
                continue
            draft = self._row(row)
            if waiting is not None and _goes_on(draft, waiting, self.shape.header):
                waiting = _joined(waiting, draft)
                continue
            if waiting is not None and waiting.task:
                yield waiting
            waiting = draft
        if waiting is not None and waiting.task:
            yield waiting

    def _skip_header(self) -> bool:
        """Go past a header drawn again after a page break; a header of other columns holds from there on."""
        found = read_header(self.grid.rows, self.at)
        if found is None:
            return False
        self.at += found[1]
        if found[0].names != self.shape.header.names:
            below = self.grid.rows[self.at : self.at + _JUDGED]
            self.shape = replace(self.shape, header=settle_by_cells(found[0], below))
        self.after_break = True
        return True

    def _heading(self, row: GridRow) -> bool:
        """Put a row that is a heading on the path."""
        below = self.grid.rows[self.at] if self.at < len(self.grid.rows) else None
        heading, plain = category(row, self.shape), self.shape.plain_rank
        if heading is None:
            heading, plain = marked_heading(row, below, self.shape), _MARKED
        if heading is None:
            return False
        label = label_of(heading)
        self.path.put(label.rank if label else plain, heading, after_break=self.after_break)
        placed = place(row.cells, self.shape.header, flat=self.shape.flat)
        inside = {text for _, text in placed.area}
        self.above = tuple((at, text) for at, text in placed.fields if text not in inside)
        return True

    def _row(self, row: GridRow) -> Draft:
        header = self.shape.header
        placed = place(row.cells, header, flat=self.shape.flat)
        self.above = fill_down(placed, header, self.above, flat=self.shape.flat)
        task = self._task(placed)
        self.after_break = False
        return Draft(self.path.texts, task, assignment_of(self.above, header), row.low, row.high)

    def _task(self, placed: Placed) -> str:
        """The task, after its headings were put on the path."""
        roles = self.shape.header.roles
        target = [text for at, text in placed.area if roles[at] == "target"]
        cells = [(at, text) for at, text in placed.area if roles[at] != "target"]
        if not cells:
            return "；".join(target)
        if self.shape.has_levels and placed.exact:
            self._put_levels(cells)
        else:
            self._put_labelled(cells)
        task = cells[-1][1]
        if not task.startswith(tuple(MARKS)):
            self.path.drop(_MARKED)
        return "：".join((task.lstrip(MARKS), *target))

    def _put_levels(self, cells: list[tuple[int, str]]) -> None:
        """Headings from columns with names of their own (类别, 项目名称); the last such column holds the task."""
        header = self.shape.header
        order = list(dict.fromkeys(header.names[at] for at in header.area if header.roles[at] != "target"))
        for at, text in cells[:-1]:
            depth = order.index(header.names[at])
            if depth < len(order) - 1:
                self.path.put(_LEVELS + depth, text)

    def _put_labelled(self, cells: list[tuple[int, str]]) -> None:
        """Headings from nameless columns, told by their numbers, or by their columns where they have none.

        Where the task cell is empty the heading is the task.
        """
        for column, text in cells[:-1]:
            label = label_of(text)
            rank = _LEVELS + column if self.shape.by_column or label is None else label.rank
            self.path.put(rank, text, after_break=self.after_break)
        last = cells[-1][1]
        label = label_of(last)
        if (
            label is not None
            and not self.shape.by_column
            and label.rank in self.shape.sub_ranks
            and looks_like_heading(last)
        ):
            self.path.put(label.rank, last, after_break=self.after_break)


def _goes_on(draft: Draft, before: Draft, header: Header) -> bool:
    """Whether a row only goes on with the task above it: another measure of it, by the same units."""
    if not header.has("detail", "milestone", "progress", "note"):
        return False
    if not draft.task:
        return True
    same = draft.task == before.task and draft.path == before.path and header.has("detail")
    one, other = draft.assignment, before.assignment
    return same and (one.named, one.leaders, one.deadline) == (other.named, other.leaders, other.deadline)


def _joined(before: Draft, more: Draft) -> Draft:
    """The task with what another of its rows says beside it."""
    one, other = before.assignment, more.assignment
    milestones = "\n".join(dict.fromkeys(text for text in (one.milestones, other.milestones) if text)) or None
    note = "\n".join(dict.fromkeys(text for text in (one.note, other.note) if text)) or None
    return replace(before, assignment=replace(one, milestones=milestones, note=note), high=more.high)
