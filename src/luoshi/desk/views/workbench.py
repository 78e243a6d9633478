"""The workbench: what needs this person, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.finding_answers import number
from luoshi.desk.guards import signed_in
from luoshi.desk.light_tables import drawn_lights
from luoshi.desk.navigation import choose_programme, chosen_programme
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.workbench import workbench_of
from luoshi.services.visits import visited


@signed_in
@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    since = visited(person=access.person)
    bench = workbench_of(access, programme, since)
    table = drawn_lights(bench.units, bench.head) if bench.units else ""
    return render(request, "desk/workbench.html", {"bench": bench, "unit_table": table})


@signed_in
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Change the programme that is looked at."""
    asked = number(request.POST, "programme")
    programme = get_object_or_404(visible.programmes(access_of(request)), pk=asked or 0)
    choose_programme(request, programme)
    return redirect("workbench")
