"""Matters with figures to report, and what is asked for them, for tests of everything about reports."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import Family, Kind, Status
from luoshi.records.models import Assignment, Matter, MatterTarget, ReportDue, Service
from luoshi.services.reporting.dues import make_dues
from tests.cast import City


def matter_of(
    city: City,
    number: str = "YC-001",
    *,
    unit: str = "science",
    kind: Kind = Kind.INDICATOR,
    status: Status = Status.IN_PROGRESS,
    title: str = "新增高新技术企业300家以上",
) -> Matter:
    """A matter that a unit leads and the other helps with, being worked on under the vice mayor."""
    matter = Matter.objects.create(
        programme=city.programme,
        number=number,
        title=title,
        quote=title,
        kind=kind.value,
        status=status.value,
        lead=city.units[unit],
    )
    other = next(key for key in city.units if key != unit)
    for part, key in (("lead", unit), ("cooperate", other)):
        Assignment.objects.create(matter=matter, part=part, unit=city.units[key], written=city.units[key].name)
    matter.leaders.add(city.posts["vice-mayor"])
    return matter


def target_of(
    matter: Matter,
    value: float = 300,
    unit: str = "家",
    *,
    name: str = "新增高新技术企业",
    family: Family = Family.CUMULATIVE,
) -> MatterTarget:
    """A figure of at least so much that the matter is to reach by the end of the year."""
    year = matter.programme
    target = MatterTarget.objects.create(
        programme=year,
        quote=matter.quote,
        name=name,
        family=family.value,
        comparator=">=",
        value=value,
        unit=unit,
        starts=year.starts,
        ends=year.ends,
    )
    Service.objects.create(matter=matter, target=target)
    return target


def due_of(matter: Matter, month: int) -> ReportDue:
    """What is asked of a matter for a month of 2025."""
    make_dues([matter])
    return ReportDue.objects.select_related("matter__programme").get(matter=matter, starts=date(2025, month, 1))
