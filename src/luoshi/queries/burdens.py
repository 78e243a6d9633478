"""The burden on units: how many forms and sheets each is asked for each month (domain, section 7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from luoshi.ledger import Permission
from luoshi.queries.access import Access
from luoshi.queries.report_forms import asked_forms
from luoshi.records.models import Programme, ReportDue, Sheet, Unit

_MONTHS = 12


@dataclass(slots=True)
class Burden:
    """A unit's year: forms asked for and sheets sent in each month (index 0 is January)."""

    unit: Unit
    forms: list[int] = field(default_factory=lambda: [0] * _MONTHS)
    sheets: list[int] = field(default_factory=lambda: [0] * _MONTHS)

    @property
    def months(self) -> list[tuple[int, int, int]]:
        """Month, forms and sheets of each."""
        return [(at + 1, self.forms[at], self.sheets[at]) for at in range(_MONTHS)]

    @property
    def total(self) -> int:
        """All of the year."""
        return sum(self.forms) + sum(self.sheets)


def burdens(access: Access, programme: Programme) -> list[Burden]:
    """Each unit of the programme that the person may see with its months, the most burdened first. Three queries.

    A form counts in the month in which its report is due, for the lead unit; a sheet in the month it was issued.
    """
    units = {unit.pk: Burden(unit) for unit in _units(access, programme)}
    dues = asked_forms(programme).filter(matter__lead__in=units, due__year=programme.year)
    for unit, month, count in _by_month(dues, "matter__lead", "due"):
        units[unit].forms[month - 1] += count
    sheets = Sheet.objects.filter(programme=programme, unit__in=units, issued_on__year=programme.year)
    for unit, month, count in _by_month(sheets, "unit", "issued_on"):
        units[unit].sheets[month - 1] += count
    return sorted(
        (one for one in units.values() if one.total), key=lambda one: (-one.total, one.unit.order, one.unit.pk)
    )


def by_month(found: list[Burden]) -> list[tuple[int, int, int]]:
    """All units together: month, forms, sheets."""
    forms: dict[int, int] = defaultdict(int)
    sheets: dict[int, int] = defaultdict(int)
    for one in found:
        for month, formed, sent in one.months:
            forms[month] += formed
            sheets[month] += sent
    return [(month, forms[month], sheets[month]) for month in range(1, _MONTHS + 1)]


def _units(access: Access, programme: Programme) -> QuerySet[Unit]:
    units = Unit.objects.filter(region=programme.region_id)
    if access.may(Permission.READ_ALL_MATTERS, programme.region_id):
        return units
    return units.filter(pk__in=access.own_units)


def _by_month(found: QuerySet[ReportDue] | QuerySet[Sheet], unit: str, day: str) -> list[tuple[int, int, int]]:
    counted = found.order_by().annotate(month=ExtractMonth(day)).values(unit, "month").annotate(count=Count("pk"))
    return [(row[unit], row["month"], row["count"]) for row in counted]
