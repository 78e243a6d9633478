"""Lights as people see them: a sign, a word, and the sentence that says why; never colour alone."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from luoshi.desk.markup import markup
from luoshi.ledger import Colour, Status
from luoshi.ledger.messages import from_data
from luoshi.records.models import Matter

register = template.Library()
SIGNS = {Colour.GREEN: "●", Colour.YELLOW: "▲", Colour.RED: "■", Colour.BLUE: "◆", Colour.GREY: "✓"}


@register.filter
def light_reason(matter: Matter) -> str:
    """Why a matter's light is what it is, in one sentence in the reader's language."""
    return from_data(matter.light_said).told(gettext) if matter.light_said else ""


@register.filter
def light_word(colour: str) -> str:
    """The word of a colour."""
    return gettext(Colour(colour).label.msgid)


@register.filter
def light_sign(colour: str) -> str:
    """The sign of a colour."""
    return SIGNS[Colour(colour)]


@register.simple_tag
def light(matter: Matter) -> SafeString:
    """A matter's light: sign and word; the reason on hover or focus, and to screen readers.

    A grey light's word is its status, because not everything at rest was struck off.
    """
    colour, reason = Colour(matter.light), light_reason(matter)
    word = gettext(colour.label.msgid)
    if colour == Colour.GREY and matter.status != Status.CLOSED:
        word = str(matter.get_status_display())
    sign, why = SIGNS[colour] if matter.status in _LIT else "–", markup(reason)
    return mark_safe(  # noqa: S308  # made of escaped parts
        f'<span class="light light-{colour.value}" tabindex="0" title="{why}"><i aria-hidden="true">{sign}</i>'
        f'{markup(word)}<span class="visually-hidden">：{why}</span></span>'
    )


_LIT = frozenset(Status) - {Status.DRAFT, Status.SUSPENDED, Status.MERGED, Status.WITHDRAWN}
