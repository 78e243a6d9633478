"""Lines that were full: what belongs together and what does not."""

from __future__ import annotations

import pytest

from luoshi.reading.wrapping import joined, parts_units, start_width


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("经济", "增长", "经济增长"),
        ("增长", "6%", "增长6%"),
        ("达到12", "345亿元", "达到12345亿元"),
        ("1", ".5亿元", "1.5亿元"),
        ("high-", "tech", "hightech"),  # a hyphen at a line's end is the line's, as far as can be known
        ("COVID-", "19", "COVID-19"),
        ("PM", "2.5", "PM 2.5"),  # a name and a number: perhaps two words
        ("state of", "the art", "state of the art"),
        ("", "甲", "甲"),
    ],
)
def test_two_lines_as_one(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


@pytest.mark.parametrize(
    ("text", "width"),
    [("城市", 1), ("城，市", 2), ("“十四五”", 2), ("业“三大”", 3), ("12.5%", 2.75), ("表，2020年", 5.2), ("", 0)],
)
def test_what_does_not_break(text: str, width: float) -> None:
    assert start_width(text) == pytest.approx(width)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("市财政局", "市交通局", True),
        ("市财政局", "各县（市、", True),  # the name of a group may be wrapped itself
        ("市财政局", "市人力资源和", False),  # perhaps a wrapped name, perhaps not: as the width says
        ("市人力资源和社会", "保障局", False),
        ("建设美丽城镇", "省级样板11个", False),
        ("市财政局", "国网云川供电公司等。", True),
    ],
)
def test_names_of_units(above: str, below: str, expected: bool) -> None:
    assert parts_units(above, below) is expected
