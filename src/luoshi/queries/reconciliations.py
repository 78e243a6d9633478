"""Reconciliations: the list, what one can be made of, and the rows of one as asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.reconciliation import Verdict
from luoshi.reconciliation.carrying import Fate
from luoshi.reconciliation.task_outcomes import TaskVerdict
from luoshi.records.models import (
    Document,
    DocumentVersion,
    Programme,
    Reconciliation,
    ReconciliationRow,
    ResponsibilityTable,
)

_HEAVY = ("text", "outline", "blocks")
Kind = ReconciliationRow.Kind


def verdicts_of(kind: str) -> tuple[str, ...]:
    """The verdicts that a row of a kind may have, the best first."""
    closed = {Kind.TARGET.value: Verdict, Kind.TASK.value: TaskVerdict, Kind.CARRIED.value: Fate}
    return get_args(closed[kind])


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What a person asked one reconciliation for; the empty value of a field asks nothing."""

    kind: str = Kind.TARGET.value
    verdict: str = ""
    section: str = ""
    words: str = ""
    overridden: bool = False

    @classmethod
    def of(cls, said: Mapping[str, str]) -> RowFilter:
        """From a page's address."""
        kind = said.get("kind", "")
        kind = kind if kind in Kind.values else Kind.TARGET.value
        verdict = said.get("verdict", "")
        return cls(
            kind,
            verdict if verdict in verdicts_of(kind) else "",
            said.get("section", "")[:300],
            said.get("q", "").strip()[:100],
            said.get("overridden") == "1",
        )

    def query(self, **other: str) -> str:
        """The address that asks for this, with some of it asked for otherwise."""
        asked = {
            "kind": "" if self.kind == Kind.TARGET else self.kind,
            "verdict": self.verdict,
            "section": self.section,
            "q": self.words,
            "overridden": "1" if self.overridden else "",
            "page": "",
        } | other
        return urlencode({name: value for name, value in asked.items() if value})


def reconciliation_list(access: Access, programme: Programme) -> list[Reconciliation]:
    """The reconciliations of a programme's region, the newest first, each with its `tally` of targets by verdict."""
    found = list(
        visible.reconciliations(access).filter(programme__region=programme.region_id).select_related("created_by")
    )
    tallies: dict[int, Counter[str]] = {one.pk: Counter() for one in found}
    counted = (
        ReconciliationRow.objects.filter(reconciliation__in=found, kind=Kind.TARGET)
        .values_list("reconciliation_id", "verdict", "override")
        .annotate(count=Count("id"))
        .order_by()
    )
    for pk, verdict, override, count in counted:
        tallies[pk][override or verdict] += count
    for one in found:
        one.tally = tallies[one.pk]  # type: ignore[attr-defined]  # for the page
    return found


def rows_of(reconciliation: Reconciliation, asked: RowFilter) -> QuerySet[ReconciliationRow]:
    """The rows that were asked for, in the plan's order; the verdict is the one that holds."""
    found = ReconciliationRow.objects.filter(reconciliation=reconciliation, kind=asked.kind)
    if asked.verdict:
        found = found.filter(Q(override=asked.verdict) | Q(override="", verdict=asked.verdict))
    if asked.section:
        found = found.filter(section=asked.section)
    if asked.overridden:
        found = found.exclude(override="")
    if asked.words:
        words = Q(quote__icontains=asked.words) | Q(result_quote__icontains=asked.words)
        found = found.filter(words | Q(why__icontains=asked.words) | Q(override_reason__icontains=asked.words))
    return found.select_related("override_by").order_by("order", "id")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of each kind there are, how the asked kind is shared out by verdict, and its sections."""

    kinds: Mapping[str, int]
    verdicts: Mapping[str, int]
    sections: tuple[str, ...]
    overridden: int


def tally_of(reconciliation: Reconciliation, kind: str) -> Tally:
    """Of all rows, whatever was asked for. One query."""
    kinds, verdicts = Counter[str](), Counter[str]()
    sections: dict[str, None] = {}
    overridden = 0
    rows = ReconciliationRow.objects.filter(reconciliation=reconciliation).order_by("order", "id")
    for of_kind, verdict, override, section in rows.values_list("kind", "verdict", "override", "section"):
        kinds[of_kind] += 1
        if of_kind == kind:
            verdicts[override or verdict] += 1
            overridden += bool(override)
            sections |= {section: None} if section else {}
    return Tally(kinds, verdicts, tuple(sections), overridden)


def versions_in(reconciliation: Reconciliation) -> dict[int, DocumentVersion]:
    """The versions that a reconciliation's rows lead into, by id, without their text."""
    ids = [*reconciliation.reviews.values_list("pk", flat=True)]
    source = reconciliation.plan_id or (reconciliation.table.source_id if reconciliation.table else None)
    found = DocumentVersion.objects.filter(pk__in=[*ids, *([source] if source else [])])
    return {version.pk: version for version in found.select_related("document").defer(*_HEAVY)}


def newest_versions(access: Access, programme: Programme | None = None) -> list[DocumentVersion]:
    """The newest version that was read of each document that the person may see, by year; of a programme's region."""
    found = visible.versions(access).filter(state=DocumentVersion.State.READY)
    if programme is not None:
        found = found.filter(document__programme__region=programme.region_id)
    newest: dict[int, DocumentVersion] = {}
    for version in found.select_related("document__programme__region").defer(*_HEAVY).order_by("number"):
        newest[version.document_id] = version
    return sorted(newest.values(), key=lambda one: (-(one.document.year or 0), one.document.title, one.pk))


@dataclass(frozen=True, slots=True)
class Materials:
    """What a reconciliation can be made of, and what is proposed: last year's report against this year's.

    `ledger` is the programme whose own matters can be the plan, None where it has none that the person sees.
    """

    documents: list[DocumentVersion]
    tables: list[ResponsibilityTable]
    ledger: Programme | None
    plan_version: int | None
    plan_table: int | None
    reviews: frozenset[int]


def materials(access: Access, programme: Programme) -> Materials:
    """Documents and tables of a programme's region, and its ledger. Three queries."""
    documents = newest_versions(access, programme)
    tables = list(
        visible.tables(access).filter(programme__region=programme.region_id, job=ResponsibilityTable.Job.READY)
    )
    ledger = programme if visible.matters(access).filter(programme=programme).exists() else None
    return Materials(documents, tables, ledger, *_proposed(documents, tables))


def _proposed(
    documents: list[DocumentVersion], tables: list[ResponsibilityTable]
) -> tuple[int | None, int | None, frozenset[int]]:
    """The newest report that follows another report of its government, else a table, of the year before."""
    reports = [one for one in documents if one.document.kind == Document.Kind.REPORT and one.document.year]
    for review in reports:
        before = (review.document.year or 0) - 1
        for plan in reports:
            if plan.document.year == before and plan.document.government == review.document.government:
                return plan.pk, None, frozenset({review.pk})
        for table in tables:
            if table.year == before:
                return None, table.pk, frozenset({review.pk})
    return None, None, frozenset()
