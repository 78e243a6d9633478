"""How far what the engine finds agrees with an annotation: a small measure that needs nothing beside the repository."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from luoshi.extraction import Statement

_FIELDS = ("unit", "op", "measure", "polarity")
_ALIKE = 0.7  # share of common pairs of characters from which two wordings count as one indicator


def _pairs(words: str) -> set[str]:
    kept = [c for c in words if c not in "“”（）、的 "]
    return {a + b for a, b in pairwise(kept)} or set(kept)


def alike(one: str, other: str) -> bool:
    """Whether two wordings of an indicator share most of their pairs of characters."""
    left, right = _pairs(one), _pairs(other)
    return 2 * len(left & right) >= _ALIKE * (len(left) + len(right))


def _agrees(gold: dict[str, Any], found: Statement) -> bool:
    also = gold.get("also", {})
    same = all(getattr(found, name) in (gold[name], *also.get(name, [])) for name in _FIELDS)
    return same and any(alike(name, found.indicator) for name in (gold["indicator"], *also.get("indicator", [])))


def recall(text: str, gold: Sequence[dict[str, Any]], found: Sequence[Statement]) -> tuple[float, list[str]]:
    """The share of an annotation's records found in all fields, and the quotes of those that were not.

    A record is looked for among the statements with its value whose span touches its quote.
    """
    missed, at, counted = list[str](), 0, 0
    for record in gold:
        start = record.get("start", text.find(record["quote"], at) if "quote" in record else -1)
        end = record.get("end", start + len(record.get("quote", "")))
        at = max(at, start)
        if record.get("optional"):
            continue
        counted += 1
        near = [s for s in found if s.start < end and start < s.end and s.value == record["value"]]
        if not any(_agrees(record, s) for s in near):
            missed.append(record.get("quote") or f"{record['indicator']} {record['value']}")
    return 1 - len(missed) / counted, missed
