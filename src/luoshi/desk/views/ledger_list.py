"""The ledger's list: filters in the address, groups, pages, files of what is shown, and views that people keep."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.desk.finding_answers import number
from luoshi.desk.guards import signed_in
from luoshi.desk.ledger_rows import COLUMN_NAMES, DrawnRows, done_of, drawn_rows, group_of
from luoshi.desk.light_tables import drawn_lights
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.official import attachment
from luoshi.desk.outcomes import try_to
from luoshi.desk.templatetags.lights import light_reason, light_word
from luoshi.exchange.ledger_list import ledger_bytes, ledger_csv, write_ledger
from luoshi.ledger import Colour, Permission, Status
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.kept import head_of
from luoshi.queries.ledger_filters import COLUMNS, LedgerFilter
from luoshi.queries.ledgers import all_of, choices, helpers_of, lead_of, views_of, with_assignments
from luoshi.queries.overview import UnitLights, glance, unit_lights
from luoshi.records import clock
from luoshi.records.models import Matter, Programme
from luoshi.records.words import choices_of
from luoshi.services import saved_views

_MOST_IN_A_FILE = 20_000
_SORTS = [("number", _("编号")), ("light", _("亮灯")), ("deadline", _("时限")), ("lead", _("牵头单位"))]
_GROUPS = [
    ("section", _("部分")),
    ("lead", _("牵头单位")),
    ("leader", _("责任领导")),
    ("light", _("亮灯")),
    ("kind", _("类型")),
]
_DUES = [("overdue", _("已逾期")), ("week", _("7天内到期")), ("month", _("30天内到期")), ("none", _("没有时限"))]
# Views that everybody has.
_READY = [
    (_("全部"), ""),
    (_("滞后"), "light=red"),
    (_("预警"), "light=yellow"),
    (_("7天内到期"), "due=week&sort=deadline"),
    (_("待签收"), "status=assigned"),
]


def _asked(request: HttpRequest) -> LedgerFilter:
    return LedgerFilter.of(request.GET.dict(), request.GET.getlist("col"))


@signed_in
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """The matters that the person may see, as asked for in the address."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    asked = _asked(request)
    if programme is None:
        return render(request, "desk/ledger/list.html", {"asked": asked})
    head = head_of(programme) if access.may(Permission.READ_ALL_MATTERS, programme.region_id) else None
    drawn = drawn_rows(access, programme, asked, number(request.GET, "page") or 1, head)
    if request.headers.get("HX-Request") and request.GET.get("page"):
        return HttpResponse(drawn.html)
    context = _rows(asked, programme, drawn)
    if request.headers.get("HX-Request"):
        return render(request, "desk/ledger/rows.html", context)
    known = choices(access, programme, head)
    context |= {
        "choices": known,
        "unit": next((pk for pk, name in known.units if name == asked.unit), asked.unit),
        "kinds": choices_of(Matter.Kind),
        "statuses": choices_of(Status),
        "sorts": _SORTS,
        "groups": _GROUPS,
        "dues": _DUES,
        "column_names": [(name, COLUMN_NAMES[name]) for name in COLUMNS],
        "ready": _READY,
        "views": views_of(access, programme),
    }
    return render(request, "desk/ledger/list.html", context)


def _rows(asked: LedgerFilter, programme: Programme, drawn: DrawnRows) -> dict[str, Any]:
    return {
        "asked": asked,
        "query": asked.query,
        "asked_pairs": parse_qsl(asked.query),
        "programme": programme,
        "drawn": drawn,
        "headers": [(name, COLUMN_NAMES[name]) for name in asked.columns],
        "lights": _bar(asked, drawn.lights),
        "whole": sum(drawn.lights.values()),
    }


def _bar(asked: LedgerFilter, counts: Any) -> list[dict[str, Any]]:
    """The overview in colours: each count a link that asks for that colour, and again for all."""
    whole, at, bar = sum(counts.values()), 0.0, []
    rest = asked.without("light").query
    for colour in (Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.GREY):
        count = counts.get(colour.value, 0)
        width = round(count * 100 / whole, 3) if whole else 0
        chosen = asked.light == colour
        query = rest if chosen else f"{rest}&light={colour.value}".lstrip("&")
        bar.append({"colour": colour.value, "count": count, "at": round(at, 3), "width": width, "chosen": chosen,
                    "query": query})  # fmt: skip
        at += width
    return bar


@signed_in
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Units by the lights of the matters they lead: every unit of which the person sees a matter."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    found: tuple[UnitLights, ...] = ()
    head = None
    if programme is not None and access.may(Permission.READ_ALL_MATTERS, programme.region_id):
        head = head_of(programme)
        found = glance(programme, clock.today(), head).units
    elif programme is not None:
        found = unit_lights(visible.matters_of(access, programme))
    return render(request, "desk/ledger/units.html", {"table": drawn_lights(found, head) if found else ""})


@signed_in
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole list as asked for: every column in Excel and CSV, the columns shown in Word."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    asked = _asked(request)
    found = with_assignments(all_of(access, programme, asked)[:_MOST_IN_A_FILE]) if programme else ()
    records = [_record(matter, asked) for matter in found]
    name = f"{programme.name if programme else ''}台账"
    if kind == "xlsx":
        return attachment(ledger_bytes(records), f"{name}.xlsx")
    if kind == "csv":
        return attachment(ledger_csv(records), f"{name}.csv")
    out = io.BytesIO()
    told = ngettext("%(n)d 个事项", "%(n)d 个事项", len(records)) % {"n": len(records)}
    write_ledger(name, told, records, asked.columns, out)
    return attachment(out.getvalue(), f"{name}.docx")


def _record(matter: Matter, asked: LedgerFilter) -> dict[str, Any]:
    return {
        "number": matter.number,
        "kind": str(matter.get_kind_display()),
        "section": matter.section,
        "subsection": matter.subsection,
        "task": matter.task or matter.title,
        "leaders": "、".join(matter.leaders_written),
        "lead": lead_of(matter),
        "helpers": "、".join(helpers_of(matter)),
        "deadline_words": matter.deadline_words,
        "deadline": matter.deadline.isoformat() if matter.deadline else "",
        "status": str(matter.get_status_display()),
        "light": light_word(matter.light),
        "reason": light_reason(matter),
        "done": done_of(matter),
        "group": group_of(matter, asked.group),
    }


@signed_in
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is asked for under a name, for oneself or for everybody of the region."""
    access = access_of(request)
    programme = get_object_or_404(visible.programmes(access), pk=number(request.POST, "programme") or 0)
    query = LedgerFilter.of(request.POST.dict(), request.POST.getlist("col")).query
    name, shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    person = access.person

    def keep() -> None:
        saved_views.keep_view(person=person, programme=programme, name=name, query=query, shared=shared)

    try_to(request, keep, gettext("视图已保存。"))
    return redirect(f"{reverse('ledger')}?{query}")


@signed_in
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop one of one's own views."""
    view = get_object_or_404(saved_views.own_views(request.user), pk=pk)
    saved_views.drop_view(view=view)
    return redirect("ledger")
