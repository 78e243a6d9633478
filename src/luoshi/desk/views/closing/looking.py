"""Looking back at one closed matter: it holds, or it is taken up again."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.desk.forms.closing import LookBackForm
from luoshi.desk.guards import actor_of, needs
from luoshi.desk.outcomes import attempt, unsaved
from luoshi.ledger import Move, Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.closing import refusal
from luoshi.queries.ledgers import quoted
from luoshi.records.models import Closing, LookBack, Matter, User
from luoshi.services import look_back as services


@needs(Permission.LOOK_BACK)
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said and what was verified at the close-out; and the form for what is found now."""
    mine = visible.matters(access_of(request)).select_related("programme__region", "lead", "source", "closer")
    matter = get_object_or_404(mine, pk=pk)
    again = request.POST.get("answer") == "reopen"
    form = LookBackForm(request.POST or None, initial={"revision": matter.revision})
    if form.is_valid():
        moved = attempt(form, lambda: _answer(request, matter, form, again=again), revision=lambda: _now(pk))
        if moved:
            said = _("%(number)s 已重新办理。") if again else _("%(number)s 回头看通过。")
            messages.success(request, said % {"number": matter.number})
            return redirect("closing-look-backs")
    looked = LookBack.objects.filter(matter=matter).select_related("by", "sample")
    closings = Closing.objects.filter(matter=matter, state=Closing.State.CLOSED)
    context = {
        "matter": matter,
        "quote": quoted(access_of(request), matter),
        "closing": closings.select_related("asked_by", "decided_by", "decided_unit").first(),
        "looked": looked,
        "form": form,
        "unsaved": unsaved(form),
        "refusal": refusal(cast(User, request.user), matter, Move.LOOK_BACK),
        "reopening": again,
    }
    return render(request, "desk/closing/look_back.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, matter: Matter, form: LookBackForm, *, again: bool) -> Matter:
    said, actor = form.cleaned_data, actor_of(request)
    if not again:
        return services.hold(matter=matter, actor=actor, revision=said["revision"], found=said["found"])
    return services.reopen(
        matter=matter, actor=actor, revision=said["revision"], found=said["found"], reason=said["reason"]
    )


def _now(pk: int) -> int:
    return Matter.objects.values_list("revision", flat=True).get(pk=pk)
