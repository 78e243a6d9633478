"""Whether a unit is being asked the same thing twice: what asks it about a matter already."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from luoshi.ledger.sheets import WAITING
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionTarget, Matter, ReportDue, Sheet

_SOON = timedelta(days=3)  # a report that is due so soon answers most questions


def asked_already(matter: Matter) -> tuple[str, ...]:
    """What asks the lead unit about a matter now, a line each: sheets, inspections, a report that is due soon."""
    waiting = Sheet.objects.filter(matter=matter, unit=matter.lead_id, state__in=[one.value for one in WAITING])
    lines = [
        _("%(number)s（%(by)s前办理）") % {"number": sheet.number, "by": sheet.answer_by.isoformat()}
        for sheet in waiting.order_by("pk")
    ]
    running = InspectionTarget.objects.filter(
        unit=matter.lead_id, inspection__state__in=[Inspection.State.PLANNED, Inspection.State.RUNNING]
    ).select_related("inspection")
    lines += [
        _("督查“%(title)s”") % {"title": target.inspection.title}
        for target in running
        if target.matter_id in (None, matter.pk)
    ]
    today = clock.today()
    due = ReportDue.objects.filter(
        matter=matter, reported_on=None, due__gte=today, due__lte=today + _SOON, starts__lte=today
    )
    lines += [_("%(due)s前的填报") % {"due": one.due.isoformat()} for one in due]
    return tuple(lines)
