"""A table becomes drafts of rows: headings carried down, merged cells filled, cells read by what their column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.responsibility.assignment import Assignment, assign
from luoshi.responsibility.grid import Grid, GridRow, Header, header_roles, infer_header, read_header
from luoshi.responsibility.labels import CHINESE_NUMBER_ONLY, NUMBER_ONLY, label_of, looks_like_heading
from luoshi.responsibility.paths import Path, squeeze
from luoshi.responsibility.placing import Placed, place
from luoshi.responsibility.unit_lists import people_then_units
from luoshi.responsibility.vocabulary import UNIT_ROLES, words

_FURNITURE = words("units", "page_furniture")
_MARKED_RANK = 90.0  # rank of an unnumbered heading over rows marked △; it ends with them
_LEVELS = 10.0  # rank of the first named column of headings; further ones lie deeper
_MARKS_TEXT = "△▲☆★"
_MARKS = tuple(_MARKS_TEXT)
_SENTENCE = re.compile(r"[。；;！]$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before it has its number: its headings, its task, who answers for it, and where to look for its words."""

    path: tuple[str, ...]
    task: str
    assignment: Assignment
    low: int
    high: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What holds for a whole table: its header, the ranks of sub-headings seen beside tasks, the rank of unnumbered category rows.

    `has_levels`: columns of headings have names of their own; `by_column`: they have none, and hold headings without numbers.
    """

    header: Header
    flat: bool
    sub_ranks: frozenset[int]
    plain_rank: float
    has_levels: bool
    by_column: bool = False


def table_drafts(grid: Grid) -> list[Draft]:
    """Every row of the table that names a task with somebody to answer for it."""
    rows = grid.rows
    first = next(((at, found) for at in range(min(len(rows), 30)) if (found := read_header(rows, at))), None)
    if first is None:
        inferred = infer_header(rows)
        return list(_drafts(grid, inferred, 0)) if inferred else []
    at, (header, height) = first
    return list(_drafts(grid, header, at + height))


def _drafts(grid: Grid, header: Header, at: int) -> Iterator[Draft]:
    path = Path()
    for text in grid.above:
        label = label_of(text)
        path.put(label.rank if label else -1.0, text)
    shape = _shape(grid, header, at)
    after_break, last = False, _Last()
    waiting: Draft | None = None
    while at < len(grid.rows):
        row = grid.rows[at]
        found = read_header(grid.rows, at)
        if found:
            if not (grid.flat and _same_columns(found[0], shape.header)):
                shape = replace(shape, header=found[0])
            else:
                shape = replace(shape, header=Header(found[0].roles, found[0].names))
            at, after_break = at + found[1], True
            continue
        at += 1
        filled = row.filled
        if not filled or filled[0].startswith(_FURNITURE) or _is_page_number(filled):
            continue
        category = _category(row, shape)
        heading = category or _marked_heading(row, grid.rows[at] if at < len(grid.rows) else None, shape)
        if heading is not None:
            label = label_of(heading)
            plain = shape.plain_rank if category else _MARKED_RANK
            path.put(label.rank if label else plain, heading, after_break=after_break)
            last.fields = _fields_of_heading(row, shape)
            continue
        draft = _draft(row, shape, path, last, after_break=after_break)
        after_break = False
        if waiting is not None and _is_more(draft, waiting, shape):
            waiting = _joined_drafts(waiting, draft)
            continue
        if waiting is not None and waiting.task:
            yield waiting
        waiting = draft
    if waiting is not None and waiting.task:
        yield waiting


def _marked_heading(row: GridRow, below: GridRow | None, shape: _Shape) -> str | None:
    """A row whose task is only the heading of those below it, which are marked as its parts (△)."""
    if below is None:
        return None
    own, under = (place(one.cells, shape.header, flat=shape.flat).area for one in (row, below))
    if own and under and under[-1][1].startswith(_MARKS) and not own[-1][1].startswith(_MARKS):
        return own[-1][1]
    return None


def _fields_of_heading(row: GridRow, shape: _Shape) -> tuple[tuple[int, str], ...]:
    """What a heading's row says of who answers, for the rows below to carry."""
    placed = place(row.cells, shape.header, flat=shape.flat)
    area = {text for _, text in placed.area}
    return tuple((at, text) for at, text in placed.fields if text not in area)


def _is_more(draft: Draft, before: Draft, shape: _Shape) -> bool:
    """Whether a row only goes on with the task above it: another measure of it, by the same units."""
    if not shape.header.has("detail", "milestone", "progress", "note"):
        return False
    if not draft.task:
        return True
    same = draft.task == before.task and draft.path == before.path and shape.header.has("detail")
    one, other = draft.assignment, before.assignment
    return same and (one.named, one.leaders, one.deadline) == (other.named, other.leaders, other.deadline)


def _joined_drafts(before: Draft, more: Draft) -> Draft:
    """The task with what another of its rows says beside it."""
    one, other = before.assignment, more.assignment
    milestones = "\n".join(dict.fromkeys(text for text in (one.milestones, other.milestones) if text)) or None
    note = "\n".join(dict.fromkeys(text for text in (one.note, other.note) if text)) or None
    return replace(before, assignment=replace(one, milestones=milestones, note=note), high=more.high)


def _same_columns(one: Header, other: Header) -> bool:
    """Whether two headers name the same columns in the same order, nameless ones aside."""
    return [role for role in one.roles if role] == [role for role in other.roles if role]


def _is_page_number(filled: tuple[str, ...]) -> bool:
    return len(filled) == 1 and re.fullmatch(r"[-—－ \d、.第页共/]{1,12}", filled[0]) is not None


def _shape(grid: Grid, header: Header, at: int) -> _Shape:
    """One look over the table before its rows are read."""
    ranks: set[int] = set()
    names = {header.names[column] for column in header.area if header.roles[column] != "target"} - {""}
    shape = _Shape(header, grid.flat, frozenset(), -0.5, len(names) > 1)
    plain, bare, numbered = 0.5, 0, 0
    for row in grid.rows[at:]:
        if header_roles(row.cells) is not None:
            continue
        heading = _category(row, shape)
        if heading is not None:
            label = label_of(heading)
            plain = max(plain, label.rank + 0.5) if label and label.rank <= 2 else plain
        elif not shape.has_levels:
            texts = [text for _, text in place(row.cells, header, flat=grid.flat).area]
            labels = [label_of(text) for text in texts[:-1]]
            bare += None in labels
            numbered += bool(labels) and None not in labels
            ranks.update(label.rank for label in labels if label and label.rank >= 2)
    return replace(shape, sub_ranks=frozenset(ranks), plain_rank=plain, by_column=bare > numbered)


def _category(row: GridRow, shape: _Shape) -> str | None:
    """The heading that a row holds instead of a task: one cell merged over all columns, or alone in its row."""
    filled = row.filled
    if len(filled) == 2 and CHINESE_NUMBER_ONLY.fullmatch(filled[0]) and not _names_somebody(row, shape):
        number = filled[0].strip()
        return f"{number}{'' if number.endswith(('、', '）', ')')) else '、'}{filled[1]}"
    if len(filled) != 1 or NUMBER_ONLY.fullmatch(filled[0]):
        return None
    text = filled[0]
    spans = sum(1 for cell in row.cells if cell.strip())
    if not shape.flat and spans >= max(3, len(shape.header.roles) - 1):
        return text if len(text) <= 80 else None
    if len(row.cells) > 1 and not shape.flat and not looks_like_heading(text):
        return None
    label = label_of(text)
    if looks_like_heading(text) and (not shape.flat or (label is not None and label.rank <= 2)):
        return text
    return text if label is None and len(text) <= 25 and not _SENTENCE.search(text) else None


def _names_somebody(row: GridRow, shape: _Shape) -> bool:
    """Whether any cell stands in a column of units or leaders, other than by being merged over all of them."""
    placed = place(row.cells, shape.header, flat=shape.flat)
    area = {text for _, text in placed.area}
    return any(text not in area for _, text in placed.of(shape.header, *UNIT_ROLES, "leader"))


@dataclass(slots=True)
class _Last:
    """What the row above said, for cells merged downwards."""

    fields: tuple[tuple[int, str], ...] = ()


def _draft(row: GridRow, shape: _Shape, path: Path, last: _Last, *, after_break: bool) -> Draft:
    placed = place(row.cells, shape.header, flat=shape.flat)
    fields = _fill_down(placed, shape, last)
    task = _task(placed, shape, path, after_break=after_break)
    last.fields = fields
    if not task.startswith(_MARKS):
        path.drop(_MARKED_RANK)
    assignment = _assignment(replace(placed, fields=fields), shape.header)
    return Draft(path.texts, task.lstrip(_MARKS_TEXT), assignment, row.low, row.high)


def _fill_down(placed: Placed, shape: _Shape, last: _Last) -> tuple[tuple[int, str], ...]:
    """The row's fields, with what a cell merged downwards says in a row that says nothing of it.

    Where text was all that was left of a table, an empty cell is a merged one: all of who answers is carried when none is named,
    the leader alone only where the cells stand in their columns. Real cells come filled, so an empty one there is empty,
    unless the number is missing too (one numbered item over several rows).
    """
    header = shape.header
    mine = {at for at, _ in placed.fields}
    numbered = bool(placed.of(header, "number")) or not header.has("number")
    named = bool(placed.of(header, *UNIT_ROLES))
    carried: list[tuple[int, str]] = []
    if not named and (shape.flat or not numbered):
        carried = [(at, text) for at, text in last.fields if header.roles[at] in UNIT_ROLES | {"leader", "person", "deadline"}]
    elif shape.flat and placed.exact and not placed.of(header, "leader"):
        carried = [(at, text) for at, text in last.fields if header.roles[at] == "leader"]
    kept = tuple((at, text) for at, text in carried if at not in mine and at < len(header.roles))
    return tuple(sorted((*placed.fields, *kept)))


def _task(placed: Placed, shape: _Shape, path: Path, *, after_break: bool) -> str:
    """The task, after its headings were put on the path."""
    target = [text for at, text in placed.area if shape.header.roles[at] == "target"]
    cells = [(at, text) for at, text in placed.area if shape.header.roles[at] != "target"]
    if not cells:
        return "；".join(target)
    if shape.has_levels and placed.exact:
        _put_levels(cells, shape, path)
    else:
        _put_labelled(cells, shape, path, after_break=after_break)
    return "：".join((cells[-1][1], *target)) if target else cells[-1][1]


def _put_levels(cells: list[tuple[int, str]], shape: _Shape, path: Path) -> None:
    """Headings from columns with names of their own (类别, 项目名称); the last such column holds the task."""
    names = [shape.header.names[at] for at in shape.header.area if shape.header.roles[at] != "target"]
    order = list(dict.fromkeys(names))
    for at, text in cells:
        depth = order.index(shape.header.names[at])
        if depth < len(order) - 1 and (at, text) != cells[-1]:
            path.put(_LEVELS + depth, text)


def _put_labelled(cells: list[tuple[int, str]], shape: _Shape, path: Path, *, after_break: bool) -> None:
    """Headings from nameless columns, told by their numbers, or by their columns where they have none.

    Where the task cell is empty the heading is the task.
    """
    for column, text in cells[:-1]:
        label = label_of(text)
        rank = _LEVELS + column if shape.by_column or label is None else label.rank
        path.put(rank, text, after_break=after_break)
    label = label_of(cells[-1][1])
    if label is not None and not shape.by_column and label.rank in shape.sub_ranks and looks_like_heading(cells[-1][1]):
        path.put(label.rank, cells[-1][1], after_break=after_break)


def _assignment(placed: Placed, header: Header) -> Assignment:
    """What the cells of a row say of who answers for it, when, and beside that."""
    fields = dict(placed.fields)
    leader = next((text for at, text in placed.fields if header.roles[at] == "leader"), "")
    found = Assignment()
    for at, text in sorted(fields.items()):
        role = header.roles[at]
        if role in UNIT_ROLES and role is not None:
            people, units = people_then_units(text) if not leader or leader == text else ("", text)
            found = found.merged(replace(assign(role, units), leaders=assign("leader", people).leaders))
        elif role == "leader" and text not in {fields[other] for other in fields if header.roles[other] in UNIT_ROLES}:
            found = found.merged(assign(role, text))
        elif role == "person" and not header.has("leader"):
            found = found.merged(assign(role, text))
        elif role == "deadline":
            found = found.merged(assign(role, text))
    return replace(found, milestones=_joined(placed, header, "milestone", "detail"), note=_joined(placed, header, "note", "progress", "person"))


def _joined(placed: Placed, header: Header, *roles: str) -> str | None:
    """Cells of several columns in one text, each behind its column's name unless it is the only one."""
    kept = [
        (header.names[at], text, header.roles[at])
        for at, text in placed.fields
        if header.roles[at] in roles and (header.roles[at] != "person" or header.has("leader"))
    ]
    several = sum(1 for role in header.roles if role in roles) > 1
    named = [text if not several and role != "progress" and role != "person" else f"{squeeze(name)}：{text}" for name, text, role in kept]
    return "\n".join(named) or None
