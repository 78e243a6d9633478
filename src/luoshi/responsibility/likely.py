"""Which known units an unknown name may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.responsibility.departments import forms, level_cuts
from luoshi.responsibility.registry import Registry

_LEAST = 0.4  # likeness below which nothing is proposed


def likely_units(written: str, registry: Registry, known: Iterable[str] = (), *, most: int = 3) -> tuple[str, ...]:
    """Units that a name may mean which nothing knows: of the register, of `known`, of the standard departments.

    Names are compared by the pairs of characters they share.

    >>> likely_units("市文化旅游广电体育局", Registry.standard())[0]
    '市文化广电旅游体育局'
    """
    bare = "".join(written.split())
    guess = registry.resolve(bare)
    found: dict[str, float] = {guess.unit: 2.0} if guess.unit and guess.how == "typo" else {}
    for name in dict.fromkeys((*registry.names, *known)):
        likeness = _likeness(bare, name)
        if likeness >= _LEAST and name != bare:
            meant = registry.names.get(name, name)
            found[meant] = max(found.get(meant, 0.0), likeness)
    if registry.with_standard and bare:
        level = bare[: level_cuts(bare)[-1]] if bare[:1] not in "省市区县州盟旗" else bare[0]
        for body, form in forms().items():
            likeness = _likeness(bare[len(level) :], body)
            if likeness >= _LEAST:
                meant = level + form.canonical(level)
                found[meant] = max(found.get(meant, 0.0), likeness)
    return tuple(sorted(found, key=lambda name: (-found[name], name))[:most])


def _likeness(one: str, other: str) -> float:
    """The share of pairs of characters that two names have in common, from 0 to 1."""
    a, b = ({name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
