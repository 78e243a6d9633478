"""A table as rows of cells, whatever it came from; and its header: which column holds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from luoshi.responsibility.labels import NUMBER_ONLY, label_of
from luoshi.responsibility.unit_lists import units_share
from luoshi.responsibility.vocabulary import TASK_ROLES, UNIT_ROLES, ColumnRole, column_role

# Columns of those who answer for a row.
ANSWERING: frozenset[ColumnRole | None] = frozenset({*UNIT_ROLES, "leader", "person"})
_LONGEST_HEADER_CELL = 40
_WIDEST = 60


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
    found = [column_role(cell) for cell in cells]
    known = {cell.strip() for cell, role in zip(cells, found, strict=True) if role is not None}
    if len(known) < 2 or len(known) * 10 < len(named) * 6:
        return None
    roles = _settled(found, [cell.strip() for cell in cells])
    promises = any(role in TASK_ROLES or role in ("number", "detail") for role in roles)
    return tuple(roles) if promises and any(role in ANSWERING for role in roles) else None


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
