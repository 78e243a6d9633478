"""Adding evidence to a matter: files, links, pieces that were handed in before; and taking a piece back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.desk.guards import actor_of, must, signed_in
from luoshi.desk.shelves import Shelf, shelf_of
from luoshi.desk.views.evidence.taking import SEVERAL, Line, files_sent, tried
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.evidence import pickable
from luoshi.records.models import Closing, EvidenceUse, Report, Unit
from luoshi.services import evidence as services
from luoshi.services.errors import NotPermittedError, RefusedError

_WITHOUT_UNIT = "none"  # what the form says for supervision and verification
_LINK = ("address", "title", "published", "source", "caption")


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence of a matter on a page of its own; takes files, each kept or refused by itself."""
    shelf = _shelf(request, pk)
    if request.method != "POST":
        return render(request, "desk/evidence/page.html", _context(shelf))
    must(request, Permission.ADD_EVIDENCE, shelf.matter.programme.region_id)
    lines = files_sent(request, _where(request, shelf))
    return _answer(request, shelf, lines or [Line(messages.ERROR, _("请选择文件。"))])


@signed_in
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the address of a published page; what was typed stays on the page where it is refused."""
    shelf = _shelf(request, pk)
    must(request, Permission.ADD_EVIDENCE, shelf.matter.programme.region_id)
    where = _where(request, shelf)
    typed = {name: request.POST.get(name, "") for name in _LINK}
    line = tried(request, partial(services.hand_in_link, **(where | typed)))
    if line.level == messages.ERROR and not request.headers.get("HX-Request"):
        context = _context(shelf) | {"typed": typed, "lines": [line]}
        return render(request, "desk/evidence/page.html", context, status=422)
    return _answer(request, shelf, [line])


@signed_in
@require_http_methods(["GET", "POST"])
def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier evidence to choose from, by words; takes what was chosen."""
    shelf = _shelf(request, pk)
    access = access_of(request)
    if request.method != "POST":
        words = request.GET.get("q", "")[:100]
        found = pickable(access, shelf.matter, words) if shelf.open else []
        part = "picked" if request.headers.get("HX-Request") else "picker"
        more = {"found": found, "words": words, "back": _home(shelf)}
        return render(request, f"desk/evidence/{part}.html", _context(shelf) | more)
    must(request, Permission.ADD_EVIDENCE, shelf.matter.programme.region_id)
    ids = [number for written in request.POST.getlist("evidence")[:SEVERAL] if (number := _number(written))]
    pieces = visible.evidence(access).filter(pk__in=ids, region=shelf.matter.programme.region_id)
    where = _where(request, shelf)
    lines = [tried(request, partial(services.reuse, evidence=piece, **where)) for piece in pieces]
    return _answer(request, shelf, lines or [Line(messages.ERROR, _("请先勾选要引用的材料。"))])


@signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece back, with the reason."""
    use = _used(request, pk)
    shelf = _shelf(request, use.matter_id)
    try:
        services.remove_use(actor=actor_of(request), use=use, reason=request.POST.get("reason", ""))
    except RefusedError as error:
        return _answer(request, shelf, [Line(messages.ERROR, str(error))])
    return _answer(request, shelf, [Line(messages.SUCCESS, _("“%(name)s”已撤下。") % {"name": use.evidence})])


@signed_in
@require_POST
def caption(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what a piece is said to show; what was typed stays in its form where it is refused."""
    use = _used(request, pk)
    shelf = _shelf(request, use.matter_id)
    typed = request.POST.get("caption", "")
    try:
        services.correct_caption(actor=actor_of(request), use=use, caption=typed, stood=request.POST.get("stood", ""))
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        part = "added" if request.headers.get("HX-Request") else "page"
        again = {"recaption": {"use": use.pk, "text": typed}, "lines": [Line(messages.ERROR, str(refused))]}
        context = _context(shelf) | again
        return render(request, f"desk/evidence/{part}.html", context, status=200 if part == "added" else 422)
    return _answer(request, shelf, [Line(messages.SUCCESS, _("“%(name)s”的说明已改。") % {"name": use.evidence})])


@signed_in
@require_GET
def shelf_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The shelf alone; asked again and again while previews are being made."""
    return render(request, "desk/evidence/gallery.html", _context(_shelf(request, pk)))


def _used(request: HttpRequest, pk: int) -> EvidenceUse:
    """A piece where it is used, for who may change something about it; 404 for what he does not see."""
    uses = visible.evidence_uses(access_of(request)).select_related(
        "matter__programme__region", "report", "report__due", "closing", "unit", "evidence"
    )
    use = get_object_or_404(uses, pk=pk)
    must(request, Permission.ADD_EVIDENCE, use.matter.programme.region_id)
    return use


def _shelf(request: HttpRequest, pk: int) -> Shelf:
    """The matter's shelf, or that of its report or request which the form or the address names; 404 for others'."""
    access = access_of(request)
    matter = get_object_or_404(visible.matters(access).select_related("programme__region"), pk=pk)
    report, closing = _named(request, "report"), _named(request, "closing")
    return shelf_of(
        access,
        matter,
        get_object_or_404(Report.objects.select_related("due"), pk=report, matter=matter) if report else None,
        get_object_or_404(Closing, pk=closing, matter=matter) if closing else None,
    )


def _named(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name) or request.GET.get(name) or ""
    if written and not _number(written):
        raise Http404
    return _number(written)


def _number(written: str) -> int:
    """An id, or nothing for what cannot be one."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else 0


def _context(shelf: Shelf) -> dict[str, Any]:
    return {"matter": shelf.matter, "report": shelf.report, "closing": shelf.closing}


def _where(request: HttpRequest, shelf: Shelf) -> dict[str, Any]:
    """For which unit, and where; the one that the form names, else the first."""
    units = {one.pk: one for one in shelf.adding.units}
    said = request.POST.get("unit", "")
    unit: Unit | None = None
    if said and said != _WITHOUT_UNIT:
        unit = units.get(_number(said))
        if unit is None:
            raise Http404
    elif not said:
        unit = next(iter(units.values()), None)
    caption = request.POST.get("caption", "")
    place = {"report": shelf.report, "closing": shelf.closing}
    return {"actor": actor_of(request), "matter": shelf.matter, "unit": unit, "caption": caption} | place


def _answer(request: HttpRequest, shelf: Shelf, lines: list[Line]) -> HttpResponse:
    """The shelf anew with what is to be said, for a script; else the page that the form came from."""
    if request.headers.get("HX-Request"):
        return render(request, "desk/evidence/added.html", _context(shelf) | {"lines": lines})
    for line in lines:
        messages.add_message(request, line.level, line.said)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = _home(shelf)
    return redirect(back)


def _home(shelf: Shelf) -> str:
    """The page that a shelf is part of: the form of a report that is being written, else its own."""
    report = shelf.report
    if report and report.state == Report.State.DRAFT:
        form = reverse("reports-form", args=[report.due_id]) if report.due_id else ""
        return (form or reverse("reports-matter", args=[shelf.matter.pk])) + "#evidence"
    return reverse("evidence-add", args=[shelf.matter.pk]) + shelf.query
