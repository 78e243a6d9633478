"""The files of evidence, for those who may see a matter that uses them: as they came, and small."""

from __future__ import annotations

from urllib.parse import quote

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from luoshi.desk.guards import signed_in
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.records.models import Evidence


@signed_in
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was handed in. A picture opens in the browser (unless `?download`), all else is a download."""
    evidence = _visible(request, pk)
    is_picture = evidence.media_type.startswith("image/")
    way = "inline" if is_picture and "download" not in request.GET else "attachment"
    answer = _sent(evidence.file, evidence.media_type or "application/octet-stream")
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(evidence.file_name)}"
    return answer


@signed_in
@require_GET
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The small picture."""
    return _sent(_visible(request, pk).thumbnail, "image/webp")


def _visible(request: HttpRequest, pk: int) -> Evidence:
    return get_object_or_404(visible.evidence(access_of(request)), pk=pk)


def _sent(stored: FieldFile, media_type: str) -> FileResponse:
    """A file of a type that is said and not guessed, in which nothing runs."""
    try:
        content = stored.open("rb")
    except (ValueError, FileNotFoundError) as error:  # there is none, or it is gone
        raise Http404 from error
    answer = FileResponse(content, content_type=media_type)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
