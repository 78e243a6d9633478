"""The ledger of matters, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from luoshi.desk.guards import signed_in
from luoshi.desk.views.tables.answers import COLUMN_NAMES
from luoshi.queries import visible
from luoshi.queries.access import access_of
from luoshi.queries.ledgers import (
    editions_with,
    helpers_of,
    lead_of,
    quoted,
    time_line,
    with_assignments,
)
from luoshi.records.models import Event, Matter, MatterKind
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
