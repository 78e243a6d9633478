"""What a page of reports is about: a period, or a matter outside of any; found only by those who may see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from luoshi.desk.report_entries import Entry
from luoshi.queries import reports, visible
from luoshi.queries.access import access_of
from luoshi.queries.reports import Asked
from luoshi.records.models import Matter, Report


def due_or_404(request: HttpRequest, pk: int) -> Asked:
    """A period of a matter that the person may see, with all that is known about it."""
    due = get_object_or_404(reports.dues(access_of(request)), pk=pk)
    return reports.described([due])[0]


def led_or_refused(request: HttpRequest, matter: Matter) -> None:
    """Refuse whoever sees the matter without leading it."""
    if matter.lead_id not in access_of(request).own_units:
        raise PermissionDenied(_("事项的进展由牵头单位联络员填报。"))


def matter_or_404(request: HttpRequest, pk: int) -> Matter:
    """A matter that the person may see."""
    mine = visible.matters(access_of(request)).select_related("programme__region", "lead")
    return get_object_or_404(mine, pk=pk)


def form_context(asked: Asked, entry: Entry, correcting: Report | None = None) -> dict[str, Any]:
    """What the page of the form shows: the form, and beside it what is known."""
    matter = asked.matter
    said = matter.contributions.select_related("unit", "by").filter(due=asked.due)
    return {
        "asked": asked,
        "entry": entry,
        "matter": matter,
        "report": asked.draft,
        "correcting": correcting,
        "periods": reports.periods_of(matter)[:12] if asked.due else (),
        "contributions": said,
        "whole": True,
        "texts": [
            ("done", _("工作进展"), entry.texts.get("done", ""), _text(asked, "done")),
            ("problems", _("存在问题"), entry.texts.get("problems", ""), _text(asked, "problems")),
            ("next_step", _("下一步"), entry.texts.get("next_step", ""), _text(asked, "next_step")),
            ("help_needed", _("需协调事项"), entry.texts.get("help_needed", ""), _text(asked, "help_needed")),
        ],
    }


def _text(asked: Asked, name: str) -> str:
    return str(getattr(asked.before, name)) if asked.before else ""
