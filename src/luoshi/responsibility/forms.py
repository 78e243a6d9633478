"""Forms: small tables that hold one task each, the names of the fields on the left and what they say on the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from luoshi.responsibility.grid import GridRow
from luoshi.responsibility.vocabulary import UNIT_ROLES, ColumnRole, column_role

_LONGEST_KEY = 12  # characters of a field's name
_FEWEST = 3  # fields of a form
_KNOWN = 0.6  # share of the names that must be known


def upright(rows: Sequence[GridRow]) -> list[GridRow] | None:
    """The rows of a form as those of a table, a header and a row for each task; None where this is no form.

    A row of a form holds one field or two: 牵头单位 | 市水务局, or 分管领导 | 李云舟 | 完成时限 | 年底前.

    >>> cells = (("任务", "新建泵站3座"), ("牵头单位", "市水务局"), ("完成时限", "9月底前"))
    >>> [row.cells for row in upright([GridRow(pair, 0, 9) for pair in cells])]
    [('任务', '牵头单位', '完成时限'), ('新建泵站3座', '市水务局', '9月底前')]
    """
    records: list[list[tuple[str, str, GridRow]]] = []
    first: ColumnRole | None = None
    for row in rows:
        cells = [cell for cell, _ in groupby(cell.strip() for cell in row.cells)]
        if len(cells) == 1 and not records:
            continue  # a title
        if len(cells) not in (2, 4):
            return None
        for key, value in zip(cells[::2], cells[1::2], strict=True):
            if not 0 < len(key) <= _LONGEST_KEY:
                return None
            role = column_role(key)
            first = first or role
            if not records or (role == first and role is not None):
                records.append([])
            records[-1].append((key, value, row))
    if not records or not all(map(_is_form, records)):
        return None
    found: list[GridRow] = []
    for record in records:
        low, high = record[0][2].low, record[-1][2].high
        found.append(GridRow(tuple(key for key, _, _ in record), low, low))
        found.append(GridRow(tuple(value for _, value, _ in record), low, high))
    return found


def _is_form(record: Sequence[tuple[str, str, GridRow]]) -> bool:
    """Whether the fields name a task and who answers for it, each once."""
    roles = [column_role(key) for key, _, _ in record]
    known = sum(role is not None for role in roles)
    return (
        len(record) >= _FEWEST
        and len({key for key, _, _ in record}) == len(record)
        and known >= _KNOWN * len(record)
        and "task" in roles
        and any(role in UNIT_ROLES for role in roles)
    )
