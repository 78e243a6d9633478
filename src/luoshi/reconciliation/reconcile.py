"""Promise and outcome: every target of a plan set against the results of the reviews that came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.admissions import Admissions
from luoshi.reconciliation.confidence import BY_WORD, confidence_of
from luoshi.reconciliation.derivation import Baseline, baseline_of, by_level, by_sum, parts_of
from luoshi.reconciliation.evidence import Evidence
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.matching import DECIDED, FULFILLED, Matching
from luoshi.reconciliation.outcomes import results_of
from luoshi.reconciliation.plans import promised
from luoshi.reconciliation.reasons import admitted, by_word, disagreeing, partly, reason
from luoshi.reconciliation.rowwise import Rowwise
from luoshi.reconciliation.undertakings import undertakings_of
from luoshi.reconciliation.verdicts import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A target with its outcome.

    `ratio` is the result by the target, None where they can't be compared; `source` names the review of the result;
    `parts` are the results of which the sum decided; `others` is what the other reviews say, each by itself;
    `evidence` are words that decide without a figure, such as 已完成 in a table of progress.
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
    evidence: tuple[Evidence, ...] = ()


def reconcile(plan: Extraction, reviews: Sequence[Extraction]) -> tuple[Reconciled, ...]:
    """Set every target of a plan against the results of one or more reviews; one outcome a target, in its order.

    The plan may be a report, a responsibility table or a ledger of year N, the reviews the report of year N+1, a
    communiqué or a table of progress. The plan's own review says where the year began from.

    Raises ValueError without a review.
    """
    if not reviews:
        raise ValueError("to reconcile a plan takes at least one review")
    plan = promised(plan)
    targets = figures_of(plan, kind="target")
    baseline = baseline_of(figures_of(plan, kind="result"))
    told = [_against(plan, targets, review, baseline) for review in reviews]
    return tuple(_together([of_one[at] for of_one in told]) for at in range(len(targets)))


def _against(plan: Extraction, targets: Sequence[Figure], review: Extraction, baseline: Baseline) -> list[Reconciled]:
    """What one review says of each target: first what it tells in the target's own row, where it goes by rows."""
    matching, admissions = Matching(targets, results_of(review)), Admissions(review)
    in_rows = _in_rows(plan, targets, review)
    outcomes = []
    for target, ranked in zip(targets, matching.judgements(), strict=True):
        outcome = in_rows.get(id(target)) or _decided(target, ranked, baseline) or _by_parts(target, matching)
        if outcome is None and (sentence := admissions.of(target)):
            outcome = Reconciled(
                target.statement, None, "missed", None, admitted(target, sentence), 0.85, review.document.name
            )
        outcomes.append(outcome or _outcome(target, ranked[0] if ranked else None))
    return outcomes


def _in_rows(plan: Extraction, targets: Sequence[Figure], review: Extraction) -> dict[int, Reconciled]:
    """The outcomes of the targets whose rows a review tells of, by the target's identity."""
    rowwise = Rowwise(review)
    if rowwise.is_empty:
        return {}
    tasks: dict[str, list[str]] = {}
    for undertaking in undertakings_of(plan):
        for statement in undertaking.targets:
            tasks.setdefault(statement.id, []).append(undertaking.text)
    told = ((target, _by_row(target, rowwise, tasks.get(target.statement.id, []))) for target in targets)
    return {id(target): outcome for target, outcome in told if outcome is not None}


def _by_row(target: Figure, rowwise: Rowwise, tasks: Sequence[str]) -> Reconciled | None:
    """The outcome of a target by its rows: by their figures, else by their words; None where they say neither."""
    rows = rowwise.rows_with(target, tasks)
    judgement = rowwise.judgement(target, rows) if rows else None
    evidence = tuple(rowwise.evidence(rows))
    if judgement is not None and judgement.verdict in DECIDED:
        return replace(_outcome(target, judgement), evidence=evidence)
    status = rowwise.status(rows) if target.span == "year" and rowwise.is_of(target.statement.year) else None
    if status is None or not evidence:
        return None if judgement is None else replace(_outcome(target, judgement), evidence=evidence)
    verdict: Verdict = "not-comparable"
    if status.status == "done" and judgement is None:
        verdict = "met"
    elif status.status == "missed" and status.year_over and rowwise.has_one_figure(rows):
        verdict = "missed"
    result = None if judgement is None else judgement.result.statement
    why = by_word(target, status.words, judgement)
    return Reconciled(target.statement, result, verdict, None, why, BY_WORD, evidence[0].source, evidence=evidence)


def _decided(target: Figure, ranked: Sequence[Judgement], baseline: Baseline) -> Reconciled | None:
    """The outcome where a result decides: as it is told, or by what follows from it."""
    if ranked and ranked[0].verdict in DECIDED:
        return _outcome(target, ranked[0])
    worked_out = by_level(target, ranked, baseline)
    if worked_out is not None:
        began = baseline[target.statement.concept or ""]
        return replace(_outcome(target, worked_out), why=reason(target, worked_out, began=began))
    summed = by_sum(target, ranked)
    if summed is None:
        return None
    judgement, parts = summed
    outcome = _outcome(target, judgement)
    return replace(outcome, why=reason(target, judgement, parts), parts=tuple(part.statement for part in parts))


def _by_parts(target: Figure, matching: Matching) -> Reconciled | None:
    """The outcome of a target that promises one figure for several things, from what is told of each."""
    parts = parts_of(target)
    best = [(part, matching.best(part)) for part in parts]
    told = [(part, one) for part, one in best if one is not None and one.verdict in DECIDED]
    if not told:
        return None
    verdicts = {one.verdict for _, one in told}
    if "missed" in verdicts:
        return None  # one thing missed of several is for a person to weigh
    verdict: Verdict = "partly" if len(told) < len(parts) else "exceeded" if verdicts == {"exceeded"} else "met"
    first = _outcome(target, told[0][1])
    why = partly(target, [one for _, one in told], whole=verdict != "partly")
    results = tuple(one.result.statement for _, one in told)
    return replace(first, verdict=verdict, why=why, parts=results if len(results) > 1 else ())


def _outcome(target: Figure, judgement: Judgement | None) -> Reconciled:
    why = reason(target, judgement)
    confidence = confidence_of(target, judgement)
    if judgement is None:
        return Reconciled(target.statement, None, "not-reported", None, why, confidence, None)
    comparison = judgement.comparison
    ratio = comparison.ratio if comparison is not None and judgement.verdict in DECIDED else None
    return Reconciled(
        target.statement,
        judgement.result.statement,
        judgement.verdict,
        None if ratio is None else round(ratio, 4),
        why,
        confidence,
        judgement.result.source,
    )


def _together(told: Sequence[Reconciled]) -> Reconciled:
    """One outcome of what several reviews say: the first that decides, with the others beside it.

    Where one says that a promise was kept and another that it was not, nobody is called wrong: both are shown.
    """
    first = max(told, key=lambda one: (one.verdict in DECIDED, one.result is not None, bool(one.evidence)))
    others = tuple(one for one in told if one is not first and (one.result is not None or one.evidence))
    kept = any(one.verdict in FULFILLED for one in told)
    missed = any(one.verdict == "missed" for one in told)
    if kept and missed:
        why = disagreeing([(one.source or "", one.why) for one in (first, *others)])
        return replace(first, verdict="not-comparable", ratio=None, why=why, others=others)
    return replace(first, others=others)
