"""What the workbench shows, by role: what waits for the person, his matters by light, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from luoshi.ledger import AT_REST, Colour, Permission, Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.closing import QueueFilter, Waiting, closings, rows_of
from luoshi.queries.compiled import compiled
from luoshi.queries.findings import PLAN_ROLES
from luoshi.queries.kept import Head, head_of, kept
from luoshi.queries.ledgers import with_assignments
from luoshi.queries.needs import Needs, to_answer, to_approve, to_decide, waiting_on_others
from luoshi.queries.overview import Change, Overview, UnitLights, changes_since, glance, overview
from luoshi.queries.supervision import SheetFilter, listed_sheets
from luoshi.records import clock
from luoshi.records.models import Document, DocumentVersion, Finding, Matter, Programme, ResponsibilityTable, Sheet

_SHOWN = 12
_UNREAD = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING, DocumentVersion.State.FAILED)
_FIGURES = (Finding.Kind.STATEMENT, Finding.Kind.UNRESOLVED)
_NOTHING, _NO_MATTERS = Needs(), Overview()
_ORDER = (Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.GREY)


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a person is shown in a programme; what is not his stays empty.

    `reading` are versions being read or not readable, `to_review` the last versions of reports, each with `open_count`
    figures of the plan part undecided, `drafts` tables with `row_count`. `own` are matters of his posts or units, the
    worst light first. `queue` are requests for close-out to verify, `sheets` those that his units have to answer, and
    `missed` counts orders that nobody answered in time. `changes` are those since his last visit;
    `head` is where the log stood.
    """

    edits: bool = False
    reading: tuple[DocumentVersion, ...] = ()
    to_review: tuple[DocumentVersion, ...] = ()
    drafts: tuple[ResponsibilityTable, ...] = ()
    decide: Needs = _NOTHING
    approve: Needs = _NOTHING
    answer: Needs = _NOTHING
    others: Needs = _NOTHING
    strip: Overview = _NO_MATTERS
    units: tuple[UnitLights, ...] = ()
    unit_count: int = 0
    own: tuple[Matter, ...] = ()
    own_count: int = 0
    queue: Sequence[Waiting] = ()
    queue_count: int = 0
    sheets: Sequence[Sheet] = ()
    missed: int = 0
    changes: Sequence[Change] = ()
    head: Head | None = None
    since: datetime | None = None

    @property
    def waits(self) -> int:
        """How many things wait for the supervision office."""
        return len(self.reading) + len(self.to_review) + len(self.drafts) + self.decide.count + (self.missed > 0)


def workbench_of(access: Access, programme: Programme | None, since: datetime | None = None) -> Workbench:
    """What a person is shown in a programme, `since` being his last visit; empty without a programme."""
    if programme is None:
        return Workbench()
    edits = access.may(Permission.EDIT_DOCUMENTS, programme.region_id)
    reads_all = access.may(Permission.READ_ALL_MATTERS, programme.region_id)
    mine = visible.matters_of(access, programme)
    leads, answers = Role.LEADER in access.roles, bool(access.own_units)
    own = _own(access, programme) if leads or answers else Matter.objects.none()
    head = head_of(programme)
    whole = glance(programme, clock.today(), head) if reads_all and not leads else None
    units = whole.units if whole else ()
    to_verify = (
        closings(access, programme, QueueFilter()) if access.may(Permission.VERIFY, programme.region_id) else None
    )
    return Workbench(
        edits=edits,
        queue=rows_of(to_verify[:_SHOWN]) if to_verify is not None else (),
        queue_count=to_verify.count() if to_verify is not None else 0,
        sheets=_to_answer(access, programme) if answers else (),
        missed=_missed(access, programme, head) if edits and reads_all else 0,
        reading=tuple(_reading(programme.pk)) if edits else (),
        to_review=tuple(_to_review(programme.pk)) if edits else (),
        drafts=tuple(_drafts(programme.pk)) if edits else (),
        decide=to_decide(programme, head) if access.may(Permission.ASSIGN_MATTERS, programme.region_id) else _NOTHING,
        approve=to_approve(access, programme) if leads else _NOTHING,
        answer=to_answer(access, programme) if answers else _NOTHING,
        others=waiting_on_others(access, programme) if answers else _NOTHING,
        strip=whole.strip if whole else overview(own if leads else mine, programme, clock.today(), whole=False),
        units=units[:_SHOWN],
        unit_count=len(units),
        own=tuple(with_assignments(_worst_first(own))[:_SHOWN]) if leads else (),
        own_count=own.count() if leads else 0,
        changes=changes_since(access, programme, since, head),
        head=head,
        since=since,
    )


def _versions(programme: int) -> QuerySet[DocumentVersion]:
    """Versions with what a list says of them; their texts are long. For who may edit documents and tables there."""
    found = DocumentVersion.objects.filter(document__programme=programme).order_by("-pk")
    return found.select_related("document").only("state", "trouble", "document__title")


@compiled
def _reading(programme: int) -> QuerySet[DocumentVersion]:
    return _versions(programme).filter(state__in=_UNREAD)[:_SHOWN]


def _to_answer(access: Access, programme: Programme) -> Sequence[Sheet]:
    """Sheets that the person's units have to answer, the highest step first."""
    return tuple(listed_sheets(access, programme, SheetFilter()).filter(unit__in=access.own_units)[:_SHOWN])


def _missed(access: Access, programme: Programme, head: Head) -> int:
    """How many orders nobody answered in time, for somebody who sees all sheets of the programme."""
    return kept(head, "missed-sheets", lambda: listed_sheets(access, programme, SheetFilter(scope="missed")).count())


def _own(access: Access, programme: Programme) -> QuerySet[Matter]:
    """The matters of the person's posts and units."""
    of_posts = Q(pk__in=Matter.leaders.through.objects.filter(post__in=access.own_posts).values("matter"))
    return Matter.objects.filter(of_posts | Q(lead__in=access.own_units), programme=programme)


def _worst_first(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    cases = (When(light=colour, then=Value(place)) for place, colour in enumerate(_ORDER))
    severity = Case(*cases, output_field=IntegerField())
    return matters.exclude(status__in=AT_REST).annotate(severity=severity).order_by("severity", "deadline", "pk")


@compiled
def _to_review(programme: int) -> QuerySet[DocumentVersion]:
    """The last readable version of each report in which figures of the plan part are undecided."""
    newest = DocumentVersion.objects.filter(document=OuterRef("document"), state=DocumentVersion.State.READY)
    undecided = Q(
        findings__state=Finding.State.OPEN,
        findings__removed=False,
        findings__kind__in=_FIGURES,
        findings__role__in=PLAN_ROLES,
    )
    last = _versions(programme).filter(
        document__kind=Document.Kind.REPORT, pk=Subquery(newest.order_by("-number").values("pk")[:1])
    )
    return last.annotate(open_count=Count("findings", filter=undecided)).filter(open_count__gt=0)[:_SHOWN]


@compiled
def _drafts(programme: int) -> QuerySet[ResponsibilityTable]:
    tables = ResponsibilityTable.objects.filter(
        programme=programme, purpose=ResponsibilityTable.Purpose.WORK, state=ResponsibilityTable.State.DRAFT
    )
    return tables.annotate(row_count=Count("rows", filter=Q(rows__removed=False)))[:_SHOWN]
