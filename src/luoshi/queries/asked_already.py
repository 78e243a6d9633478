"""Whether a unit is being asked the same thing twice: what asks it about a matter already."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.ledger.sheets import WAITING
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionTarget, Matter, ReportDue, Sheet

_SOON = timedelta(days=3)  # a report that is due so soon answers most questions


def asked_already(matter: Matter) -> tuple[str, ...]:
    """What asks the lead unit about a matter now, a line each: sheets, inspections, a report that is due soon."""
    waiting = Sheet.objects.filter(matter=matter, unit=matter.lead_id, state__in=[one.value for one in WAITING])
    lines = [
        _("%(number)s（%(by)s前办理）") % {"number": number, "by": by.isoformat()}
        for number, by in waiting.order_by("pk").values_list("number", "answer_by")
    ]
    of_matter = Q(matter=None) | Q(matter=matter)
    running = InspectionTarget.objects.filter(
        of_matter, unit=matter.lead_id, inspection__state__in=[Inspection.State.PLANNED, Inspection.State.RUNNING]
    )
    titles = running.order_by("inspection_id", "pk").values_list("inspection__title", flat=True)
    lines += [_("督查“%(title)s”") % {"title": title} for title in titles]
    today = clock.today()
    due = ReportDue.objects.filter(
        matter=matter, reported_on=None, due__gte=today, due__lte=today + _SOON, starts__lte=today
    )
    days = due.order_by("starts").values_list("due", flat=True)
    lines += [_("%(due)s前的填报") % {"due": day.isoformat()} for day in days]
    return tuple(lines)
