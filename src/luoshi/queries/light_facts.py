"""What the lights of matters depend on, read for many matters in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from luoshi.ledger import LightFacts, Measured, Points, QuarterlySteps, Reading, Status, Target
from luoshi.ledger import Milestone as Step
from luoshi.ledger.targets import Comparator, Family, Wanted
from luoshi.ledger.trajectories import LINEAR, Trajectory
from luoshi.queries.compiled import compiled
from luoshi.records.models import Matter, MatterTarget, Milestone, Report, ReportDue, Service, TargetReading


def light_facts(matters: Collection[Matter], today: date) -> dict[int, LightFacts]:
    """The facts of each matter on a day, by its id. Five queries, however many matters."""
    ids = [matter.pk for matter in matters]
    late = _late_periods(ids, today)
    measured = measured_of(ids)
    steps = steps_of(ids)
    return {
        matter.pk: LightFacts(
            status=Status(matter.status),
            deadline=matter.deadline,
            periods_late=late.get(matter.pk, 0),
            measured=tuple(measured.get(matter.pk, ())),
            milestones=tuple(steps.get(matter.pk, ())),
            done=matter.done_on is not None,
            answer_due=matter.answer_due,
        )
        for matter in matters
    }


def target_of(record: MatterTarget) -> Target:
    """A target as the core computes with it. Raises SettingsError for a record that cannot be meant."""
    return Target(
        family=Family(record.family),
        comparator=Comparator(record.comparator),
        value=record.value,
        unit=record.unit,
        starts=record.starts,
        ends=record.ends,
        high=record.high,
        baseline=record.baseline,
        wanted=Wanted(record.wanted),
        tolerance=record.tolerance,
        trajectory=trajectory_of(record.trajectory),
        name=record.name,
    )


def trajectory_of(kept: dict[str, object]) -> Trajectory:
    """A trajectory from its record: {}, {"quarters": [...]} or {"points": [[day, share], …]}."""
    quarters, points = kept.get("quarters"), kept.get("points")
    if isinstance(quarters, list):
        first, second, third, fourth = (float(share) for share in quarters)
        return QuarterlySteps((first, second, third, fourth))
    if isinstance(points, list):
        return Points(tuple((date.fromisoformat(day), float(share)) for day, share in points))
    return LINEAR


def measured_of(ids: Iterable[int]) -> dict[int, list[Measured]]:
    """The targets that each matter serves, with the figure of all that count for it: the sum of their last readings.

    A sum is as old as its oldest part. Three queries.
    """
    services = services_of(ids)
    targets = {service.target_id for service in services}
    counting = defaultdict(list)
    for matter, target in _counting(tuple(targets)):
        counting[target].append(matter)
    last = last_readings(targets)
    found: dict[int, list[Measured]] = defaultdict(list)
    for service in services:
        of = [last[pair] for matter in counting[service.target_id] if (pair := (matter, service.target_id)) in last]
        reading = Reading(sum(one.value for one in of), min(one.as_of for one in of)) if of else None
        found[service.matter_id].append(Measured(target_of(service.target), reading))
    return found


def services_of(ids: Iterable[int]) -> list[Service]:
    """Which targets each matter serves, with the targets, in the order in which they were set. One query."""
    return sorted(_services(tuple(ids)), key=lambda service: (service.matter_id, service.target_id))


@compiled
def _services(matters: tuple[int, ...]) -> QuerySet[Service]:
    return Service.objects.filter(matter__in=matters).select_related("target").order_by()


@compiled
def _counting(targets: tuple[int, ...]) -> QuerySet[Service, tuple[int, int]]:
    return Service.objects.filter(target__in=targets, counts=True).order_by().values_list("matter", "target")


def last_readings(targets: Collection[int]) -> dict[tuple[int, int], Reading]:
    """The last reading of each matter for each target, by both ids; of reports that count only."""
    rows = _readings(tuple(targets))
    return {(matter, target): Reading(value, as_of) for matter, target, value, as_of in rows}


@compiled
def _readings(targets: tuple[int, ...]) -> QuerySet[TargetReading, tuple[int, int, float, date]]:
    found = TargetReading.objects.filter(target__in=targets, report__state=Report.State.SUBMITTED)
    return found.order_by("as_of", "pk").values_list("report__matter", "target", "value", "as_of")


def steps_of(ids: Iterable[int]) -> dict[int, list[Step]]:
    """The milestones that hold, in their order."""
    found: dict[int, list[Step]] = defaultdict(list)
    for matter, name, due, done_on, weight in _steps(tuple(ids)):
        found[matter].append(Step(name, due, done_on, weight))
    return found


@compiled
def _steps(matters: tuple[int, ...]) -> QuerySet[Milestone, tuple[int, str, date, date | None, float]]:
    holding = Milestone.objects.filter(matter__in=matters, dropped=False)
    return holding.values_list("matter", "name", "due", "done_on", "weight")


def _late_periods(ids: Iterable[int], today: date) -> dict[int, int]:
    """How many of the last periods in a row are overdue without a report (as cadence.late_periods counts them)."""
    late: dict[int, int] = defaultdict(int)
    stopped: set[int] = set()
    for matter, due, reported in _dues(tuple(ids)):
        if matter in stopped:
            continue
        if reported is not None:
            stopped.add(matter)
        elif due < today:
            late[matter] += 1
    return late


@compiled
def _dues(matters: tuple[int, ...]) -> QuerySet[ReportDue, tuple[int, date, date | None]]:
    dues = ReportDue.objects.filter(matter__in=matters).order_by("-starts")
    return dues.values_list("matter", "due", "reported_on")
