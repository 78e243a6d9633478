"""The grid of a responsibility table, and every act in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import needs
from luoshi.desk.views.tables.answers import (
    COLUMN_NAMES,
    Untouched,
    act_on,
    may_edit,
    number_of,
    page_context,
    picks_of,
    table_or_404,
)
from luoshi.ledger import Permission
from luoshi.queries.grids import COLUMNS, grid_rows, matters_of, text_of
from luoshi.queries.registers import cast_of, offered_names
from luoshi.queries.suggested import proposals
from luoshi.queries.table_checks import checks_of
from luoshi.records.models import MatterKind, ResponsibilityTable
from luoshi.services import tables as services
from luoshi.services.tables.changes import rows_of

_HANDED = ("section", "subsection", "task", "leaders", "lead_unit", "units", "deadline", "milestones", "note", "kind")


@needs(Permission.READ_TABLES)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as a grid; while it is being drafted, how far that is."""
    table = table_or_404(request, pk)
    if table.job != ResponsibilityTable.Job.READY:
        return render(request, "desk/tables/waiting.html", {"table": table, "edits": may_edit(request, table)})
    rows = rows_of(table)
    region = table.programme.region
    cast = cast_of(table.programme)
    checks = checks_of(table, rows, cast)
    edits = may_edit(request, table)
    written = {name for row in rows for name in (row.lead_unit, *row.units) if name}
    context = page_context(request, table, rows, checks) | {
        "rows": list(grid_rows(rows, matters_of(table), checks)),
        "edits": edits,
        "publishes": table.purpose == table.Purpose.WORK and edits,
        "unit_names": offered_names(region, written),
        "leader_names": list(dict.fromkeys([*cast.posts, *(name for row in rows for name in row.leaders)])),
        "kinds": MatterKind.choices,
        "editions": table.editions.select_related("published_by")[:6] if table.edition else (),
    }
    return render(request, "desk/tables/show.html", context)


@needs(Permission.READ_TABLES)
def row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One row as a form (also for a phone, and without scripts); its POST writes the fields that it carries."""
    if request.method == "POST":
        return _edit(request, pk, row)
    table = table_or_404(request, pk)
    found = get_object_or_404(table.rows.filter(removed=False), pk=row)
    fields = [(name, COLUMN_NAMES[name], text_of(found, name), proposals(found, name)[:3]) for name in _HANDED[:-1]]
    context = {"table": table, "row": found, "fields": fields, "edits": may_edit(request, table)}
    return render(request, "desk/tables/row_page.html", context | {"kinds": MatterKind.choices})


def _edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    texts = {name: request.POST[name] for name in _HANDED if name in request.POST}
    return act_on(
        request,
        pk,
        lambda table, actor: (
            services.edit_row(
                table=table, row_id=row, revision=number_of(request, "revision"), texts=texts, actor=actor
            )
            or Untouched(row)
        ),
        whole=bool({"section", "subsection"} & texts.keys()),
    )


@needs(Permission.READ_TABLES)
@require_GET
def proposed(request: HttpRequest, pk: int, row: int, field: str) -> HttpResponse:
    """Everything proposed for a cell, the likeliest first."""
    found = get_object_or_404(table_or_404(request, pk).rows.filter(removed=False), pk=row)
    listed = proposals(found, field) if field in COLUMNS else []
    shown = [{"text": one.text, "reason": one.reason, "score": round(100 * one.score)} for one in listed]
    return JsonResponse({"proposals": shown})


@needs(Permission.EDIT_TABLES)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what is suggested for the rows chosen; `all` takes whatever is proposed, not only what is likely."""
    least = 0.0 if request.POST.get("all") else services.CONFIDENT
    return act_on(
        request,
        pk,
        lambda table, actor: services.accept_suggestions(
            table=table, picks=picks_of(request) or _every(table), actor=actor, least=least
        ),
    )


def _every(table: ResponsibilityTable) -> list[services.Pick]:
    return [services.Pick(row.pk, row.revision) for row in rows_of(table)]


@needs(Permission.EDIT_TABLES)
@require_POST
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the same into the rows chosen."""
    field, text = request.POST.get("field", ""), request.POST.get("text", "")
    return act_on(
        request,
        pk,
        lambda table, actor: services.bulk_edit(table=table, picks=picks_of(request), texts={field: text}, actor=actor),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the unit that was meant, or a group's members, in the place of a name."""
    name, by = request.POST.get("name", ""), request.POST.getlist("by")
    return act_on(
        request,
        pk,
        lambda table, actor: services.replace_name(table=table, picks=picks_of(request), name=name, by=by, actor=actor),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def split(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Cut a row in two before a character of its task."""
    return act_on(
        request,
        pk,
        lambda table, actor: services.split_row(
            table=table,
            row_id=row,
            revision=number_of(request, "revision"),
            at=number_of(request, "at"),
            actor=actor,
        ),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one row of several that follow one another."""
    return act_on(
        request,
        pk,
        lambda table, actor: services.merge_rows(table=table, picks=picks_of(request), actor=actor),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def move(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Put a row before another, or at the end."""
    return act_on(
        request,
        pk,
        lambda table, actor: services.move_row(
            table=table,
            row_id=row,
            revision=number_of(request, "revision"),
            before_id=number_of(request, "before") if request.POST.get("before") else None,
            actor=actor,
        ),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a row behind another."""
    texts = {name: request.POST[name] for name in _HANDED if name in request.POST}
    return act_on(
        request,
        pk,
        lambda table, actor: services.add_row(
            table=table,
            texts=texts,
            actor=actor,
            after_id=number_of(request, "after") if request.POST.get("after") else None,
        ),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take rows out."""
    return act_on(
        request,
        pk,
        lambda table, actor: services.remove_rows(table=table, picks=picks_of(request), actor=actor),
    )


@needs(Permission.EDIT_TABLES)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last act."""
    return act_on(request, pk, lambda table, actor: services.undo(table=table, actor=actor))


@needs(Permission.EDIT_TABLES)
@require_POST
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the table's title."""
    return act_on(
        request,
        pk,
        lambda table, actor: services.rename_table(table=table, title=request.POST.get("title", ""), actor=actor),
    )
