"""Documents of a programme, each with its last version and how far that is reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.findings import PLAN_ROLES, Coverage
from luoshi.records.models import Document, DocumentVersion, Finding, Programme

_FIGURE = Q(
    findings__removed=False,
    findings__kind__in=(Finding.Kind.STATEMENT, Finding.Kind.UNRESOLVED),
    findings__role__in=PLAN_ROLES,
)
_BUSY = (DocumentVersion.State.QUEUED, DocumentVersion.State.RUNNING)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its last version, its last version that was read (None: none was), and that one's coverage."""

    document: Document
    last: DocumentVersion
    ready: DocumentVersion | None
    coverage: Coverage

    @property
    def busy(self) -> bool:
        """Whether the last version is waiting or being read."""
        return self.last.state in _BUSY


def document_rows(access: Access, programme: Programme | None) -> list[DocumentRow]:
    """The documents of a programme, the newest first. Two queries, without any text."""
    if programme is None:
        return []
    versions = (
        visible.versions(access)
        .filter(document__programme=programme)
        .select_related("document", "uploaded_by", "source")
        .defer("text", "outline", "blocks", "source__text", "source__outline", "source__blocks")
        .annotate(
            accepted=Count("findings", filter=_FIGURE & Q(findings__state=Finding.State.ACCEPTED)),
            rejected=Count("findings", filter=_FIGURE & Q(findings__state=Finding.State.REJECTED)),
            undecided=Count("findings", filter=_FIGURE & Q(findings__state=Finding.State.OPEN)),
        )
        .order_by("-document__created_at", "-document_id", F("number").desc())
    )
    rows: dict[int, DocumentRow] = {}
    for version in versions:
        known = rows.get(version.document_id)
        ready = version if version.state == DocumentVersion.State.READY else None
        if known is None:
            rows[version.document_id] = DocumentRow(version.document, version, ready, _coverage(version))
        elif known.ready is None and ready is not None:
            rows[version.document_id] = DocumentRow(known.document, known.last, ready, _coverage(version))
    return list(rows.values())


def _coverage(version: DocumentVersion) -> Coverage:
    counts = vars(version)
    return Coverage(counts["accepted"], counts["rejected"], counts["undecided"], 0)


def chosen_version(access: Access, document: Document, number: int | None) -> DocumentVersion | None:
    """The version of that number; without one, the last that was read, or else the last."""
    versions = visible.versions(access).filter(document=document).select_related("document__programme", "uploaded_by")
    if number is not None:
        return versions.filter(number=number).first()
    ready = versions.filter(state=DocumentVersion.State.READY).order_by("-number").first()
    return ready or versions.order_by("-number").first()


def version_list(access: Access, document: Document) -> list[DocumentVersion]:
    """Every version of a document, the newest first, without text."""
    versions = visible.versions(access).filter(document=document).select_related("uploaded_by")
    return list(versions.defer("text", "outline", "blocks").order_by("-number"))
