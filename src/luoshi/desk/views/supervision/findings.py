"""What happens within an inspection: findings, conclusion, rectification, objections, proposals."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.desk.forms.inspections import (
    ConclusionForm,
    FindingForm,
    ObjectionAnswerForm,
    ReasonForm,
    RectifyForm,
    SanctionAnswerForm,
    SanctionForm,
)
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt, try_to
from luoshi.desk.views.supervision.inspections import page, seen, supervised
from luoshi.ledger import Permission
from luoshi.ledger.inspections import SanctionKind
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.records.models import Inspection, InspectionFinding, InspectionObjection, Unit
from luoshi.services.supervision import inspections as services
from luoshi.services.supervision.objections import decide_objection, object_to_conclusion
from luoshi.services.supervision.sanctions import decide_sanction, propose_sanction, retract_sanction

_SUPERVISE = Permission.SUPERVISE


@needs(Permission.READ_ALL_MATTERS)
@require_POST
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a finding: the team, and the office."""
    found, actor = seen(request, pk), actor_of(request)
    must(request, Permission.READ_ALL_MATTERS, found.programme.region_id)
    form = FindingForm(request.POST, inspection=found)
    said = form.cleaned_data if form.is_valid() else {}
    return _answer(
        request, found, form, "finding_form",
        lambda: services.add_finding(inspection=found, actor=actor, **said), _("已记录。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Conclude and feed back."""
    found, actor = supervised(request, pk), actor_of(request)
    form = ConclusionForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _answer(
        request, found, form, "conclusion_form",
        lambda: services.conclude_inspection(inspection=found, actor=actor, **said), _("结论已反馈给督查对象。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def rectify(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Make a matter of a problem."""
    found, actor = supervised(request, pk), actor_of(request)
    problems = InspectionFinding.objects.select_related("inspection__programme", "unit")
    problem = get_object_or_404(problems, pk=finding, inspection=found)
    form = RectifyForm(request.POST)
    if form.is_valid():
        made = attempt(form, lambda: services.rectify(finding=problem, actor=actor, **form.cleaned_data))
        if made:
            messages.success(request, _("已立为整改事项 %(number)s。") % {"number": made.number})
            return redirect("supervision-inspection", pk)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return redirect("supervision-inspection", pk)


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def objecting(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """A unit objects to the conclusion."""
    found, actor, access = seen(request, pk), actor_of(request), access_of(request)
    own = get_object_or_404(Unit.objects.filter(pk__in=access.own_units), pk=unit)
    form = ReasonForm(request.POST)
    said = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    return _answer(
        request, found, form, "objection_form",
        lambda: object_to_conclusion(inspection=found, actor=actor, unit=own, reason=said), _("异议已提出。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def decide(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """Answer an objection."""
    found, actor = supervised(request, pk), actor_of(request)
    objections = InspectionObjection.objects.select_related("inspection__programme", "unit")
    open_ = get_object_or_404(objections, pk=objection, inspection=found)
    form = ObjectionAnswerForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _answer(
        request, found, form, "answer_form",
        lambda: decide_objection(objection=open_, actor=actor, **said), _("复核决定已告知单位。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to praise, reward, criticise or hold to account."""
    found, actor = supervised(request, pk), actor_of(request)
    form = SanctionForm(request.POST, inspection=found)
    said = form.cleaned_data | {"kind": SanctionKind(form.cleaned_data["kind"])} if form.is_valid() else {}
    return _answer(
        request, found, form, "sanction_form",
        lambda: propose_sanction(inspection=found, actor=actor, **said), _("建议已提交，待领导批准。"),
    )  # fmt: skip


@needs(Permission.APPROVE)
@require_POST
def decide_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader approves or refuses a proposal."""
    proposals = visible.sanctions(access_of(request)).select_related("programme", "inspection", "unit")
    proposal = get_object_or_404(proposals, pk=pk)
    must(request, Permission.APPROVE, proposal.programme.region_id)
    form, actor = SanctionAnswerForm(request.POST), actor_of(request)
    if form.is_valid():
        approve, said = form.cleaned_data["approve"] == "1", form.cleaned_data["answer"]
        try_to(
            request,
            lambda: decide_sanction(proposal=proposal, actor=actor, approve=approve, answer=said),
            _("已批示。"),
        )
    return redirect("supervision-inspection", proposal.inspection_id)


@needs(_SUPERVISE)
@require_POST
def retract_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    proposals = visible.sanctions(access_of(request)).select_related("programme", "inspection")
    proposal = get_object_or_404(proposals, pk=pk)
    must(request, _SUPERVISE, proposal.programme.region_id)
    actor = actor_of(request)
    try_to(request, lambda: retract_sanction(proposal=proposal, actor=actor), _("建议已撤回。"))
    return redirect("supervision-inspection", proposal.inspection_id)


def _answer(
    request: HttpRequest, found: Inspection, form: forms.Form, name: str, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do the act of a valid form and go back to the inspection; else show it again with what was typed."""
    if form.is_valid():
        done = attempt(form, act, revision=lambda: Inspection.objects.get(pk=found.pk).revision)
        if done is not None:
            messages.success(request, said)
            return redirect("supervision-inspection", found.pk)
    return page(request, seen(request, found.pk), **{name: form})
