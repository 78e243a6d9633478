"""Times: the year and the part of it that a promise sets itself."""

from __future__ import annotations

import pytest

from luoshi.extraction.undertakings.timeframes import timeframe


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("到2026年建成", 2026, None),
        ("2027年底前建成", 2027, None),
        ("年底前建成", None, "year-end"),
        ("上半年开工", None, "H1"),
        ("下半年开工", None, "H2"),
        ("一季度出台", None, "Q1"),
        ("6月底前通车", None, "M6"),
        ("十二月底前通车", None, "M12"),
        ("今后五年新增100家", None, "5-years"),
        ("三年内完成", None, "3-years"),
        ("“十五五”时期", 2030, None),  # the fifteenth plan ends in 2030
        ("三年行动计划", None, None),  # a name
        ("较2015年下降", None, None),  # a base year
        ("5月1日", None, None),
        ("13月底", None, None),
        ("加强管理", None, None),
    ],
)
def test_timeframe(text: str, year: int | None, period: str | None) -> None:
    assert timeframe(text, 0, len(text)) == (year, period)
