"""One reconciliation: promise, verdict and outcome side by side; a person's own verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.verdicts import Shown, every_verdict, shares, shown
from luoshi.desk.views.reconciliations.lists import may_edit, reconciliation_or_404
from luoshi.ledger import Permission
from luoshi.queries.reconciliations import RowFilter, rows_of, tally_of, versions_in
from luoshi.records.models import DocumentVersion, Reconciliation, ReconciliationRow
from luoshi.responsibility.sentences import told_data
from luoshi.services import reconciliations as services
from luoshi.services.errors import ChangedMeanwhileError, RefusedError

A_PAGE = 100  # rows shown at once


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, with the address at which the document opens at them."""

    words: str
    address: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it; `engine` is the engine's verdict where a person's own holds, `why` its reason."""

    row: ReconciliationRow
    verdict: Shown
    engine: Shown | None
    promise: Quote
    outcome: Quote | None
    evidence: list[Quote]
    why: str


def line_of(row: ReconciliationRow, versions: Mapping[int, DocumentVersion], plan_id: int | None) -> Line:
    """A row with its verdict in words and its quotes with their addresses."""
    outcome = None
    if row.result is not None:
        outcome = _quote(versions, row.result_version_id, row.result_start, row.result_quote)
    evidence = [
        _quote(versions, one["version"], one["start"], one["quote"], _why(one["why"], one.get("said")))
        for one in row.evidence
    ]
    return Line(
        row,
        shown(row.kind, row.standing),
        shown(row.kind, row.verdict) if row.override else None,
        _promise(row, versions, plan_id),
        outcome,
        [one for one in evidence if outcome is None or one.words != outcome.words],
        _why(row.why, row.target.get("why")),
    )


def _why(written: str, said: Mapping[str, Any] | None) -> str:
    """A reason in the reader's language; of what was reconciled before sentences were kept, as it was written."""
    return told_data(said, _) if said else written


def _promise(row: ReconciliationRow, versions: Mapping[int, DocumentVersion], plan_id: int | None) -> Quote:
    """The words of the promise; of a matter of the ledger they lead to the matter."""
    matter = row.target.get("matter")
    if matter is None:
        return _quote(versions, plan_id, row.start, row.quote)
    return Quote(row.quote, reverse("ledger-matter", kwargs={"pk": matter}), "")


def _quote(
    versions: Mapping[int, DocumentVersion], version_id: int | None, start: int | None, words: str, why: str = ""
) -> Quote:
    version = versions.get(version_id or 0)
    if version is None or start is None:
        return Quote(words, "", version.document.title if version else "", why)
    page = reverse("documents-show", kwargs={"pk": version.document_id})
    return Quote(words, f"{page}?version={version.number}#{start}", version.document.title, why)


@needs(Permission.READ_DOCUMENTS)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows asked for in the address, below the bar of shares; while the job runs, how far it is."""
    found = reconciliation_or_404(request, pk)
    edits = may_edit(request, found)
    context: dict[str, Any] = {"reconciliation": found, "edits": edits}
    if found.state != Reconciliation.State.READY:
        return render(request, "desk/reconciliations/waiting.html", context)
    asked = RowFilter.of(request.GET)
    tally = tally_of(found, asked.kind)
    versions = versions_in(found)
    plan_id = plan_version_id(found)
    page = Paginator(rows_of(found, asked), A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "asked": asked,
        "tally": tally,
        "shares": shares(asked, tally.verdicts),
        "total": tally.kinds.get(asked.kind, 0),
        "tabs": [
            (kind, name, tally.kinds.get(kind.value, 0), RowFilter(kind=kind.value).query())
            for kind, name in zip(ReconciliationRow.Kind, ReconciliationRow.Kind.labels, strict=True)
        ],
        "lines": [line_of(row, versions, plan_id) for row in page.object_list],
        "verdicts": every_verdict(asked.kind),
        "query": asked.query(),
        "silent": tally.verdicts.get("not-reported", 0),
        "silent_query": RowFilter(kind=asked.kind).query(verdict="not-reported"),
        "plan": versions.get(plan_id or 0),
        "reviews": [version for key, version in versions.items() if key != plan_id],
    }
    part = "rows" if request.headers.get("HX-Request") else "show"
    return render(request, f"desk/reconciliations/{part}.html", context)


def plan_version_id(reconciliation: Reconciliation) -> int | None:
    """The version that the plan's offsets are of."""
    return reconciliation.plan_id or (reconciliation.table.source_id if reconciliation.table else None)


def _row(request: HttpRequest, pk: int, row: int) -> ReconciliationRow:
    of = reconciliation_or_404(request, pk)
    found = get_object_or_404(ReconciliationRow.objects.select_related("override_by"), reconciliation=of, pk=row)
    found.reconciliation = of
    return found


def _back(request: HttpRequest, row: ReconciliationRow) -> str:
    """The page that the person came from, with what was asked for there."""
    asked = RowFilter.of(QueryDict(request.POST.get("back", "") or request.GET.get("back", "")))
    if asked.kind != row.kind:
        asked = RowFilter(kind=row.kind)
    address = reverse("reconciliations-show", kwargs={"pk": row.reconciliation_id})
    page = page_of(row, asked)
    query = asked.query(page=str(page) if page > 1 else "")
    return f"{address}?{query}#row-{row.pk}" if query else f"{address}#row-{row.pk}"


def page_of(row: ReconciliationRow, asked: RowFilter) -> int:
    """The page on which a row stands, or would stand, among those asked for."""
    before = rows_of(row.reconciliation, asked).filter(Q(order__lt=row.order) | Q(order=row.order, pk__lt=row.pk))
    return before.count() // A_PAGE + 1


@needs(Permission.EDIT_DOCUMENTS)
def override(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The form for another verdict; a POST puts it beside the engine's."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405)
    found = _row(request, pk, row)
    must(request, Permission.EDIT_DOCUMENTS, found.reconciliation.programme.region_id)
    if request.method != "POST":
        return _form(request, found)
    said = request.POST
    revision = said.get("revision", "")
    try:
        services.override_verdict(
            row=found,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            verdict=said.get("verdict", ""),
            reason=said.get("reason", ""),
            actor=actor_of(request),
        )
    except ChangedMeanwhileError as error:
        return _form(request, _row(request, pk, row), str(error), 409)
    except RefusedError as error:
        return _form(request, found, str(error), 400)
    messages.success(request, _("已改判；系统判定仍然保留。"))
    return redirect(_back(request, found))


def _form(request: HttpRequest, row: ReconciliationRow, wrong: str = "", status: int = 200) -> HttpResponse:
    versions = versions_in(row.reconciliation)
    context = {
        "reconciliation": row.reconciliation,
        "line": line_of(row, versions, plan_version_id(row.reconciliation)),
        "choices": [one for one in every_verdict(row.kind) if one.code != row.verdict],
        "chosen": request.POST.get("verdict", row.override),
        "reason": request.POST.get("reason", row.override_reason),
        "wrong": wrong,
        "back": request.POST.get("back", "") or request.GET.get("back", ""),
        "address": _back(request, row),
    }
    part = "override_form" if request.headers.get("HX-Request") else "override"
    return render(request, f"desk/reconciliations/{part}.html", context, status=status)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def withdraw(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Let the engine's verdict hold again."""
    found = _row(request, pk, row)
    must(request, Permission.EDIT_DOCUMENTS, found.reconciliation.programme.region_id)
    revision = request.POST.get("revision", "")
    try:
        services.withdraw_override(
            row=found,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            actor=actor_of(request),
        )
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已撤回改判。"))
    return redirect(_back(request, found))
