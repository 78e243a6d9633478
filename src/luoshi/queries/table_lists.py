"""Which tables a programme has, and from which documents one can be drafted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Document, DocumentVersion, Finding, Programme, ResponsibilityTable


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables by what they are for."""

    drafts: tuple[ResponsibilityTable, ...]
    published: tuple[ResponsibilityTable, ...]
    teaching: tuple[ResponsibilityTable, ...]


def tables_of(access: Access, programme: Programme) -> Tables:
    """The tables of a programme that the person may see, with their numbers of rows; those to learn from of its region.

    Each has `row_count` and `led_count`, rows that have a lead unit. One query.
    """
    standing = Q(rows__removed=False)
    found = (
        visible.tables(access)
        .filter(Q(programme=programme) | Q(programme__region=programme.region_id, purpose="teaching"))
        .select_related("source__document")
        .annotate(
            row_count=Count("rows", filter=standing),
            led_count=Count("rows", filter=standing & ~Q(rows__lead_unit="")),
        )
    )
    work = [table for table in found if table.purpose == ResponsibilityTable.Purpose.WORK]
    return Tables(
        tuple(table for table in work if table.state == ResponsibilityTable.State.DRAFT),
        tuple(table for table in work if table.state == ResponsibilityTable.State.PUBLISHED),
        tuple(table for table in found if table.purpose == ResponsibilityTable.Purpose.TEACHING),
    )


def drafts_from(access: Access, programme: Programme) -> list[DocumentVersion]:
    """The newest version of each report that has been read, with `open_count`, the findings still to be looked at."""
    waiting = Q(findings__state=Finding.State.OPEN, findings__removed=False)
    found = (
        visible.versions(access)
        .filter(document__programme=programme, state=DocumentVersion.State.READY)
        .exclude(document__kind=Document.Kind.TABLE)
        .select_related("document")
        .annotate(open_count=Count("findings", filter=waiting))
        .order_by("-uploaded_at", "-number")
        .defer("text", "outline", "blocks")
    )
    newest: dict[int, DocumentVersion] = {}
    for version in found:
        if version.number > getattr(newest.get(version.document_id), "number", 0):
            newest[version.document_id] = version
    return list(newest.values())
