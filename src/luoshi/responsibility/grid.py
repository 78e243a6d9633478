"""A table as rows of cells, whatever it came from; and its header: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.labels import NUMBER_ONLY, label_of
from luoshi.responsibility.names import is_deadline, opens_unit
from luoshi.responsibility.unit_lists import split_units, units_share
from luoshi.responsibility.vocabulary import TASK_ROLES, UNIT_ROLES, ColumnRole, column_role, is_column_name

# Columns of those who answer for a row.
ANSWERING: frozenset[ColumnRole | None] = frozenset({*UNIT_ROLES, "leader", "person"})
_LONGEST_HEADER_CELL = 40
_WIDEST = 60
_SHORTEST_UNIT = 4  # characters of a name that is sure to be no column's: 县区 may be one
# A figure with nothing else in the cell: 86.4, 38,000, 6%, -1.2; near miss: 6左右.
_FIGURE = re.compile(r"[-+－]?\d[\d,.]{0,15}[%％]?")
# The name of a column of units that no list knows: 包抓单位, 领办部门; near misses: 填报单位, 单位.
_UNITS_BY_NAME = re.compile(r"(?!填|报|编|制|审|计|金额|送)[\u4e00-\u9fff]{2,6}(?:单位|部门|科室)")
# What parts one stage from the next: 3月招标，10月完工; near miss: 9月底前.
_PARTS = re.compile(r"[，,；;\n]")


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of one row; its words are to be found in the document's text between `low` and `high`."""

    cells: tuple[str, ...]
    low: int
    high: int

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something, a cell merged over neighbouring columns once."""
        found: list[str] = []
        last = ""
        for cell in self.cells:
            bare = cell.strip()
            if bare and bare != last:
                found.append(bare)
            last = bare
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `flat`: it was rebuilt from running text, so that cells may have slipped and merged cells are empty.

    `above` are the headings that stand right before it.
    """

    rows: tuple[GridRow, ...]
    flat: bool
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What each column holds (None: its name says nothing), and the columns' names."""

    roles: tuple[ColumnRole | None, ...]
    names: tuple[str, ...]

    def has(self, *roles: ColumnRole) -> bool:
        """Whether any column has one of these roles."""
        return any(role in roles for role in self.roles)

    @property
    def area(self) -> tuple[int, ...]:
        """The columns that hold headings and tasks: those named so, and nameless ones among them."""
        return _area(self.roles)


@lru_cache(maxsize=256)
def _area(roles: tuple[ColumnRole | None, ...]) -> tuple[int, ...]:
    answers = [at for at, role in enumerate(roles) if role in ANSWERING or role == "deadline"]
    first = answers[0] if answers else len(roles)
    return tuple(at for at, role in enumerate(roles) if role in TASK_ROLES or (role is None and at < first))


def header_roles(cells: Sequence[str]) -> tuple[ColumnRole | None, ...] | None:
    """What the columns hold, if this row of cells is a header; None when it is not.

    >>> header_roles(("序号", "重点工作", "责任领导", "责任单位", "完成时限"))
    ('number', 'task', 'leader', 'units', 'deadline')
    >>> header_roles(("1", "完成投资20亿元。", "李云舟", "市发展改革委", "年底前")) is None
    True
    """
    named = {cell.strip() for cell in cells if cell.strip()}
    if not 2 <= len(named) <= _WIDEST or max(map(len, named)) > _LONGEST_HEADER_CELL:
        return None
    found = [column_role(cell) or ("units" if _UNITS_BY_NAME.fullmatch(cell.strip()) else None) for cell in cells]
    known = {cell.strip() for cell, role in zip(cells, found, strict=True) if role is not None}
    if len(known) < 2 or any(map(_names_units, named - known)):
        return None
    sure = {column_role(cell) for cell in known if is_column_name(cell)}  # 项目名称 and 责任单位 stand in no body
    if len(known) * 10 < len(named) * (3 if "task" in sure and sure & UNIT_ROLES else 6):
        return None
    roles = _settled(found, [cell.strip() for cell in cells])
    promises = any(role in TASK_ROLES or role in ("number", "detail") for role in roles)
    return tuple(roles) if promises and any(role in ANSWERING for role in roles) else None


def _names_units(cell: str) -> bool:
    """Whether a cell lists units, so that its row is no header whatever words stand in its other cells."""
    names = split_units(cell).names if len(cell) >= _SHORTEST_UNIT else ()
    return bool(names) and all(is_known(name) or opens_unit(name) for name in names) and units_share(cell) >= 1


def settle_by_cells(header: Header, rows: Sequence[GridRow]) -> Header:
    """The header, with what only the cells below tell.

    A column behind the task whose name is unknown is no task: bare figures (总投资, 上年数) say nothing, other words
    (建设地点) stand beside it. Where
    several rows, each with a number of its own, share one task, their measures are what is promised and the task is
    their heading; under one number they are measures of one task. A column of stages that holds nothing but deadlines
    (进度要求: 9月底前) is that of the deadline, where no other is.
    """
    roles = list(header.roles)
    first = next((at for at, role in enumerate(roles) if role == "task"), len(roles))
    for at in range(first + 1, len(roles)):
        cells = [row.cells[at].strip() for row in rows if at < len(row.cells)]
        cells = [cell for cell in cells if cell not in ("", header.names[at])]  # the header may be drawn again
        if roles[at] is None and cells and all(map(_FIGURE.fullmatch, cells)):
            roles[at] = "ignored"
        elif roles[at] is None and header.names[at]:
            roles[at] = "note"
        stages = roles[at] == "milestone" and roles.count("milestone") == 1 and "deadline" not in roles
        if stages and cells and all(is_deadline(cell) and not _PARTS.search(cell) for cell in cells):
            roles[at] = "deadline"
    if "detail" in roles and _is_counted_by_detail(roles, rows):
        roles = ["task" if role == "detail" else role for role in roles]
    return replace(header, roles=tuple(roles))


def _is_counted_by_detail(roles: Sequence[ColumnRole | None], rows: Sequence[GridRow]) -> bool:
    """Whether rows that share a task have numbers of their own, and none of them share one."""
    if "number" not in roles or "task" not in roles:
        return False
    number, task = roles.index("number"), roles.index("task")
    last = max(number, task, len(roles) - 1 - list(roles)[::-1].index("detail"))
    shared = [
        (one.cells[number].strip(), other.cells[number].strip())
        for one, other in pairwise(row for row in rows if len(row.cells) > last)
        if one.cells[task].strip() and one.cells[task] == other.cells[task] and len(set(other.cells)) > 2
    ]
    return bool(shared) and all(a and b and a != b for a, b in shared)


def _settled(roles: list[ColumnRole | None], names: Sequence[str]) -> list[ColumnRole | None]:
    """Roles that depend on the other columns: 单位 may be a measure or a unit, 年度目标 a value or the task itself."""
    if not any(role in ANSWERING for role in roles) and not any("指标" in name for name in names):
        roles = ["units" if name == "单位" else role for role, name in zip(roles, names, strict=True)]
    if "helper" in roles and not {"lead", "units"} & set(roles):
        roles = ["units" if role == "helper" else role for role in roles]
    if "target" in roles and "task" not in roles:
        roles = ["task" if role == "target" else role for role in roles]
    return roles


def _second_line(cells: Sequence[str], header: Header) -> bool:
    """Whether the row goes on with the header: every cell names a column or repeats the one above it."""
    filled = [(cell.strip(), above) for cell, above in zip(cells, header.names, strict=False) if cell.strip()]
    if len(filled) < 2 or len(cells) > len(header.names) or all(cell == above for cell, above in filled):
        return False
    return all(cell == above or _is_name(cell) for cell, above in filled)


def _is_name(cell: str) -> bool:
    return len(cell) <= 16 and label_of(cell) is None and column_role(cell) is not None


def read_header(rows: Sequence[GridRow], at: int) -> tuple[Header, int] | None:
    """The header that begins at row `at` and the number of its rows; None when there is none.

    A second row that names parts of a merged cell (责任单位 → 牵头, 配合) belongs to it.
    """
    roles = header_roles(rows[at].cells)
    if roles is None:
        return None
    header = Header(roles, tuple(cell.strip() for cell in rows[at].cells))
    if at + 1 < len(rows) and _second_line(rows[at + 1].cells, header):
        below = [cell.strip() for cell in rows[at + 1].cells]
        below += [""] * (len(header.names) - len(below))
        names = tuple(low or high for low, high in zip(below, header.names, strict=True))
        under = tuple(
            role if not low or low == high else column_role(low) or role
            for low, high, role in zip(below, header.names, header.roles, strict=True)
        )
        return Header(tuple(_settled(list(under), names)), names), 2
    return header, 1


def infer_header(rows: Sequence[GridRow]) -> Header | None:
    """A header for a table that has none, from what its columns hold: one of units, and one of words to their left."""
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) < 2 or not 2 <= width <= 12:
        return None
    sample = rows[:30]
    roles: list[ColumnRole | None] = []
    for column in range(width):
        cells = [row.cells[column].strip() for row in sample if column < len(row.cells) and row.cells[column].strip()]
        roles.append(_kind_of(cells, len(sample), [role for role in roles if role]))
    if "units" not in roles or "task" not in roles[: roles.index("units")]:
        return None
    if roles.count("units") > 1:
        first = roles.index("units")
        roles = [("lead" if at == first else "helper") if role == "units" else role for at, role in enumerate(roles)]
    return Header(tuple(roles), ("",) * width)


def _kind_of(cells: list[str], rows: int, before: list[ColumnRole]) -> ColumnRole | None:
    """What a nameless column holds, from its cells."""
    if len(cells) * 2 < rows:
        return None
    if all(NUMBER_ONLY.fullmatch(cell) for cell in cells):
        return "number"
    if sum(units_share(cell) for cell in cells) >= 0.85 * len(cells):
        return "units"
    return "task" if sum(map(len, cells)) >= 8 * len(cells) and "units" not in before else None
