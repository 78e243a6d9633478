"""The page of one matter, and what is sent from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.forms.matters import DecisionForm, MatterForm, OwnForm, ReasonForm
from luoshi.desk.guards import actor_of, signed_in
from luoshi.desk.outcomes import unsaved, with_revision
from luoshi.desk.views.matters.acts import ACTS, Act, Asked
from luoshi.desk.views.matters.offered import Choices, Offering, act_form, target_form
from luoshi.ledger import Kind
from luoshi.queries import visible
from luoshi.queries.access import Access, access_of
from luoshi.queries.ledgers import editions_with, quoted
from luoshi.queries.matter_offers import instructing
from luoshi.queries.matters import MatterPage, matter_seen, page_of
from luoshi.queries.own_fields import OWN_FIELDS, editable
from luoshi.queries.standing import standing_in
from luoshi.queries.supervision import on_matter
from luoshi.records.models import Edition, Matter, MatterRequest, MatterTarget, User
from luoshi.services import targets
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.matters import asking

_WRONG, _CHANGED = 422, 409
_SCRIPTS = "scripts"  # the cookie by which desk.js says that scripts run here


def found(request: HttpRequest, pk: int) -> Matter:
    """A matter that the person may see; anything else is not found."""
    matter = matter_seen(access_of(request), pk)
    if matter is None:
        raise Http404
    return matter


@signed_in
@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: what was said, done and achieved; its figures, steps and time line; what this person may do.

    To a browser that is known to run scripts the page comes at once, and what lies below follows by itself. Where they
    were switched off since, `?whole=1` gives everything.
    """
    one = found(request, pk)
    if request.COOKIES.get(_SCRIPTS) != "1" or "whole" in request.GET:
        return _shown(request, one)
    return render(request, "desk/matters/show.html", {**_first(request, one, page_for(request, one)), "later": True})


def page_for(request: HttpRequest, matter: Matter) -> MatterPage:
    """The page of a matter for the person who asks."""
    return page_of(access_of(request), cast(User, request.user), matter)


def _shown(
    request: HttpRequest, matter: Matter, page: MatterPage | None = None,
    bound: Mapping[str, MatterForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The whole page."""
    page = page or page_for(request, matter)
    context = _first(request, matter, page, bound) | below(request, page, Offering(page, bound))
    return render(request, "desk/matters/show.html", context, status=status)


def below(request: HttpRequest, page: MatterPage, offering: Offering) -> dict[str, Any]:
    """What only the lower part shows."""
    return {"others": offering.others, "supervision": on_matter(access_of(request), page.matter)}


def _first(
    request: HttpRequest, matter: Matter, page: MatterPage, bound: Mapping[str, MatterForm] | None = None
) -> dict[str, Any]:
    """What stands first on the page."""
    access, kept = access_of(request), bound or {}
    decisions = [
        (one, kept.get(f"decide-{one.request.pk}") or _decision(one.request, matter)) for one in page.offers.waiting
    ]
    shown = {f"decide-{one.request.pk}" for one, _form in decisions}
    lost = [form for name, form in kept.items() if name.startswith("decide-") and name not in shown]
    return {
        "matter": matter,
        "page": page,
        "unsaved": unsaved(lost[0]) if lost else None,  # somebody else decided first
        "now": Offering(page, bound).now,
        "decisions": decisions,
        "quoted": quoted(access, matter),
        "editions": _editions(access, matter),
        "target_forms": {
            line.record.pk: kept.get(f"target-{line.record.pk}") or target_form(line.record) for line in page.targets
        } if page.offers.office else {},
        "leave_forms": {
            line.record.pk: kept.get(f"leave-{line.record.pk}") or _leaving(line.record, matter)
            for line in page.targets if not line.readings
        } if page.offers.office else {},
    }  # fmt: skip


def _editions(access: Access, matter: Matter) -> list[Edition]:
    """The published editions in which the matter stands, for who may open them."""
    found = editions_with(matter)
    return found if found and visible.tables(access).filter(pk=found[0].table_id).exists() else []


def act_view(name: str) -> Callable[..., HttpResponse]:
    """The view of an act: only sent, never looked at; what is wrong comes back on the page with all that was typed."""
    act = ACTS[name]

    @signed_in
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        seen = found(request, pk)
        form = act_form(act, _choices(request, seen, act), request.POST)
        if not form.is_valid():
            page = page_for(request, seen)
            if not Offering(page).offers(act):  # what is not offered is refused, whatever the form says
                raise PermissionDenied
            return _shown(request, seen, page, {name: form}, _WRONG)
        asked = Asked(seen, actor_of(request), access_of(request), _said(form, seen))
        return _done(request, seen, form, name, lambda: act.do(asked), act.done)

    view.__doc__ = f"{act.label}."
    return view  # type: ignore[return-value]  # decorated


def _choices(request: HttpRequest, matter: Matter, act: Act) -> Choices:
    """What an act's form offers to this person; nothing is read that the act does not ask for."""
    if act.name == "instruct":
        return Choices(matter, posts=instructing(access_of(request), matter.programme.region_id))
    if act.name == "own":
        capacities = standing_in(cast(User, request.user), matter)
        return Choices(matter, own=[one for one in editable(capacities, Kind(matter.kind)) if one.name != "noted"])
    return Choices(matter)


def _said(form: MatterForm, matter: Matter) -> dict[str, Any]:
    """What was filled in; of own fields only what differs from what stands, so that nobody's later word is undone."""
    if not isinstance(form, OwnForm):
        return form.cleaned_data
    sorts = {field.name: field.sort for field in OWN_FIELDS[Kind(matter.kind)]}
    said = {name: form.cleaned_data[name] for name in form.changed_data if name != "revision"}
    zero = {name for name, value in said.items() if value is None and sorts[name] in ("number", "count")}
    return {"revision": form.cleaned_data["revision"]} | {
        name: 0 if name in zero and name != "official_value" else value for name, value in said.items()
    }


def _done(
    request: HttpRequest, matter: Matter, form: MatterForm, name: str, act: Callable[[], object], done: Any
) -> HttpResponse:
    """Do it, and go back to the page; or show the page with the refusal above what was typed."""
    try:
        act()
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except RefusedError as refused:
        now = found(request, matter.pk)
        form.add_error(None, str(refused))
        # To send it again after reading what came first is a decision, and not an accident.
        form.data = with_revision(form, now.revision)
        status = _CHANGED if isinstance(refused, ChangedMeanwhileError) else _WRONG
        if form.bare:
            messages.error(request, str(refused))
        return _shown(request, now, None, {name: form}, status)
    messages.success(request, done)
    return redirect("ledger-matter", matter.pk)


def _decision(request: MatterRequest, matter: Matter, data: Any = None) -> DecisionForm:
    return DecisionForm(data, initial={"revision": matter.revision}, auto_id=f"decide-{request.pk}-%s")


def _leaving(target: MatterTarget, matter: Matter) -> ReasonForm:
    return ReasonForm(initial={"revision": matter.revision}, auto_id=f"leave-{target.pk}-%s")


def _request(matter: Matter, pk: int) -> MatterRequest:
    rows = MatterRequest.objects.select_related("matter__programme", "into", "unit")
    return get_object_or_404(rows, pk=pk, matter=matter)


@signed_in
@require_POST
def decide(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Approve a request, or refuse it with the reason: which, the button says."""
    seen = found(request, pk)
    waiting = _request(seen, asked)
    form = _decision(waiting, seen, request.POST)
    if not form.is_valid():
        return _shown(request, seen, None, {f"decide-{asked}": form}, _WRONG)
    approve = request.POST.get("approve") == "1"
    said = form.cleaned_data
    return _done(
        request, seen, form, f"decide-{asked}",
        lambda: asking.decide(
            request=waiting, actor=actor_of(request), revision=said["revision"], approve=approve, answer=said["answer"]
        ),
        _("已批准。") if approve else _("已答复：不批准。"),
    )  # fmt: skip


@signed_in
@require_POST
def retract(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Take a request back that waits."""
    seen = found(request, pk)
    waiting = _request(seen, asked)
    form = MatterForm(request.POST)
    if not form.is_valid():
        return _shown(request, seen, None, None, _WRONG)
    return _done(
        request, seen, form, f"retract-{asked}",
        lambda: asking.retract(request=waiting, actor=actor_of(request), revision=form.cleaned_data["revision"]),
        _("已撤回申请。"),
    )  # fmt: skip


@signed_in
@require_POST
def leave_target(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Let the matter serve a target no longer, with the reason."""
    seen = found(request, pk)
    record = get_object_or_404(MatterTarget, pk=target, matters=seen)
    form, name = ReasonForm(request.POST, auto_id=f"leave-{target}-%s"), f"leave-{target}"
    if not form.is_valid():
        return _shown(request, seen, None, {name: form}, _WRONG)
    said = form.cleaned_data
    return _done(
        request, seen, form, name,
        lambda: targets.unlink_target(
            matter=seen, target=record, actor=actor_of(request), revision=said["revision"], reason=said["reason"]
        ),
        _("已取消关联。"),
    )  # fmt: skip


@signed_in
@require_POST
def change_target(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Say from where a target sets out, what 左右 allows, and its pace."""
    seen = found(request, pk)
    record = get_object_or_404(MatterTarget, pk=target, matters=seen)
    form, name = target_form(record, request.POST), f"target-{target}"
    if not form.is_valid():
        return _shown(request, seen, None, {name: form}, _WRONG)
    said = form.cleaned_data
    return _done(
        request, seen, form, name,
        lambda: targets.change_target(
            matter=seen, target=record, actor=actor_of(request), revision=said["revision"],
            baseline=said["baseline"], tolerance=said["tolerance"], quarters=said["quarters"],
        ),
        _("已保存目标的口径。"),
    )  # fmt: skip
