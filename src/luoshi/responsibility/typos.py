"""Names a slip of the pen away from one another: a character too many, too few or wrong, or two words swapped."""

from __future__ import annotations

from collections.abc import Mapping

_SHORTEST = 5  # shorter names lie too close together: 水利局 and 水务局, 民政局 and 民宗局
_SHORTEST_CHANGED = 6


def nearest(name: str, known: Mapping[str, str]) -> str | None:
    """What the known names at a slip's distance stand for; None when that is nothing, or several things.

    >>> nearest("农村农业局", {"农业农村局": "农业农村局"}), nearest("水务局", {"水利局": "水利局"}) is None
    ('农业农村局', True)
    """
    if not _SHORTEST <= len(name) <= 40:
        return None
    found = {known[one] for one in known if abs(len(one) - len(name)) <= 1 and one != name and is_slip(name, one)}
    return found.pop() if len(found) == 1 else None


def is_slip(one: str, other: str) -> bool:
    """Whether the two differ by one character, or only in the order of their words.

    >>> is_slip("住房城乡建设局", "住房城乡建没局"), is_slip("财政局", "审计局")
    (True, False)
    """
    if min(len(one), len(other)) < _SHORTEST - 1:
        return False
    low = 0
    while low < min(len(one), len(other)) and one[low] == other[low]:
        low += 1
    high = 0
    while high < min(len(one), len(other)) - low and one[-1 - high] == other[-1 - high]:
        high += 1
    left, right = one[low : len(one) - high], other[low : len(other) - high]
    if len(one) != len(other):
        return min(len(left), len(right)) == 0 and max(len(left), len(right)) == 1
    if len(left) == 1:
        return len(one) >= _SHORTEST_CHANGED
    return len(left) <= 4 and sorted(left) == sorted(right)
