"""What the reports of a matter say on its page, and what can be reported there now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from luoshi.queries.access import Access
from luoshi.queries.called import with_names
from luoshi.queries.compiled import compiled
from luoshi.queries.reports import CORRECTABLE, REPORTABLE, open_dues
from luoshi.records import clock
from luoshi.records.models import (
    Assignment,
    Contribution,
    Matter,
    Milestone,
    Report,
    ReportDue,
    TargetReading,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A report on its matter's page: its figures, the steps it reports done, and the versions before it."""

    report: Report
    figures: tuple[TargetReading, ...]
    steps: tuple[str, ...]
    earlier: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class OnMatter:
    """What the reports say on a matter's page, the newest first; what can be reported now, and by whom.

    `may_report`, `may_contribute` and `may_correct` are for the person who looks; `due` is the period that is asked
    for now of who may do one of the first two. `outside`: the matter is not reported by cadence, so that it may be
    reported at any time.
    """

    reports: tuple[Said, ...]
    contributions: tuple[Contribution, ...]
    due: ReportDue | None
    may_report: bool
    may_contribute: bool
    may_correct: bool
    outside: bool


def on_matter(access: Access, matter: Matter) -> OnMatter:
    """The reports of a matter that the person may see. A constant number of queries."""
    found = _told_of(matter)
    names: dict[int, str] = {}
    if any(report.steps_done for report in found):
        names = dict(Milestone.objects.filter(matter=matter).order_by().values_list("pk", "name"))
    figures: dict[int, list[TargetReading]] = defaultdict(list)
    for reading in _figures(matter.pk) if found else ():
        figures[reading.report_id].append(reading)

    def said(report: Report, earlier: tuple[Said, ...] = ()) -> Said:
        steps = tuple(names[step] for step in report.steps_done if step in names)
        return Said(report, tuple(figures[report.pk]), steps, earlier)

    replaced: dict[int | None, list[Said]] = defaultdict(list)
    for report in found:
        if report.state == Report.State.REPLACED:
            replaced[report.due_id].append(said(report))
    shown = [
        said(report, tuple(replaced[report.due_id]) if report.due_id else ())
        for report in found
        if report.state == Report.State.SUBMITTED
    ]
    leads = matter.lead_id in access.own_units
    may_report = leads and matter.status in REPORTABLE
    may_contribute = matter.status in CORRECTABLE and _helps(access, matter)
    return OnMatter(
        reports=tuple(sorted(shown, key=lambda one: one.report.submitted_at or clock.now(), reverse=True)),
        contributions=tuple(_contributions(matter.pk)),
        due=_due_now(matter) if may_report or may_contribute else None,
        may_report=may_report,
        may_contribute=may_contribute,
        may_correct=leads and matter.status in CORRECTABLE,
        outside=not Matter.Kind(matter.kind).by_cadence,
    )


def _told_of(matter: Matter) -> list[Report]:
    """The reports of a matter that were submitted, with their figures: the latest period first, its last version first.

    What belongs to no period comes last.
    """
    found = _sent(matter.pk)
    newest = sorted(found, key=lambda one: (one.submitted_at or clock.now(), one.version), reverse=True)
    return sorted(newest, key=lambda one: one.due.starts if one.due else date.min, reverse=True)


@compiled
def _sent(matter: int) -> QuerySet[Report]:
    sent = with_names(Report.objects.filter(matter=matter).exclude(state=Report.State.DRAFT), "due", "by", "unit")
    return sent.defer("typed", "saved_at", "revision").order_by()


@compiled
def _figures(matter: int) -> QuerySet[TargetReading]:
    return with_names(TargetReading.objects.filter(report__matter=matter), "target")


@compiled
def _contributions(matter: int) -> QuerySet[Contribution]:
    return Contribution.objects.filter(matter=matter).prefetch_related("unit", "by", "due")


def _helps(access: Access, matter: Matter) -> bool:
    """Whether a unit of the person cooperates in a matter."""
    if not access.own_units:
        return False
    standing = Assignment.objects.filter(matter=matter, ended=False, part=Assignment.Part.COOPERATE)
    return standing.filter(unit__in=access.own_units).exists()


def _due_now(matter: Matter) -> ReportDue | None:
    """The period of a matter that is asked for now."""
    due = open_dues().select_related(None).filter(matter=matter).order_by("starts").first()
    if due is not None:
        due.matter = matter
    return due
