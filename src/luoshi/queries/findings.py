"""Findings of a version: the review page's list, how far the plan part is decided, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import DocumentVersion, Finding, FindingChange

# Sections that promise something for the year: every figure there is decided on before the report is decomposed.
PLAN_ROLES = ("plan-targets", "plan-tasks", "livelihood", "self-government")
_FIGURES = (Finding.Kind.STATEMENT, Finding.Kind.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures of the plan part by what was decided; `unread` are those of `open` that the engine could not read."""

    accepted: int
    rejected: int
    open: int
    unread: int

    @property
    def total(self) -> int:
        """All figures of the plan part."""
        return self.accepted + self.rejected + self.open

    @property
    def decided_percent(self) -> int:
        """Of a hundred figures so many are decided, rounded down: 100 means all."""
        return 100 * (self.accepted + self.rejected) // self.total if self.total else 100


def findings_of(version: DocumentVersion) -> QuerySet[Finding]:
    """Every finding of a version that stands, in the order of the text.

    The version must come from `visible.versions`; so for every function here that takes one.
    """
    return Finding.objects.filter(version=version, removed=False).order_by("start", "end", "id")


def finding_with_version(access: Access, finding_id: int) -> Finding | None:
    """A finding that the person may see, with its version, document and programme."""
    rows = visible.findings(access).select_related("version__document__programme")
    return rows.filter(pk=finding_id).first()


def plan_statements(version: DocumentVersion) -> QuerySet[Finding]:
    """Statements of the plan part that were not rejected, in the order of the text: what a draft of rows is to hold."""
    kept = findings_of(version).filter(kind=Finding.Kind.STATEMENT, role__in=PLAN_ROLES)
    return kept.exclude(state=Finding.State.REJECTED)


def coverage(version: DocumentVersion) -> Coverage:
    """How many figures of the plan part are accepted, rejected and open. One query."""
    figures = Finding.objects.filter(version=version, removed=False, kind__in=_FIGURES, role__in=PLAN_ROLES)
    counts = figures.aggregate(
        accepted=Count("pk", filter=Q(state=Finding.State.ACCEPTED)),
        rejected=Count("pk", filter=Q(state=Finding.State.REJECTED)),
        open=Count("pk", filter=Q(state=Finding.State.OPEN)),
        unread=Count("pk", filter=Q(state=Finding.State.OPEN, kind=Finding.Kind.UNRESOLVED)),
    )
    return Coverage(**counts)


def last_change(version: DocumentVersion) -> int:
    """The number of the last change of a version's findings; 0 before the first. Cheap: asked every few seconds."""
    return FindingChange.objects.filter(version=version).aggregate(last=Max("pk"))["last"] or 0


def changed_since(version: DocumentVersion, change: int) -> list[int]:
    """Ids of the findings touched by changes after that one, those that are no more included."""
    later = FindingChange.objects.filter(version=version, pk__gt=change).values_list("after", flat=True)
    return sorted({int(key) for after in later for key in after})


def history(finding: Finding) -> list[FindingChange]:
    """What was done with a finding, the oldest first, with who did it."""
    changes = FindingChange.objects.filter(version=finding.version_id).select_related("by").order_by("pk")
    return [change for change in changes if str(finding.pk) in change.after]


def not_carried(version: DocumentVersion) -> list[Finding]:
    """What people had decided on the version before and what stands no more in this one, in the order of that text."""
    before = (
        DocumentVersion.objects.filter(
            document=version.document_id, number__lt=version.number, state=DocumentVersion.State.READY
        )
        .order_by("-number")
        .first()
    )
    if before is None or version.state != DocumentVersion.State.READY:
        return []
    touched = ~Q(state=Finding.State.OPEN) | Q(revision__gt=1) | ~Q(origin=Finding.Origin.ENGINE)
    carried = Finding.objects.filter(version=version).values("came_from")
    left = Finding.objects.filter(touched, version=before, removed=False)
    return list(left.exclude(pk__in=carried.filter(came_from__isnull=False)).order_by("start", "id"))
