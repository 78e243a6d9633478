"""Agendas: which matters a meeting has to talk about, drawn from what lags, with the reason as it stands now."""

from __future__ import annotations

from typing import Any

from luoshi.ledger import OPEN, Colour, Level, SheetState
from luoshi.records.models import Matter, Meeting, Programme, Sheet

# A weekly talk goes through what is red or under an order; the others look at what is yellow as well.
_COLOURS = {
    Meeting.Kind.WEEKLY: (Colour.RED,),
    Meeting.Kind.MONTHLY: (Colour.RED, Colour.YELLOW),
    Meeting.Kind.QUARTERLY: (Colour.RED, Colour.YELLOW),
    Meeting.Kind.YEARLY: (Colour.RED, Colour.YELLOW),
}
_MOST = 200


def agenda_for(programme: Programme, kind: Meeting.Kind) -> list[dict[str, Any]]:
    """The points of a meeting's agenda, the most pressing first: under an order, then red, then yellow. Two queries.

    Each is {"matter", "number", "title", "unit", "light", "said", "sheet"}, as it stands now; `said` is a
    ledger.Message as data, `sheet` the highest level of sheet that is not done with.
    """
    levels = _levels(programme)
    open_ = Matter.objects.filter(programme=programme, status__in=[status.value for status in OPEN])
    colours = [colour.value for colour in _COLOURS[kind]]
    found = [
        matter
        for matter in open_.select_related("lead").order_by("number")
        if matter.light in colours or levels.get(matter.pk) == Level.ORDER
    ]
    found.sort(key=lambda matter: (levels.get(matter.pk) != Level.ORDER, matter.light != Colour.RED, matter.number))
    return [
        {
            "matter": matter.pk,
            "number": matter.number,
            "title": matter.title,
            "unit": matter.lead.name if matter.lead else "",
            "light": matter.light,
            "said": matter.light_said,
            "sheet": level.value if (level := levels.get(matter.pk)) else "",
        }
        for matter in found[:_MOST]
    ]


def _levels(programme: Programme) -> dict[int, Level]:
    """The highest level of the sheets of each matter that still ask for something."""
    rank = {level: at for at, level in enumerate(Level)}
    found: dict[int, Level] = {}
    asked = Sheet.objects.filter(programme=programme, met_on=None).exclude(state=SheetState.WITHDRAWN.value)
    for matter, value in asked.values_list("matter", "level"):
        level = Level(value)
        if matter not in found or rank[level] > rank[found[matter]]:
            found[matter] = level
    return found
