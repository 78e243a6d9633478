"""Navigation in the loop's order, and the programme that a person looks at."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.desk.guards import must
from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access, access_of
from luoshi.queries.compiled import compiled
from luoshi.records.models import Programme

_KEPT, _SEEN = "programme", "_luoshi_programmes"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    name: str
    address: str
    icon: str
    here: bool


def navigation(request: HttpRequest, access: Access) -> list[Place]:
    """The places that a person may open."""
    places = [
        (_("工作台"), "workbench", "house", True),
        (_("报告"), "documents", "file-text", access.may_anywhere(Permission.READ_DOCUMENTS)),
        (_("分解"), "tables", "table", access.may_anywhere(Permission.READ_TABLES)),
        (_("台账"), "ledger", "book", access.sees_matters),
        (_("填报"), "reports", "pencil", access.may_anywhere(Permission.ANSWER_FOR_UNIT)),
        (_("督查"), "supervision", "megaphone", access.sees_matters),
        (_("销号"), "closing", "check", _takes_part_in_closing(access)),
        (_("对账"), "reconciliations", "scales", access.may_anywhere(Permission.READ_DOCUMENTS)),
        (_("设置"), "settings", "gear", access.may_anywhere(Permission.READ_UNITS)),
    ]
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return [
        Place(name, reverse(target), icon, _area(here) == target) for name, target, icon, allowed in places if allowed
    ]


def _takes_part_in_closing(access: Access) -> bool:
    """Those who verify or look back, and those whose units ask."""
    asking = (Permission.VERIFY, Permission.LOOK_BACK, Permission.ANSWER_FOR_UNIT)
    return any(access.may_anywhere(permission) for permission in asking)


def _area(name: str) -> str:
    """The place to which an address belongs; matters are in the ledger."""
    area = name.split("-")[0]
    return "ledger" if area == "matters" else area


def settings_places(request: HttpRequest, access: Access) -> list[Place]:
    """The places within the settings that a person may open."""
    places = [
        (_("年度项目"), "settings-programmes", Permission.EDIT_PROGRAMMES),
        (_("单位"), "settings-units", Permission.READ_UNITS),
        (_("职务"), "settings-posts", Permission.READ_UNITS),
        (_("人员"), "settings-people", Permission.EDIT_PEOPLE),
        (_("导入导出"), "settings-lists", Permission.EDIT_PEOPLE),
        (_("通知渠道"), "settings-channels", Permission.EDIT_CHANNELS),
        (_("操作记录"), "settings-events", Permission.READ_EVENTS),
    ]
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return [
        Place(name, reverse(target), "", here.startswith(target))
        for name, target, permission in places
        if access.may_anywhere(permission)
    ]


def programmes_of(request: HttpRequest, access: Access) -> list[Programme]:
    """The programmes that the person may see, the newest first; read once a request."""
    if not hasattr(request, _SEEN):
        setattr(request, _SEEN, _programmes(tuple(access.own_regions)))
    seen: list[Programme] = getattr(request, _SEEN)
    return seen


@compiled
def _programmes(regions: visible.Ids) -> QuerySet[Programme]:
    return visible.programmes_in(regions)


def chosen_programme(request: HttpRequest, access: Access) -> Programme | None:
    """The programme kept in the session if the person may still see it, else the newest."""
    programmes = programmes_of(request, access)
    kept = request.session.get(_KEPT)
    return next((one for one in programmes if one.pk == kept), programmes[0] if programmes else None)


def programme_with(request: HttpRequest, permission: Permission) -> Programme:
    """The programme that is looked at, for somebody who may do this in it.

    Raises Http404 where there is none, PermissionDenied for somebody who may not.
    """
    programme = chosen_programme(request, access_of(request))
    if programme is None:
        raise Http404
    must(request, permission, programme.region_id)
    return programme


def choose_programme(request: HttpRequest, programme: Programme) -> None:
    """Keep a programme as the one that is looked at."""
    request.session[_KEPT] = programme.pk
