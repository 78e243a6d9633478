"""A target against its schedule: what is due at each month's end, what was read, where it leads; in lines and words."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from luoshi.ledger import Family, Forecast, Message, Reading, SettingsError, Target, forecast_of
from luoshi.ledger.schedule import Gap, due_share, gap
from luoshi.queries.compiled import compiled
from luoshi.queries.light_facts import services_of, target_of
from luoshi.records.models import Matter, MatterTarget, Report, Service, TargetReading

Line = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class TargetLines:
    """A target that a matter serves. `due` is the schedule (none for what is held against the target itself).

    `readings` are the figures of all matters that count for it; `bound` is the figure that keeps the promise. `others`
    counts the other matters that serve it; `counts` is whether this one's figure adds up to it.
    """

    record: MatterTarget
    target: Target
    counts: bool
    others: int
    bound: float
    due: Line
    readings: tuple[Reading, ...]
    gap: Gap | None
    forecast: Forecast

    @property
    def last(self) -> Reading | None:
        """The newest figure."""
        return self.readings[-1] if self.readings else None

    @property
    def ahead(self) -> Line:
        """From the newest figure to the forecast; none where nothing is forecast."""
        if self.last is None or self.forecast.value is None or self.last.as_of >= self.target.ends:
            return ()
        return (self.last.as_of, self.last.value), (self.target.ends, self.forecast.value)

    @property
    def said(self) -> tuple[Message, ...]:
        """Where it stands and where it will end, in sentences with their figures."""
        return (*((self.gap.reason,) if self.gap else ()), self.forecast.reason)


def lines_of(matter: Matter) -> list[TargetLines]:
    """Each target that a matter serves, in the order in which they were set. Three queries."""
    services = services_of([matter.pk])
    ids = tuple(service.target_id for service in services)
    serving: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for other, target, counts in _sharing(ids):
        serving[target].append((other, counts))
    read: dict[int, list[tuple[int, date, float]]] = defaultdict(list)
    for target, other, day, value in _readings(ids):
        read[target].append((other, day, value))
    return [line for service in services if (line := _line(service, serving, read)) is not None]


@compiled
def _sharing(targets: tuple[int, ...]) -> QuerySet[Service, tuple[int, int, bool]]:
    return Service.objects.filter(target__in=targets).order_by().values_list("matter", "target", "counts")


@compiled
def _readings(targets: tuple[int, ...]) -> QuerySet[TargetReading, tuple[int, int, date, float]]:
    found = TargetReading.objects.filter(target__in=targets, report__state=Report.State.SUBMITTED)
    return found.order_by("as_of", "pk").values_list("target", "report__matter", "as_of", "value")


def _line(
    service: Service, serving: dict[int, list[tuple[int, bool]]], read: dict[int, list[tuple[int, date, float]]]
) -> TargetLines | None:
    record = service.target
    try:
        target = target_of(record)
    except SettingsError:  # a record that can no longer be meant shows nothing, and breaks no page
        return None
    counting = {matter for matter, counts in serving[record.pk] if counts}
    readings = tuple(_summed(row for row in read[record.pk] if row[0] in counting))
    return TargetLines(
        record=record,
        target=target,
        counts=service.counts,
        others=len(serving[record.pk]) - 1,
        bound=_bound(target),
        due=tuple(_due(target)),
        readings=readings,
        gap=gap(target, readings[-1]) if readings else None,
        forecast=forecast_of(target, readings),
    )


def _summed(rows: Iterable[tuple[int, date, float]]) -> Iterator[Reading]:
    """On each day the sum of the last figure of every matter; of several figures of one day the last."""
    last: dict[int, float] = {}
    by_day: dict[date, float] = {}
    for matter, day, value in rows:
        last[matter] = value
        by_day[day] = sum(last.values())
    return (Reading(value, day) for day, value in by_day.items())


def _bound(target: Target) -> float:
    """The figure that keeps the promise: its floor, or its ceiling where only that binds."""
    if target.floor is not None:
        return target.floor
    return target.ceiling if target.ceiling is not None else target.value


def _due(target: Target) -> Iterator[tuple[date, float]]:
    """What is due at the end of each month, from the start; nothing for what has no way to go."""
    bound = _bound(target)
    start = 0.0 if target.family == Family.CUMULATIVE else target.baseline
    if target.family == Family.RATE or start is None:
        return
    yield target.starts, start
    for day in _month_ends(target.starts, target.ends):
        yield day, start + (bound - start) * due_share(target, day)


def _month_ends(starts: date, ends: date) -> Sequence[date]:
    days, year, month = [], starts.year, starts.month
    while (day := date(year, month, monthrange(year, month)[1])) < ends:
        days.append(day)
        year, month = year + month // 12, month % 12 + 1
    return [*days, ends]
