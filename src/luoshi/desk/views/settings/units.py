"""Units: the tree of each region, new, change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.desk.forms.settings import FormerNames, UnitForm, former_name_forms
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.organisation import unit_trees
from luoshi.records.models import Unit
from luoshi.services.organisation import change_unit, create_unit


@needs(Permission.READ_UNITS)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The units of the person's regions, as trees."""
    access = access_of(request)
    context = {
        "trees": unit_trees(access, words=request.GET.get("words", "").strip()),
        "words": request.GET.get("words", "").strip(),
        "editable": access.regions_with(Permission.EDIT_UNITS),
    }
    return render(request, "desk/settings/units.html", context)


@needs(Permission.EDIT_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region: int) -> HttpResponse:
    """Add a unit to a region."""
    access = access_of(request)
    place = get_object_or_404(visible.regions(access), pk=region)
    must(request, Permission.EDIT_UNITS, place.pk)
    form = UnitForm(request.POST or None, access=access, region=place)
    former = former_name_forms(request.POST or None)
    if form.is_valid() and former.is_valid():
        fields = form.unit_fields(former)
        made = attempt(form, lambda: create_unit(actor=actor_of(request), region=place, fields=fields))
        if made:
            messages.success(request, _("已新建“%(name)s”。") % {"name": made})
            return redirect("settings-units")
    return _page(request, form, former, None)


@needs(Permission.EDIT_UNITS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit and the names it goes by."""
    access = access_of(request)
    unit = get_object_or_404(visible.units(access).select_related("region"), pk=pk)
    must(request, Permission.EDIT_UNITS, unit.region_id)
    form = UnitForm(request.POST or None, access=access, region=unit.region, own=unit, initial=UnitForm.of(unit))
    former = former_name_forms(request.POST or None, unit)
    if form.is_valid() and former.is_valid():
        fields, revision = form.unit_fields(former), form.cleaned_data["revision"]
        saved = attempt(
            form,
            lambda: change_unit(actor=actor_of(request), unit=unit, revision=revision, fields=fields),
            revision=lambda: Unit.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved})
            return redirect("settings-units")
    return _page(request, form, former, unit)


def _page(request: HttpRequest, form: UnitForm, former: FormerNames, unit: Unit | None) -> HttpResponse:
    context = {
        "form": form,
        "former": former,
        "title": _("修改单位") if unit else _("新建单位"),
        "back": "settings-units",
    }
    return render(request, "desk/settings/unit.html", context)
