"""The review page, and what it asks for as a whole: others' changes, undo, accepting many at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.finding_answers import answered, changed, number
from luoshi.desk.guards import actor_of, needs
from luoshi.desk.review_items import LOW, delta, item_of, render_items
from luoshi.desk.review_text import ReviewText
from luoshi.desk.views.documents import editable_version, visible_version
from luoshi.ledger import Permission
from luoshi.queries import findings as found
from luoshi.queries import visible
from luoshi.queries.access import Access, access_of
from luoshi.queries.documents import chosen_version, version_list
from luoshi.records.models import Document, DocumentVersion, Finding
from luoshi.services import findings as services
from luoshi.services.finding_changes import can_edit

SURE = 0.9  # the confidence from which many are accepted at once


@needs(Permission.READ_DOCUMENTS)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A version's text with what was found in it; while it is being read, how far that is."""
    access = access_of(request)
    document = get_object_or_404(visible.documents(access).select_related("programme"), pk=pk)
    asked = request.GET.get("version", "")
    version = chosen_version(access, document, int(asked) if asked.isdecimal() and len(asked) < 7 else None)
    if version is None:
        raise Http404
    edits = access.may(Permission.EDIT_DOCUMENTS, document.programme.region_id)
    context: dict[str, Any] = {
        "document": document,
        "version": version,
        "versions": version_list(access, document),
        "edits": edits,
        "kinds": Document.Kind.choices,
        "limit": settings.UPLOAD_LIMIT // 1_000_000,
    }
    if version.state != DocumentVersion.State.READY:
        return render(request, "desk/documents/unread.html", context)
    return render(
        request, "desk/documents/review.html", context | _review(version, _alike(access, version), edits=edits)
    )


def _alike(access: Access, version: DocumentVersion) -> Document | None:
    """The document that the version's looks like, while that is still one of its own."""
    known = version.about.get("alike")
    return visible.documents(access).filter(pk=known).first() if known else None


def _review(version: DocumentVersion, alike: Document | None, *, edits: bool) -> dict[str, Any]:
    findings = list(found.findings_of(version))
    items = [item_of(finding) for finding in findings]
    return {
        "text": ReviewText(version).html(findings, _("折叠")),
        "items": render_items(items),
        "counts": {kind: sum(one.kind == kind for one in findings) for kind in Finding.Kind.values},
        "total": len(findings),
        "coverage": found.coverage(version),
        "last_change": found.last_change(version),
        "not_carried": found.not_carried(version),
        "alike": alike,
        "writable": edits and can_edit(version),
        "low": LOW,
        "sure": SURE,
    }


@needs(Permission.READ_DOCUMENTS)
@require_GET
def changes(request: HttpRequest, pk: int) -> JsonResponse:
    """What changed after a change that the page knows of; one small query where nothing did."""
    version = visible_version_lightly(request, pk)
    since = number(request.GET, "since") or 0
    if found.last_change(version) <= since:
        return JsonResponse({"change": since})
    ids = found.changed_since(version, since)
    return JsonResponse(delta(request, visible_version(request, pk), ids))


def visible_version_lightly(request: HttpRequest, pk: int) -> DocumentVersion:
    """The version without its text, for questions that are asked every few seconds."""
    return get_object_or_404(visible.versions(access_of(request)).only("pk"), pk=pk)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def undo_last(request: HttpRequest, pk: int) -> JsonResponse:
    """Take back one's own last act."""
    version = editable_version(request, pk)
    return answered(
        request, lambda: changed(request, version, services.undo(version=version, actor=actor_of(request)), _("已撤销"))
    )


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def accept_all(request: HttpRequest, pk: int) -> JsonResponse:
    """Accept every open figure of a stretch that the engine is sure of; with `kind=task` every open task there."""
    version, tasks = editable_version(request, pk), request.POST.get("kind") == Finding.Kind.TASK
    low, high = number(request.POST, "low"), number(request.POST, "high")
    accept = services.accept_tasks if tasks else partial(services.accept_confident, confidence=SURE)

    def act() -> JsonResponse:
        change = accept(
            version=version,
            low=0 if low is None else low,
            high=len(version.text) + 1 if high is None else high,
            actor=actor_of(request),
        )
        if change is None:
            return JsonResponse({"message": _("这里没有待核的任务。") if tasks else _("这里没有待核的可信项。")})
        return changed(request, version, change, _("采纳了 %(count)s 条") % {"count": len(change.after)})

    return answered(request, act)
