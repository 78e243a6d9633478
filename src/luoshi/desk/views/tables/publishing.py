"""Publishing a table, and its editions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.official import edition_as_official, excel_answer, official_table, word_answer
from luoshi.desk.views.tables.answers import COLUMN_NAMES, number_of, page_context, table_or_404
from luoshi.ledger import Permission
from luoshi.queries.editions import RowChange, changes_between, edition_before, pending_changes
from luoshi.queries.registers import cast_of
from luoshi.queries.table_checks import checks_of
from luoshi.records.models import Edition, ResponsibilityTable
from luoshi.services import tables as services
from luoshi.services.errors import RefusedError
from luoshi.services.tables.changes import rows_of


@needs(Permission.PUBLISH)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing would do, and what forbids it; a POST does it."""
    table = table_or_404(request, pk)
    must(request, Permission.PUBLISH, table.programme.region_id)
    if request.method == "POST":
        try:
            kept = services.publish(
                table=table,
                edition=number_of(request, "edition"),
                actor=actor_of(request),
                reason=request.POST.get("reason", ""),
            )
        except RefusedError as refused:
            return _preview(request, table_or_404(request, pk), str(refused))
        messages.success(
            request, _("已发布第 %(n)d 版，共 %(count)d 个事项。") % {"n": kept.number, "count": len(kept.rows)}
        )
        return redirect("tables-edition", pk=pk, number=kept.number)
    return _preview(request, table)


def _preview(request: HttpRequest, table: ResponsibilityTable, refused: str = "") -> HttpResponse:
    rows = rows_of(table)
    cast = cast_of(table.programme)
    checks = checks_of(table, rows, cast)
    try:
        services.check_can_publish(table, rows, cast)
        forbidden = ""
    except RefusedError as error:
        forbidden = str(error)
    changes = pending_changes(table, rows)
    context = page_context(request, table, rows, checks) | {
        "forbidden": forbidden,
        "refused": refused if refused != forbidden else "",
        "changes": _named(changes),
        "counts": _counts(changes),
        "leads": len({row.lead_unit for row in rows if row.lead_unit}),
        "posts": len({post.pk for row in rows for name in row.leaders if (post := cast.post(name))}),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/tables/publish.html", context, status=409 if refused else 200)


def _counts(changes: list[RowChange]) -> dict[str, int]:
    return {what: sum(one.what == what for one in changes) for what in ("added", "changed", "withdrawn")}


def _named(changes: list[RowChange]) -> list[tuple[RowChange, list[tuple[str, str, str]]]]:
    """The changes with the names of their fields."""
    return [
        (one, [(str(COLUMN_NAMES[field.field]), field.before, field.after) for field in one.fields]) for one in changes
    ]


def _edition_or_404(request: HttpRequest, pk: int, number: int) -> Edition:
    return get_object_or_404(
        Edition.objects.select_related("published_by", "table__programme__region"),
        table=table_or_404(request, pk),
        number=number,
    )


@needs(Permission.READ_TABLES)
@require_GET
def edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A published edition, and what it changed against the one before."""
    found = _edition_or_404(request, pk, number)
    before = edition_before(found)
    changes = changes_between(before.rows, found.rows) if before else []
    context = {
        "table": found.table,
        "edition": found,
        "before": before,
        "changes": _named(changes),
        "counts": _counts(changes),
        "editions": found.table.editions.select_related("published_by"),
    }
    return render(request, "desk/tables/edition.html", context)


@needs(Permission.READ_TABLES)
@require_GET
def edition_file(request: HttpRequest, pk: int, number: int, ending: str) -> HttpResponse:
    """A published edition as a Word or Excel file."""
    found = _edition_or_404(request, pk, number)
    official = official_table(found.table, edition_as_official(found.rows), found)
    return word_answer(official) if ending == "docx" else excel_answer(official, (), ())
