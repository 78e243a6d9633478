"""Numbers as people type them: what is understood, and what is refused with a line that says what to type."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import SettingsError
from luoshi.ledger.typed import typed_number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1,234.5", "家", "1234.5"),
        ("１，２３４．５", "家", "1234.5"),  # an input method's full-width signs
        (" 1 234 ", "家", "1234"),  # blanks are no digits
        ("1.2万", "亩", "12000"),
        ("1.2万", "万亩", "1.2"),  # 万 is the beginning of the unit
        ("1.2", "万亩", "1.2"),
        ("1.2万亩", "亩", "12000"),
        ("100万元", "亿元", "0.01"),
        ("12%", "%", "12"),
        ("12％", "%", "12"),
        ("0.5个百分点", "%", "0.5"),
        ("－3", "%", "-3"),
        ("—3", "%", "-3"),
        ("3.50", "%", "3.5"),
        ("0", "家", "0"),
        ("5亿", "", "500000000"),
    ],
)
def test_understood(text: str, unit: str, number: str) -> None:
    assert typed_number(text, unit) == Decimal(number)
    assert "E" not in str(typed_number(text, unit))


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_is_nothing(text: str) -> None:
    assert typed_number(text, "家") is None


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("N/A", "家", "不是数字"),
        ("见描述", "家", "不是数字"),
        ("1,23", "家", "不是数字"),  # no thousands mark stands there
        ("1.2.3", "家", "不是数字"),
        ("²", "家", "不是数字"),
        ("٣", "家", "不是数字"),
        ("9" * 30, "家", "不是数字"),
        ("1" * 17, "家", "位数太多"),  # more than can be kept exactly
        ("1e5", "家", "单位是e5"),
        ("5千米", "公里", "单位是千米"),
        ("12%", "家", "单位是%"),
        ("3" + "x" * 10_000, "家", "不是数字"),
    ],
)
def test_refused(text: str, unit: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        typed_number(text, unit)


@given(st.integers(-(10**11), 10**11), st.integers(0, 4))
def test_what_is_written_is_read(whole: int, decimals: int) -> None:
    number = Decimal(whole).scaleb(-decimals)
    assert typed_number(f"{number:,f}", "家") == number


@given(st.text(max_size=60), st.sampled_from(["", "家", "万亩", "%", "亿元"]))
def test_whatever_is_typed_is_read_or_refused(text: str, unit: str) -> None:
    with suppress(SettingsError):
        number = typed_number(text, unit)
        assert number is None or number.is_finite()
