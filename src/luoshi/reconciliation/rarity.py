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


class Rarity(dict[str, float]):
    """The weight of every gram, from 0 up, worked out when it is first asked for."""

    def __init__(self, cores: Iterable[str] = ()) -> None:
        super().__init__()
        total, self._counts = _shipped()
        distinct = set(cores)
        self._own = Counter(gram for core in distinct for gram in grams(core))
        self._total = log(total + _OWN * len(distinct) + 1)
        self._wholes: dict[str, float] = {}

    def __missing__(self, gram: str) -> float:
        seen = self._counts.get(gram, 0) + _OWN * max(0, self._own.get(gram, 0) - 1)
        found = max(0.0, self._total - log(seen + 2)) * (_PAIRS if len(gram) > 1 else _SINGLES)
        self[gram] = found
        return found

    def whole(self, core: str) -> float:
        """What all grams of a wording say together."""
        found = self._wholes.get(core)
        if found is None:
            found = self._wholes[core] = sum(map(self.__getitem__, grams(core)))
        return found

    def likeness(self, one: str, other: str) -> tuple[float, float, float]:
        """How alike two wordings are (Dice, 0 to 1), and how much of the first and of the second is in the other."""
        first, second = self.whole(one), self.whole(other)
        if not first or not second:
            return 0.0, 0.0, 0.0
        shared = sum(map(self.__getitem__, grams(one) & grams(other)))
        return 2 * shared / (first + second), shared / first, shared / second


@cache
def _shipped() -> tuple[int, dict[str, int]]:
    """How many wordings the shipped file counts, and in how many of them each gram stands."""
    text = (files("luoshi.reconciliation") / "lexicon" / "grams.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    counts = {gram: int(number) for gram, number in lines}
    return counts.pop("*"), counts
