"""Meetings: list, call, agenda, minutes, decisions, and the agenda as a Word file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.supervision import DecisionForm, MeetingForm, MinutesForm, RevisionForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.navigation import chosen_programme, programme_with
from luoshi.desk.official import attachment
from luoshi.desk.outcomes import attempt, try_to
from luoshi.desk.papers import agenda_paper
from luoshi.exchange.papers import paper_bytes
from luoshi.ledger import Permission
from luoshi.ledger.messages import from_data
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.records.models import Meeting
from luoshi.services.supervision import meetings as services

_A_PAGE = 50
_READ, _SUPERVISE = Permission.READ_ALL_MATTERS, Permission.SUPERVISE


@needs(_READ)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings, the latest first."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    found = visible.meetings(access).filter(programme=programme) if programme else Meeting.objects.none()
    context = {
        "page": Paginator(found.annotate(decided=Count("decisions")).order_by("-day", "-pk"), _A_PAGE).get_page(
            request.GET.get("page")
        ),
        "may_call": programme is not None and access.may(_SUPERVISE, programme.region_id),
        "query": "",
        "here": "meetings",
    }
    return render(request, "desk/supervision/meetings.html", context)


@needs(_SUPERVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    programme = programme_with(request, _SUPERVISE)
    form, actor = MeetingForm(request.POST or None), actor_of(request)
    if form.is_valid():
        made = attempt(form, lambda: services.call_meeting(programme=programme, actor=actor, **form.cleaned_data))
        if made:
            messages.success(request, _("议程已提出，共 %(n)d 个事项。") % {"n": len(made.agenda)})
            return redirect("supervision-meeting", made.pk)
    return render(request, "desk/supervision/meeting_form.html", {"form": form, "here": "meetings"})


@needs(_READ)
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    return _page(request, _found(request, pk))


@needs(_READ)
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Agenda and minutes as a Word file."""
    found = _found(request, pk)
    return attachment(paper_bytes(agenda_paper(found)), f"{found.title}.docx")


@needs(_SUPERVISE)
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the agenda again."""
    found, actor = _run(request, pk), actor_of(request)
    form = RevisionForm(request.POST)
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try_to(
            request,
            lambda: services.draw_agenda(meeting=found, actor=actor, revision=revision),
            _("议程已按最新情况更新。"),
        )
    return redirect("supervision-meeting", pk)


@needs(_SUPERVISE)
@require_POST
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes."""
    found, form, actor = _run(request, pk), MinutesForm(request.POST), actor_of(request)
    if form.is_valid():
        saved = attempt(
            form,
            lambda: services.write_minutes(meeting=found, actor=actor, **form.cleaned_data),
            revision=lambda: Meeting.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("纪要已保存。"))
            return redirect("supervision-meeting", pk)
    return _page(request, _found(request, pk), minutes_form=form)


@needs(_SUPERVISE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a decision down; with a unit it becomes a matter."""
    found, actor = _run(request, pk), actor_of(request)
    form = DecisionForm(request.POST, access=access_of(request), meeting=found)
    if form.is_valid():
        made = attempt(form, lambda: services.decide(meeting=found, actor=actor, **form.cleaned_data))
        if made:
            number = made.matter.number if made.matter else ""
            said = _("已立项交办：%(number)s。") % {"number": number} if number else _("已记录。")
            messages.success(request, said)
            return redirect("supervision-meeting", pk)
    return _page(request, found, decision_form=form)


def _found(request: HttpRequest, pk: int) -> Meeting:
    found = visible.meetings(access_of(request)).select_related("programme__region")
    return get_object_or_404(found, pk=pk)


def _run(request: HttpRequest, pk: int) -> Meeting:
    found = _found(request, pk)
    must(request, _SUPERVISE, found.programme.region_id)
    return found


def _page(request: HttpRequest, found: Meeting, **filled: Any) -> HttpResponse:
    access = access_of(request)
    decisions = list(found.decisions.select_related("unit", "matter", "about"))
    first = {"revision": found.revision, "minutes": found.minutes}
    context: dict[str, Any] = {
        "meeting": found,
        "points": [point | {"why": from_data(point["said"]) if point["said"] else None} for point in found.agenda],
        "decisions": decisions,
        "runs": access.may(_SUPERVISE, found.programme.region_id),
        "open": not found.minutes and not decisions,
        "minutes_form": MinutesForm(initial=first),
        "decision_form": DecisionForm(access=access, meeting=found),
        "here": "meetings",
    }
    return render(request, "desk/supervision/meeting.html", context | filled, status=422 if filled else 200)
