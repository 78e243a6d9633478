"""People: list, new, change of names, and roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.forms.people import NewPersonForm, PeopleFilter, PersonForm, RoleForm
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.outcomes import attempt, try_to
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.people import listed_people
from luoshi.records.models import Region, User
from luoshi.services.grants import grant_role, revoke_role
from luoshi.services.people import can_manage, change_person, create_person

_A_PAGE = 100


@needs(Permission.EDIT_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people of the person's regions."""
    access = access_of(request)
    chosen = PeopleFilter(request.GET)
    chosen.is_valid()
    said = {name: chosen.cleaned_data.get(name) or "" for name in ("words", "role")}
    found = listed_people(access, **said, inactive=bool(chosen.cleaned_data.get("inactive")))
    context = {
        "filter": chosen,
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "regions": _regions(request),
    }
    return render(request, "desk/settings/people.html", context)


@needs(Permission.EDIT_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region: int) -> HttpResponse:
    """Make an account in a region; its initial password is on the page that answers, and nowhere else."""
    access = access_of(request)
    place = get_object_or_404(visible.regions(access), pk=region)
    must(request, Permission.EDIT_PEOPLE, place.pk)
    form = NewPersonForm(request.POST or None, access=access, region=place)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "username", "mobile", "signs_in")}
        made = attempt(form, lambda: create_person(actor=actor_of(request), region=place, **said, **form.place()))
        if made:
            return _made(request, *made)
    context = {"form": form, "title": _("新建人员"), "back": "settings-people"}
    return render(request, "desk/settings/form.html", context)


def _made(request: HttpRequest, person: User, password: str) -> HttpResponse:
    if password:
        return render(request, "desk/settings/password.html", {"person": person, "password": password})
    messages.success(request, _("已新建“%(name)s”。") % {"name": person})
    return redirect("settings-people")


@needs(Permission.EDIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: names, roles, account."""
    person = get_object_or_404(listed(request), pk=pk)
    form = PersonForm(request.POST or None, initial=PersonForm.of(person))
    if form.is_valid():
        said = form.cleaned_data
        saved = attempt(
            form,
            lambda: change_person(actor=actor_of(request), person=person, **said),
            revision=lambda: User.objects.get(pk=pk).revision,
        )
        if saved:
            messages.success(request, _("已保存“%(name)s”。") % {"name": saved})
            return redirect("settings-people-edit", pk)
    return page_of(request, person, form)


@needs(Permission.EDIT_PEOPLE)
@require_POST
def grant(request: HttpRequest, pk: int, region: int) -> HttpResponse:
    """Give a person a role in a region."""
    access = access_of(request)
    person = get_object_or_404(listed(request), pk=pk)
    place = get_object_or_404(visible.regions(access), pk=region)
    must(request, Permission.EDIT_PEOPLE, place.pk)
    form = RoleForm(request.POST, access=access, region=place)
    if form.is_valid():
        said = form.place()
        if attempt(form, lambda: grant_role(actor=actor_of(request), person=person, region=place, **said)):
            messages.success(request, _("已授予角色。"))
            return redirect("settings-people-edit", pk)
    return page_of(request, person, None, {place.pk: form})


@needs(Permission.EDIT_PEOPLE)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back."""
    granted = get_object_or_404(visible.grants(access_of(request)).select_related("region", "person"), pk=pk)
    try_to(request, lambda: revoke_role(actor=actor_of(request), grant=granted), _("已收回角色。"))
    return redirect("settings-people-edit", granted.person_id)


def listed(request: HttpRequest) -> QuerySet[User]:
    """Every person whom the person may edit, active or not, with roles and lock-outs."""
    return listed_people(access_of(request), inactive=None)


def page_of(
    request: HttpRequest, person: User, form: PersonForm | None = None, role_forms: dict[int, RoleForm] | None = None
) -> HttpResponse:
    """The page of a person, with the forms that came back with errors."""
    access = access_of(request)
    places = [(place, (role_forms or {}).get(place.pk) or _role_form(request, place)) for place in _regions(request)]
    context = {
        "person": person,
        "form": form or PersonForm(initial=PersonForm.of(person)),
        "places": places,
        "grants": visible.grants(access).filter(person=person).select_related("region", "unit", "post"),
        "manageable": can_manage(actor_of(request), person),
        "tenures": person.tenures.select_related("post__region").order_by("-since"),
        "is_self": person.pk == request.user.pk,
    }
    return render(request, "desk/settings/person.html", context)


def _role_form(request: HttpRequest, place: Region) -> RoleForm:
    return RoleForm(access=access_of(request), region=place, auto_id=f"id_{place.pk}_%s")


def _regions(request: HttpRequest) -> list[Region]:
    access = access_of(request)
    return list(visible.regions(access).filter(pk__in=access.regions_with(Permission.EDIT_PEOPLE)))
