"""Supervision as people see it: steps of the ladder by sign and word, days left in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from luoshi.exchange.sheets import ASKED, TITLES
from luoshi.ledger import Level, Permission

register = template.Library()
_SIGNS = {Level.REMINDER: "①", Level.URGING: "②", Level.ORDER: "③"}


@register.simple_tag
def level(code: str) -> SafeString:
    """A step of the ladder: its sign, its word, its colour."""
    step = Level(code)
    return format_html(
        '<span class="level level-{}"><i aria-hidden="true">{}</i>{}</span>',
        step.value,
        _SIGNS[step],
        gettext(step.label.msgid),
    )


@register.simple_tag
def sheet_name(code: str) -> str:
    """What the paper is called, in Chinese as it is printed."""
    return TITLES[code]  # type: ignore[index]  # the levels are its keys


@register.simple_tag
def asked_of(code: str) -> str:
    """What a sheet of a step asks for where no person wrote it, as it is printed."""
    return ASKED[code]  # type: ignore[index]  # see above


@register.simple_tag
def days_left(left: int) -> str:
    """How many days are left, or over."""
    if left < 0:
        return ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -left) % {"n": -left}
    if left == 0:
        return gettext("今天到期")
    return ngettext("还有 %(n)d 天", "还有 %(n)d 天", left) % {"n": left}


@register.simple_tag(takes_context=True)
def reads_all(context: Context) -> Any:
    """Whether the person reads all matters of a region, and not only those of his unit."""
    return context["access"].may_anywhere(Permission.READ_ALL_MATTERS)
