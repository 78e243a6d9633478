"""How many forms are asked of units: the burden that reporting is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from luoshi.ledger import AT_REST
from luoshi.queries.access import Access
from luoshi.records import clock
from luoshi.records.models import Programme, ReportDue

_GONE = [status.value for status in AT_REST]


@dataclass(frozen=True, slots=True)
class Forms:
    """How many reports were asked for with a due day in a month, and how many of them are in, and came late."""

    asked: int = 0
    done: int = 0
    late: int = 0


def forms_this_month(access: Access, programme: Programme | None) -> Forms:
    """What is asked of the person's units this month."""
    if programme is None:
        return Forms()
    today = clock.today()
    of_month = asked_forms(programme).filter(
        matter__lead__in=access.own_units, due__year=today.year, due__month=today.month
    )
    late = Q(reported_on__gt=F("due"))
    done = Q(reported_on__isnull=False)
    return Forms(**of_month.aggregate(asked=Count("pk"), done=Count("pk", done), late=Count("pk", late)))


def asked_forms(programme: Programme) -> QuerySet[ReportDue]:
    """Every report that was or will be asked for in a programme; not of matters at rest that nobody reported."""
    asked = Q(reported_on__isnull=False) | ~Q(matter__status__in=_GONE)
    return ReportDue.objects.filter(asked, matter__programme=programme)
