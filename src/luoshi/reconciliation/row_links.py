"""Which rows of a table of progress tell of a task: such tables repeat the rows of the plan, or nearly so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from luoshi.reconciliation.clauses import pairs
from luoshi.reconciliation.progress import ProgressRow

_ALIKE = 0.72  # share of two wordings' pairs (Dice) from which they are one task reworded
_LEAST_INSIDE = 6  # characters that one wording must have to count where it stands within the other
# Whatever is no word. Sample: 。 and blanks; near miss: 5G
_NO_WORDS = re.compile(r"[\W_]+")


class RowLinks:
    """The rows of a review, ready to be looked up by the wording of a task."""

    def __init__(self, rows: Sequence[ProgressRow]) -> None:
        self._rows = rows
        self._bare = [_bare(row.task) for row in rows]
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for at, bare in enumerate(self._bare):
            self._exact[bare].append(at)
            for pair in pairs(bare):
                self._by_pair[pair].append(at)

    def of(self, task: str) -> list[ProgressRow]:
        """The rows that word a task as it is worded; else those it is part of, or that are parts of it; else alike."""
        bare = _bare(task)
        found = self._exact.get(bare) or self._inside(bare)
        if not found and (best := self._alike(bare)) is not None:
            found = [best]
        return [self._rows[at] for at in found]

    def holding(self, *quotes: str) -> list[ProgressRow]:
        """The rows whose task holds all of these words."""
        bare = [_bare(quote) for quote in quotes]
        return [
            row
            for row, own in zip(self._rows, self._bare, strict=True)
            if all(bare) and all(one in own for one in bare)
        ]

    def _inside(self, bare: str) -> list[int]:
        return [at for at, own in enumerate(self._bare) if _holds(bare, own) or _holds(own, bare)]

    def _alike(self, bare: str) -> int | None:
        wanted = pairs(bare)
        shared = Counter(at for pair in wanted for at in self._by_pair.get(pair, ()))
        scored = {at: 2 * count / (len(wanted) + len(pairs(self._bare[at]))) for at, count in shared.items()}
        best = max(scored, key=lambda at: (scored[at], -at), default=None)
        return best if best is not None and scored[best] >= _ALIKE else None


def words_in(quote: str, task: str) -> bool:
    """Whether a task holds a quote, whatever marks and blanks stand between its words."""
    return _bare(quote) in _bare(task)


def _bare(text: str) -> str:
    return _NO_WORDS.sub("", text)


def _holds(whole: str, part: str) -> bool:
    return len(part) >= _LEAST_INSIDE and part in whole
