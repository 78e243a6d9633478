"""The first page of the settings: the places that a person may open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.desk.guards import needs
from luoshi.ledger import Permission


@needs(Permission.READ_UNITS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What can be set here, by area."""
    return render(request, "desk/settings/overview.html")
