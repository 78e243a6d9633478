"""Several periods at once: a table to type and paste into; what is fine is submitted, the rest is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.desk.guards import actor_of, needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.report_entries import Entry, blank, entry_of
from luoshi.ledger import Permission
from luoshi.queries import reports
from luoshi.queries.access import access_of
from luoshi.queries.reports import Asked
from luoshi.services.reporting.submitting import Outcome, Row, submit_many

_MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: the period, and the form in its cells. `place` is its line in an uploaded workbook."""

    one: Asked
    entry: Entry
    place: int = 0

    @property
    def prefix(self) -> str:
        """What stands before the names of its fields."""
        return prefix_of(self.one)


def prefix_of(one: Asked) -> str:
    """What stands before the names of a period's fields in the grid."""
    return f"{one.due.pk}-" if one.due else ""


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """The table of all that is due; sent back, each line is for itself."""
    access = access_of(request)
    if request.method != "POST":
        asked = reports.asked_of(access, chosen_programme(request, access))
        return shown(request, [Line(one, blank(one, prefix_of(one))) for one in asked])
    posted = [
        int(pk) for pk in request.POST.getlist("due")[:_MOST_ROWS] if pk.isascii() and pk.isdecimal() and len(pk) < 16
    ]
    led = (
        reports.dues(access).filter(pk__in=posted, matter__lead__in=access.own_units).order_by("due", "matter__number")
    )
    lines = [Line(one, entry_of(request.POST, one, prefix_of(one))) for one in reports.described(list(led))]
    left = _submitted(request, lines)
    if not any(not line.entry.is_empty for line in left):
        return redirect("reports")
    return shown(request, left)


def _submitted(request: HttpRequest, lines: Sequence[Line]) -> list[Line]:
    """Submit the lines that are filled in and need no answer; those that remain, with what is wrong or asked."""
    ready = [line for line in lines if not (line.entry.is_empty or line.entry.wrong or line.entry.is_asked)]
    rows = [Row(line.one.due, line.entry.written) for line in ready if line.one.due]
    outcomes: dict[int, Outcome] = {one.due.pk: one for one in submit_many(rows=rows, actor=actor_of(request))}
    done = sum(one.report is not None for one in outcomes.values())
    if done:
        said = ngettext("已填报 %(n)d 项。", "已填报 %(n)d 项。", done)
        messages.success(request, said % {"n": done})
    left = []
    for line in lines:
        outcome = outcomes.get(line.one.due.pk) if line.one.due else None
        if outcome is None:
            left.append(line)
        elif outcome.report is None:
            left.append(replace(line, entry=replace(line.entry, message=outcome.refusal)))
    waiting = sum(line.entry.is_asked or line.entry.wrong or bool(line.entry.message) for line in left)
    if waiting:
        said = ngettext("还有 %(n)d 项需要核对，见标出的行。", "还有 %(n)d 项需要核对，见标出的行。", waiting)
        messages.warning(request, said % {"n": waiting})
    elif not done:
        messages.warning(request, _("没有填写任何一项。"))
    return left


def shown(request: HttpRequest, lines: Sequence[Line], *, uploaded: bool = False) -> HttpResponse:
    """The page of the grid with some lines; `uploaded` shows what a workbook says, before anything is submitted."""
    return render(request, "desk/reports/grid.html", {"lines": lines, "uploaded": uploaded})
