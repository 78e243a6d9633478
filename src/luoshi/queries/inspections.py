"""Inspections as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import (
    Inspection,
    InspectionFinding,
    InspectionObjection,
    InspectionTarget,
    Programme,
    SanctionProposal,
)


def listed_inspections(access: Access, programme: Programme, state: str) -> QuerySet[Inspection]:
    """Inspections of a programme with their targets, and the numbers of problems and of open objections."""
    found = visible.inspections(access).filter(programme=programme)
    if state:
        found = found.filter(state=state)
    problems = Count("findings", filter=Q(findings__problem=True), distinct=True)
    open_ = Count("objections", filter=Q(objections__state=InspectionObjection.State.OPEN), distinct=True)
    return (
        found.select_related("leader")
        .prefetch_related(Prefetch("targets", _targets(access, programme), to_attr="aims"))
        .annotate(problem_count=problems, open_objections=open_)
        .order_by("-starts", "-pk")
    )


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """An inspection with what the person may see of it: a unit its own part, the office and leaders all."""

    inspection: Inspection
    targets: list[InspectionTarget]
    findings: list[InspectionFinding]
    objections: list[InspectionObjection]
    sanctions: list[SanctionProposal]
    whole: bool


def inspection_page(access: Access, inspection: Inspection) -> InspectionPage:
    """Everything on the page of one inspection, whose programme was read along."""
    programme = inspection.programme
    whole = access.may(Permission.READ_ALL_MATTERS, programme.region_id)
    findings = inspection.findings.select_related("unit", "matter", "by", "rectification")
    objections = inspection.objections.select_related("unit", "by", "decided_by")
    if not whole:
        findings = findings.filter(unit__in=access.own_units)
        objections = objections.filter(unit__in=access.own_units)
    sanctions = visible.sanctions(access).filter(inspection=inspection)
    return InspectionPage(
        inspection,
        list(_targets(access, programme).filter(inspection=inspection)),
        list(findings.prefetch_related("evidence__evidence")),
        list(objections),
        list(sanctions.select_related("unit", "proposed_by", "decided_by")),
        whole,
    )


def _targets(access: Access, programme: Programme) -> QuerySet[InspectionTarget]:
    targets = InspectionTarget.objects.select_related("unit", "matter")
    if access.may(Permission.READ_ALL_MATTERS, programme.region_id):
        return targets
    return targets.filter(unit__in=access.own_units)


def inspected_in(programme: Programme, starts: date, ends: date) -> QuerySet[Inspection]:
    """Inspections whose conclusion was fed back in a period."""
    return Inspection.objects.filter(
        programme=programme, state=Inspection.State.CONCLUDED, fed_back_on__gte=starts, fed_back_on__lte=ends
    )
