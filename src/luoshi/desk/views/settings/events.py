"""The log of events, and whether its chains still are what was written."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.forms.people import EventFilter
from luoshi.desk.guards import needs
from luoshi.exchange.event_log import LOG_FORMATS, log_pieces
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.audit_keys import AuditKeyError, Key, Ring, ring
from luoshi.queries.chains import Flaw, Verified, verify_chain
from luoshi.queries.event_words import told
from luoshi.queries.events import ACT_NAMES, actors, acts, exported, listed_events
from luoshi.records import clock
from luoshi.records.models import Event

_A_PAGE = 100
_AT_ONCE = 100_000  # events that a request verifies, about ten seconds' work; more than that is for the command line
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FLAWS = {
    Flaw.MISSING: _("序号不连续，可能有记录被删除或重复"),
    Flaw.UNTIED: _("与上一条记录的校验值不符"),
    Flaw.ALTERED: _("内容与校验值不符，记录被改动过"),
    Flaw.FOREIGN: _("前面的记录使用了本机没有的密钥，且没有更换密钥的记录"),
    Flaw.OTHERWISE: _("与另存的校验值不符"),
    Flaw.CUT: _("末尾的记录被删除或改动过"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A verified chain as the page shows it: what is wrong, at which event, and what that event calls itself now."""

    result: Verified
    trouble: str = ""
    act: str = ""


@needs(Permission.READ_EVENTS)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who did what, the latest first."""
    chosen, found = _chosen(request)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    filters = request.GET.copy()
    filters.pop("page", None)
    filters.pop("form", None)
    context = {"filter": chosen, "page": page, "rows": told(page), "forms": _KINDS, "query": filters.urlencode()}
    return render(request, "desk/settings/events.html", context)


@needs(Permission.READ_EVENTS)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The log with the filters in force, as a file that is sent while it is made; `form` is csv, jsonl or xlsx."""
    form = request.GET.get("form", "csv")
    known = next((one for one in LOG_FORMATS if one == form), None)
    if known is None:
        raise Http404
    _form, found = _chosen(request)
    name = f"{gettext('操作记录')}-{clock.today():%Y%m%d}.{form}"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    pieces = log_pieces(exported(found), known)
    return StreamingHttpResponse(pieces, content_type=_KINDS[form], headers=headers)


def _chosen(request: HttpRequest) -> tuple[EventFilter, QuerySet[Event]]:
    access = access_of(request)
    chosen = EventFilter(request.GET, actors=actors(access), acts=acts(access))
    return chosen, listed_events(access, **(chosen.cleaned_data if chosen.is_valid() else {}))


@needs(Permission.READ_EVENTS)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Work out the hashes of every chain anew, and say which hold."""
    chains = list(visible.chains(access_of(request)).select_related("programme", "region").order_by("name"))
    keys, lacking = _keys()
    context: dict[str, object] = {"lacking": lacking, "fingerprint": keys.current.fingerprint, "at": clock.now()}
    if sum(chain.length for chain in chains) > _AT_ONCE:
        return render(request, "desk/settings/verified.html", context | {"too_many": True})
    shown = [_shown(verify_chain(chain, keys)) for chain in chains]
    return render(request, "desk/settings/verified.html", context | {"results": shown})


def _shown(result: Verified) -> Shown:
    act = str(ACT_NAMES.get(result.broken.act, result.broken.act)) if result.broken else ""
    return Shown(result, str(_FLAWS[result.flaw]) if result.flaw else "", act)


def _keys() -> tuple[Ring, bool]:
    """The keys of the log, and whether they are lacking; without them the order of events is verified still."""
    try:
        return ring(), False
    except AuditKeyError:
        return Ring(Key("", b""), {}), True
