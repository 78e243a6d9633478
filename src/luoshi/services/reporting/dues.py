"""What is to be reported when: made of a programme's cadence, made anew when that changes, let go while at rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from luoshi.ledger import AT_REST, Kind, ReportPeriod, Status, limit_day, report_periods
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Event, Matter, Programme, ReportDue

_BATCH = 500
_DAY = timedelta(days=1)
_BY_CADENCE = [kind.value for kind in Kind if kind.by_cadence]
_GONE = [status.value for status in AT_REST]
# Nobody can report in these, so that what falls due meanwhile is no lateness.
IDLE = AT_REST | {Status.DRAFT, Status.OBJECTED, Status.CLOSING, Status.SUSPENDED}


@transaction.atomic
def make_dues(matters: Collection[Matter]) -> int:
    """Ask for a report in each period of the programme's cadence, for matters that are reported by it; how many.

    From the period in which a matter was assigned, unless its report were due before the matter has to be signed for.
    Run twice, it changes nothing more: a period that is asked for, or lies within one that is, is not asked for again.
    """
    asked: dict[int, list[tuple[date, date]]] = defaultdict(list)
    known = ReportDue.objects.filter(matter__in=matters).values_list("matter", "starts", "ends")
    for matter, starts, ends in known:
        asked[matter].append((starts, ends))
    made = [
        ReportDue(matter=matter, starts=period.starts, ends=period.ends, due=period.due)
        for programme, of_it in _by_programme(matters)
        for matter, period in _wanted(programme, of_it)
        if not any(starts <= period.ends and period.starts <= ends for starts, ends in asked[matter.pk])
    ]
    ReportDue.objects.bulk_create(made, batch_size=_BATCH, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def remake_dues(programme: Programme) -> int:
    """Ask by the present cadence for all that is not begun; what was begun, reported or written for stays. How many."""
    future = ReportDue.objects.filter(matter__programme=programme, starts__gt=clock.today())
    _untouched(future).delete()
    ids = list(_asked(programme).order_by("pk").values_list("pk", flat=True))
    return sum(
        make_dues(list(Matter.objects.filter(pk__in=ids[at : at + _BATCH]).select_related("programme")))
        for at in range(0, len(ids), _BATCH)
    )


def forgive_idle(matter: Matter, idle: Status) -> int:
    """Let go of what fell due while a matter was `idle`, now that it is taken up again; how many periods.

    Otherwise a matter that was suspended, or waited to be verified, would come back late without anybody's fault.
    """
    since = _since(matter, idle)
    if since is None:
        return 0
    fell_due = ReportDue.objects.filter(matter=matter, due__gte=since, due__lt=clock.today())
    return _untouched(fell_due).delete()[0]


def _since(matter: Matter, idle: Status) -> date | None:
    """The day on which a matter last came into a status."""
    events = Event.objects.filter(subject="matter", subject_id=matter.pk).order_by("-pk").only("after", "at")
    came = next((event for event in events if (event.after or {}).get("status") == idle.value), None)
    return timezone.localdate(came.at) if came else None


def _untouched(dues: QuerySet[ReportDue]) -> QuerySet[ReportDue]:
    """Those that were neither reported nor written for."""
    return dues.filter(Q(reported_on=None), Q(reports=None), Q(contributions=None))


def _asked(programme: Programme) -> QuerySet[Matter]:
    return Matter.objects.filter(programme=programme, kind__in=_BY_CADENCE).exclude(status__in=_GONE)


def _by_programme(matters: Collection[Matter]) -> Iterator[tuple[Programme, list[Matter]]]:
    groups: dict[int, list[Matter]] = defaultdict(list)
    for matter in matters:
        groups[matter.programme_id].append(matter)
    for group in groups.values():
        yield group[0].programme, group


def _wanted(programme: Programme, matters: Collection[Matter]) -> Iterator[tuple[Matter, ReportPeriod]]:
    """The periods of each matter."""
    rules, calendar = rules_of(programme), calendar_of(programme)
    periods = report_periods(rules.cadence, programme.starts, programme.ends, calendar)
    signed: dict[date, date] = {}
    for matter in matters:
        if matter.kind not in _BY_CADENCE:
            continue
        assigned = timezone.localdate(matter.created_at)
        if assigned not in signed:
            signed[assigned] = limit_day(assigned, rules.limits.sign_for, rules.limits.counted, calendar)
        for period in periods:
            if period.ends >= assigned and period.due >= signed[assigned]:
                yield matter, period
