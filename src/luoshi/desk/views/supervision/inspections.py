"""Inspections: list, plan, start, cancel, the page of one, and its papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.inspections import (
    ConclusionForm,
    FindingForm,
    InspectionForm,
    ObjectionAnswerForm,
    ReasonForm,
    RectifyForm,
    SanctionAnswerForm,
    SanctionForm,
)
from luoshi.desk.guards import actor_of, must, needs, signed_in
from luoshi.desk.navigation import chosen_programme, programme_with
from luoshi.desk.official import attachment
from luoshi.desk.outcomes import attempt, try_to
from luoshi.desk.papers import conclusion_paper, plan_paper
from luoshi.exchange.papers import paper_bytes
from luoshi.ledger import Permission
from luoshi.ledger.inspections import InspectionMethod
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.inspections import inspection_page, listed_inspections
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionObjection, Unit
from luoshi.services.supervision import inspections as services
from luoshi.services.supervision.objections import object_by, why_not_decide
from luoshi.services.supervision.rights import may_record, person_of

_A_PAGE = 50
_SUPERVISE = Permission.SUPERVISE


@signed_in
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections that the person may see."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    state = request.GET.get("state", "")
    state = state if state in Inspection.State.values else ""
    found = listed_inspections(access, programme, state) if programme else Inspection.objects.none()
    context = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "states": Inspection.State.choices,
        "state": state,
        "may_plan": programme is not None and access.may(_SUPERVISE, programme.region_id),
        "query": f"state={state}",
        "here": "inspections",
    }
    return render(request, "desk/supervision/inspections.html", context)


@needs(_SUPERVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan an inspection."""
    access = access_of(request)
    programme = programme_with(request, _SUPERVISE)
    form = InspectionForm(request.POST or None, access=access, programme=programme)
    if form.is_valid():
        actor, draft = actor_of(request), form.draft()
        made = attempt(form, lambda: services.plan_inspection(programme=programme, actor=actor, draft=draft))
        if made:
            messages.success(request, _("已立项“%(title)s”。") % {"title": made.title})
            return redirect("supervision-inspection", made.pk)
    return render(request, "desk/supervision/inspection_form.html", {"form": form, "here": "inspections"})


@needs(_SUPERVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an inspection that has not started."""
    found = supervised(request, pk)
    form = InspectionForm(
        request.POST or None, access=access_of(request), programme=found.programme, initial=InspectionForm.of(found)
    )
    if form.is_valid():
        actor, draft, revision = actor_of(request), form.draft(), form.cleaned_data["revision"]
        saved = attempt(
            form,
            lambda: services.change_inspection(inspection=found, actor=actor, revision=revision, draft=draft),
            revision=lambda: Inspection.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存。"))
            return redirect("supervision-inspection", pk)
    context = {"form": form, "inspection": found, "here": "inspections"}
    return render(request, "desk/supervision/inspection_form.html", context)


@signed_in
@require_safe
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one."""
    return page(request, seen(request, pk))


@needs(_SUPERVISE)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start it."""
    found, actor = supervised(request, pk), actor_of(request)
    revision = _revision(request)
    try_to(
        request,
        lambda: services.start_inspection(inspection=found, actor=actor, revision=revision),
        _("督查已开始。"),
    )
    return redirect("supervision-inspection", pk)


@needs(_SUPERVISE)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    found, actor = supervised(request, pk), actor_of(request)
    reason, revision = request.POST.get("reason", ""), _revision(request)
    try_to(
        request,
        lambda: services.cancel_inspection(inspection=found, actor=actor, revision=revision, reason=reason),
        _("督查已取消。"),
    )
    return redirect("supervision-inspection", pk)


@signed_in
@require_safe
def word(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """The plan or the conclusion as a Word file; the plan is the office's own, a unit gets the conclusion."""
    found = seen(request, pk)
    whole = access_of(request).may(Permission.READ_ALL_MATTERS, found.programme.region_id)
    if paper == "plan" and whole:
        return attachment(paper_bytes(plan_paper(found)), f"{found.title}-{_('督查方案')}.docx")
    if paper == "conclusion" and found.state == Inspection.State.CONCLUDED:
        shown = inspection_page(access_of(request), found)
        return attachment(paper_bytes(conclusion_paper(shown)), f"{found.title}-{_('督查结论')}.docx")
    raise Http404


def seen(request: HttpRequest, pk: int) -> Inspection:
    """An inspection that the person may see."""
    found = visible.inspections(access_of(request)).select_related("programme__region", "leader", "concluded_by")
    return get_object_or_404(found, pk=pk)


def supervised(request: HttpRequest, pk: int) -> Inspection:
    """An inspection that the person may run."""
    found = seen(request, pk)
    must(request, _SUPERVISE, found.programme.region_id)
    return found


def page(request: HttpRequest, found: Inspection, **filled: Any) -> HttpResponse:
    """The page of an inspection; `filled` are forms as they were typed."""
    access, actor = access_of(request), actor_of(request)
    shown = inspection_page(access, found)
    supervises = access.may(_SUPERVISE, found.programme.region_id)
    running, concluded = found.state == Inspection.State.RUNNING, found.state == Inspection.State.CONCLUDED
    last = object_by(found)
    objected = {one.unit_id for one in shown.objections}
    mine = {target.unit_id for target in shown.targets} & access.own_units
    in_time = concluded and last is not None and clock.today() <= last
    first = {"revision": found.revision}
    context: dict[str, Any] = {
        "inspection": found,
        "shown": shown,
        "here": "inspections",
        "supervises": supervises,
        "methods": [gettext(InspectionMethod(method).label.msgid) for method in found.methods],
        "planned": found.state == Inspection.State.PLANNED,
        "running": running,
        "object_by": last,
        "objecting": Unit.objects.filter(pk__in=mine - objected) if in_time else Unit.objects.none(),
        "records": running and may_record(person_of(actor), found),
        "finding_form": FindingForm(inspection=found),
        "conclusion_form": ConclusionForm(initial=first | {"conclusion": found.conclusion}),
        "objection_form": ReasonForm(),
        "answer_form": ObjectionAnswerForm(),
        "sanction_form": SanctionForm(inspection=found) if supervises and concluded else None,
        "sanction_answer_form": SanctionAnswerForm(),
        "approves": access.may(Permission.APPROVE, found.programme.region_id),
        "rectifying": [
            (one, RectifyForm(initial=RectifyForm.of(one)))
            for one in shown.findings
            if supervises and one.problem and one.rectification is None and found.state != Inspection.State.CANCELLED
        ],
        "objections": [
            (one, supervises and one.state == InspectionObjection.State.OPEN, why_not_decide(one, actor))
            for one in shown.objections
        ],
    }
    return render(request, "desk/supervision/inspection.html", context | filled, status=422 if filled else 200)


def _revision(request: HttpRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
