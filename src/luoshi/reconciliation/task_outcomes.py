"""What became of each task: done, advanced, missed, not reported or contradicted, with the words that show it.

A review rarely repeats a task. It names the thing again (智能模具小镇), or only its subject. A thing named again is
evidence; that its subject is spoken of counts where the task speaks of little else. Figures decide before words do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction import Extraction, Task
from luoshi.reconciliation.clauses import Clause, Trace, Traces, clauses_of, items_of
from luoshi.reconciliation.evidence import Evidence
from luoshi.reconciliation.kinship import contradict
from luoshi.reconciliation.matching import FULFILLED
from luoshi.reconciliation.plans import promised
from luoshi.reconciliation.reconcile import Reconciled, reconcile
from luoshi.reconciliation.rowwise import RowStatus, Rowwise
from luoshi.reconciliation.statuses import Status
from luoshi.reconciliation.undertakings import Undertaking, subjects_in, undertakings_of
from luoshi.reconciliation.vocabulary import words
from luoshi.responsibility import Row
from luoshi.responsibility.sentences import sentence as _

TaskVerdict = Literal["done", "advanced", "missed", "not-reported", "contradicted"]

# Found by reading the 115 rows of an annotated table beside the review of its year.
_TOLD = 10.5  # share of an item found × how much is found (at most _ENOUGH), from which the item is told of
_ENOUGH = 25.0
_SHOWN = (0.5, 9.0)  # least share and weight by which a clause is quoted
_LONG = (0.35, 20.0)  # the same for an item so long that a third of it is enough
_EXACT = (0.7, 25.0)  # the same for an event promised that is told of as having happened
_TERMS = 2  # terms of one subject in a task from which its being spoken of counts
_DONE_SHARE = 0.5  # share of a task's items told of as finished, from which the task is done
_SMALL_ITEM = 4.0
_QUOTED = 4  # clauses quoted at most
_LONGEST_SAID = 60  # characters of a row's text that stand in a reason
# What a status word makes of a task at the year's end, and before it: what was not begun by then is no verdict yet.
_BY_STATUS: Mapping[Status, TaskVerdict] = {
    "done": "done",
    "advanced": "advanced",
    "behind": "advanced",
    "not-begun": "missed",
    "missed": "missed",
    "dropped": "contradicted",
}
_SO_FAR: Mapping[Status, TaskVerdict] = {**_BY_STATUS, "not-begun": "not-reported", "missed": "advanced"}


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """A task or row of a plan with its outcome; `targets` are the outcomes of the figures promised in it."""

    task: Task | Row
    verdict: TaskVerdict
    why: str
    evidence: tuple[Evidence, ...]
    targets: tuple[Reconciled, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Told:
    """An item of a task and where a review tells of it."""

    item: str
    weight: float
    trace: Trace
    review: int

    @property
    def score(self) -> float:
        return self.trace.share * min(self.trace.weight, _ENOUGH)

    def reaches(self, least: tuple[float, float]) -> bool:
        return self.trace.share >= least[0] and self.trace.weight > least[1]


def reconcile_tasks(plan: Extraction, reviews: Sequence[Extraction]) -> tuple[TaskOutcome, ...]:
    """Set every task of a plan (every row, where the plan is a table) against the sentences of one or more reviews."""
    plan = promised(plan)
    undertakings = undertakings_of(plan)
    figures = {outcome.target.id: outcome for outcome in reconcile(plan, reviews)}
    told = [list(_clauses(review)) for review in reviews]
    texts = [undertaking.text for undertaking in undertakings]
    search = _Search([Traces(clauses, texts) for clauses in told], [review.document.name for review in reviews], told)
    by_rows = [rowwise for review in reviews if not (rowwise := Rowwise(review)).is_empty]
    return tuple(
        _by_rows(undertaking, figures, by_rows) or search.outcome(undertaking, figures) for undertaking in undertakings
    )


def _by_rows(
    undertaking: Undertaking, figures: Mapping[str, Reconciled], reviews: Sequence[Rowwise]
) -> TaskOutcome | None:
    """What became of an undertaking by the row that tells of it in a table of progress; None without such a row."""
    targets = tuple(figures[statement.id] for statement in undertaking.targets if statement.id in figures)
    years = {one.target.year for one in targets}
    for review in reviews:
        rows = review.rows_of(undertaking.text)
        evidence = review.evidence(rows)
        if not evidence or not all(review.is_of(year) for year in years):
            continue
        verdict, why = _row_verdict(undertaking, targets, review.status(rows), evidence)
        return TaskOutcome(undertaking.source, verdict, why, tuple(evidence[:_QUOTED]), targets, 0.85)
    return None


def _row_verdict(
    undertaking: Undertaking, targets: Sequence[Reconciled], status: RowStatus | None, evidence: Sequence[Evidence]
) -> tuple[TaskVerdict, str]:
    """Figures first, then the status word, then whether the text of the row says that the things are finished."""
    kept = [one for one in targets if one.verdict in FULFILLED]
    missed = [one for one in targets if one.verdict == "missed"]
    if missed and not kept:
        return "missed", missed[0].why
    if kept and len(kept) == len(targets) and (status is None or status.status in ("done", "advanced")):
        return "done", kept[0].why
    if status is not None:
        verdict = _BY_STATUS[status.status] if status.year_over else _SO_FAR[status.status]
        if verdict == "done" and missed:
            verdict = "advanced"
        if status.year_over:
            return verdict, _("进展表称“%(words)s”。", words=status.words)
        return verdict, _("进展表称“%(words)s”，全年尚未结束。", words=status.words)
    traces = Traces([c for one in evidence for c in clauses_of(one.quote, 0, len(one.quote))], [undertaking.text])
    told = [
        _Told(item, max(_SMALL_ITEM, traces.weight(item)), traces.of(item), 0) for item in items_of(undertaking.text)
    ]
    if not targets and _finished_share(told) >= _DONE_SHARE:
        return "done", _told_reason(told, finished=True)
    said = _("进展表称“%(words)s”。", words=_brief(evidence[0].quote))
    return "advanced", _of_figures(targets, kept) if kept else said


def _brief(quote: str) -> str:
    said = " ".join(quote.split())
    return said if len(said) <= _LONGEST_SAID else said[: _LONGEST_SAID - 1] + "…"


def _clauses(review: Extraction) -> list[Clause]:
    """The clauses of a review's review; of all of it, where it is no report."""
    sections = [section for section in review.outline if section.role in ("review", "problems")] or review.outline
    return [clause for section in sections for clause in clauses_of(review.document.text, section.start, section.end)]


class _Search:
    """The reviews, ready to be searched for what became of a task."""

    def __init__(self, traces: Sequence[Traces], names: Sequence[str], clauses: Sequence[Sequence[Clause]]) -> None:
        self._traces = traces
        self._names = names
        self._subjects: dict[int, tuple[int, Clause]] = {}
        for at, some in enumerate(clauses):
            for clause in some:
                for number in subjects_in(clause.text)[1]:
                    self._subjects.setdefault(number, (at, clause))

    def outcome(self, undertaking: Undertaking, figures: Mapping[str, Reconciled]) -> TaskOutcome:
        """What became of one undertaking."""
        targets = tuple(figures[statement.id] for statement in undertaking.targets if statement.id in figures)
        told = [self._told(item) for item in items_of(undertaking.text)]
        spoken = self._subject(undertaking)
        verdict, why = _verdict(undertaking, targets, told, spoken is not None)
        shown = [] if verdict == "not-reported" else self._evidence(targets, told, spoken)
        confidence = 0.85 if any(one.verdict in FULFILLED or one.verdict == "missed" for one in targets) else 0.75
        return TaskOutcome(undertaking.source, verdict, why, tuple(shown), targets, confidence)

    def _told(self, item: str) -> _Told:
        found = [(trace.of(item), at) for at, trace in enumerate(self._traces)]
        best, at = max(found, key=lambda one: one[0].share * one[0].weight)
        return _Told(item, max(_SMALL_ITEM, self._traces[at].weight(item)), best, at)

    def _subject(self, undertaking: Undertaking) -> tuple[int, Clause] | None:
        """The first clause on the subject that the task speaks of most, where it speaks of it more than once."""
        counts, _terms = subjects_in(undertaking.text)
        if not counts:
            return None
        chief = max(counts, key=lambda number: (counts[number], -number))
        return self._subjects.get(chief) if counts[chief] >= _TERMS else None

    def _evidence(
        self, targets: Sequence[Reconciled], told: Sequence[_Told], spoken: tuple[int, Clause] | None
    ) -> list[Evidence]:
        found: dict[tuple[str, int], Evidence] = {}
        for one in targets:
            if one.result is not None and one.source is not None:
                result = one.result
                found[one.source, result.start] = Evidence(result.quote, result.start, result.end, one.source)
        for one_told in sorted(told, key=lambda one: -one.score):
            clause = one_told.trace.clause
            if clause is not None and (one_told.reaches(_SHOWN) or one_told.reaches(_LONG)):
                name = self._names[one_told.review]
                found.setdefault((name, clause.start), Evidence(clause.text, clause.start, clause.end, name))
        if not found and spoken is not None:
            at, clause = spoken
            found[self._names[at], clause.start] = Evidence(clause.text, clause.start, clause.end, self._names[at])
        return sorted(list(found.values())[:_QUOTED], key=lambda one: (one.source, one.start))


def _verdict(
    undertaking: Undertaking, targets: Sequence[Reconciled], told: Sequence[_Told], spoken: bool
) -> tuple[TaskVerdict, str]:
    """The verdict and its reason: figures first, then what is told of the things named, then their subject."""
    kept = [one for one in targets if one.verdict in FULFILLED]
    missed = [one for one in targets if one.verdict == "missed"]
    if missed and not kept:
        return "missed", missed[0].why
    if kept and len(kept) == len(targets):
        return "done", kept[0].why
    best = max(told, key=lambda one: one.score, default=None)
    clear = best is not None and best.score > _TOLD
    if clear and best is not None and (broken := _against(best)):
        clause = best.trace.clause
        return broken, _("“%(item)s”：回顾称“%(words)s”。", item=best.item, words=clause.text) if clause else ""
    figures_told = any(one.result is not None for one in targets)
    if not (clear or spoken or figures_told or undertaking.own_conduct):
        return "not-reported", _("回顾中未见与此项任务相应的内容。")
    if targets:
        return "advanced", _of_figures(targets, kept)
    finished = _finished_share(told)
    if finished >= _DONE_SHARE or any(_event_happened(undertaking.text, one) for one in told):
        return "done", _told_reason(told, finished=True)
    return "advanced", _told_reason(told, finished=False) if clear else _("回顾谈及相关领域，未逐项说明。")


def _against(best: _Told) -> TaskVerdict | None:
    clause = best.trace.clause
    if clause is None or not best.reaches(_EXACT):
        return None
    if any(word in clause.text for word in words("withdrawn")):
        return "contradicted"
    return "missed" if any(word in clause.text for word in words("failed")) else None


def _of_figures(targets: Sequence[Reconciled], kept: Sequence[Reconciled]) -> str:
    """The reason for a task whose figures are only partly told."""
    if kept:
        counts = {"all": len(targets), "kept": len(kept)}
        return _("%(all)s项数字中%(kept)s项达到目标，其余未见可比的结果。%(why)s", why=kept[0].why, **counts)
    told = next((one.why for one in targets if one.result is not None), None)
    return told or _("回顾谈及此项任务，但未报告所承诺的数字。")


def _finished_share(told: Sequence[_Told]) -> float:
    """The share of a task's items, by what they say, that are told of as finished."""
    whole = sum(one.weight for one in told)
    done = sum(one.weight for one in told if (one.reaches(_SHOWN) or one.reaches(_LONG)) and _is_finished(one))
    return done / whole if whole else 0.0


def _is_finished(one: _Told) -> bool:
    clause = one.trace.clause
    if clause is None or contradict(one.item, clause.text):
        return False
    return any(word in clause.text for word in words("finished"))


def _event_happened(text: str, one: _Told) -> bool:
    """Whether an event that the task promises (争创甲, 确保居前列) is told of as having happened."""
    if not one.reaches(_EXACT) or not _is_finished(one):
        return False
    at = text.find(one.item)
    before = text[max(0, at - 4) : at]
    return at >= 0 and any(before.endswith(word) for word in words("promised-events"))


def _told_reason(told: Sequence[_Told], *, finished: bool) -> str:
    best = max(told, key=lambda one: one.score, default=None)
    what = _("已完成或已实现") if finished else _("已有推进，未见全部完成")
    if best is None or best.trace.clause is None:
        return _("回顾称相关事项%(what)s。", what=what)
    return _("“%(item)s”%(what)s：回顾称“%(words)s”。", item=best.item, what=what, words=best.trace.clause.text)
