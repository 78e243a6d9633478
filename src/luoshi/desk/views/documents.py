"""Documents: the list, handing in, progress of reading, what a document is, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.navigation import chosen_programme, programme_with
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.documents import document_rows
from luoshi.records.models import Document, DocumentVersion, Programme
from luoshi.services import documents as services
from luoshi.services.alike import make_version_of
from luoshi.services.errors import RefusedError

_SEVERAL = 30  # files that one request may hand in


@needs(Permission.READ_DOCUMENTS)
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Every document of the programme, and where to hand one in."""
    return render(request, "desk/documents/list.html", _listed(request))


@needs(Permission.READ_DOCUMENTS)
@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """The list alone; asked again and again while something is being read."""
    return render(request, "desk/documents/rows.html", _listed(request))


def _listed(request: HttpRequest) -> dict[str, Any]:
    access = access_of(request)
    programme = chosen_programme(request, access)
    rows = document_rows(access, programme)
    return {
        "rows": rows,
        "busy": any(row.busy for row in rows),
        "edits": programme is not None and access.may(Permission.EDIT_DOCUMENTS, programme.region_id),
        "kinds": Document.Kind.choices,
    }


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take files, or a pasted text; each is kept or refused on its own, and the page says which."""
    programme = programme_with(request, Permission.EDIT_DOCUMENTS)
    any_came = False
    for name, data in _incoming(request):
        any_came = True
        _hand_in_one(request, programme, name, data)
    if not any_came:
        messages.error(request, _("请选择文件，或粘贴文字。"))
    if request.headers.get("HX-Request"):
        return render(request, "desk/documents/handed_in.html", _listed(request))
    return redirect("documents")


def _incoming(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    """Names and contents of what a request hands in, one in memory at a time."""
    for file in request.FILES.getlist("files")[:_SEVERAL]:
        yield file.name or "", read_upload(file)
    pasted = request.POST.get("text", "")
    if pasted.strip():
        title = request.POST.get("title", "").strip() or " ".join(pasted.split())[:20]
        yield f"{title}.txt", pasted.replace("\r\n", "\n").encode()


def read_upload(file: UploadedFile[Any]) -> bytes:
    """A file's content; of one that is too large just enough for the service to see that."""
    return bytes(file.read(settings.UPLOAD_LIMIT + 1))


def _hand_in_one(request: HttpRequest, programme: Programme, name: str, data: bytes) -> None:
    try:
        version = services.hand_in_document(
            programme=programme,
            actor=actor_of(request),
            data=data,
            file_name=name,
            kind=request.POST.get("kind", ""),
            again=bool(request.POST.get("again")),
        )
    except services.DuplicateError as error:
        messages.warning(request, str(error))
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("“%(name)s”已上传，正在读取。") % {"name": version.file_name})


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the next version of a document."""
    document = _editable(request, pk)
    incoming = list(islice(_incoming(request), 2))
    if len(incoming) != 1:
        messages.error(request, _("新版本请选择一个文件。"))
        return redirect("documents-show", pk=pk)
    name, data = incoming[0]
    try:
        version = services.hand_in_version(document=document, actor=actor_of(request), data=data, file_name=name)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("documents-show", pk=pk)
    messages.success(request, _("第 %(number)s 版已上传，正在读取。") % {"number": version.number})
    return redirect(f"{reverse('documents-show', kwargs={'pk': pk})}?version={version.number}")


def _editable(request: HttpRequest, pk: int) -> Document:
    document = get_object_or_404(visible.documents(access_of(request)).select_related("programme"), pk=pk)
    must(request, Permission.EDIT_DOCUMENTS, document.programme.region_id)
    return document


def visible_version(request: HttpRequest, pk: int) -> DocumentVersion:
    """The version, or 404 for one that may not be seen."""
    versions = visible.versions(access_of(request)).select_related("document__programme")
    return get_object_or_404(versions, pk=pk)


def editable_version(request: HttpRequest, pk: int) -> DocumentVersion:
    """The version; 404 for one that may not be seen, 403 for one that may not be worked on."""
    version = visible_version(request, pk)
    must(request, Permission.EDIT_DOCUMENTS, version.document.programme.region_id)
    return version


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document's title, kind, government and year."""
    document = _editable(request, pk)
    written = {key: request.POST.get(key, "") for key in ("title", "kind", "government", "year")}
    try:
        services.describe_document(document=document, actor=actor_of(request), **written)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("文件信息已保存。"))
    return redirect("documents-show", pk=pk)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a version read again."""
    try:
        services.read_again(version=editable_version(request, pk), actor=actor_of(request))
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect("documents")


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def as_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a document that looks like a known one that one's next version."""
    version = editable_version(request, pk)
    known = get_object_or_404(visible.documents(access_of(request)), pk=version.about.get("alike"))
    try:
        made = make_version_of(version=version, known=known, actor=actor_of(request))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("documents-show", pk=version.document_id)
    messages.success(
        request, _("已作为《%(title)s》第 %(number)s 版。") % {"title": known.title, "number": made.number}
    )
    return redirect("documents-show", pk=known.pk)


@needs(Permission.READ_DOCUMENTS)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far reading a version is; tells the page to load anew when it is done."""
    version = visible_version(request, pk)
    answer = render(request, "desk/documents/progress.html", {"version": version})
    if version.state == DocumentVersion.State.READY:
        answer["HX-Refresh"] = "true"
    return answer


@needs(Permission.READ_DOCUMENTS)
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was handed in: always a download, of no type that a browser would run."""
    version = visible_version(request, pk)
    try:
        content = version.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(version.file_name)}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
