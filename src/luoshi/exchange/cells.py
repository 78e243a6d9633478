"""What stands in one cell of a table that goes out, made harmless for the spreadsheet that will open it."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A spreadsheet takes a text that begins so for a formula; the full-width forms count in East Asian locales.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_LIST_MARK = "；"
# What XML cannot hold: control characters other than tab and line ends, and halves of surrogate pairs.
# Sample: \x0b; near miss: \n
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(value: object) -> str | int | float | bool | None:
    """A value as one cell holds it: a list's items joined by ；.

    >>> plain(["市科技局", "市财政局"]), plain(300), plain([])
    ('市科技局；市财政局', 300, None)
    """
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Sequence):
        return _LIST_MARK.join(str(plain(item)) for item in value) or None
    return str(value)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV file.

    Known comparators and signs of one character (=, +, -) are no formulas and stay as they are.

    >>> harmless("=cmd()"), harmless("="), harmless("增长7%")
    ("'=cmd()", '=', '增长7%')
    """
    first = text.lstrip(" \u3000\xa0")[:1]
    return f"'{text}" if len(text) > 1 and first in _FORMULA_STARTS else text


def storable(text: str) -> str:
    r"""A text with nothing in it that Word and Excel files cannot hold.

    >>> storable("甲\x0b乙丙")
    '甲\ufffd乙丙'
    """
    return _ILLEGAL.sub("\ufffd", text)
