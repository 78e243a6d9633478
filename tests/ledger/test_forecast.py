"""Forecasts to the period's end, each with its method."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import Comparator, Family, Method, Points, QuarterlySteps, Reading, Target, forecast_of
from tests.ledger.cast import YEAR, target

FIRMS = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300)
LATE = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300, trajectory=Points(((date(2025, 9, 30), 0.2),)))
NOT_YET = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300, trajectory=QuarterlySteps((0, 0, 0.5, 1)))
GROWTH = target(Family.RATE, Comparator.ABOUT, 6.5, "%")
AIR = target(Family.LEVEL, Comparator.AT_MOST, 30, "微克", baseline=36)
CAP = target(Family.CUMULATIVE, Comparator.AT_MOST, 100, "万元")


@pytest.mark.parametrize(
    ("promise", "readings", "method", "value", "words"),
    [
        (FIRMS, [], "none", None, "尚无数据"),
        (FIRMS, [Reading(20, date(2025, 1, 31))], "none", None, "尚早"),
        (FIRMS, [Reading(90, date(2024, 12, 31))], "none", None, "尚无数据"),  # last year's figure is none of this
        (FIRMS, [Reading(240, date(2025, 9, 30))], "pace", 320, "预计可完成目标300家以上"),
        (FIRMS, [Reading(180, date(2025, 9, 30))], "pace", 240, "预计完不成"),
        # planned for the fourth quarter: 60 of 300 in September is on its way
        (LATE, [Reading(60, date(2025, 9, 30))], "pace", 300, "预计可完成"),
        (NOT_YET, [Reading(60, date(2025, 6, 30))], "none", None, "尚早"),
        (GROWTH, [Reading(5.0, date(2025, 3, 31)), Reading(6.1, date(2025, 9, 30))], "hold", 6.1, "预计可完成"),
        (AIR, [Reading(33, date(2025, 9, 30))], "pace", 32, "预计完不成"),
        (CAP, [Reading(90, date(2025, 9, 30))], "pace", 120, "预计完不成目标100万元以内"),
        (FIRMS, [Reading(299, date(2025, 12, 31))], "final", 299, "未达到目标"),
        (FIRMS, [Reading(310, date(2026, 1, 15)), Reading(1, date(2025, 3, 31))], "final", 310, "达到目标"),  # in any order
    ],
)  # fmt: skip
def test_forecast(promise: Target, readings: list[Reading], method: str, value: float | None, words: str) -> None:
    found = forecast_of(promise, readings)
    assert found.method == Method(method)
    assert found.value == (None if value is None else pytest.approx(value))
    assert words in str(found.reason)


def test_the_recent_pace_makes_a_span() -> None:
    slowing = [Reading(v, date(2025, m, d)) for v, m, d in [(150, 6, 30), (200, 7, 31), (205, 8, 31), (210, 9, 30)]]
    found = forecast_of(FIRMS, slowing)
    assert found.value == pytest.approx(280)
    assert [found.low, found.high] == pytest.approx([225, 280])
    assert "近期进度推算为225家" in str(found.reason)


@given(st.floats(0, 1000), st.floats(0, 1000), st.dates(date(2025, 3, 1), YEAR[1]))
def test_more_now_is_never_less_at_the_end(one: float, other: float, day: date) -> None:
    low, high = (forecast_of(FIRMS, [Reading(value, day)]) for value in sorted((one, other)))
    assert low.value is not None
    assert high.value is not None
    assert low.value <= high.value
    assert low.holds is not None
    assert high.holds is not None
    assert low.holds <= high.holds
