"""What the workbench shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Document, DocumentVersion, Finding, Matter, Programme, ResponsibilityTable


@dataclass(frozen=True, slots=True)
class Workbench:
    """What waits for a person in a programme: documents to review, tables to publish, matters of his own."""

    to_review: tuple[Document, ...] = ()
    reading: tuple[DocumentVersion, ...] = ()
    drafts: tuple[ResponsibilityTable, ...] = ()
    matters: tuple[Matter, ...] = ()
    matter_count: int = 0
    edits: bool = False


_SHOWN = 12


def workbench_of(access: Access, programme: Programme | None) -> Workbench:
    """What waits for a person in a programme; empty without one."""
    if programme is None:
        return Workbench()
    open_findings = Q(versions__findings__state=Finding.State.OPEN, versions__findings__removed=False)
    to_review = (
        visible.documents(access)
        .filter(programme=programme, kind=Document.Kind.REPORT)
        .annotate(open_count=Count("versions__findings", filter=open_findings))
        .filter(open_count__gt=0)
    )
    waiting = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING, DocumentVersion.State.FAILED)
    reading = (
        visible.versions(access).filter(document__programme=programme, state__in=waiting).select_related("document")
    )
    drafts = visible.tables(access).filter(
        programme=programme, purpose=ResponsibilityTable.Purpose.WORK, state=ResponsibilityTable.State.DRAFT
    )
    matters = visible.matters(access).filter(programme=programme)
    return Workbench(
        tuple(to_review[:_SHOWN]),
        tuple(reading[:_SHOWN]),
        tuple(drafts.annotate(row_count=Count("rows", filter=Q(rows__removed=False)))[:_SHOWN]),
        tuple(matters.prefetch_related("assignments__unit")[:_SHOWN]),
        matters.count(),
        access.may(Permission.EDIT_DOCUMENTS, programme.region_id),
    )
