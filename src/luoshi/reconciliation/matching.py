"""Which result answers which target: the best judgement for each, no result lent to a target that is only near it."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.reconciliation.candidates import Candidates
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.kinship import ORDER, kinship
from luoshi.reconciliation.rarity import Rarity
from luoshi.reconciliation.verdicts import Judgement, Obstacle, Verdict, is_same_measure, judge

DECIDED: frozenset[Verdict] = frozenset({"met", "exceeded", "missed", "partly"})
FULFILLED: frozenset[Verdict] = frozenset({"met", "exceeded"})
# What hinders least stands first: a result of another span is closer to the promise than one of another measure.
_HINDRANCE: dict[Obstacle | None, int] = {
    None: 9,
    "bound": 8,
    "unsure": 8,
    "part": 7,
    "later": 6,
    "years": 5,
    "mean": 5,
}


class Matching:
    """The targets of a plan and the results of a review, with the judgements on them."""

    def __init__(self, targets: Sequence[Figure], results: Sequence[Figure]) -> None:
        self._rarity = Rarity([*(f.wording.core for f in targets), *(f.wording.core for f in results)])
        self._candidates = Candidates(results, self._rarity)
        self._targets = targets

    def judgements(self) -> list[list[Judgement]]:
        """For each target what its candidates say, the best first.

        A result that answers one target exactly is not held beside another that it only resembles.
        """
        found = [self._judge(target) for target in self._targets]
        taken = {
            id(ranked[0].result)
            for ranked in found
            if ranked and ranked[0].kinship.grade in ("same", "narrower") and ranked[0].verdict in DECIDED
        }
        return [
            [one for one in ranked if one.kinship.grade not in ("near", "alike") or id(one.result) not in taken]
            for ranked in found
        ]

    def counterpart(self, target: Figure) -> Figure | None:
        """The figure of the other document that is of the same indicator and measure; None where there is none."""
        found = [(kinship(target, other, self._rarity), other) for other in self._candidates.of(target)]
        same = [
            (related, other)
            for related, other in found
            if related is not None and related.grade in ("same", "alike") and is_same_measure(target, other)
        ]
        if not same:
            return None
        return max(same, key=lambda one: (ORDER[one[0].grade], one[1].span == target.span, one[0].likeness))[1]

    def best(self, target: Figure) -> Judgement | None:
        """The best judgement on a target that need not be among those of the plan."""
        return next(iter(self._judge(target)), None)

    def _judge(self, target: Figure) -> list[Judgement]:
        judged = []
        for result in self._candidates.of(target):
            related = kinship(target, result, self._rarity)
            if related is not None:
                judged.append(judge(target, result, related))
        ranked = sorted(judged, key=lambda one: _rank(target, one), reverse=True)
        return _in_doubt_for_the_promise(ranked)


def _rank(target: Figure, one: Judgement) -> tuple[float, ...]:
    """The better a judgement, the higher: decided ones first, then the closest indicator, then what hinders least."""
    found = one.result
    return (
        one.verdict in DECIDED,
        ORDER[one.kinship.grade],
        _HINDRANCE.get(one.obstacle, 0),
        found.span == target.span,
        found.act == target.act,
        found.wording.whole == target.wording.whole,
        round(one.kinship.likeness, 3),
        -found.statement.start,
    )


def _in_doubt_for_the_promise(ranked: list[Judgement]) -> list[Judgement]:
    """Where two results are equally close and only one falls short, the other one counts."""
    if len(ranked) < 2 or ranked[0].verdict != "missed":
        return ranked
    for at, one in enumerate(ranked[1:], 1):
        if one.kinship.grade == "same" and one.verdict in FULFILLED and one.result.span == "year":
            return [one, *ranked[:at], *ranked[at + 1 :]]
    return ranked
