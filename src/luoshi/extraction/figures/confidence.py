"""How sure a statement is: the share of statements made the same way that were right.

The shares were counted on annotated documents, rounded down for documents not yet seen; `script/quality` prints the
reliability table that checks them.
"""

from __future__ import annotations

from collections.abc import Collection

_SURE = 0.97  # nothing was guessed
# What each guess costs: the share right with it over the share right without it.
_FACTOR = {
    "leaned": 0.9,  # the indicator is the one named before
    "completed": 0.9,  # an attribute took its owner from what stands before
    "both sides": 0.8,  # words before and behind the figure were joined
    "list": 0.55,  # more figures than indicators, or fewer
}
_LONG, _LONG_FACTOR = 26, 0.8  # an indicator of more characters has probably swallowed something
_SHORT, _SHORT_FACTOR = 3, 0.85  # one of fewer is probably short of its owner


def confidence_of(doubts: Collection[str], head: str) -> float:
    """A probability between 0 and 1 that the statement is right in all its fields.

    >>> confidence_of((), "高新技术企业"), confidence_of(("list",), "投资额")
    (0.97, 0.53)
    """
    value = _SURE
    for doubt in doubts:
        value *= _FACTOR[doubt]
    if len(head) > _LONG:
        value *= _LONG_FACTOR
    elif len(head) < _SHORT:
        value *= _SHORT_FACTOR
    return round(value, 2)
