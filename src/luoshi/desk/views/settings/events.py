"""The log of events, and whether its chains still are what was written."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.forms.people import EventFilter
from luoshi.desk.guards import needs
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.chains import Flaw, verify_chain
from luoshi.queries.event_words import told
from luoshi.queries.events import actors, acts, listed_events

_A_PAGE = 100
_FLAWS = {
    Flaw.MISSING: _("序号不连续，可能有记录被删除或重复"),
    Flaw.UNTIED: _("与上一条记录的校验值不符"),
    Flaw.ALTERED: _("内容与校验值不符，记录被改动过"),
    Flaw.CUT: _("末尾的记录被删除或改动过"),
}


@needs(Permission.READ_EVENTS)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who did what, the latest first."""
    access = access_of(request)
    chosen = EventFilter(request.GET, actors=actors(access), acts=acts(access))
    said = chosen.cleaned_data if chosen.is_valid() else {}
    page = Paginator(listed_events(access, **said), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/settings/events.html", {"filter": chosen, "page": page, "rows": told(page)})


@needs(Permission.READ_EVENTS)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Work out the hashes of every chain anew, and say which hold."""
    chains = visible.chains(access_of(request)).select_related("programme", "region").order_by("name")
    results = [(result, _FLAWS.get(result.flaw, "") if result.flaw else "") for result in map(verify_chain, chains)]
    return render(request, "desk/settings/verified.html", {"results": results})
