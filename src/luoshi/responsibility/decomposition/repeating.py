"""Tasks that say nearly what a past row said: they go to those who had them.

The weights come from tables of one year each, which hold no task twice; from one year to the next many come again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.responsibility.decomposition.evidence import Evidence
from luoshi.responsibility.decomposition.learning import Example

_FROM = 0.4  # likeness from which a past row begins to decide by itself
_RISE = 2.0  # how fast it decides more with more likeness
_MOST = 0.8  # how much it decides at most
_BESIDE = 0.9  # share of the best likeness from which further rows have a say


@dataclass(frozen=True, slots=True)
class Repeated:
    """Past rows that say nearly the same, and how much they decide, from 0 to 1."""

    rows: tuple[Example, ...]
    say: float

    def drawn(self, chances: Mapping[str, float], named: Iterable[Sequence[str]]) -> dict[str, float]:
        """The chances drawn towards what the rows name, each row having the same say; `named` holds names by row.

        >>> drawn = Repeated((), 0.5).drawn({"a": 0.8, "b": 0.2}, [["b"]])
        >>> {name: round(chance, 2) for name, chance in drawn.items()}
        {'a': 0.4, 'b': 0.6}
        """
        listed = [names for names in named if names]
        if not self.say or not listed:
            return dict(chances)
        found = {name: chance * (1.0 - self.say) for name, chance in chances.items()}
        for names in listed:
            for name in names:
                found[name] = found.get(name, 0.0) + self.say / len(listed)
        return found


def repeated(evidence: Evidence) -> Repeated:
    """The past rows that the task repeats; none where nothing is like enough."""
    if not evidence.nearest or evidence.nearest[0][1] <= _FROM:
        return Repeated((), 0.0)
    best = evidence.nearest[0][1]
    rows = [evidence.learnt.examples[at] for at, likeness in evidence.nearest if likeness >= _BESIDE * best]
    return Repeated(tuple(rows), min(_MOST, _RISE * (best - _FROM)))
