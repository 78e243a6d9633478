"""Which results are worth comparing with a target: those of its concept, and those that share rare grams with it.

Every pair would cost targets times results. Results are looked up by their rare grams instead; a gram that stands in
very many results tells nothing and is not followed, so the work grows with what is alike, not with the square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest

from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.kinship import is_akin
from luoshi.reconciliation.rarity import Rarity
from luoshi.reconciliation.wording import grams

_COMMON = 60  # results from which a gram is not followed
_MOST = 40  # results compared with one target, the likeliest first
_AKIN_MOST = 400  # results that are searched for other names of one programme


class Candidates:
    """The results of a review, ready to be looked up by target."""

    def __init__(self, results: Sequence[Figure], rarity: Rarity) -> None:
        self._results = results
        self._rarity = rarity
        self._by_concept: dict[str, list[int]] = defaultdict(list)
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        self._by_core: dict[str, list[int]] = defaultdict(list)
        self._akin: list[int] = []
        for at, result in enumerate(results):
            if result.statement.concept:
                self._by_concept[result.statement.concept].append(at)
            self._by_core[result.wording.core].append(at)
            for gram in _keys(result):
                self._by_gram[gram].append(at)
            if len(self._akin) < _AKIN_MOST and is_akin(result.wording.whole, result.wording.whole):
                self._akin.append(at)

    def of(self, target: Figure) -> list[Figure]:
        """The results that may be related to a target, in document order."""
        scores: dict[int, float] = defaultdict(float)
        for gram in _keys(target):
            found = self._by_gram.get(gram, ())
            if len(found) <= _COMMON:
                weight = self._rarity[gram]
                for at in found:
                    scores[at] += weight
        chosen = set(nlargest(_MOST, scores, key=lambda at: (scores[at], -at)))
        chosen.update(self._by_concept.get(target.statement.concept or "", ())[:_MOST])
        chosen.update(self._by_core.get(target.wording.core, ())[:_MOST])
        chosen.update(at for at in self._akin if is_akin(target.wording.whole, self._results[at].wording.whole))
        return [self._results[at] for at in sorted(chosen)]


def _keys(figure: Figure) -> Iterable[str]:
    """The grams a figure is found by: pairs of its wording, and the sizes it names."""
    return {gram for gram in grams(figure.wording.whole) if len(gram) > 1}
