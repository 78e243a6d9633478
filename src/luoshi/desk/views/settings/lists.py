"""Units and people as an Excel file: template, what is there, and a file that comes in, shown before it is taken."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import cast

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.desk.guards import actor_of, needs
from luoshi.exchange.errors import FormError
from luoshi.exchange.people_reading import read_people
from luoshi.exchange.people_workbook import FormerName, PeopleWorkbook, PersonEntry, UnitEntry, write_people
from luoshi.exchange.people_workbook import Role as WorkbookRole
from luoshi.ledger import Permission, Role
from luoshi.queries import visible
from luoshi.queries.access import Access, access_of
from luoshi.queries.people import listed_people
from luoshi.records.models import Unit, UnitName
from luoshi.services.people_lists import ListedPerson, ListedUnit, Taken, take_lists

_KEPT = "people-list"  # in the session: the digest of the file that was shown
_LARGEST = 5_000_000  # bytes; a list of ten thousand lines has a tenth


@needs(Permission.EDIT_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """Where files are taken from and handed in; one that is handed in is shown with everything it would change."""
    context: dict[str, object] = {}
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None or sent.size is None or sent.size > _LARGEST:
            context["errors"] = [_("请选择一个5MB以内的Excel文件（.xlsx）。")]
        else:
            context = _shown(request, sent.read())
    return render(request, "desk/settings/lists.html", context)


def _shown(request: HttpRequest, data: bytes) -> dict[str, object]:
    try:
        taken = _take(request, data, rehearse=True)
    except FormError as error:
        return {"errors": str(error).splitlines()}
    if taken.errors:
        return {"errors": _lines(taken)}
    default_storage.delete(_place(request))
    default_storage.save(_place(request), ContentFile(data))
    request.session[_KEPT] = hashlib.sha256(data).hexdigest()
    return {"told": taken.told, "people": len(taken.passwords), "ready": True}


@needs(Permission.EDIT_PEOPLE)
@never_cache
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Take the file that was shown; initial passwords are on the page that answers, and nowhere else."""
    digest = request.session.pop(_KEPT, None)
    data = default_storage.open(_place(request)).read() if digest and default_storage.exists(_place(request)) else b""
    if not digest or hashlib.sha256(data).hexdigest() != digest:
        messages.error(request, _("没有待导入的文件，请重新上传。"))
        return redirect("settings-lists")
    default_storage.delete(_place(request))
    taken = _take(request, data, rehearse=False)
    if taken.errors:  # somebody changed something since it was shown
        return render(request, "desk/settings/lists.html", {"errors": _lines(taken)})
    messages.success(request, _("已导入，共 %(count)s 处变动。") % {"count": len(taken.told)})
    if not taken.passwords:
        return redirect("settings-lists")
    return render(request, "desk/settings/passwords.html", {"passwords": taken.passwords})


@needs(Permission.EDIT_PEOPLE)
@require_safe
def template(request: HttpRequest) -> FileResponse:
    """An empty form."""
    return _file(PeopleWorkbook(), _("单位和人员模板"))


@needs(Permission.EDIT_PEOPLE)
@require_safe
def export(request: HttpRequest) -> FileResponse:
    """The units and people of the person's regions, in the form that can be handed in again."""
    access = access_of(request)
    return _file(PeopleWorkbook(tuple(_units(access)), tuple(_people(access))), _("单位和人员"))


def _units(access: Access) -> list[UnitEntry]:
    editable = access.regions_with(Permission.EDIT_PEOPLE)
    units = visible.units(access).filter(region__in=editable, active=True)
    return [_unit(unit) for unit in units.select_related("region", "parent").prefetch_related("names")]


def _unit(unit: Unit) -> UnitEntry:
    short = tuple(one.name for one in unit.names.all() if one.kind == UnitName.Kind.ALIAS)
    former = tuple(
        FormerName(one.name, one.until.year if one.until else None)
        for one in unit.names.all()
        if one.kind == UnitName.Kind.FORMER
    )
    parent = unit.parent.name if unit.parent else ""
    return UnitEntry(unit.region.name, unit.name, short, former, parent, unit.ranking_class)


def _people(access: Access) -> list[PersonEntry]:
    """One line for each role that belongs to a unit, of its own or by its post."""
    entries = []
    for person in listed_people(access).prefetch_related("grants__post__unit"):
        for grant in getattr(person, "shown_grants", ()):
            unit = grant.unit or (grant.post.unit if grant.post else None)
            if unit is not None:
                post = grant.post.title if grant.post else ""
                role = cast(WorkbookRole, grant.role)  # the same five words
                entries.append(PersonEntry(person.name, person.username, role, grant.region.name, unit.name, post))
    return entries


def _take(request: HttpRequest, data: bytes, *, rehearse: bool) -> Taken:
    known = visible.units(access_of(request)).values_list("region__name", "name")
    book = read_people(data, known)
    units = [
        ListedUnit(
            one.line,
            one.region,
            one.name,
            one.short_names,
            tuple((old.name, old.until) for old in one.former_names),
            one.parent,
            one.ranked_with,
        )
        for one in book.units
    ]
    people = [
        ListedPerson(one.line, one.region, one.name, one.username, Role(one.role), one.unit, one.post, one.since)
        for one in book.people
    ]
    return take_lists(actor=actor_of(request), units=units, people=people, rehearse=rehearse)


def _lines(taken: Taken) -> list[str]:
    return [
        _("“%(sheet)s”表第%(line)s行：%(message)s")
        % {"sheet": _("人员") if error.people else _("单位"), "line": error.line, "message": error.message}
        for error in taken.errors
    ]


def _file(book: PeopleWorkbook, name: str) -> FileResponse:
    stream = BytesIO()
    write_people(book, stream)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{name}.xlsx")


def _place(request: HttpRequest) -> str:
    """One file a person: a new one takes the place of one that was never taken."""
    return f"incoming/people-{request.user.pk}.xlsx"
