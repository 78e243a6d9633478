"""The ledger of matters, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from luoshi.desk.guards import signed_in
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.official import attachment
from luoshi.desk.views.tables.answers import COLUMN_NAMES
from luoshi.exchange.ledger_list import ledger_bytes
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.ledgers import (
    LedgerFilter,
    choices,
    editions_with,
    helpers_of,
    lead_of,
    ledger,
    quoted,
    time_line,
    with_assignments,
)
from luoshi.records.models import Event, Matter, MatterKind
from luoshi.records.words import choices_of
from luoshi.responsibility.steps import QUARTERS

_ACTS = {"matter.assign": _("交办"), "matter.amend": _("修订"), "matter.withdraw": _("撤销")}
_FIELDS = {**COLUMN_NAMES, "deadline_words": _("完成时限"), "deadline": _("时限日期"), "units": _("责任单位")}
_UNTOLD = ("title", "number", "status")  # the number stands above, the title is the task's beginning
_PARTS = {"lead": _("牵头"), "cooperate": _("配合")}


def _shown(matter: Matter) -> dict[str, object]:
    return {
        "matter": matter,
        "lead": lead_of(matter),
        "helpers": helpers_of(matter),
        "leaders": "、".join(matter.leaders_written),
    }


@signed_in
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """The matters that the person may see, as asked for in the address."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    asked = LedgerFilter.of(request.GET)
    context = {
        "asked": asked,
        "rows": [_shown(matter) for matter in ledger(access, programme, asked)] if programme else [],
        "choices": choices(access, programme) if programme else None,
        "kinds": choices_of(Matter.Kind),
        "sorts": [("number", _("编号")), ("deadline", _("时限")), ("lead", _("牵头单位"))],
        "query": request.GET.urlencode(),
    }
    part = "rows" if request.headers.get("HX-Request") else "list"
    return render(request, f"desk/ledger/{part}.html", context)


@signed_in
@require_GET
def excel(request: HttpRequest) -> HttpResponse:
    """The list as it stands on the page, as an Excel file."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    found = ledger(access, programme, LedgerFilter.of(request.GET)) if programme else []
    records = [
        {
            "number": matter.number,
            "kind": str(matter.get_kind_display()),
            "section": matter.section,
            "subsection": matter.subsection,
            "task": matter.task,
            "leaders": "、".join(matter.leaders_written),
            "lead": lead_of(matter),
            "helpers": "、".join(helpers_of(matter)),
            "deadline_words": matter.deadline_words,
            "deadline": matter.deadline.isoformat() if matter.deadline else "",
            "status": str(matter.get_status_display()),
        }
        for matter in found
    ]
    return attachment(ledger_bytes(records), f"{programme.name if programme else ''}台账.xlsx")


@signed_in
@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: its quote in context, who answers, by when, its steps, editions and time line."""
    access = access_of(request)
    found = get_object_or_404(
        with_assignments(visible.matters(access)).select_related("programme__region", "source", "row__table"), pk=pk
    )
    context = _shown(found) | {
        "posts": [post for post in found.leaders.all() if post.title not in found.leaders_written],
        "quoted": quoted(access, found),
        "steps": [(name, step) for name, step in zip(QUARTERS, found.milestones, strict=False) if step],
        "editions": editions_with(found),
        "tables": visible.tables(access).filter(pk=found.row.table_id if found.row else 0).exists(),
        "events": [_told(event) for event in time_line(found)],
    }
    return render(request, "desk/ledger/matter.html", context)


def _told(event: Event) -> dict[str, object]:
    """An event for the time line: what changed, in words."""
    after, before = event.after or {}, event.before or {}
    return {
        "event": event,
        "act": _ACTS.get(event.act, event.act),
        "fields": [
            (_FIELDS.get(name, name), *_both(name, before.get(name), value))
            for name, value in after.items()
            if event.act == "matter.amend" and name not in _UNTOLD
        ],
    }


def _both(name: str, before: object, after: object) -> tuple[str, str]:
    """The words before and after; of lists of units only those that differ."""
    if name == "units" and isinstance(before, list) and isinstance(after, list):
        gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
        return _said(name, gone), _said(name, come)
    return _said(name, before), _said(name, after)


def _said(name: str, value: object) -> str:
    if name == "units" and isinstance(value, list):
        return "、".join(
            f"{written}（{_PARTS[part]}）" for part, _colon, written in (one.partition(":") for one in value)
        )
    if isinstance(value, list):
        return "、".join(str(one) for one in value if one)
    if name == "kind" and isinstance(value, str):
        return str(MatterKind(value).label)
    return str(value or "")
