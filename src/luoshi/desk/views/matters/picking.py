"""Matters to choose from while a number is typed: of the same programme, by number or words of the title."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luoshi.desk.guards import needs, signed_in
from luoshi.desk.navigation import programme_with
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.matter_search import search_matters
from luoshi.records.models import Matter, Programme

_LONGEST = 60


@signed_in
@require_GET
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Other matters of a matter's programme."""
    matter = get_object_or_404(visible.matters(access_of(request)).select_related("programme"), pk=pk)
    return _offered(request, matter.programme, matter)


@needs(Permission.ASSIGN_MATTERS)
@require_GET
def within(request: HttpRequest) -> HttpResponse:
    """Matters of the programme in which a new one is set up."""
    return _offered(request, programme_with(request, Permission.ASSIGN_MATTERS))


def _offered(request: HttpRequest, programme: Programme, but: Matter | None = None) -> HttpResponse:
    words = request.GET.get("q", "")[:_LONGEST]
    found = search_matters(access_of(request), programme, words, but=but)
    return render(request, "desk/matters/picked.html", {"found": found})
