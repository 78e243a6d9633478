"""Units of measure: what may follow a number, and to which family it belongs."""

from __future__ import annotations

from functools import cache

from luoshi.extraction.lexicon.loading import alternation, load_groups

_GROUPS = load_groups("units")
_FAMILY = {unit: family for family, entries in _GROUPS.items() for unit in entries}
# Families in which a number names a size rather than a count, as in 投资亿元以上项目 or 2000吨级码头.
SIZE_FAMILIES = frozenset({"money", "mass", "power", "volume", "area", "length", "computing", "persons"})
COUNT_FAMILIES = frozenset({"count", "persons"})


def units_pattern(without: frozenset[str] = frozenset()) -> str:
    """Alternatives for every unit of the lexicon but those in `without`, the longest first."""
    return alternation([unit for unit in _FAMILY if unit not in without])


@cache
def family_of(unit: str) -> str:
    """The family of a unit, 万 and 亿 before it and a bracket behind it aside; "" when there is none.

    >>> family_of("万亩"), family_of("亿元"), family_of("个百分点"), family_of("条（个）"), family_of("亿")
    ('area', 'money', 'points', 'count', '')
    """
    bare = unit.lstrip("万亿")
    if bare in _FAMILY:
        return _FAMILY[bare]
    return _FAMILY.get(bare.partition("（")[0].partition("/")[0], "")
