"""Sentences of the ledger's core in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from luoshi.ledger import Message
from luoshi.ledger.messages import figure

register = template.Library()


@register.filter
def told(sentence: Message | None) -> str:
    """A sentence as it is said; nothing for none."""
    return sentence.told(gettext) if sentence is not None else ""


@register.filter
def plain_figure(value: float | None) -> str:
    """A number with no more decimals than it needs."""
    return "" if value is None else figure(value)
