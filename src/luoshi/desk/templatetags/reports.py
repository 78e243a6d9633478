"""Reports on any page: those of a matter, and what a person's units have to report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext

from luoshi.desk.report_entries import Entry, blank
from luoshi.ledger.messages import from_data
from luoshi.queries import matter_reports, reports
from luoshi.queries.access import access_of
from luoshi.queries.report_forms import Forms, forms_this_month
from luoshi.queries.reports import Asked
from luoshi.records.models import Matter, Programme, Report, ReportDue

register = template.Library()
_WHOLE = 27  # a period that ends later than this day, and began on the first, is the month
_NAMES = ("done", "problems", "next_step", "help_needed")
_TEXTS = tuple(field for field in Report._meta.concrete_fields if field.name in _NAMES)


@register.simple_tag(takes_context=True)
def reports_on_matter(context: dict[str, Any], matter: Matter) -> matter_reports.OnMatter:
    """The matter's reports for the person who looks."""
    return matter_reports.on_matter(access_of(context["request"]), matter)


@dataclass(frozen=True, slots=True)
class Due:
    """The first of what is to be reported, each with its form of one line, and how many there are in all."""

    lines: list[tuple[Asked, Entry]]
    count: int


@register.simple_tag(takes_context=True)
def reports_due(context: dict[str, Any], programme: Programme | None, most: int) -> Due:
    """What the person's units have to report."""
    found, count = reports.first_asked(access_of(context["request"]), programme, most)
    return Due([(one, blank(one)) for one in found], count)


@register.simple_tag(takes_context=True)
def report_forms(context: dict[str, Any], programme: Programme | None) -> Forms:
    """How many forms are asked of the person's units this month."""
    return forms_this_month(access_of(context["request"]), programme)


@register.filter
def told_data(said: dict[str, Any]) -> str:
    """A kept sentence in the reader's language."""
    return from_data(said).told(gettext)


@register.filter
def period(due: ReportDue) -> str:
    """A period by its name: a whole month, else its first and last day."""
    starts, ends = due.starts, due.ends
    if starts.month == ends.month and starts.day == 1 and ends.day > _WHOLE:
        return gettext("%(year)s年%(month)s月") % {"year": starts.year, "month": starts.month}
    return f"{starts.isoformat()} — {ends.isoformat()}"


@register.filter
def texts(report: Report) -> list[tuple[str, str]]:
    """What a report says in words, each text by what it is called; what was left empty aside."""
    return [(str(field.verbose_name), text) for field in _TEXTS if (text := getattr(report, field.name))]


@register.filter(expects_localtime=True)
def moment(at: datetime | None) -> str:
    """A moment to the minute, by the place's clock; nothing for none."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
