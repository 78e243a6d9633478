"""What the next plan does with the promises of this one: repeats, raises or lowers them, puts them off, drops them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.amounts import is_decline
from luoshi.reconciliation.comparison import RATES, wants_less
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.matching import FULFILLED, Matching
from luoshi.reconciliation.plans import promised
from luoshi.reconciliation.reasons import phrase
from luoshi.reconciliation.reconcile import Reconciled, reconcile
from luoshi.responsibility.sentences import Sentence
from luoshi.responsibility.sentences import sentence as _

Fate = Literal["restated", "raised", "lowered", "postponed", "not-due", "dropped", "closed"]

_STATES = frozenset({"level", "share", "limit"})  # a state not reached and promised again is put off
_ROUND = 1e-9


@dataclass(frozen=True, slots=True)
class Carried:
    """A promise with its outcome and what the next plan says of it.

    `restated`, `raised`, `lowered`: promised again, for another year. `postponed`: the same state, not reached, for a
    later year. `not-due`: a goal of several years that is not due yet, which the plan of one year need not repeat.
    `dropped`: neither kept nor promised again. `closed`: kept, and not promised again.
    """

    outcome: Reconciled
    next: Statement | None
    fate: Fate
    why: str


def carry_over(plan: Extraction, following: Extraction, reviews: Sequence[Extraction] = ()) -> tuple[Carried, ...]:
    """What became of a plan's promises in the plan that follows; one line a target, in its order.

    `following` is the report of the next year: its review says what was kept and its plan what is promised now;
    `reviews` are further documents that say what was kept.
    """
    outcomes = reconcile(plan, [following, *reviews])
    plan = promised(plan)
    targets = figures_of(plan, kind="target")
    year = _year_of(targets)
    matching = Matching(targets, figures_of(following, kind="target"))
    found = [matching.counterpart(target) for target in targets]
    return tuple(_carried(*three, year) for three in zip(targets, outcomes, found, strict=True))


def _year_of(targets: Sequence[Figure]) -> int | None:
    """The year that a plan is for: the one in which most of its targets of one year are due."""
    years = Counter(one.statement.year for one in targets if one.span == "year" and one.statement.year)
    return max(years, key=lambda year: (years[year], -year), default=None)


def _carried(target: Figure, outcome: Reconciled, again: Figure | None, year: int | None) -> Carried:
    fate = _fate(target, outcome, again, year)
    before = f"{target.statement.indicator}{phrase(target.statement)}"
    asked = _("上期目标：%(figure)s（%(outcome)s）", figure=before, outcome=_OUTCOMES[outcome.verdict])
    if again is None:
        return Carried(outcome, None, fate, _unrepeated(asked, fate, target.statement.year))
    said = f"{again.statement.indicator}{phrase(again.statement)}"
    why = _("%(asked)s；下期目标：%(figure)s，%(fate)s。", asked=asked, figure=said, fate=_FATES[fate])
    return Carried(outcome, again.statement, fate, why)


def _unrepeated(asked: Sentence, fate: Fate, year: int | None) -> Sentence:
    """The sentence for a target that the next plan does not repeat."""
    if fate != "not-due":
        return _("%(asked)s；下期计划未再提及。", asked=asked)
    if year:
        return _("%(asked)s；%(year)s年的目标，尚未到期，下期计划未重提。", asked=asked, year=year)
    return _("%(asked)s；以后年度的目标，尚未到期，下期计划未重提。", asked=asked)


def _fate(target: Figure, outcome: Reconciled, again: Figure | None, year: int | None) -> Fate:
    kept = outcome.verdict in FULFILLED
    if again is None:
        if not kept and _is_due_later(target, year):
            return "not-due"
        return "closed" if kept else "dropped"
    difference = asks_more(target, again)
    later = (again.statement.year or 0) > (target.statement.year or 0)
    if difference < -_ROUND:
        return "lowered"
    if difference > _ROUND:
        return "raised"
    if outcome.verdict == "missed" and target.statement.measure in _STATES and later:
        return "postponed"
    return "restated"


def _is_due_later(target: Figure, year: int | None) -> bool:
    """Whether a goal of several years is due after the plan's own year; one without a year is."""
    due = target.statement.year
    if target.span == "year" and target.statement.section != "outlook":
        return due is not None and year is not None and due > year
    return due is None or year is None or due > year


def asks_more(one: Figure, other: Figure) -> float:
    """How much more another target asks than the first, in the direction that is good for the first."""
    more = _signed(other) - _signed(one)
    return -more if wants_less(one) else more


def _signed(figure: Figure) -> float:
    falls = figure.statement.measure in RATES and is_decline(figure.statement)
    return -figure.amount.value if falls else figure.amount.value


_OUTCOMES = {
    "met": _("已达到"),
    "exceeded": _("超额达到"),
    "missed": _("未达到"),
    "partly": _("部分报告"),
    "not-comparable": _("不可比"),
    "not-reported": _("未报告"),
}
_FATES: dict[Fate, str] = {
    "restated": _("原样重提"),
    "raised": _("要求提高"),
    "lowered": _("要求降低"),
    "postponed": _("推迟"),
    "not-due": _("尚未到期"),
    "dropped": _("不再提及"),
    "closed": _("不再提及"),
}
