"""How sure a statement is: the share of statements made the same way that were right.

The shares were counted on annotated documents; the benchmark prints the reliability table that checks them.
"""

from __future__ import annotations

from collections.abc import Collection

_SURE = 0.97
# What each guess costs. A doubt's factor is the share right with it over the share right without it.
_FACTOR = {
    "leaned": 0.85,
    "completed": 0.88,
    "both sides": 0.85,
    "list": 0.55,
    "long": 0.8,
    "short": 0.8,
    "no verb": 0.93,
    "bracket": 0.7,
    "time": 0.85,
    "role": 0.9,
}
_LONG = 26  # characters beyond which an indicator has probably swallowed something


def confidence_of(doubts: Collection[str], head: str, *, has_verb: bool) -> float:
    """A probability between 0 and 1 that the statement is right in all its fields."""
    value = _SURE
    for doubt in doubts:
        value *= _FACTOR[doubt]
    if len(head) > _LONG:
        value *= _FACTOR["long"]
    elif len(head) < 3:
        value *= _FACTOR["short"]
    if not has_verb:
        value *= _FACTOR["no verb"]
    return round(value, 2)
