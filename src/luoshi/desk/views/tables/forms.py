"""Tables as files: Word and Excel go out, changed Excel comes back and is compared before anything is applied."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.official import excel_answer, official_table, rows_as_official, word_answer
from luoshi.desk.views.tables.answers import may_edit, table_or_404
from luoshi.exchange.errors import FormError
from luoshi.exchange.official_form import EditedTable, read_excel_form
from luoshi.exchange.official_table import Field, OfficialRow, cell_text
from luoshi.exchange.table_differences import Difference, apply, differences
from luoshi.ledger import Permission
from luoshi.queries.grids import matters_of
from luoshi.queries.registers import cast_of, offered_names
from luoshi.records.models import ResponsibilityTable, TableUpload
from luoshi.responsibility.steps import join_steps
from luoshi.services import tables as services
from luoshi.services.errors import RefusedError
from luoshi.services.tables.changes import rows_of

_WRITTEN: tuple[Field, ...] = ("section", "subsection", "task", "leaders", "lead_unit", "units", "deadline", "note")
_LARGEST = 20_000_000


@needs(Permission.READ_TABLES)
@require_GET
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as it stands, as a Word file."""
    table = table_or_404(request, pk)
    return word_answer(official_table(table, _current(table)))


@needs(Permission.READ_TABLES)
@require_GET
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The table as it stands, as an Excel form that may come back."""
    table = table_or_404(request, pk)
    region = table.programme.region
    leaders = list(cast_of(table.programme).posts)
    return excel_answer(official_table(table, _current(table)), offered_names(region), leaders)


def _current(table: ResponsibilityTable) -> tuple[OfficialRow, ...]:
    return rows_as_official(rows_of(table), matters_of(table))


@needs(Permission.EDIT_TABLES)
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a changed Excel form; nothing is applied yet."""
    table = table_or_404(request, pk)
    must(request, Permission.EDIT_TABLES, table.programme.region_id)
    file = request.FILES.get("file")
    try:
        if file is None or (file.size or 0) > _LARGEST:
            raise RefusedError(_("请选择从本系统导出并修改过的 Excel 文件（20 MB 以内）。"))
        data = file.read()
        _of_this(table, read_excel_form(data))
        kept = services.keep_upload(table=table, data=data, name=file.name or "", actor=actor_of(request))
    except (RefusedError, FormError) as refused:
        messages.error(request, str(refused))
        return redirect("tables-show", pk=pk)
    return redirect("tables-differences", pk=pk, upload=kept.pk)


def _of_this(table: ResponsibilityTable, edited: EditedTable) -> None:
    if edited.origin != f"table-{table.pk}":
        raise RefusedError(_("这个文件是从另一张表“%(title)s”导出的，请到那张表中上传。") % {"title": edited.title})


@needs(Permission.EDIT_TABLES)
def compare(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Every difference between a form and the table, three ways; a POST applies those chosen, or all."""
    table = table_or_404(request, pk)
    must(request, Permission.EDIT_TABLES, table.programme.region_id)
    kept = get_object_or_404(TableUpload, pk=upload, table=table)
    try:
        with kept.file.open("rb") as file:
            edited = read_excel_form(file.read())
    except (FormError, FileNotFoundError) as refused:
        messages.error(request, str(refused))
        return redirect("tables-show", pk=pk)
    current = _current(table)
    found = differences(current, edited)
    if request.method == "POST":
        return _apply(request, table, kept, current, edited, found)
    places = {row.key: place for place, row in enumerate(current, 1)}
    context = {
        "table": table,
        "upload": kept,
        "warnings": edited.warnings,
        "differences": [(one, places.get(one.key)) for one in found],
        "conflicts": sum(one.conflict for one in found),
        "edits": may_edit(request, table),
    }
    return render(request, "desk/tables/differences.html", context)


def _apply(
    request: HttpRequest,
    table: ResponsibilityTable,
    kept: TableUpload,
    current: tuple[OfficialRow, ...],
    edited: EditedTable,
    found: Sequence[Difference],
) -> HttpResponse:
    """Apply what was chosen; where the table changed since the page was shown, show it anew and apply nothing."""
    shown = {one.id: one for one in found}
    ids = request.POST.getlist("difference")
    again = redirect("tables-differences", pk=table.pk, upload=kept.pk)
    if not ids or any(one not in shown for one in ids):
        messages.error(
            request,
            _("表刚有新的改动，已重新比对，请再次确认。") if ids else _("请至少选择一项改动。"),
        )
        return again
    wanted = apply(current, edited, [shown[one] for one in ids])
    try:
        services.apply_rows(
            table=table,
            rows=_wanted(current, wanted),
            actor=actor_of(request),
            reason=_("导入“%(name)s”") % {"name": kept.name},
        )
    except RefusedError as refused:
        messages.error(request, str(refused))
        return again
    said = ngettext("已应用 %(n)d 项改动，可以撤销。", "已应用 %(n)d 项改动，可以撤销。", len(ids))
    messages.success(request, said % {"n": len(ids)})
    return redirect("tables-show", pk=table.pk)


def _wanted(current: Sequence[OfficialRow], wanted: Sequence[OfficialRow]) -> list[services.WantedRow]:
    """The rows as the service wants them: of a row that stays, only the fields that differ."""
    known = {row.key: row for row in current}
    found = []
    for row in wanted:
        old = known.get(row.key)
        texts: dict[str, str] = {
            name: cell_text(row, name)
            for name in _WRITTEN
            if old is None or cell_text(row, name) != cell_text(old, name)
        }
        if old is None or (row.milestones, row.schedule) != (old.milestones, old.schedule):
            texts["milestones"] = join_steps(row.milestones, row.schedule)
        found.append(services.WantedRow(int(row.key) if old else None, row.revision, texts))
    return found
