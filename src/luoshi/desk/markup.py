"""Text within HTML that code writes: the same few hundred words stand on every page, so each is escaped once."""

from __future__ import annotations

from functools import lru_cache
from html import escape

_WORD = 100  # characters; what is longer is written once


def markup(value: object) -> str:
    """A value within HTML; what is HTML already stays as it is.

    >>> from django.utils.safestring import SafeString
    >>> markup("<甲>"), markup(SafeString("<b>甲</b>")), markup(5)
    ('&lt;甲&gt;', '<b>甲</b>', '5')
    """
    text = str(value)
    if hasattr(value, "__html__"):
        return text
    return _escaped(text) if len(text) < _WORD else escape(text)


_escaped = lru_cache(4096)(escape)
