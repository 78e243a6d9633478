"""What a unit does about the close-out of its matter: ask for it, take the request back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.desk.finding_answers import number
from luoshi.desk.forms.closing import RequestForm
from luoshi.desk.guards import actor_of, needs
from luoshi.desk.outcomes import attempt, try_to, unsaved
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.closing import on_matter
from luoshi.records.models import Matter, User
from luoshi.services import closing as services


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def request_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for close-out; everything that is missing is told at once, and what was typed stays."""
    matter = _found(request, pk)
    part = on_matter(access_of(request), cast(User, request.user), matter)
    earlier = part.closings[0].achieved if part.closings else ""
    form = RequestForm(request.POST if request.method == "POST" else None, matter=matter, achieved=earlier)
    if form.is_valid():
        said = form.cleaned_data
        asked = attempt(
            form,
            lambda: services.request_closing(
                matter=matter,
                actor=actor_of(request),
                revision=said["revision"],
                achieved=said["achieved"],
                own=form.own_said(),
            ),
            revision=lambda: Matter.objects.get(pk=pk).revision,
        )
        if asked:
            messages.success(request, _("已申请销号，等待核实。"))
            return redirect("ledger-matter", pk)
    context = {"matter": matter, "part": part, "form": form, "unsaved": unsaved(form)}
    return render(request, "desk/closing/request.html", context, status=422 if form.errors else 200)


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back while nobody has answered it."""
    matter, actor = _found(request, pk), actor_of(request)
    revision = number(request.POST, "revision") or 0
    try_to(
        request,
        lambda: services.retract_closing(matter=matter, actor=actor, revision=revision),
        _("已撤回销号申请，可继续办理。"),
    )
    return redirect("ledger-matter", pk)


def _found(request: HttpRequest, pk: int) -> Matter:
    mine = visible.matters(access_of(request)).select_related("programme__region", "lead", "source")
    return get_object_or_404(mine, pk=pk)
