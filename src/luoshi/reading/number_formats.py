"""A number or date of a spreadsheet as the sheet shows it: 0.08 in a percent column is 8%."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

# Parts of a format code: quoted text, an escaped character, a filler or a gap (_x and *x), a bracketed condition,
# colour or currency, or any other character. Sample: "万元", \-, _), [$¥-804]; near miss: an unclosed quote.
_PART = re.compile(r'"([^"]{0,255})"|\\(.)|[_*](.)|\[([^\]]{0,80})\]|(.)', re.DOTALL)
# The pattern of digits itself. Sample: #,##0.00; near miss: General.
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?|\.([0#?]+)")
# A currency or locale in brackets. Sample: $¥-804; near miss: Red.
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_SIGNIFICANT = 15  # digits that a spreadsheet's number has
_LONGEST = 21  # digits before the point that are shown in full


class _Pattern(NamedTuple):
    """A format code for one sign of numbers: what stands before and after the digits, and how these are shown."""

    before: str = ""
    after: str = ""
    decimals: int = 0
    grouped: bool = False
    hundredths: int = 0  # how many per cent signs: each shows the number a hundred times larger
    thousands: int = 0  # how many commas at the end: each shows it a thousand times smaller
    optional: int = 0  # of the decimals, how many are shown only if they are not zero
    known: bool = True  # False: a pattern that is not understood (fractions, exponents); shown as General


def shown(value: object, code: str) -> str:
    """A cell's value as a person sees it under the number format `code`; dates and times by ISO 8601.

    A date's format says how much of it counts: a format without a day gives 2024-06.

    >>> shown(0.08, "0%"), shown(12345.678, "#,##0.00"), shown(6.0, "General"), shown(300, '0"家以上"')
    ('8%', '12,345.68', '6', '300家以上')
    >>> shown(datetime.datetime(2024, 6, 1), 'yyyy"年"m"月"'), shown(True, "General")
    ('2024-06', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return _moment(value, code.lower())
    if isinstance(value, (int, float)):
        return _number(value, code)
    return str(value)


def _moment(value: datetime.date | datetime.time | datetime.timedelta, code: str) -> str:
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime.time):
        return value.isoformat("auto" if value.second else "minutes")
    pattern = "".join(match.group(5) or "" for match in _PART.finditer(code))
    if "d" not in pattern and "y" in pattern:
        return f"{value.year:04}-{value.month:02}" if "m" in pattern else f"{value.year:04}"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "auto" if value.second else "minutes")
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def _number(value: float, code: str) -> str:
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    sections = _sections(code)
    pattern = _pattern(sections[0])
    # A second section shows negative numbers, and says how: the minus sign is its own business. A third shows zero.
    if exact < 0 and len(sections) > 1 and sections[1]:
        return _laid_out(-exact, _pattern(sections[1]))
    if exact == 0 and len(sections) > 2 and sections[2]:
        pattern = _pattern(sections[2])
    text = _laid_out(abs(exact), pattern)
    return f"-{text}" if exact < 0 else text


@cache
def _sections(code: str) -> list[str]:
    """The parts of a format code between semicolons that are not quoted: positive, negative, zero, text."""
    sections = [""]
    for match in _PART.finditer(code):
        if match.group(5) == ";":
            sections.append("")
        else:
            sections[-1] += match.group()
    return sections


@cache
def _pattern(section: str) -> _Pattern:
    before, digits, after = "", "", ""
    for match in _PART.finditer(section):
        quoted, escaped, _, bracket, other = match.groups()
        if other and other in "0#?,." and not after:
            digits += other
            continue
        literal = quoted or escaped or other or ""
        if bracket is not None and (currency := _CURRENCY.fullmatch(bracket)):
            literal = currency.group(1)
        if digits:
            after += literal
        else:
            before += literal
    return _understood(before, digits, after)


def _understood(before: str, digits: str, after: str) -> _Pattern:
    bare = digits.rstrip(",")
    match = _DIGITS.fullmatch(bare)
    if not digits and before and not {"general", "@"} & {before.lower()} and "general" not in before.lower():
        return _Pattern(before=before, decimals=-1)  # only a text: it stands for the number
    if match is None or any(sign in after for sign in "/0#?") or "E+" in after or "E-" in after:
        return _Pattern(known=False)
    fraction = match.group(1) or match.group(2) or ""
    return _Pattern(
        before.strip(),
        after.rstrip(),
        decimals=len(fraction),
        grouped="," in bare,
        hundredths=(before + after).count("%"),
        thousands=len(digits) - len(bare),
        optional=len(fraction) - len(fraction.rstrip("#?")),
    )


def _laid_out(value: Decimal, pattern: _Pattern) -> str:
    if not pattern.known:
        return _general(value)
    if pattern.decimals < 0:
        return pattern.before
    value = value.scaleb(2 * pattern.hundredths - 3 * pattern.thousands)
    if value.adjusted() > _LONGEST:
        return _general(value)
    rounded = value.quantize(Decimal(1).scaleb(-min(pattern.decimals, _SIGNIFICANT)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if pattern.grouped else f"{rounded:f}"
    if pattern.optional:
        kept = len(text) - pattern.optional
        text = (text[:kept] + text[kept:].rstrip("0")).rstrip(".")
    return f"{pattern.before}{text}{pattern.after}"


def _general(value: Decimal) -> str:
    """A number with no format: without zeros at its end, and without the noise of binary fractions."""
    if value == 0:
        return "0"
    rounded = value.quantize(Decimal(1).scaleb(max(value.adjusted() - 11, -30)), ROUND_HALF_UP).normalize()
    if value == value.to_integral_value() and value.adjusted() <= _LONGEST:
        return f"{value.to_integral_value():f}"
    return f"{rounded:f}" if -8 < value.adjusted() <= _LONGEST else f"{rounded:E}"
