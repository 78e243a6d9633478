"""Clauses of a review and items of a task, and how much of one is found in the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from luoshi.extraction.lexicon.loading import alternation
from luoshi.reconciliation.vocabulary import words

# A stretch without a mark that ends a clause. Sample: 新建绿道107公里、绿地165公顷; near miss: the ， behind it
_CLAUSE = re.compile(r"[^，；。！？：\n\t,;!?]{4,400}")
# What parts the items of a list. Sample: 、 and 和 in 云湖大道和望山大道; near miss: 和谐
_LISTED = re.compile(r"[、，；。！？：,;\n\t]|(?:和|以及)(?![谐平解合睦美])")
# Figures and marks, which say nothing of a subject. Sample: “532”; near miss: 五
_NOISE = re.compile(r"[\d０-９.%％“”‘’《》（）()—\-\s·]{1,80}")
# What is undertaken, in front of the thing. Sample: 全面推进; near miss: 推介
_FRONT = re.compile("^(?:" + alternation(words("undertaking")) + "){1,6}")
# What is left of a list's end, and names no thing. Sample: 等项目, 建设; near miss: 项目部
_BEHIND = re.compile("(?:" + alternation(words("thing-ends")) + "){1,4}$")
_SHORTEST = 2
_OWN = 3  # how many clauses of the general kind one clause of the documents at hand stands for
_OFTEN = 2  # clauses of the documents at hand in which a pair may stand before it counts as common there


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: `text` is exactly the document's `[start:end]`."""

    text: str
    start: int
    end: int


def clauses_of(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of a stretch of text that are long enough to say something."""
    for found in _CLAUSE.finditer(text, start, end):
        yield Clause(found[0], *found.span())


def items_of(task: str) -> list[str]:
    """The things a task is about, without what is done to them.

    >>> items_of("加快云湖大道、望山大道等建设，建成环湖高架一期等项目")
    ['云湖大道', '望山大道', '环湖高架一期']
    """
    found = []
    for piece in _LISTED.split(task):
        bare = _FRONT.sub("", (piece or "").strip("“”‘’\"' 0123456789."))
        thing = _BEHIND.sub("", bare)
        thing = thing if len(thing) >= _SHORTEST else bare
        if len(thing) >= _SHORTEST:
            found.append(thing)
    return found


@cache
def pairs(text: str) -> frozenset[str]:
    """The pairs of characters between figures and marks.

    >>> sorted(pairs("建成省级美丽河湖11条"))
    ['丽河', '建成', '成省', '河湖', '省级', '级美', '美丽']
    """
    return frozenset(run[at : at + 2] for run in _NOISE.split(text) for at in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Trace:
    """The clause in which most of an item is found: the share of the item (0 to 1), and how much that says."""

    share: float
    weight: float
    clause: Clause | None


class Traces:
    """A review's clauses, ready to be searched for items of tasks."""

    def __init__(self, clauses: Sequence[Clause], tasks: Iterable[str]) -> None:
        self._clauses = clauses
        self._pairs = [pairs(clause.text) for clause in clauses]
        self._index: dict[str, list[int]] = {}
        for at, some in enumerate(self._pairs):
            for pair in some:
                self._index.setdefault(pair, []).append(at)
        own = Counter(pair for some in self._pairs for pair in some)
        number = len(clauses)
        for task in tasks:
            for clause in clauses_of(task, 0, len(task)):
                own.update(pairs(clause.text))
                number += 1
        total, self._common = _speech()
        self._own, self._total = own, log(total + _OWN * number + 1)
        self._weights: dict[str, float] = {}

    def weight(self, text: str) -> float:
        """How much a text says."""
        return sum(map(self._weight, pairs(text)))

    def of(self, item: str) -> Trace:
        """The clause that most of an item is found in."""
        wanted = {pair: self._weight(pair) for pair in pairs(item)}
        whole = sum(wanted.values())
        scores: dict[int, float] = {}
        for pair, weight in wanted.items():
            for at in self._index.get(pair, ()):
                scores[at] = scores.get(at, 0.0) + weight
        if not scores or not whole:
            return Trace(0.0, 0.0, None)
        best = max(scores, key=lambda at: (scores[at], -at))
        return Trace(scores[best] / whole, scores[best], self._clauses[best])

    def _weight(self, pair: str) -> float:
        found = self._weights.get(pair)
        if found is None:
            seen = self._common.get(pair, 0) + _OWN * max(0, self._own[pair] - _OFTEN)
            found = self._weights[pair] = max(0.0, self._total - log(seen + 3))
        return found


@cache
def _speech() -> tuple[int, dict[str, int]]:
    """How many clauses the shipped file counts, and in how many of them each pair stands."""
    text = (files("luoshi.reconciliation") / "lexicon" / "speech.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    counts = {pair: int(number) for pair, number in lines}
    return counts.pop("*"), counts
