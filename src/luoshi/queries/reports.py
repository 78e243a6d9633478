"""Reports as people see them: what is due of a person's units, what was reported before, and how many forms that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from luoshi.ledger import Move, Status
from luoshi.ledger.moves import sources
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.report_figures import Figure, Figures
from luoshi.records import clock
from luoshi.records.models import (
    Assignment,
    Closing,
    Contribution,
    Matter,
    Milestone,
    Programme,
    Report,
    ReportDue,
)

REPORTABLE = [status.value for status in sources(Move.REPORT)]
CORRECTABLE = [status.value for status in sources(Move.CORRECT_REPORT)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a matter is to be reported for (none for a report outside of any), with all that is known already.

    `before` is the report before, with its figures in `figures`; `draft` what is being written; `more` how many later
    periods of the matter are begun too. `returned` is why the matter was sent back, while it is.
    """

    matter: Matter
    due: ReportDue | None
    figures: tuple[Figure, ...]
    steps: tuple[Milestone, ...]
    before: Report | None
    draft: Report | None
    returned: str = ""
    more: int = 0

    @property
    def by(self) -> date:
        """The day on which it is due; what is reported outside of any period is due on none."""
        return self.due.due if self.due else date.max

    @property
    def overdue(self) -> int:
        """Days since it was due; 0 while it is not overdue."""
        return max((clock.today() - self.by).days, 0)


def dues(access: Access) -> QuerySet[ReportDue]:
    """Periods of the matters that the person may see."""
    return ReportDue.objects.filter(matter__in=visible.matters(access)).select_related(
        "matter__programme__region", "matter__lead"
    )


def reports(access: Access) -> QuerySet[Report]:
    """Reports of those matters; drafts only of the person's own units."""
    mine = visible.matters(access)
    shown = ~Q(state=Report.State.DRAFT) | Q(matter__lead__in=access.own_units)
    return Report.objects.filter(shown, matter__in=mine).select_related(
        "matter__programme__region", "matter__lead", "due", "by", "unit"
    )


def asked_of(access: Access, programme: Programme | None) -> list[Asked]:
    """What the person's units have to report now, in the order in which it is due; of a matter the earliest period.

    Periods before one that was reported are not asked for any more: the later report covers them. A constant number of
    queries.
    """
    return first_asked(access, programme, None)[0]


def first_asked(access: Access, programme: Programme | None, most: int | None) -> tuple[list[Asked], int]:
    """The first of what is asked, at `most` so many, and how many there are in all."""
    if programme is None or not access.own_units:
        return [], 0
    open_ = open_dues().filter(matter__programme=programme, matter__lead__in=access.own_units)
    first: dict[int, ReportDue] = {}
    more: dict[int, int] = defaultdict(int)
    for due in open_.order_by("starts"):
        if due.matter_id in first:
            more[due.matter_id] += 1
        else:
            first[due.matter_id] = due
    found = sorted(first.values(), key=lambda due: (due.due, due.matter.number))
    return described(found[:most], more), len(found)


def described(found: Collection[ReportDue], more: dict[int, int] | None = None) -> list[Asked]:
    """Periods with all that is known about them. Nine queries, however many."""
    ids = [due.matter_id for due in found]
    figures, steps = Figures(ids), _steps(ids)
    before, returned = _before(found), _returned(found)
    drafts = Report.objects.filter(due__in=found, state=Report.State.DRAFT).select_related("by")
    written = {draft.due_id: draft for draft in drafts}
    return [
        Asked(
            matter=due.matter,
            due=due,
            figures=tuple(figures.of(due.matter_id, due)),
            steps=tuple(steps[due.matter_id]),
            before=before.get(due.pk),
            draft=written.get(due.pk),
            returned=returned.get(due.matter_id, ""),
            more=(more or {}).get(due.matter_id, 0),
        )
        for due in found
    ]


def outside(matter: Matter) -> Asked:
    """A report of a matter outside of any period, with all that is known already."""
    reported = Report.objects.filter(matter=matter, due=None).select_related("by")
    return Asked(
        matter=matter,
        due=None,
        figures=tuple(Figures([matter]).of(matter.pk, None)),
        steps=tuple(_steps([matter.pk])[matter.pk]),
        before=reported.filter(state=Report.State.SUBMITTED).order_by("-submitted_at").first(),
        draft=reported.filter(state=Report.State.DRAFT).first(),
    )


def periods_of(matter: Matter) -> list[ReportDue]:
    """The begun periods of a matter, the latest first."""
    return list(ReportDue.objects.filter(matter=matter, starts__lte=clock.today()).order_by("-starts"))


def open_dues() -> QuerySet[ReportDue]:
    """Begun, not reported, and not covered by a later report, of matters that can be reported now."""
    later = ReportDue.objects.filter(matter=OuterRef("matter"), starts__gt=OuterRef("starts"))
    return ReportDue.objects.filter(
        ~Exists(later.filter(reported_on__isnull=False)),
        starts__lte=clock.today(),
        reported_on=None,
        matter__status__in=REPORTABLE,
    ).select_related("matter__programme__region", "matter__lead")


def _steps(matters: Iterable[int]) -> dict[int, list[Milestone]]:
    found: dict[int, list[Milestone]] = defaultdict(list)
    for step in Milestone.objects.filter(matter__in=list(matters), dropped=False):
        found[step.matter_id].append(step)
    return found


def _before(found: Collection[ReportDue]) -> dict[int, Report]:
    """The last report that counts of each period's matter, before the period, by the period's id."""
    earlier = Report.objects.filter(
        Q(due__starts__lt=OuterRef("starts")) | Q(due=None), matter=OuterRef("matter"), state=Report.State.SUBMITTED
    )
    latest = earlier.order_by("-due__starts", "-submitted_at").values("pk")[:1]
    pairs = ReportDue.objects.filter(pk__in=[due.pk for due in found]).annotate(latest=Subquery(latest))
    by_due = {pk: report for pk, report in pairs.values_list("pk", "latest") if report}
    reports_found = Report.objects.filter(pk__in=set(by_due.values())).select_related("due", "by").in_bulk()
    return {due: reports_found[report] for due, report in by_due.items()}


def _returned(found: Collection[ReportDue]) -> dict[int, str]:
    """Why matters that were sent back were, by their id."""
    back = [due.matter_id for due in found if due.matter.status in (Status.RETURNED, Status.REOPENED)]
    if not back:
        return {}
    closings = Closing.objects.filter(matter__in=back, state=Closing.State.RETURNED).order_by("decided_at")
    return dict(closings.values_list("matter", "reason"))


def to_contribute(access: Access, programme: Programme | None) -> list[ReportDue]:
    """Periods to which the person's units may contribute and have not yet, in the order in which they are due."""
    if programme is None or not access.own_units:
        return []
    helping = Assignment.objects.filter(
        matter=OuterRef("matter"), ended=False, part=Assignment.Part.COOPERATE, unit__in=access.own_units
    )
    said = Contribution.objects.filter(due=OuterRef("pk"), unit__in=access.own_units)
    open_ = open_dues().filter(Exists(helping), ~Exists(said), matter__programme=programme)
    latest: dict[int, ReportDue] = {due.matter_id: due for due in open_.order_by("starts")}
    return sorted(latest.values(), key=lambda due: (due.due, due.matter.number))
