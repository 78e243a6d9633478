"""The table of units by lights, drawn once after each event of the programme: a hundred rows are the dearest page."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import get_language

from luoshi.queries.kept import Head, kept
from luoshi.queries.overview import COLOURS, UnitLights


def drawn_lights(units: Sequence[UnitLights], head: Head | None) -> str:
    """The table; `head` is where the log stood when the whole programme's units were counted, None for somebody's own.

    The units of a whole programme are all of them or the first few, so that their number tells which.
    """

    def draw() -> str:
        return render_to_string("desk/ledger/unit_lights.html", {"units": units, "colours": COLOURS})

    return draw() if head is None else kept(head, f"unit-lights-{len(units)}-{get_language()}", draw)
