"""Verdicts as pages show them: each with its word and its sign, so that none is told by its colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from luoshi.queries.reconciliations import RowFilter, verdicts_of
from luoshi.records.models import ReconciliationRow

_TARGETS = {
    "exceeded": ("↑", _("超额")),
    "met": ("✓", _("达到")),
    "partly": ("◐", _("部分报告")),
    "missed": ("✕", _("未达到")),
    "not-comparable": ("≠", _("不可比")),
    "not-reported": ("○", _("未报告")),
}
_TASKS = {
    "done": ("✓", _("完成")),
    "advanced": ("→", _("推进")),
    "missed": ("✕", _("未完成")),
    "contradicted": ("⇄", _("与承诺相反")),
    "not-reported": ("○", _("未报告")),
}
_FATES = {
    "closed": ("✓", _("达到后不再提")),
    "raised": ("↑", _("提高")),
    "restated": ("＝", _("重提")),
    "lowered": ("↓", _("降低")),
    "postponed": ("⇥", _("推迟")),
    "not-due": ("…", _("尚未到期")),
    "dropped": ("○", _("不再提及")),
}
_OF_KIND: Mapping[str, Mapping[str, tuple[str, object]]] = {
    ReconciliationRow.Kind.TARGET.value: _TARGETS,
    ReconciliationRow.Kind.TASK.value: _TASKS,
    ReconciliationRow.Kind.CARRIED.value: _FATES,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict with its word and sign; `code` is also the class by which it is coloured."""

    code: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the bar: where it begins and how wide it is, in hundredths; `query` asks for its rows."""

    verdict: Shown
    count: int
    percent: int
    at: float
    width: float
    query: str
    chosen: bool


def shown(kind: str, code: str) -> Shown:
    """A verdict of a row of a kind."""
    sign, word = _OF_KIND[kind][code]
    return Shown(code, sign, str(word))


def every_verdict(kind: str) -> list[Shown]:
    """All verdicts of a kind, in the order of the bar."""
    return [shown(kind, code) for code in _OF_KIND[kind] if code in verdicts_of(kind)]


def shares(asked: RowFilter, counts: Mapping[str, int]) -> list[Share]:
    """The bar of a kind's rows by verdict; verdicts that none has are left out."""
    total, at = sum(counts.values()), 0.0
    found = []
    for one in every_verdict(asked.kind):
        count = counts.get(one.code, 0)
        if not count:
            continue
        chosen = asked.verdict == one.code
        width = round(100 * count / total, 3)
        query = asked.query(verdict="" if chosen else one.code)
        found.append(Share(one, count, round(100 * count / total), round(at, 3), width, query, chosen))
        at += width
    return found
