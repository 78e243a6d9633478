"""Promise and outcome: every target of a plan set against the results of the reviews that came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.matching import DECIDED, FULFILLED, Matching
from luoshi.reconciliation.outcomes import results_of
from luoshi.reconciliation.reasons import reason
from luoshi.reconciliation.verdicts import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A target with its outcome.

    `ratio` is the result by the target, None where they can't be compared; `source` names the review of the result;
    `parts` are the results of which the sum decided; `others` is what the other reviews say, each by itself.
    """

    target: Statement
    result: Statement | None
    verdict: Verdict
    ratio: float | None
    why: str
    confidence: float
    source: str | None
    parts: tuple[Statement, ...] = ()
    others: tuple[Reconciled, ...] = ()


def reconcile(plan: Extraction, reviews: Sequence[Extraction]) -> tuple[Reconciled, ...]:
    """Set every target of a plan against the results of one or more reviews; one outcome a target, in its order.

    The plan may be a report or a responsibility table of year N, the reviews the report of year N+1 or a communiqué.
    """
    targets = figures_of(plan, kind="target")
    told = [_against(targets, results_of(review)) for review in reviews]
    return tuple(_together([of_one[at] for of_one in told]) for at in range(len(targets)))


def _against(targets: Sequence[Figure], results: Sequence[Figure]) -> list[Reconciled]:
    """What one review says of each target."""
    found = Matching(targets, results).judgements()
    return [_outcome(target, ranked[0] if ranked else None) for target, ranked in zip(targets, found, strict=True)]


def _outcome(target: Figure, judgement: Judgement | None) -> Reconciled:
    why = reason(target, judgement)
    if judgement is None:
        return Reconciled(target.statement, None, "not-reported", None, why, 0.9, None)
    comparison = judgement.comparison
    ratio = comparison.ratio if comparison is not None and judgement.verdict in DECIDED else None
    return Reconciled(
        target.statement,
        judgement.result.statement,
        judgement.verdict,
        None if ratio is None else round(ratio, 4),
        why,
        0.9,
        judgement.result.source,
    )


def _together(told: Sequence[Reconciled]) -> Reconciled:
    """One outcome of what several reviews say: the first that decides, with the others beside it.

    Where one says that a promise was kept and another that it was not, nobody is called wrong: both are shown.
    """
    first = max(told, key=lambda one: (one.verdict in DECIDED, one.result is not None))
    others = tuple(one for one in told if one is not first and one.result is not None)
    kept = any(one.verdict in FULFILLED for one in told)
    missed = any(one.verdict == "missed" for one in told)
    if kept and missed:
        why = "来源说法不一：" + "".join(f"《{one.source}》{one.why}" for one in (first, *others))
        return replace(first, verdict="not-comparable", ratio=None, why=why, others=others)
    return replace(first, others=others)
