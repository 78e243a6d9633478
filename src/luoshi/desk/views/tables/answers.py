"""What the grid is told after an act: the rows as they are now, the checks, and what to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.desk.guards import actor_of, must
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.grids import grid_rows, matters_of, severities, text_of
from luoshi.queries.table_checks import checks_of
from luoshi.records.models import ResponsibilityTable, TableRow
from luoshi.responsibility.decomposition.checking import Check
from luoshi.responsibility.sentences import Sentence
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.tables import Pick
from luoshi.services.tables.changes import last_change, rows_of

COLUMN_NAMES = {
    "section": gettext_lazy("部分"),
    "subsection": gettext_lazy("分项"),
    "task": gettext_lazy("目标任务"),
    "leaders": gettext_lazy("责任领导"),
    "lead_unit": gettext_lazy("牵头单位"),
    "units": gettext_lazy("配合单位"),
    "deadline": gettext_lazy("完成时限"),
    "milestones": gettext_lazy("季度进度"),
    "note": gettext_lazy("备注"),
    "kind": gettext_lazy("类型"),
}


_LONGEST_NUMBER = 12  # digits of an id or a revision
_MOST_LINES = 4  # of rows without a lead that are listed one by one


@dataclass(frozen=True, slots=True)
class Untouched:
    """An act on a row that had nothing to change."""

    row: int

    @property
    def after(self) -> dict[str, object]:
        """As of a change: the rows concerned."""
        return {str(self.row): {}}


def table_or_404(request: HttpRequest, pk: int) -> ResponsibilityTable:
    """A table that the person may see, with what every page of it needs."""
    found = visible.tables(access_of(request)).select_related("programme__region", "source__document")
    return get_object_or_404(found, pk=pk)


def may_edit(request: HttpRequest, table: ResponsibilityTable) -> bool:
    """Whether the person may change the table."""
    return access_of(request).may(Permission.EDIT_TABLES, table.programme.region_id)


def picks_of(request: HttpRequest) -> list[Pick]:
    """The rows chosen: fields `row`, each an id and the revision seen (12:3). Raises RefusedError."""
    picks = []
    for written in request.POST.getlist("row"):
        row_id, _colon, revision = written.partition(":")
        if not all(part.isdecimal() and len(part) <= _LONGEST_NUMBER for part in (row_id, revision)):
            raise RefusedError(_("请求中的行号不对，请刷新页面。"))
        picks.append(Pick(int(row_id), int(revision)))
    return picks


def number_of(request: HttpRequest, name: str) -> int:
    """A whole number of the form. Raises RefusedError."""
    written = request.POST.get(name, "")
    if not written.isdecimal() or len(written) > _LONGEST_NUMBER:
        raise RefusedError(_("请求不完整，请刷新页面后重试。"))
    return int(written)


def act_on(
    request: HttpRequest, pk: int, act: Callable[[ResponsibilityTable, Actor], object], *, whole: bool = True
) -> HttpResponse:
    """Do an act on a table: answer the grid's script with what changed, a plain form with the page itself."""
    table = table_or_404(request, pk)
    must(request, Permission.EDIT_TABLES, table.programme.region_id)
    try:
        done = act(table, actor_of(request))
    except TableRow.DoesNotExist:
        return refused(request, table, RefusedError(_("此行已不在表中，请刷新页面。")), 404)
    except ChangedMeanwhileError as error:
        return changed_meanwhile(request, table, error)
    except RefusedError as error:
        return refused(request, table, error, 400)
    if not wants_json(request):
        return redirect("tables-show", pk=table.pk)
    changed = {int(key) for change in [done] for key in getattr(change, "after", {})}
    return JsonResponse(answer(request, table, None if whole else changed))


def wants_json(request: HttpRequest) -> bool:
    """Whether the grid's script asks, and not a plain form."""
    return request.headers.get("Accept", "").startswith("application/json")


def answer(request: HttpRequest, table: ResponsibilityTable, changed: Iterable[int] | None) -> dict[str, Any]:
    """Rows (`changed` ones, or the whole body), checks and marks as they are now."""
    rows = rows_of(table)
    checks = checks_of(table, rows)
    only = None if changed is None else frozenset(changed)
    context = page_context(request, table, rows, checks) | {
        "rows": list(grid_rows(rows, matters_of(table), checks, only=only)),
        "edits": True,
    }
    said: dict[str, Any] = {
        "checks": render_to_string("desk/tables/checks.html", context, request),
        "marks": severities(checks),
        "errors": context["errors"],
        "undo": context["undoable"],
    }
    if only is None:
        said["body"] = render_to_string("desk/tables/body.html", context, request)
    else:
        said["rows"] = {
            one.row.pk: render_to_string("desk/tables/row.html", context | {"one": one}, request)
            for one in context["rows"]
        }
    return said


def page_context(
    request: HttpRequest, table: ResponsibilityTable, rows: list[TableRow], checks: tuple[Check, ...]
) -> dict[str, Any]:
    """What the grid's parts share."""
    places = {row.pk: (number, row) for number, row in enumerate(rows, 1)}
    return {
        "table": table,
        "checks": [
            (
                _translated(check),
                [(key, places[key][0]) for key in check.rows if key in places],
                _name_in(check, places),
            )
            for check in _gathered(checks)
        ],
        "errors": sum(check.severity == "error" for check in checks),
        "warnings": sum(check.severity == "warning" for check in checks),
        "undoable": bool(last_change(table, actor_of(request))),
        "row_count": len(rows),
        # Looked up once, not once a row.
        "root": reverse("tables-show", kwargs={"pk": table.pk}),
        "source": reverse("documents-show", kwargs={"pk": table.source.document_id}) if table.source else "",
        "said": {"choose": _("选择行")},
    }


def _translated(check: Check) -> Check:
    """A check in the language of whoever reads it."""
    return replace(check, message=_in_words(check.message), advice=_in_words(check.advice))


def _in_words(said: str) -> str:
    if not isinstance(said, Sentence):
        return said
    return _(said.msgid) % said.values if said.values else _(said.msgid)


def _gathered(checks: tuple[Check, ...]) -> Iterator[Check]:
    """The checks as they are listed: many rows without a lead are one line, not a hundred."""
    missing = [check for check in checks if check.code == "no-lead"]
    if len(missing) > _MOST_LINES:
        keys = tuple(key for check in missing for key in check.rows)
        yield replace(missing[0], message=_("%(n)d 行没有牵头单位") % {"n": len(keys)}, rows=keys)
    for check in checks:
        if check.code != "no-lead" or len(missing) <= _MOST_LINES:
            yield check


def _name_in(check: Check, places: dict[int, tuple[int, TableRow]]) -> str:
    """The written name that a check is about and that can be put right from the panel, empty where it is about none."""
    if not check.names or not check.rows or check.code not in ("unknown-unit", "group-not-expanded"):
        return ""
    _number, row = places[int(str(check.rows[0]))]
    return next((name for name in (row.lead_unit, *row.units) if f"“{name}”" in check.message), "")


def refused(request: HttpRequest, table: ResponsibilityTable, error: RefusedError, status: int) -> HttpResponse:
    """What was refused and why."""
    if wants_json(request):
        return JsonResponse({"message": str(error)}, status=status)
    return render(request, "desk/tables/refused.html", {"table": table, "message": str(error)}, status=status)


def changed_meanwhile(request: HttpRequest, table: ResponsibilityTable, error: ChangedMeanwhileError) -> HttpResponse:
    """409 with both versions side by side."""
    asked = request.resolver_match.kwargs.get("row") if request.resolver_match else None
    row = table.rows.filter(pk=asked or 0).first()
    said = request.POST
    fields = [name for name in said if name in COLUMN_NAMES]
    both = [(name, COLUMN_NAMES[name], text_of(row, name) if row else "", said[name]) for name in fields]
    context = {"table": table, "row": row, "message": str(error), "both": both, "address": request.path}
    if wants_json(request):
        page = render_to_string("desk/tables/both.html", context, request)
        fresh = answer(request, table, [row.pk] if row and not row.removed else None)
        return JsonResponse({"message": str(error), "both": page} | fresh, status=409)
    return render(request, "desk/tables/conflict.html", context, status=409)
