"""The rows of the ledger's list as HTML: drawn once after each event for everybody who sees all matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.desk.markup import markup
from luoshi.desk.templatetags.lights import light, light_reason, light_word
from luoshi.ledger import Status
from luoshi.queries.access import Access
from luoshi.queries.kept import Head, kept
from luoshi.queries.ledger_filters import LedgerFilter
from luoshi.queries.ledgers import helpers_of, lead_of, ledger
from luoshi.records import clock
from luoshi.records.models import Matter, Programme

_Cell = Callable[[Matter], str]
_NAMED = 2  # helpers that a cell names
_LONGEST_CELL = 400
_GONE = (Status.WITHDRAWN, Status.MERGED)
COLUMN_NAMES = {
    "light": _("亮灯"),
    "leaders": _("责任领导"),
    "lead": _("牵头单位"),
    "helpers": _("配合单位"),
    "deadline": _("时限"),
    "status": _("状态"),
    "kind": _("类型"),
    "section": _("部分"),
    "reason": _("亮灯原因"),
    "done": _("工作进展"),
}


@dataclass(frozen=True, slots=True)
class DrawnRows:
    """A page of the list: how many matters were asked for, how many shine in each colour, and the rows."""

    total: int
    lights: Mapping[str, int]
    html: SafeString


def drawn_rows(access: Access, programme: Programme, asked: LedgerFilter, page: int, head: Head | None) -> DrawnRows:
    """A page of the list; `head` is where the log stood, for somebody who sees all matters of the programme."""

    def draw() -> DrawnRows:
        return _drawn(access, programme, asked, page)

    if head is None:
        return draw()
    asked_for = blake2s(f"{asked.query} {page}".encode(), digest_size=16).hexdigest()
    return kept(head, f"ledger-{asked_for}-{get_language()}-{clock.today()}", draw)


def _drawn(access: Access, programme: Programme, asked: LedgerFilter, page: int) -> DrawnRows:
    found = ledger(access, programme, asked, page)
    opening = '<td class="col-{}" data-label="{}">'
    openings = [(_CELLS[name], format_html(opening, name, COLUMN_NAMES[name])) for name in asked.columns]
    rows = [_shown(matter, openings) | {"group": group_of(matter, asked.group)} for matter in found.matters]
    context = {
        "bands": [(band, list(of)) for band, of in groupby(rows, key=lambda row: row["group"])],
        "columns": len(openings) + 2,
        "page": found,
        "query": asked.query,
    }
    html = render_to_string("desk/ledger/more.html", context) if rows else SafeString("")
    return DrawnRows(found.total, dict(found.lights), html)


def _shown(matter: Matter, openings: Sequence[tuple[_Cell, SafeString]]) -> dict[str, Any]:
    """A matter with its address, and the cells of the columns asked for."""
    cells = "".join(f"{opening}{markup(cell(matter))}</td>" for cell, opening in openings)
    return {
        "matter": matter,
        "address": reverse("ledger-matter", args=[matter.pk]),
        "gone": matter.status in _GONE,
        "cells": mark_safe(cells),  # noqa: S308  # made of escaped parts
    }


def _helpers(matter: Matter) -> str:
    names = helpers_of(matter)
    if len(names) <= _NAMED:
        return "、".join(names)
    more = ngettext("等 %(n)d 个", "等 %(n)d 个", len(names)) % {"n": len(names)}
    return format_html('{} <span class="muted" title="{}">{}</span>', "、".join(names[:_NAMED]), "、".join(names), more)


def _deadline(matter: Matter) -> str:
    if matter.deadline is None:
        return matter.deadline_words
    return format_html('<span title="{}">{}</span>', matter.deadline_words, matter.deadline.isoformat())


def done_of(matter: Matter) -> str:
    """The beginning of what was last reported done, where the list was asked for it."""
    return str(getattr(matter, "done_said", "") or "")[:_LONGEST_CELL]


_CELLS: dict[str, _Cell] = {
    "light": light,
    "leaders": lambda matter: "、".join(matter.leaders_written),
    "lead": lead_of,
    "helpers": _helpers,
    "deadline": _deadline,
    "status": lambda matter: str(matter.get_status_display()),
    "kind": lambda matter: str(matter.get_kind_display()),
    "section": lambda matter: matter.section,
    "reason": light_reason,
    "done": done_of,
}


def group_of(matter: Matter, by: str) -> str:
    """The band under which a matter stands in a list grouped by something."""
    match by:
        case "section":
            return matter.section or gettext("（未分部分）")
        case "lead":
            return lead_of(matter) or gettext("（无牵头单位）")
        case "leader":
            return "、".join(matter.leaders_written) or gettext("（无责任领导）")
        case "light":
            return light_word(matter.light)
        case "kind":
            return str(matter.get_kind_display())
    return ""
