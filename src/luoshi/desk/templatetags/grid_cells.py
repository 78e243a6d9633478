"""The cells of a row of the grid, written without a template: 300 rows have 1,800 of them."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.queries.grids import Cell, GridRow

register = template.Library()


@register.filter
def cells(one: GridRow, source: str) -> SafeString:
    """The `<td>` elements of a row; `source` is the address of the document that the tasks were cut from, or empty."""
    return mark_safe("".join(_cell(one, cell, source) for cell in one.cells))  # noqa: S308  # each part is escaped


def _cell(one: GridRow, cell: Cell, source: str) -> str:
    opening = f'<td class="cell {cell.field}" data-field="{cell.field}" data-label="{escape(cell.label)}" tabindex="-1"'
    if cell.text:
        return f'{opening}><span class="text">{escape(cell.text)}</span>{_behind(one, cell, source)}</td>'
    if not cell.proposal:
        return f"{opening}></td>"
    proposal, reason = escape(cell.proposal), escape(cell.reason)
    said = f'data-proposal="{proposal}" data-reason="{reason}" data-score="{cell.score}" title="{reason}"'
    return f'{opening} {said}><span class="grey">{proposal}</span></td>'


def _behind(one: GridRow, cell: Cell, source: str) -> str:
    """The date that a deadline is taken to mean; the link from a task to its sentence."""
    row = one.row
    if cell.field == "deadline" and row.deadline_date:
        return f'<span class="day">{row.deadline_date:%Y-%m-%d}</span>'
    if cell.field == "task" and source and row.start is not None:
        title = escape(_("在报告中查看这一句"))
        address = f"{escape(source)}#{row.start}"
        return f'<a class="quote" href="{address}" tabindex="-1" title="{title}">{escape(_("原文"))}</a>'
    return ""
