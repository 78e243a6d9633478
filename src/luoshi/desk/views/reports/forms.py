"""The whole form of a report: of a period, outside of any, and as a correction; drafts are saved as one writes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.desk.finding_answers import number
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.report_entries import Entry, blank, entry_of
from luoshi.desk.views.evidence.taking import files_sent
from luoshi.desk.views.reports.lists import submitted
from luoshi.desk.views.reports.subjects import due_or_404, form_context, led_or_refused, matter_or_404
from luoshi.ledger import Permission
from luoshi.queries import reports
from luoshi.queries.access import access_of
from luoshi.queries.reports import Asked
from luoshi.records.models import Report
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.drafts import discard_draft, save_draft

_METHODS = ["GET", "HEAD", "POST"]


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(_METHODS)
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a period; of one that is reported already, the form that corrects it."""
    asked = due_or_404(request, pk)
    led_or_refused(request, asked.matter)
    counts = Report.objects.filter(due=asked.due, state=Report.State.SUBMITTED).first()
    if counts is not None and request.method != "POST":
        return redirect("reports-correct", counts.pk)
    return _answer(request, asked)


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(_METHODS)
def of_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a matter outside of any period: for those that are not reported by cadence."""
    matter = matter_or_404(request, pk)
    led_or_refused(request, matter)
    return _answer(request, reports.outside(matter))


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the form, or take it: as a draft, or as the report once what is asked about it is answered."""
    if request.method != "POST":
        return render(request, "desk/reports/form.html", form_context(asked, blank(asked)))
    entry = entry_of(request.POST, asked, whole=True)
    if _is_draft(request):
        return _drafted(request, asked, entry)
    if not (entry.wrong or entry.is_asked):
        report, entry = submitted(request, asked, entry, number(request.POST, "draft"))
        if report is not None:
            messages.success(request, _("%(number)s 已填报。") % {"number": asked.matter.number})
            return redirect("reports" if asked.due else reverse("ledger-matter", args=[asked.matter.pk]))
    return render(request, "desk/reports/form.html", form_context(asked, entry))


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(_METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that puts a new version in the place of a report, with the reason."""
    report = get_object_or_404(reports.reports(access_of(request)).exclude(state=Report.State.DRAFT), pk=pk)
    led_or_refused(request, report.matter)
    asked = due_or_404(request, report.due_id) if report.due_id else reports.outside(report.matter)
    if report.state == Report.State.REPLACED:
        messages.warning(request, _("这一版已被更正，下面是现行的填报。"))
        now = Report.objects.filter(due=report.due, matter=report.matter, state=Report.State.SUBMITTED)
        return redirect("reports-correct", get_object_or_404(now.order_by("-pk")[:1]).pk)
    if request.method != "POST":
        return render(request, "desk/reports/form.html", form_context(asked, blank(asked, report=report), report))
    entry = entry_of(request.POST, asked, whole=True)
    if _is_draft(request):
        return _drafted(request, asked, entry, report)
    if not (entry.wrong or entry.is_asked):
        entry = _corrected(request, report, entry)
        if not entry.message:
            messages.success(request, _("已更正，原填报留存备查。"))
            return redirect("ledger-matter", report.matter_id)
    return render(request, "desk/reports/form.html", form_context(asked, entry, report))


def _corrected(request: HttpRequest, report: Report, entry: Entry) -> Entry:
    """Correct the report; the form says why it was refused."""
    try:
        correct_report(
            report=report,
            actor=actor_of(request),
            written=entry.written,
            reason=entry.reason,
            draft=number(request.POST, "draft"),
        )
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        return replace(entry, message=str(refused))
    return entry


def _is_draft(request: HttpRequest) -> bool:
    """Whether the form is to be kept only: on request, and where files came with it, which belong to what is kept."""
    return request.POST.get("act", "").startswith("draft") or bool(request.FILES)


def _drafted(request: HttpRequest, asked: Asked, entry: Entry, correcting: Report | None = None) -> HttpResponse:
    """Keep what was typed as a draft: for a script in the background, or on the page anew."""
    by_script = request.headers.get("Accept", "").startswith("application/json")
    fields = {
        **entry.texts,
        "typed": {str(one.figure.record.pk): one.text for one in entry.fields if one.text},
        "steps_done": sorted(set(entry.steps)),
        "complete": bool(entry.complete),
        "reason": entry.reason,
    }
    revision = number(request.POST, "draft") or 0
    save = partial(save_draft, due=asked.due, matter=asked.matter, actor=actor_of(request))
    try:
        draft = save(revision=revision, fields=fields)
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        if by_script:
            told = {"message": str(refused)}
            if isinstance(refused, ChangedMeanwhileError):
                told |= {name: str(refused.current.get(name, "")) for name in ("revision", *entry.texts)}
            return JsonResponse(told, status=409)
        if request.FILES:
            messages.warning(request, _("文件没有上传：草稿存上后，请重新选择文件。"))
        shown = form_context(asked, replace(entry, message=str(refused)), correcting)
        return render(request, "desk/reports/form.html", shown)
    if by_script:
        return JsonResponse({"revision": draft.revision, "saved": f"{timezone.localtime(draft.saved_at):%H:%M}"})
    messages.success(request, _("草稿已保存。"))
    _with_files(request, asked, draft)
    return redirect(_after_draft(request, asked, draft))


def _after_draft(request: HttpRequest, asked: Asked, draft: Report) -> str:
    """Where to go on from a draft: to the form anew, or to where the evidence is added that was asked for with it."""
    act = request.POST.get("act")
    if act == "draft-reuse":
        return reverse("evidence-reuse", args=[asked.matter.pk]) + f"?report={draft.pk}"
    if act == "draft-link":
        return f"{request.path}?add=link#evidence"
    # What is said of each file stands on top of the page.
    return request.path if request.FILES else f"{request.path}#evidence"


def _with_files(request: HttpRequest, asked: Asked, draft: Report) -> None:
    """Add the files that came with a form to the draft that was made of it."""
    if not request.FILES:
        return
    must(request, Permission.ADD_EVIDENCE, asked.matter.programme.region_id)
    where = {"actor": actor_of(request), "matter": asked.matter, "unit": asked.matter.lead, "report": draft}
    for line in files_sent(request, where):
        messages.add_message(request, line.level, line.said)
    if not request.POST.get("act"):
        messages.warning(request, _("填报还没有提交：请看看材料是否齐全，再提交。"))


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft of a period away."""
    asked = due_or_404(request, pk)
    led_or_refused(request, asked.matter)
    try:
        discard_draft(due=asked.due, actor=actor_of(request), revision=number(request.POST, "draft") or 0)
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("reports")
    messages.success(request, _("草稿已清空。"))
    return redirect("reports-form", pk)
