"""Comparators: 以上, 左右, 超过, 不低于 … become >=, <=, ~ or =."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.loading import alternation, load_groups
from luoshi.extraction.statements import Op

_GROUPS = load_groups("comparators")
_OPS: tuple[Op, ...] = (">=", "<=", "~")
BEFORE: dict[str, Op] = {word: op for op in _OPS for word in _GROUPS[f"before {op}"]}
AFTER: dict[str, Op] = {word: op for op in _OPS for word in _GROUPS[f"after {op}"]}

# A comparator at the end of what stands before a number. Sample: 力争突破|60家; near miss: 突破口|3个
COMPARATOR_BEFORE = re.compile(f"(?:{alternation(list(BEFORE))})$")


def after_pattern() -> str:
    """Alternatives for the comparators that stand behind a unit."""
    return alternation([word for word in AFTER if word not in ("多", "余")])


def op_before(left: str) -> tuple[Op, str] | None:
    """The comparator that ends `left`, as operator and word.

    >>> op_before("上市企业总数力争突破"), op_before("新增企业")
    (('>=', '突破'), None)
    """
    match = COMPARATOR_BEFORE.search(left[-4:])
    return (BEFORE[match.group()], match.group()) if match else None
