"""All reconciliations of a region, and making one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.verdicts import shares
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.reconciliations import RowFilter, materials, reconciliation_list
from luoshi.records.models import DocumentVersion, Programme, Reconciliation, ResponsibilityTable
from luoshi.services import reconciliations as services
from luoshi.services.errors import RefusedError

_MOST_REVIEWS = 20


def reconciliation_or_404(request: HttpRequest, pk: int) -> Reconciliation:
    """A reconciliation that the person may see, with what every page of it needs."""
    found = visible.reconciliations(access_of(request)).select_related(
        "programme__region", "plan__document", "table__source__document", "created_by"
    )
    heavy = [f"{of}__{name}" for of in ("plan", "table__source") for name in ("text", "outline", "blocks")]
    return get_object_or_404(found.defer(*heavy), pk=pk)


def may_edit(request: HttpRequest, reconciliation: Reconciliation) -> bool:
    """Whether the person may work it out again and override."""
    return access_of(request).may(Permission.EDIT_DOCUMENTS, reconciliation.programme.region_id)


@needs(Permission.READ_DOCUMENTS)
@require_GET
def reconciliations(request: HttpRequest) -> HttpResponse:
    """What was reconciled, and a form that proposes last year's report against this year's."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    edits = programme is not None and access.may(Permission.EDIT_DOCUMENTS, programme.region_id)
    listed = reconciliation_list(access, programme) if programme else []
    context: dict[str, Any] = {
        "listed": [(one, shares(RowFilter(), getattr(one, "tally", {}))) for one in listed],
        "materials": materials(access, programme) if programme and edits else None,
        "edits": edits,
    }
    return render(request, "desk/reconciliations/list.html", context)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Set a plan, a document, a table or the ledger, against the chosen reviews."""
    access = access_of(request)
    plan = _plan(request, request.POST.get("plan", ""))
    programme = _programme(plan)
    must(request, Permission.EDIT_DOCUMENTS, programme.region_id)
    ids = {_id(one) for one in request.POST.getlist("review")[:_MOST_REVIEWS]}
    found = visible.versions(access).select_related("document__programme").filter(pk__in=ids)
    reviews = list(found.defer("text", "outline", "blocks").order_by("document__year", "pk"))
    if len(reviews) < len(ids):
        raise Http404
    try:
        made = services.create_reconciliation(plan=plan, reviews=reviews, actor=actor_of(request))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("reconciliations")
    return redirect("reconciliations-show", pk=made.pk)


def _programme(plan: DocumentVersion | ResponsibilityTable | Programme) -> Programme:
    if isinstance(plan, Programme):
        return plan
    return plan.programme if isinstance(plan, ResponsibilityTable) else plan.document.programme


def _plan(request: HttpRequest, written: str) -> DocumentVersion | ResponsibilityTable | Programme:
    """The plan that a form names: v12 a version, t3 a table, l2 a programme's ledger; 404 for one not to be seen."""
    access = access_of(request)
    if written.startswith("l"):
        return get_object_or_404(visible.programmes(access), pk=_id(written[1:]))
    if written.startswith("t"):
        tables = visible.tables(access).select_related("programme", "source")
        return get_object_or_404(tables, pk=_id(written[1:]))
    versions = visible.versions(access).select_related("document__programme")
    return get_object_or_404(versions, pk=_id(written.removeprefix("v")))


def _id(written: str) -> int:
    """An id of a form; 0, which nothing has, for anything else."""
    return int(written) if written.isdecimal() and len(written) < 12 else 0


@needs(Permission.READ_DOCUMENTS)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is, for the page that waits; tells the page to load anew when it is done."""
    found = reconciliation_or_404(request, pk)
    context = {"reconciliation": found, "edits": may_edit(request, found)}
    response = render(request, "desk/reconciliations/progress.html", context)
    if found.state == Reconciliation.State.READY:
        response["HX-Refresh"] = "true"
    return response


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Work it out again: findings were corrected, or the last time failed."""
    found = reconciliation_or_404(request, pk)
    must(request, Permission.EDIT_DOCUMENTS, found.programme.region_id)
    try:
        services.run_again(reconciliation=found, actor=actor_of(request))
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("正在重新对账，已有的改判会保留。"))
    return redirect("reconciliations-show", pk=pk)
