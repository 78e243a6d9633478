"""The calendar of a programme: the country's working days, and the place's own."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.finding_answers import number
from luoshi.desk.forms.rules import LocalDayForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt, try_to
from luoshi.ledger import Basis, Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.rules import calendar_of
from luoshi.queries.year_calendar import year_of
from luoshi.records import clock
from luoshi.records.models import Programme
from luoshi.services.programme_rules import add_local_day, local_days, remove_local_day

_BASES = {
    Basis.ANNOUNCED: gettext_lazy("国务院办公厅已公布该年放假安排，含调休。"),
    Basis.STATUTORY: gettext_lazy("该年放假通知尚未收录，只列法定节假日，不含调休；到期日为暂定。"),
    Basis.FIXED: gettext_lazy("没有该年的数据，只列日期固定的节假日；到期日为暂定。"),
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@needs(Permission.EDIT_PROGRAMMES)
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The months of a year, as the programme counts its days."""
    programme = _found(request, pk)
    return _page(request, programme, LocalDayForm(initial={"revision": programme.revision}))


@needs(Permission.EDIT_PROGRAMMES)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one of the place's own days."""
    programme, form = _found(request, pk), LocalDayForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        done = attempt(
            form,
            lambda: add_local_day(
                actor=actor_of(request),
                programme=programme,
                revision=said["revision"],
                day=said["day"],
                name=said["name"] if said["kind"] == "holiday" else "",
            ),
            revision=lambda: Programme.objects.get(pk=pk).revision,
        )
        if done:
            messages.success(request, _("日历已更新，填报日和亮灯正在重算。"))
            return _back(pk, said["day"].year)
    return _page(request, programme, form)


@needs(Permission.EDIT_PROGRAMMES)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the place's own days out again."""
    programme = _found(request, pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        messages.error(request, _("没有指明哪一天，请刷新页面。"))
        return _back(pk, programme.year)
    revision = number(request.POST, "revision") or 0
    try_to(
        request,
        lambda: remove_local_day(actor=actor_of(request), programme=programme, revision=revision, day=day),
        _("日历已更新，填报日和亮灯正在重算。"),
    )
    return _back(pk, day.year)


def _found(request: HttpRequest, pk: int) -> Programme:
    programme = get_object_or_404(visible.programmes(access_of(request)), pk=pk)
    must(request, Permission.EDIT_PROGRAMMES, programme.region_id)
    return programme


def _back(pk: int, year: int) -> HttpResponse:
    answer = redirect("settings-programmes-calendar", pk)
    answer["Location"] += f"?year={year}"
    return answer


def _page(request: HttpRequest, programme: Programme, form: LocalDayForm) -> HttpResponse:
    asked = number(request.GET, "year") or programme.year
    year = min(max(asked, _FIRST_YEAR), _LAST_YEAR)
    holidays, worked = local_days(programme)
    shown = year_of(calendar_of(programme), year, {*holidays, *worked})
    context = {
        "of": programme,
        "form": form,
        "shown": shown,
        "basis": _BASES[shown.basis],
        "local": sorted((day, holidays.get(day, "")) for day in {*holidays, *worked}),
        "today": clock.today(),
        "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
    }
    return render(request, "desk/settings/calendar.html", context, status=422 if form.errors else 200)
