"""How much texts resemble one another: characters in twos and threes, weighed by how rare they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import log, sqrt

# What says nothing of a task's subject: figures, marks, blanks.
_NOISE = re.compile(r"[\d０-９.%％，。、；：:（）()“”‘’《》—\-\s·]+")
_TELLING = 80  # grams of a text that are compared, the rarest first; the common ones cost most and tell least
_CONTEXT = 0.35  # how much a gram of the headings counts beside one of the task


def grams(text: str) -> Counter[str]:
    """The pairs and triples of characters between marks and figures, with their counts.

    >>> sorted(grams("新建5G基站"))
    ['G基', 'G基站', '基站', '新建']
    """
    found: Counter[str] = Counter()
    for run in _NOISE.split(text):
        size = len(run)
        found.update(run[at : at + 2] for at in range(size - 1))
        found.update(run[at : at + 3] for at in range(size - 2))
    return found


class Similarity:
    """Texts with their headings, ready to be compared with another one."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        counted = [_weighed(task, context) for task, context in texts]
        spread = Counter(gram for weights in counted for gram in weights)
        self._rarity = {gram: log((len(texts) + 1) / (n + 0.5)) for gram, n in spread.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._vectors = [self._unit(weights) for weights in counted]
        for at, vector in enumerate(self._vectors):
            for gram, weight in vector.items():
                self._postings[gram].append((at, weight))

    def to(self, task: str, context: str = "") -> dict[int, float]:
        """The cosine, from 0 to 1, between a text and each of those it shares anything with, by their number."""
        found: dict[int, float] = defaultdict(float)
        weights = self._unit(_weighed(task, context))
        for gram in nlargest(_TELLING, weights, key=weights.__getitem__):
            weight = weights[gram]
            for at, other in self._postings[gram]:
                found[at] += weight * other
        return found

    def length(self, numbers: Iterable[int]) -> float:
        """The length of the sum of several texts, by their numbers: what their common centre is divided by."""
        total: dict[str, float] = defaultdict(float)
        for at in numbers:
            for gram, weight in self._vectors[at].items():
                total[gram] += weight
        return sqrt(sum(weight * weight for weight in total.values()))

    def _unit(self, weights: Mapping[str, float]) -> dict[str, float]:
        rare = {gram: weight * self._rarity.get(gram, 0.0) for gram, weight in weights.items()}
        length = sqrt(sum(weight * weight for weight in rare.values()))
        return {gram: weight / length for gram, weight in rare.items() if weight} if length else {}


def _weighed(task: str, context: str) -> dict[str, float]:
    weights = {gram: 1.0 + log(n) for gram, n in grams(task).items()}
    for gram in grams(context):
        weights[gram] = weights.get(gram, 0.0) + _CONTEXT
    return weights
