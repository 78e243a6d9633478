"""What holds for a whole table, seen in one look over it; and which of its rows are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.responsibility.grid import ANSWERING, Grid, GridRow, Header, header_roles
from luoshi.responsibility.labels import CHINESE_NUMBER_ONLY, NUMBER_ONLY, has_quantity, label_of, looks_like_heading
from luoshi.responsibility.lines import FURNITURE
from luoshi.responsibility.names import opens_task
from luoshi.responsibility.placing import place

# Marks before the parts of a task whose heading stands in a row of its own.
MARKS = "△▲☆★"
# A row that is nothing but a page's number: — 3 —, 第3页; near miss: 3个.
_PAGE_ROW = re.compile(r"[-—－ \d、.第页共/]{1,12}")
# A row that adds up those above: 合计, 总 计; near miss: 总计划.
_TOTAL = re.compile(r"(?:合|总|小|共)\s{0,3}计[：:]?")
_ITEM = 3  # the rank of 1.
_SENTENCE_ENDS = ("。", "；", ";", "！")
_LONGEST_CATEGORY, _LONGEST_BARE_CATEGORY = 80, 25


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's header and habits.

    `sub_ranks` are the ranks of numbered headings seen beside tasks, `plain_rank` is the rank of rows that are headings
    without a number. `has_levels` says that columns of headings have names of their own, `by_column` that they have
    none and hold headings without numbers. `own_ranks` are the ranks of the numbers that rows with a unit bear.
    """

    header: Header
    flat: bool
    sub_ranks: frozenset[int] = frozenset()
    plain_rank: float = 0.5
    has_levels: bool = False
    by_column: bool = False
    own_ranks: frozenset[int] = frozenset({_ITEM})


def shape_of(grid: Grid, header: Header, at: int) -> Shape:
    """The shape of a table whose rows begin at `at`."""
    names = {header.names[column] for column in header.area if header.roles[column] != "target"} - {""}
    shape = Shape(header, grid.flat, has_levels=len(names) > 1)
    ranks: set[int] = set()
    own: set[int] = set()
    plain, bare, numbered = 0.5, 0, 0
    for row in grid.rows[at:]:
        if header_roles(row.cells) is not None:
            continue
        heading = category(row, shape)
        if heading is not None:
            label = label_of(heading)
            plain = max(plain, label.rank + 0.5) if label and label.rank <= 2 else plain
            continue
        if _names_somebody(row, shape):
            own |= _ranks_of(row)
        if not shape.has_levels:
            labels = [label_of(text) for _, text in place(row.cells, header, flat=grid.flat).area[:-1]]
            bare += None in labels
            numbered += bool(labels) and None not in labels
            ranks.update(label.rank for label in labels if label and label.rank >= 2)
    return replace(
        shape,
        sub_ranks=frozenset(ranks),
        plain_rank=plain,
        by_column=bare > numbered,
        own_ranks=frozenset(own or {_ITEM}),
    )


def _ranks_of(row: GridRow) -> set[int]:
    """The ranks of the numbers in a row; a bare figure counts as 1. does."""
    labels = [
        label_of(cell.strip() + "件" if NUMBER_ONLY.fullmatch(cell) else cell) for cell in row.cells if cell.strip()
    ]
    bare = any(cell.strip().isdigit() for cell in row.cells[:2])
    return {label.rank for label in labels[:3] if label} | ({_ITEM} if bare else set())


def is_no_row(filled: tuple[str, ...]) -> bool:
    """Whether a row of cells is empty, a page's number, a total, a note under the table or the list of copies sent."""
    if not filled or filled[0].startswith(FURNITURE) or any(map(_TOTAL.fullmatch, filled[:2])):
        return True
    return len(filled) == 1 and _PAGE_ROW.fullmatch(filled[0]) is not None


def category(row: GridRow, shape: Shape) -> str | None:
    """The heading that a row holds instead of a task: one cell merged over all columns, or alone in its row."""
    filled = row.filled
    if len(filled) == 2 and not _names_somebody(row, shape):
        if CHINESE_NUMBER_ONLY.fullmatch(filled[0]):
            number = filled[0]
            return f"{number}{'' if number.endswith(('、', '）', ')')) else '、'}{filled[1]}"
        if NUMBER_ONLY.fullmatch(filled[0]) and _is_sub_head(row, shape):
            return " ".join(filled)
    if len(filled) != 1 or NUMBER_ONLY.fullmatch(filled[0]):
        return None
    text = filled[0]
    return _alone(text, row, shape) if shape.flat else _merged(text, row, shape)


def _is_sub_head(row: GridRow, shape: Shape) -> bool:
    """Whether a numbered row without units heads those below: merged over their columns, or of another series."""
    text = row.filled[1]
    if has_quantity(text) or text.endswith(_SENTENCE_ENDS) or len(text) > _LONGEST_BARE_CATEGORY:
        return False
    merged = not shape.flat and sum(1 for cell in row.cells if cell.strip() == text) >= len(shape.header.roles) - 1 > 1
    return merged or not _ranks_of(row) & shape.own_ranks


def _merged(text: str, row: GridRow, shape: Shape) -> str | None:
    """In a table with cells: a heading stands in all columns, or is told by its number."""
    columns = len(shape.header.roles)
    spans = sum(1 for cell in row.cells if cell.strip())
    if spans >= columns or spans >= max(3, columns - 1):
        return text if len(text) <= _LONGEST_CATEGORY else None
    return text if looks_like_heading(text) else None


def _alone(text: str, row: GridRow, shape: Shape) -> str | None:
    """In a table of which text is left: a heading is numbered, or short, in the first column, and no task."""
    label = label_of(text)
    if label is not None:
        return text if (label.rank <= 2 or label.rank not in shape.own_ranks) and looks_like_heading(text) else None
    if len(text) > _LONGEST_BARE_CATEGORY or text.endswith(_SENTENCE_ENDS) or has_quantity(text):
        return None
    at = next(at for at, cell in enumerate(row.cells) if cell.strip())
    numbered = shape.header.roles[:1] == ("number",)
    if len(row.cells) > 1 and (at > 0 if numbered else at not in (0, *shape.header.area)):
        return None
    return None if len(row.cells) > 1 and opens_task(text) else text


def _names_somebody(row: GridRow, shape: Shape) -> bool:
    """Whether any cell stands in a column of units or leaders, other than by being merged over all of them."""
    placed = place(row.cells, shape.header, flat=shape.flat)
    area = {text for _, text in placed.area}
    return any(text not in area for at, text in placed.fields if shape.header.roles[at] in ANSWERING)


def marked_heading(row: GridRow, below: GridRow | None, shape: Shape) -> str | None:
    """The task of a row that is only the heading of those below it, which are marked as its parts (△)."""
    if below is None:
        return None
    own, under = (place(one.cells, shape.header, flat=shape.flat).area for one in (row, below))
    parts = tuple(MARKS)
    if own and under and under[-1][1].startswith(parts) and not own[-1][1].startswith(parts):
        return own[-1][1]
    return None
