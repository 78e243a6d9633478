"""What the workbench shows: what waits for a person in a programme, and the matters he is to know of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from luoshi.ledger import Permission, Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.findings import PLAN_ROLES
from luoshi.records.models import Assignment, Document, DocumentVersion, Finding, Matter, Programme, ResponsibilityTable

_SHOWN = 12
_UNREAD = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING, DocumentVersion.State.FAILED)
_FIGURES = (Finding.Kind.STATEMENT, Finding.Kind.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many matters a unit leads."""

    name: str
    led: int


@dataclass(frozen=True, slots=True)
class Workbench:
    """What waits for a person: versions being read or not readable, reports to review, drafts to publish; his matters.

    `to_review` are the last versions of reports, each with `open_count` figures of the plan part undecided; `drafts`
    are tables with `row_count`. `own` says that `matters` are those of the person's own units or posts.
    """

    reading: tuple[DocumentVersion, ...] = ()
    to_review: tuple[DocumentVersion, ...] = ()
    drafts: tuple[ResponsibilityTable, ...] = ()
    matters: tuple[Matter, ...] = ()
    matter_count: int = 0
    units: tuple[UnitCount, ...] = ()
    edits: bool = False
    own: bool = False

    @property
    def waits(self) -> int:
        """How many things wait for the person."""
        return len(self.reading) + len(self.to_review) + len(self.drafts)


def workbench_of(access: Access, programme: Programme | None) -> Workbench:
    """What waits for a person in a programme; empty without one."""
    if programme is None:
        return Workbench()
    edits = access.may(Permission.EDIT_DOCUMENTS, programme.region_id)
    matters = visible.matters(access).filter(programme=programme, status=Matter.Status.ASSIGNED)
    own = bool(access.roles & {Role.LIAISON, Role.LEADER})
    if Role.LEADER in access.roles:
        matters = matters.filter(Q(leaders__in=access.own_posts) | Q(assignments__unit__in=access.own_units))
    matters = matters.distinct()
    versions = visible.versions(access).filter(document__programme=programme).select_related("document")
    return Workbench(
        reading=tuple(versions.filter(state__in=_UNREAD).order_by("-pk")[:_SHOWN]) if edits else (),
        to_review=tuple(_to_review(versions)[:_SHOWN]) if edits else (),
        drafts=tuple(_drafts(access, programme)[:_SHOWN]) if edits else (),
        matters=tuple(matters.prefetch_related("assignments")[:_SHOWN]),
        matter_count=matters.count(),
        units=_units(programme) if edits else (),
        edits=edits,
        own=own,
    )


def _to_review(versions: QuerySet[DocumentVersion]) -> QuerySet[DocumentVersion]:
    """The last readable version of each report in which figures of the plan part are undecided."""
    newest = DocumentVersion.objects.filter(document=OuterRef("document"), state=DocumentVersion.State.READY)
    undecided = Q(
        findings__state=Finding.State.OPEN,
        findings__removed=False,
        findings__kind__in=_FIGURES,
        findings__role__in=PLAN_ROLES,
    )
    last = versions.filter(
        document__kind=Document.Kind.REPORT, pk=Subquery(newest.order_by("-number").values("pk")[:1])
    )
    return last.annotate(open_count=Count("findings", filter=undecided)).filter(open_count__gt=0).order_by("-pk")


def _drafts(access: Access, programme: Programme) -> QuerySet[ResponsibilityTable]:
    tables = visible.tables(access).filter(
        programme=programme, purpose=ResponsibilityTable.Purpose.WORK, state=ResponsibilityTable.State.DRAFT
    )
    return tables.annotate(row_count=Count("rows", filter=Q(rows__removed=False)))


def _units(programme: Programme) -> tuple[UnitCount, ...]:
    """Units by the matters they lead, the busiest first."""
    leading = Assignment.objects.filter(
        matter__programme=programme, matter__status=Matter.Status.ASSIGNED, part=Assignment.Part.LEAD, ended=False
    )
    counted = leading.values("written").annotate(led=Count("matter", distinct=True)).order_by("-led", "written")
    return tuple(UnitCount(one["written"], one["led"]) for one in counted[:_SHOWN])
