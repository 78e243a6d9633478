"""Whether a unit is being asked the same thing twice: what asks it about a matter already."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.ledger.sheets import WAITING
from luoshi.queries.compiled import compiled
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionTarget, Matter, ReportDue, Sheet

_SOON = timedelta(days=3)  # a report that is due so soon answers most questions


def asked_already(matter: Matter) -> tuple[str, ...]:
    """What asks the lead unit about a matter now, a line each: sheets, inspections, a report that is due soon."""
    lines, today = [], clock.today()
    if matter.lead_id is not None:
        sheets = _sheets(matter.pk, matter.lead_id)
        lines += [_("%(number)s（%(by)s前办理）") % {"number": number, "by": by.isoformat()} for number, by in sheets]
        titles = _inspections(matter.pk, matter.lead_id)
        lines += [_("督查“%(title)s”") % {"title": title} for title in titles]
    lines += [_("%(due)s前的填报") % {"due": day.isoformat()} for day in _due(matter.pk, today, today + _SOON)]
    return tuple(lines)


@compiled
def _sheets(matter: int, unit: int) -> QuerySet[Sheet, tuple[str, date]]:
    waiting = Sheet.objects.filter(matter=matter, unit=unit, state__in=[one.value for one in WAITING])
    return waiting.order_by("pk").values_list("number", "answer_by")


@compiled
def _inspections(matter: int, unit: int) -> QuerySet[InspectionTarget, str]:
    running = InspectionTarget.objects.filter(
        Q(matter=None) | Q(matter=matter),
        unit=unit,
        inspection__state__in=[Inspection.State.PLANNED, Inspection.State.RUNNING],
    )
    return running.order_by("inspection_id", "pk").values_list("inspection__title", flat=True)


@compiled
def _due(matter: int, today: date, soon: date) -> QuerySet[ReportDue, date]:
    due = ReportDue.objects.filter(matter=matter, reported_on=None, due__gte=today, due__lte=soon, starts__lte=today)
    return due.order_by("starts").values_list("due", flat=True)
