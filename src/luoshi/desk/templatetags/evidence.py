"""Evidence on any page: the shelf of a matter, of a report or of a request for close-out."""

from __future__ import annotations

from typing import Any

from django import template

from luoshi.desk.shelves import Shelf, shelf_of
from luoshi.queries.access import access_of
from luoshi.queries.evidence import Shown
from luoshi.records.models import Closing, Matter, Report
from luoshi.services.evidence import ACCEPTED

register = template.Library()


@register.simple_tag(takes_context=True)
def evidence_shelf(
    context: dict[str, Any], matter: Matter, report: Report | str | None = None, closing: Closing | str | None = None
) -> Shelf:
    """The shelf, for the person who asked for the page; a variable that the page lacks counts as none."""
    return shelf_of(
        access_of(context["request"]),
        matter,
        report if isinstance(report, Report) else None,
        closing if isinstance(closing, Closing) else None,
    )


@register.simple_tag
def evidence_accepted() -> str:
    """What a file field offers to choose. Named by endings, so that a phone turns its HEIC pictures into JPEG."""
    return ACCEPTED


@register.filter
def any_busy(pieces: list[Shown]) -> bool:
    """Whether a preview is being made, so that the page asks again."""
    return any(one.busy for one in pieces)
