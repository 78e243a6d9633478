"""How much the grams of a wording say: rare ones much, those of every other indicator little.

The frequencies that are shipped were learnt from the wordings of some 8,000 indicators (those of the lexicon and those
found in real reports; `benchmarks/grams.py` makes the file); the two documents at hand are counted on top.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log

from luoshi.reconciliation.wording import grams

_PAIRS = 1.0
_SINGLES = 0.2  # what one character weighs beside a pair
_OWN = 4  # how many wordings of the general kind one wording of the documents at hand stands for


class Rarity:
    """The weight of every gram, from 0 up."""

    def __init__(self, cores: Iterable[str] = ()) -> None:
        total, counts = _shipped()
        own: Counter[str] = Counter()
        distinct = set(cores)
        for core in distinct:
            own.update(grams(core))
        self._total = log(total + _OWN * len(distinct) + 1)
        self._counts = counts
        self._own = own
        self._known: dict[str, float] = {}

    def weight(self, gram: str) -> float:
        """How much a gram says."""
        found = self._known.get(gram)
        if found is None:
            seen = self._counts.get(gram, 0) + _OWN * max(0, self._own.get(gram, 0) - 1)
            found = max(0.0, self._total - log(seen + 2)) * (_PAIRS if len(gram) > 1 else _SINGLES)
            self._known[gram] = found
        return found

    def sum(self, some: Iterable[str]) -> float:
        """What several grams say together."""
        return sum(map(self.weight, some))

    def likeness(self, one: str, other: str) -> tuple[float, float, float]:
        """How alike two wordings are (Dice, 0 to 1), and how much of the first and of the second is in the other."""
        shared = self.sum(grams(one) & grams(other))
        first, second = self.sum(grams(one)), self.sum(grams(other))
        if not first or not second:
            return 0.0, 0.0, 0.0
        return 2 * shared / (first + second), shared / first, shared / second


@cache
def _shipped() -> tuple[int, dict[str, int]]:
    """How many wordings the shipped file counts, and in how many of them each gram stands."""
    text = (files("luoshi.reconciliation") / "lexicon" / "grams.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    counts = {gram: int(number) for gram, number in lines}
    return counts.pop("*"), counts
