"""What lies below on a matter's page, and what is folded away there; each is sent when it is looked at."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luoshi.desk.guards import signed_in
from luoshi.desk.views.matters.acts import ACTS
from luoshi.desk.views.matters.offered import Offering
from luoshi.desk.views.matters.pages import below, found, page_for


@signed_in
@require_GET
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """What lies below on a matter's page, and what else this person may do; what is folded away follows when opened."""
    one = found(request, pk)
    page = page_for(request, one)
    context = {"matter": one, "page": page, "later": True, **below(request, page, Offering(page, later=True))}
    # Forms within lead back to the page, not to its part.
    return render(request, "desk/matters/rest.html", context | {"back": reverse("ledger-matter", args=[pk])})


@signed_in
@require_GET
def form(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of an act that was unfolded; where it may no longer be done, one line that says so."""
    one = found(request, pk)
    if name not in ACTS:
        raise Http404
    offering = Offering(page_for(request, one))
    offered = offering.offered(name) if offering.offers(ACTS[name]) else None
    return render(request, "desk/matters/act_form.html", {"matter": one, "offered": offered})


@signed_in
@require_GET
def earlier_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """A matter's reports before the last ones."""
    return render(request, "desk/reports/earlier.html", {"matter": found(request, pk)})
