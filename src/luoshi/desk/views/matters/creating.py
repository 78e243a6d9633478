"""Matters that come from no table: set up by the supervision office, or by a leader's instruction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.desk.forms.matters import CreateForm, InstructionForm, MatterForm
from luoshi.desk.guards import actor_of, needs
from luoshi.desk.navigation import programme_with
from luoshi.desk.outcomes import attempt
from luoshi.ledger import Kind, Permission
from luoshi.ledger.kinds import Grade
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.matter_offers import instructing
from luoshi.records.models import Matter, Post, Programme, Unit
from luoshi.services.errors import RefusedError
from luoshi.services.matters.creating import create_matter
from luoshi.services.matters.instructions import write_instruction

_WRONG = 422
_ORIGINS = {
    Kind.PROPOSAL: Matter.Origin.PROPOSAL,
    Kind.DEMAND: Matter.Origin.DEMAND,
    Kind.RECTIFICATION: Matter.Origin.INSPECTION,
}


def _units(programme: Programme) -> list[Unit]:
    return list(Unit.objects.filter(region=programme.region_id, active=True))


@needs(Permission.ASSIGN_MATTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a matter up by itself: numbered and assigned at once."""
    programme = programme_with(request, Permission.ASSIGN_MATTERS)
    form = CreateForm(request.POST or None, initial={"revision": 0, "kind": Kind.TASK.value})
    form.offer(_units(programme), Post.objects.filter(region=programme.region_id, leads=True, active=True))
    if form.is_valid():
        made = attempt(form, lambda: _create(request, programme, form))
        if made:
            messages.success(request, _("已立项并交办，编号 %(number)s。") % {"number": made.number})
            return redirect("ledger-matter", made.pk)
    return _answered(request, programme, form, _("单独立项"))


def _create(request: HttpRequest, programme: Programme, form: CreateForm) -> Matter:
    said, kind = form.cleaned_data, Kind(form.cleaned_data["kind"])
    return create_matter(
        programme=programme, kind=kind, title=said["title"], task=said["task"], quote=said["quote"],
        lead=said["lead"], cooperating=said["cooperating"], leaders=said["leaders"], deadline=said["deadline"],
        parent=_parent(request, programme, said["parent"]), origin=_ORIGINS.get(kind, Matter.Origin.MANUAL),
        actor=actor_of(request),
    )  # fmt: skip


def _parent(request: HttpRequest, programme: Programme, number: str) -> Matter | None:
    if not number:
        return None
    parent = visible.matters(access_of(request)).filter(programme=programme, number=number.strip()).first()
    if parent is None:
        raise RefusedError(_("没有编号为“%(number)s”的事项，请核对。") % {"number": number})
    return parent


@needs(Permission.INSTRUCT)
@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: HttpRequest) -> HttpResponse:
    """Write an instruction by itself, as a leader or for him."""
    programme = programme_with(request, Permission.INSTRUCT)
    posts = instructing(access_of(request), programme.region_id)
    if not posts:
        raise PermissionDenied
    first = posts[0].pk if len(posts) == 1 else None
    form = InstructionForm(request.POST or None, initial={"revision": 0, "post": first})
    form.offer(_units(programme), posts)
    if form.is_valid():
        said = form.cleaned_data
        made = attempt(
            form,
            lambda: write_instruction(
                programme=programme, post=said["post"], text=said["text"], grade=Grade(said["grade"]),
                lead=said["lead"], actor=actor_of(request),
            ),
        )  # fmt: skip
        if made:
            messages.success(request, _("批示已交办，编号 %(number)s。") % {"number": made.number})
            return redirect("ledger-matter", made.pk)
    return _answered(request, programme, form, _("写批示"))


def _answered(request: HttpRequest, programme: Programme, form: MatterForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "into": programme}
    return render(request, "desk/matters/new.html", context, status=_WRONG if form.errors else 200)
