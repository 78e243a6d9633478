"""What is to be reported: everything due in order of its day, each with a form of one line."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.guards import actor_of, needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.report_entries import Entry, blank, entry_of
from luoshi.desk.views.reports.subjects import due_or_404, form_context
from luoshi.ledger import Permission, Status
from luoshi.queries import reports
from luoshi.queries.access import access_of
from luoshi.queries.report_forms import forms_this_month
from luoshi.queries.reports import Asked
from luoshi.records.models import Matter, Report
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.submitting import submit_written


@needs(Permission.ANSWER_FOR_UNIT)
@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """What the person's units have to report, and what they may contribute."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    asked = reports.asked_of(access, programme)
    unsigned = Matter.objects.filter(programme=programme, lead__in=access.own_units, status=Status.ASSIGNED)
    context = {
        "lines": [(one, blank(one)) for one in asked],
        "overdue": sum(one.overdue > 0 for one in asked),
        "contribute": reports.to_contribute(access, programme),
        "forms": forms_this_month(access, programme),
        "unsigned": unsigned.count(),
    }
    return render(request, "desk/reports/list.html", context)


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the one line of a period: submitted at once when it is on schedule and plausible, else asked about."""
    asked = due_or_404(request, pk)
    entry = entry_of(request.POST, asked)
    report: Report | None = None
    if entry.is_empty:
        entry = replace(entry, message=_("请填写数值或工作进展。"))
    elif not (entry.wrong or entry.is_asked):
        report, entry = submitted(request, asked, entry)
    if not request.headers.get("HX-Request"):
        if report is None:
            return render(request, "desk/reports/form.html", form_context(asked, entry))
        messages.success(request, _("%(number)s 已填报。") % {"number": asked.matter.number})
        return redirect("reports")
    return render(request, "desk/reports/one_line.html", {"one": asked, "entry": entry, "submitted": report})


def submitted(
    request: HttpRequest, asked: Asked, entry: Entry, draft: int | None = None
) -> tuple[Report | None, Entry]:
    """Submit a form; without the report, the form says why."""
    try:
        report = submit_written(
            due=asked.due, matter=asked.matter, actor=actor_of(request), written=entry.written, draft=draft
        )
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        return None, replace(entry, message=str(refused))
    return report, entry


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def contributed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a cooperating unit contributes to a period."""
    asked = due_or_404(request, pk)
    text = request.POST.get("text", "")
    try:
        contribute(matter=asked.matter, due=asked.due, actor=actor_of(request), text=text)
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        context = {"due": asked.due, "text": text, "message": str(refused)}
        return render(request, "desk/reports/contribution.html", context)
    if request.headers.get("HX-Request"):
        return render(request, "desk/reports/contribution.html", {"due": asked.due, "thanks": True})
    messages.success(request, _("配合情况已提交，牵头单位填报时可以看到。"))
    return redirect("reports")
