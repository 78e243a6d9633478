"""What the endpoints of the review page answer: what changed, why something was refused, or both sides of a clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from luoshi.desk.finding_forms import clash_rows
from luoshi.desk.review_items import delta
from luoshi.records.models import DocumentVersion, Finding, FindingChange
from luoshi.services.errors import ChangedMeanwhileError, RefusedError

_LONGEST_NUMBER = 12


def number(source: Mapping[str, Any], key: str) -> int | None:
    """A whole number that a request carries; None where it is none."""
    written = str(source.get(key, ""))
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _LONGEST_NUMBER else None


def changed(request: HttpRequest, version: DocumentVersion, change: FindingChange, message: str) -> JsonResponse:
    """The answer after an act: what the page has to show anew."""
    spans = [
        (before["start"], before["end"])
        for before in change.before.values()
        if before and before.get("end") is not None
    ]
    ids = [int(key) for key in change.after]
    return JsonResponse(delta(request, version, ids, message=message, before=spans))


def answered(request: HttpRequest, act: Callable[[], JsonResponse], finding: Finding | None = None) -> JsonResponse:
    """What `act` answers; 409 with both sides where somebody else was first, 422 with the reason where it is refused.

    A clash over fields comes with a form to choose from; any clash brings the finding's item as it is now.
    """
    try:
        return act()
    except ChangedMeanwhileError as error:
        answer: dict[str, Any] = {"message": str(error)}
        if finding is not None:
            answer |= delta(request, finding.version, [finding.pk], message=str(error))
            answer["clash"] = _clash(request, finding, error)
        return JsonResponse(answer, status=409)
    except RefusedError as error:
        return JsonResponse({"message": str(error)}, status=422)


def _clash(request: HttpRequest, finding: Finding, error: ChangedMeanwhileError) -> str | None:
    """The form that shows both sides, where both still can be saved."""
    current, wanted = error.current, error.wanted
    if "fields" not in wanted or not current or current.get("removed"):
        return None
    now = Finding.objects.get(pk=finding.pk)
    rows = clash_rows(now.kind, now.fields, wanted["fields"])
    if not rows:
        return None
    context = {"finding": now, "rows": rows, "accept": wanted.get("state") == Finding.State.ACCEPTED.value}
    return render_to_string("desk/documents/clash.html", context, request)
