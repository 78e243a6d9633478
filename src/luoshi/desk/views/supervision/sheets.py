"""The ladder of sheets: overview and list, one sheet, its Word file, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.supervision import AnswerForm, ExtendForm, RevisionForm, SheetForm, WithdrawForm
from luoshi.desk.guards import actor_of, must, needs, signed_in
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.official import attachment
from luoshi.desk.outcomes import attempt
from luoshi.desk.papers import sheet_paper
from luoshi.exchange.sheets import sheet_bytes
from luoshi.ledger import Level, Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.asked_already import asked_already
from luoshi.queries.supervision import SheetFilter, Shown, history_of, listed_sheets, overview, units_with_sheets
from luoshi.records import clock
from luoshi.records.models import Sheet
from luoshi.records.words import choices_of
from luoshi.services.supervision import sheets as services

_A_PAGE, _MOST_AT_ONCE = 50, 200
_SCOPES = [
    ("asking", gettext_lazy("待落实")),
    ("missed", gettext_lazy("逾期未落实")),
    ("answered", gettext_lazy("已回复")),
    ("done", gettext_lazy("已销单、撤回")),
    ("all", gettext_lazy("全部")),
]
_SUPERVISE = Permission.SUPERVISE


@signed_in
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The ladder: how many sheets stand on each step, and the list."""
    access, asked = access_of(request), SheetFilter.of(request.GET)
    programme = chosen_programme(request, access)
    today = clock.today()
    context: dict[str, object] = {"asked": asked, "scopes": _SCOPES, "levels": choices_of(Level), "here": "sheets"}
    if programme is not None:
        page = Paginator(listed_sheets(access, programme, asked), _A_PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        context |= {
            "steps": overview(access, programme),
            "page": page,
            "rows": [Shown.of(sheet, today) for sheet in page],
            "units": units_with_sheets(access, programme),
            "query": query.urlencode(),
        }
    part = "rows" if request.headers.get("HX-Request") else "home"
    return render(request, f"desk/supervision/{part}.html", context)


@signed_in
@require_safe
def bundle(request: HttpRequest) -> HttpResponse:
    """The sheets of the list as one Word file, each on pages of its own."""
    access, asked = access_of(request), SheetFilter.of(request.GET)
    programme = chosen_programme(request, access)
    found = listed_sheets(access, programme, asked) if programme else Sheet.objects.none()
    papers = [sheet_paper(one) for one in _whole(found)[:_MOST_AT_ONCE]]
    if not papers:
        messages.info(request, _("没有可下载的单子。"))
        return redirect("supervision")
    return attachment(sheet_bytes(papers), f"{_('督查单')}-{clock.today()}.docx")


@signed_in
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet as it is printed, its case, and what may be done with it."""
    return _page(request, _found(request, pk))


@signed_in
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet as a Word file."""
    found = _found(request, pk)
    return attachment(sheet_bytes(sheet_paper(found)), f"{found.number}.docx")


@needs(_SUPERVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of a person's own about a matter."""
    matters = visible.matters(access_of(request)).select_related("programme", "lead")
    matter = get_object_or_404(matters, pk=pk)
    must(request, _SUPERVISE, matter.programme.region_id)
    form = SheetForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data | {"level": Level(form.cleaned_data["level"])}
        made = attempt(form, lambda: services.issue_sheet(matter=matter, actor=actor_of(request), **said))
        if made:
            messages.success(request, _("已下发%(number)s。") % {"number": made.number})
            return redirect("supervision-sheet", made.pk)
    context = {"form": form, "matter": matter, "asked": asked_already(matter), "here": "sheets"}
    return render(request, "desk/supervision/new.html", context)


@needs(Permission.ANSWER_FOR_UNIT)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's answer."""
    found = _found(request, pk)
    form = AnswerForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, found, form, "answer_form",
        lambda: services.answer_sheet(sheet=found, actor=actor_of(request), **said), _("已回复。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """More time for the unit."""
    found = _supervised(request, pk)
    form = ExtendForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, found, form, "extend_form",
        lambda: services.extend_sheet(sheet=found, actor=actor_of(request), **said), _("已宽限。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sheet back."""
    found = _supervised(request, pk)
    form = WithdrawForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, found, form, "withdraw_form",
        lambda: services.withdraw_sheet(sheet=found, actor=actor_of(request), **said), _("已撤回。"),
    )  # fmt: skip


@needs(_SUPERVISE)
@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what a person's own sheet asked for was done."""
    found = _supervised(request, pk)
    form = RevisionForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, found, form, "clear_form",
        lambda: services.clear_sheet(sheet=found, actor=actor_of(request), **said), _("已销单。"),
    )  # fmt: skip


def _done(
    request: HttpRequest, found: Sheet, form: forms.Form, name: str, act: Callable[[], Sheet], said: str
) -> HttpResponse:
    """Do the act of a valid form and go back to the sheet; else show it again with what was typed."""
    if form.is_valid():
        done = attempt(form, act, revision=lambda: Sheet.objects.get(pk=found.pk).revision)
        if done is not None:
            messages.success(request, said)
            return redirect("supervision-sheet", found.pk)
    return _page(request, _found(request, found.pk), {name: form})


def _found(request: HttpRequest, pk: int) -> Sheet:
    return get_object_or_404(_whole(visible.sheets(access_of(request))), pk=pk)


def _whole(found: QuerySet[Sheet]) -> QuerySet[Sheet]:
    return found.select_related("programme__region", "matter__source__document", "unit", "issued_by", "answered_by")


def _supervised(request: HttpRequest, pk: int) -> Sheet:
    found = _found(request, pk)
    must(request, _SUPERVISE, found.programme.region_id)
    return found


def _page(request: HttpRequest, found: Sheet, filled: dict[str, forms.Form] | None = None) -> HttpResponse:
    access = access_of(request)
    first = {"revision": found.revision}
    under_way = found.state in (Sheet.State.OPEN, Sheet.State.ANSWERED, Sheet.State.MISSED)
    supervises = under_way and access.may(_SUPERVISE, found.programme.region_id)
    answers = under_way and found.unit_id in access.own_units
    history = history_of(found)
    context = {
        "shown": Shown.of(found, clock.today()),
        "sheet": found,
        "paper": sheet_paper(found),
        "history": history,
        "higher": any(one.pk > found.pk for one in history),
        "supervises": supervises,
        "answers": answers,
        "answer_form": AnswerForm(initial=first | {"answer": found.answer}),
        "extend_form": ExtendForm(initial=first, prefix=None),
        "withdraw_form": WithdrawForm(initial=first),
        "manual": found.cause == Sheet.Cause.MANUAL,
        "here": "sheets",
        **(filled or {}),
    }
    return render(request, "desk/supervision/sheet.html", context, status=422 if filled else 200)
