"""Programmes: list, new, change."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.desk.forms.settings import ProgrammeForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.records import clock
from luoshi.records.models import Programme
from luoshi.services.programmes import change_programme, create_programme


@needs(Permission.EDIT_PROGRAMMES)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of the person's regions."""
    access = access_of(request)
    editable = access.regions_with(Permission.EDIT_PROGRAMMES)
    context = {
        "listed": visible.programmes(access).filter(region__in=editable),
        "regions": visible.regions(access).filter(pk__in=editable),
    }
    return render(request, "desk/settings/programmes.html", context)


@needs(Permission.EDIT_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region: int) -> HttpResponse:
    """Begin a programme of a region."""
    place = get_object_or_404(visible.regions(access_of(request)), pk=region)
    must(request, Permission.EDIT_PROGRAMMES, place.pk)
    year = clock.today().year
    initial = {
        "year": year,
        "name": _("%(region)s%(year)s年重点工作") % {"region": place, "year": year},
        "starts": date(year, 1, 1),
        "ends": date(year, 12, 31),
    }
    form = ProgrammeForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("year", "name", "starts", "ends")}
        made = attempt(form, lambda: create_programme(actor=actor_of(request), region=place, **said))
        if made:
            messages.success(request, _("已新建“%(name)s”。") % {"name": made})
            return redirect("settings-programmes")
    return _page(request, form, None)


@needs(Permission.EDIT_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a programme."""
    programme = get_object_or_404(visible.programmes(access_of(request)), pk=pk)
    must(request, Permission.EDIT_PROGRAMMES, programme.region_id)
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.of(programme))
    if form.is_valid():
        said = form.cleaned_data
        saved = attempt(
            form,
            lambda: change_programme(actor=actor_of(request), programme=programme, **said),
            revision=lambda: Programme.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存。"))
            return redirect("settings-programmes")
    return _page(request, form, programme)


def _page(request: HttpRequest, form: ProgrammeForm, programme: Programme | None) -> HttpResponse:
    title = _("修改年度项目") if programme else _("新建年度项目")
    context = {"form": form, "title": title, "back": "settings-programmes", "of": programme}
    return render(request, "desk/settings/form.html", context)
