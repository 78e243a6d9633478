"""Comparators: 以上, 左右, 超过, 不低于 … become >=, <=, ~ or =."""

from __future__ import annotations

from luoshi.extraction.lexicon.loading import alternation, load_groups
from luoshi.extraction.statements import Op

_GROUPS = load_groups("comparators")
_OPS: tuple[Op, ...] = (">=", "<=", "~")
BEFORE: dict[str, Op] = {word: op for op in _OPS for word in _GROUPS[f"before {op}"]}
AFTER: dict[str, Op] = {word: op for op in _OPS for word in _GROUPS[f"after {op}"]}


def after_pattern() -> str:
    """Alternatives for the comparators that stand behind a unit."""
    return alternation([word for word in AFTER if word not in ("多", "余")])
