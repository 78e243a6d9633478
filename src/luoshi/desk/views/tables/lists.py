"""All tables of a programme; drafting one from a document, and taking in one that exists."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.views.documents import read_upload
from luoshi.desk.views.tables.answers import may_edit, table_or_404
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.table_lists import drafts_from, tables_of
from luoshi.records.models import Document, ResponsibilityTable
from luoshi.services import tables as services
from luoshi.services.documents import DuplicateError, hand_in_document
from luoshi.services.errors import RefusedError


@needs(Permission.READ_TABLES)
@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    """Drafts, published tables and those to learn from."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    edits = programme is not None and access.may(Permission.EDIT_TABLES, programme.region_id)
    context = {
        "listed": tables_of(access, programme) if programme else None,
        "sources": drafts_from(access, programme) if programme and edits else (),
        "edits": edits,
        "purposes": ResponsibilityTable.Purpose.choices,
    }
    return render(request, "desk/tables/list.html", context)


@needs(Permission.EDIT_TABLES)
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Draft this year's table from a reviewed document."""
    written = request.POST.get("version", "")
    found = visible.versions(access_of(request)).select_related("document__programme")
    version = get_object_or_404(found, pk=int(written) if written.isdecimal() and len(written) < 12 else 0)
    must(request, Permission.EDIT_TABLES, version.document.programme.region_id)
    return _made(request, lambda: services.create_draft(version=version, actor=actor_of(request)))


@needs(Permission.EDIT_TABLES)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a table that exists, from a file in any layout that the engine reads."""
    programme = chosen_programme(request, access_of(request))
    file = request.FILES.get("file")
    year = request.POST.get("year", "")
    if programme is None:
        raise_to = _("还没有年度项目，请管理员先新建。")
        messages.error(request, raise_to)
        return redirect("tables")
    must(request, Permission.EDIT_TABLES, programme.region_id)
    if file is None or not (year.isdecimal() and len(year) == 4):
        messages.error(request, _("请选择文件并填写年度。"))
        return redirect("tables")
    actor = actor_of(request)

    def act() -> ResponsibilityTable:
        try:
            version = hand_in_document(
                programme=programme,
                actor=actor,
                data=read_upload(file),
                file_name=file.name or "",
                kind=Document.Kind.TABLE,
            )
        except DuplicateError as known:
            version = known.version
        purpose = request.POST.get("purpose", "")
        return services.import_table(version=version, actor=actor, purpose=purpose, year=int(year))

    return _made(request, act)


def _made(request: HttpRequest, act: Callable[[], ResponsibilityTable]) -> HttpResponse:
    try:
        table = act()
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("tables")
    return redirect("tables-show", pk=table.pk)


@needs(Permission.READ_TABLES)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far drafting is, for the page that waits; tells the page to open the grid when it is done."""
    table = table_or_404(request, pk)
    response = render(request, "desk/tables/progress.html", {"table": table, "edits": may_edit(request, table)})
    if table.job == ResponsibilityTable.Job.READY:
        response["HX-Refresh"] = "true"
    return response


@needs(Permission.EDIT_TABLES)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again what failed."""
    table = table_or_404(request, pk)
    must(request, Permission.EDIT_TABLES, table.programme.region_id)
    try:
        services.fill_again(table=table, actor=actor_of(request))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("tables-show", pk=pk)
