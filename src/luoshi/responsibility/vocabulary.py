"""The word lists of responsibility tables, read once and checked: columns, roles, units, deadlines, persons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from luoshi.responsibility.errors import LexiconError

ColumnRole = Literal[
    "number", "section", "subsection", "task", "target", "detail", "leader", "person", "lead", "units", "helper",
    "deadline", "milestone", "progress", "note", "ignored",
]  # fmt: skip
UNIT_ROLES: frozenset[ColumnRole | None] = frozenset({"lead", "units", "helper"})
TASK_ROLES: frozenset[ColumnRole | None] = frozenset({"section", "subsection", "task", "target"})

# Blanks anywhere in a column's name: 完 成 时 限.
_SPACE = re.compile(r"\s+")
# A bracket that closes a column's name: 责任单位（列首位的为牵头单位）; near miss: （一）任务, which opens with it.
_CLOSING_BRACKET = re.compile(r"[（(\[【][^（(\[【）)\]】]{0,40}[）)\]】]$")
_LONGEST_COLUMN_NAME = 24
_NO_BRACKETS = str.maketrans("", "", "（）()[]【】")


@cache
def load(name: str) -> dict[str, Any]:
    """The word list `name` of this core's lexicon, as TOML gives it.

    >>> load("roles")["lead"]["verbs"][0]
    '牵头负责'
    """
    return tomllib.loads((files("luoshi.responsibility") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, entry: str, key: str = "words") -> tuple[str, ...]:
    """The words of one entry, longest first, so that an alternation of them takes the longest match."""
    try:
        found = load(name)[entry]
        listed = found[key]
        meaning = found["meaning"]
    except KeyError as missing:
        raise LexiconError(f"{name}.toml, [{entry}]: {missing} is missing") from None
    if not meaning or not listed or len(set(listed)) != len(listed):
        raise LexiconError(f"{name}.toml, [{entry}] {key}: empty, repeated or without a meaning")
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))


def alternation(listed: Iterable[str]) -> str:
    """The words as the body of a regular expression's group, longest first."""
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Column:
    """One role a column can have, with the names it goes by."""

    role: ColumnRole
    names: frozenset[str]
    contains: tuple[str, ...]
    never: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether the name holds one of its words and none that it never has."""
        return any(word in name for word in self.contains) and not any(word in name for word in self.never)


@cache
def columns() -> tuple[Column, ...]:
    """Every role of the lexicon, in the order in which they are tried."""
    read = []
    for entry in load("columns")["column"]:
        if entry.get("role") not in get_args(ColumnRole) or not entry.get("meaning"):
            raise LexiconError(f"columns.toml: {entry.get('role')!r} is no known role, or has no meaning")
        role = cast(ColumnRole, entry["role"])
        names = frozenset(_SPACE.sub("", name) for name in entry["names"])
        read.append(Column(role, names, tuple(entry["contains"]), tuple(entry.get("never", ()))))
    return tuple(read)


@cache
def column_role(name: str) -> ColumnRole | None:
    r"""What a column of this name holds; None when the text is no column's name.

    >>> column_role("牵头责任单位"), column_role("完 成\n时 限"), column_role("责任单位（列首位的为牵头单位）")
    ('lead', 'deadline', 'units')
    >>> column_role("加快建设云川大道，年底前通车。") is None
    True
    """
    bare = _SPACE.sub("", name).strip("：:*△")
    if not bare or len(bare) > 60:
        return None
    bare = _CLOSING_BRACKET.sub("", bare) or bare
    if not bare or len(bare) > _LONGEST_COLUMN_NAME or any(mark in bare for mark in "。；，"):
        return None
    bare = bare.translate(_NO_BRACKETS)  # 主（承）办单位
    for column in columns():
        if bare in column.names:
            return column.role
    return next((column.role for column in columns() if column.fits(bare)), None)


def is_column_name(text: str) -> bool:
    """Whether the text is a column's name to the letter, and not merely worded like one.

    >>> is_column_name("责任 单位"), is_column_name("改造项目")
    (True, False)
    """
    bare = _SPACE.sub("", text).strip("：:*△")
    return any(bare in column.names for column in columns())
