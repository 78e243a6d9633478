"""Numbers as people type them in a form whose unit is fixed."""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.ledger.errors import SettingsError
from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.targets import PERCENT

_LONGEST = 40
_MOST_DIGITS = 15  # what a float holds exactly
# A number with or without thousands marks, then whatever is written behind it. Sample: -1,234.5万; near miss: 1,23
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.([0-9]{1,12}))?([^0-9.,].{0,19})?")
# Powers of ten that are written behind a number, and in units.
_SCALES = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
# Full-width signs and digits as the keyboard of an input method gives them, and other ways to write a sign.
_NARROW = {**{0xFF01 + at: chr(0x21 + at) for at in range(94)}, ord("−"): "-", ord("—"): "-", ord("。"): "."}


def typed_number(text: str, unit: str) -> Decimal | None:
    """The number that was typed, in `unit`; None for an empty field.

    Full-width digits and signs, thousands marks and 万, 亿 are understood; so is the unit behind the number, also
    with another power of ten. Raises SettingsError, with a line that says what to type, for everything else.

    >>> typed_number("１，２３４．５", "家"), typed_number("1.2万", "亩"), typed_number("3.5亿元", "万元")
    (Decimal('1234.5'), Decimal('12000'), Decimal('35000'))
    >>> typed_number("N/A", "家")
    Traceback (most recent call last):
    luoshi.ledger.errors.SettingsError: “N/A”不是数字。请填写数字，单位为家；暂无数据请留空，并在工作进展中说明。
    """
    plain = "".join(text[: _LONGEST + 1].translate(_NARROW).split())
    if not plain:
        return None
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        raise SettingsError((_not_a_number(text, unit),))
    sign, whole, part, behind = found.groups()
    power = _power(behind or "", unit)
    if power is None:
        raise SettingsError((_other_unit(text, behind, unit),))
    digits = f"{whole.replace(',', '')}.{part or '0'}"
    number = Decimal(sign + digits).scaleb(power)
    if len(number.normalize().as_tuple().digits) > _MOST_DIGITS or number.adjusted() > _MOST_DIGITS:
        raise SettingsError((_("“%(text)s”位数太多，请核对后重新填写，单位为%(unit)s。", text=text.strip()[:_LONGEST],
                               unit=unit or _("无")),))  # fmt: skip
    return _plainly(number)


def _power(behind: str, unit: str) -> int | None:
    """The power of ten by which a number has to be raised for what is written behind it; None for another unit."""
    if behind in _SCALES:
        # Behind 1.2万 the field's unit is meant; where that is 万亩 itself, 万 is the beginning of it.
        own, _base = _scaled(unit)
        return 0 if _SCALES[behind] == own else _SCALES[behind]
    narrow = unit.translate(_NARROW)
    if behind == narrow or (behind in PERCENT and unit in PERCENT):
        return 0
    (given, base), (own, own_base) = _scaled(behind), _scaled(narrow)
    return given - own if base == own_base else None


def _scaled(unit: str) -> tuple[int, str]:
    """The power of ten with which a unit begins, and the unit without it."""
    for word in sorted(_SCALES, key=len, reverse=True):
        if unit.startswith(word) and len(unit) > len(word):
            return _SCALES[word], unit[len(word) :]
    return 0, unit


def _plainly(number: Decimal) -> Decimal:
    """The number without noughts behind the point, and without an exponent."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short + 0


def _not_a_number(text: str, unit: str) -> Message:
    return _(
        "“%(text)s”不是数字。请填写数字，单位为%(unit)s；暂无数据请留空，并在工作进展中说明。",
        text=text.strip()[:_LONGEST],
        unit=unit or _("无"),
    )


def _other_unit(text: str, behind: str, unit: str) -> Message:
    return _(
        "“%(text)s”的单位是%(behind)s，这里的单位为%(unit)s，请换算后填写。",
        text=text.strip()[:_LONGEST],
        behind=behind,
        unit=unit or _("无"),
    )
