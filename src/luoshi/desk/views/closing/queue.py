"""The verifier's queue, and a request beside the promise, the reports and the evidence."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from luoshi.desk.forms.closing import AnswerForm
from luoshi.desk.guards import actor_of, signed_in
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.outcomes import attempt, unsaved
from luoshi.ledger import Move
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.closing import QueueFilter, checked, closings, refusal, rows_of, units_asking
from luoshi.records.models import Closing, Matter, User
from luoshi.records.words import choices_of
from luoshi.services import closing as services

_A_PAGE = 50
_STATES = [
    (Closing.State.PENDING, gettext_lazy("待核实")),
    (Closing.State.RETURNED, gettext_lazy("已退回待补正")),
    (Closing.State.CLOSED, gettext_lazy("已销号")),
]


@signed_in
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Requests for close-out that the person may see, those that wait the longest first."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    asked = QueueFilter.of(request.GET)
    context: dict[str, Any] = {
        "asked": asked,
        "states": _STATES,
        "kinds": choices_of(Matter.Kind),
        "waiting": asked.state == Closing.State.PENDING,
    }
    if programme is not None:
        page = Paginator(closings(access, programme, asked), _A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "rows": rows_of(list(page.object_list)), "units": units_asking(access, programme)}
    return render(request, "desk/closing/queue.html", context)


@signed_in
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with everything that it is to be held against, and the form to answer it."""
    closing = _found(request, pk)
    return _page(request, closing, AnswerForm(initial={"revision": closing.matter.revision}))


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike the matter off, or return the request; then the next one that waits."""
    closing, form = _found(request, pk), AnswerForm(request.POST)
    following = _next(request, closing)
    returns = request.POST.get("answer") == "return"
    # Who may not answer at all is told so before anything is asked of what he wrote.
    if form.is_valid() or refusal(cast(User, request.user), closing.matter, Move.RETURN if returns else Move.CLOSE):
        form.is_valid()
        done = attempt(form, lambda: _answer(request, closing, form, returns=returns), revision=lambda: _now(closing))
        if done is not None:
            said = _("%(number)s 已退回。") if returns else _("%(number)s 已销号。")
            messages.success(request, said % {"number": done.number})
            return redirect("closing-show", following.pk) if following else redirect("closing")
    return _page(request, _found(request, pk), form, returning=returns)


def _answer(request: HttpRequest, closing: Closing, form: AnswerForm, *, returns: bool) -> Matter:
    said, matter, actor = form.cleaned_data, closing.matter, actor_of(request)
    revision = said.get("revision", 0)
    if returns:
        return services.return_closing(
            matter=matter,
            actor=actor,
            revision=revision,
            reason=said.get("reason", ""),
            verified=said.get("verified", ""),
        )
    return services.close(
        matter=matter,
        actor=actor,
        revision=revision,
        verified=said.get("verified", ""),
        methods=form.chosen() if "methods" in said else [],
    )


def _page(request: HttpRequest, closing: Closing, form: AnswerForm, *, returning: bool = False) -> HttpResponse:
    person = cast(User, request.user)
    context = {
        "checked": checked(access_of(request), person, closing),
        "closing": closing,
        "matter": closing.matter,
        "form": form,
        "unsaved": unsaved(form),
        "returning": returning,
        "next": _next(request, closing),
        "waits": closing.state == Closing.State.PENDING,
    }
    return render(request, "desk/closing/show.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, pk: int) -> Closing:
    mine = visible.matters(access_of(request)).values("pk")
    along = ("matter__programme__region", "matter__lead", "matter__source", "asked_by", "decided_by", "decided_unit")
    return get_object_or_404(Closing.objects.filter(matter__in=mine).select_related(*along), pk=pk)


def _next(request: HttpRequest, closing: Closing) -> Closing | None:
    """The request that waits next in the queue after this one, else the first of it."""
    waiting = closings(access_of(request), closing.matter.programme, QueueFilter()).exclude(pk=closing.pk)
    return waiting.filter(asked_at__gte=closing.asked_at).first() or waiting.first()


def _now(closing: Closing) -> int:
    return Matter.objects.values_list("revision", flat=True).get(pk=closing.matter_id)
