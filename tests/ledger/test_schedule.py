"""Schedule and targets: what is due, how far behind, by family, comparator and trajectory."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import (
    Comparator,
    Family,
    Linear,
    Points,
    QuarterlySteps,
    Reading,
    SettingsError,
    Target,
    Wanted,
    framed,
)
from luoshi.ledger.schedule import gap
from luoshi.ledger.trajectories import elapsed
from tests.ledger.cast import YEAR, target

LEAST, MOST, ABOUT, PLAIN = Comparator
AMOUNT, RATE, LEVEL = Family
SEPTEMBER = date(2025, 9, 30)
NOVEMBER = date(2025, 11, 30)
SLOW = Points(((date(2025, 6, 30), 0.1), (SEPTEMBER, 0.3)))
STEPS = QuarterlySteps((0.1, 0.3, 0.6, 1.0))


@pytest.mark.parametrize(
    ("starts", "ends", "on", "share"),
    [
        (*YEAR, NOVEMBER, 11 / 12),  # as bulletins count, not 334/365
        (*YEAR, date(2025, 2, 28), 2 / 12),
        (*YEAR, date(2025, 4, 15), 3.5 / 12),
        (*YEAR, date(2024, 12, 31), 0),
        (*YEAR, date(2026, 3, 1), 1),
        (date(2025, 4, 1), date(2025, 6, 30), date(2025, 5, 31), 2 / 3),
        (date(2021, 1, 1), date(2025, 12, 31), date(2023, 12, 31), 0.6),  # a five-year target
        (date(2025, 3, 31), date(2025, 3, 31), date(2025, 3, 31), 1),  # a single day
    ],
)
def test_elapsed(starts: date, ends: date, on: date, share: float) -> None:
    assert elapsed(starts, ends, on) == pytest.approx(share)


@pytest.mark.parametrize(
    ("trajectory", "on", "share"),
    [
        (STEPS, date(2025, 3, 30), 0),  # nothing is due before the quarter is over
        (STEPS, date(2025, 3, 31), 0.1),
        (STEPS, SEPTEMBER, 0.6),
        (STEPS, date(2025, 12, 31), 1),
        (STEPS, date(2026, 5, 1), 1),
        (SLOW, date(2025, 3, 31), 0.05),
        (SLOW, date(2025, 6, 30), 0.1),
        (SLOW, NOVEMBER, 0.3 + 0.7 * 2 / 3),
        (Points(((date(2024, 6, 1), 0.5),)), date(2025, 6, 30), 0.5),  # a point before the period is none
        (Points(((date(2026, 6, 1), 0.5),)), date(2025, 6, 30), 0.5),  # nor one behind it
        (Points(((date(2025, 12, 31), 0.8),)), date(2025, 12, 31), 1),  # at the end everything is due
    ],
)
def test_trajectories(trajectory: QuarterlySteps | Points | Linear, on: date, share: float) -> None:
    assert trajectory.share(*YEAR, on) == pytest.approx(share)


@pytest.mark.parametrize(
    ("made", "given"),
    [
        (QuarterlySteps, (0.5, 0.3, 0.6, 1.0)),
        (QuarterlySteps, (0.1, 0.3, 0.6, 0.9)),
        (QuarterlySteps, (0.1, 0.3, 0.6, float("nan"))),
        (Points, ()),
        (Points, ((SEPTEMBER, 0.5), (SEPTEMBER, 0.6))),
        (Points, ((SEPTEMBER, 1.5),)),
    ],
)
def test_a_trajectory_rises_to_one(made: type[Points], given: tuple[tuple[date, float], ...]) -> None:
    with pytest.raises(SettingsError, match="进度"):
        made(given)


GAPS = [
    # amounts: 以上 is a floor, 以内 a cap on what may be used by now
    (target(AMOUNT, LEAST, 300), 225, 0.0, "与序时进度持平"),
    (target(AMOUNT, LEAST, 300), 195, 10.0, "落后10个百分点"),
    (target(AMOUNT, LEAST, 300), 330, -35.0, "超前35个百分点"),
    (target(AMOUNT, MOST, 100, "万元"), 75, 0.0, "与序时进度持平"),
    (target(AMOUNT, MOST, 100, "万元"), 90, 15.0, "超出15个百分点"),
    (target(AMOUNT, MOST, 100, "万元"), 60, -15.0, "结余15个百分点"),
    (target(AMOUNT, MOST, 100, "万元"), 101, 26.0, "超过上限100万元以内，多1万元"),
    (target(AMOUNT, MOST, 0, "亿元"), 0, 0.0, "符合目标"),  # no new hidden debt: any is too much
    (target(AMOUNT, MOST, 0, "亿元"), 2, 200.0, "不高于0亿元），高2亿元"),
    # 左右 allows a twentieth of an amount: 285 are enough
    (target(AMOUNT, ABOUT, 300), 213.75, 0.0, "为目标300家左右（按285家计）的75%"),
    (target(AMOUNT, LEAST, 300, trajectory=STEPS), 180, 0.0, "序时进度60%"),
    (target(AMOUNT, LEAST, 300, trajectory=SLOW), 60, 10.0, "序时进度30%"),
    # rates are held against the target itself, whatever the month
    (target(RATE, LEAST, 7, "%"), 7, 0.0, "符合目标7%以上"),
    (target(RATE, LEAST, 7, "%"), 6.3, 10.0, "低0.7个百分点，差目标值的10%"),
    (target(RATE, ABOUT, 6.5, "%"), 6.0, 0.0, "符合目标6.5%左右"),  # half a point
    (target(RATE, ABOUT, 6.5, "%"), 5.9, 1.54, "不低于6"),
    (target(RATE, ABOUT, 6.5, "%"), 9.0, -46.15, "符合"),  # growth may be more
    (target(RATE, ABOUT, 3, "%", Wanted.NEAR), 3.8, 10.0, "不高于3.5"),  # prices may not
    (target(RATE, ABOUT, 3, "%", Wanted.NEAR), 2.2, 10.0, "不低于2.5"),
    (target(RATE, PLAIN, 6, "%", high=6.5), 6.1, -1.67, "符合目标6—6.5%"),
    (target(RATE, LEAST, 0, "%"), -0.2, 20.0, "低0.2"),  # 零增长 has a scale of one point
    (target(RATE, LEAST, -2, "%"), -1, -50.0, "符合"),
    # levels: from their baseline when there is a way to go, else against the target
    (target(LEVEL, MOST, 30, "微克", baseline=36), 33, 25.0, "基数36微克"),
    (target(LEVEL, MOST, 30, "微克", baseline=36), 37, 91.67, "落后"),  # worse than it began
    (target(LEVEL, MOST, 30, "微克", baseline=28), 29, -3.33, "符合"),  # already there: it is to be held
    (target(LEVEL, LEAST, 90, "%", baseline=80), 87.5, 0.0, "持平"),
    (target(LEVEL, LEAST, 90, "%"), 81, 10.0, "差目标值的10%"),
    (target(LEVEL, PLAIN, 5, "", Wanted.DOWN), 7, 40.0, "不高于5"),  # 全省第5: a rank is the better the smaller
]


@pytest.mark.parametrize(("promise", "value", "points", "words"), GAPS)
def test_gap_at_the_end_of_september(promise: Target, value: float, points: float, words: str) -> None:
    found = gap(promise, Reading(value, SEPTEMBER))
    assert found.points == points
    assert words in str(found.reason)


def test_a_cap_on_an_amount_is_broken_for_good_and_a_floor_kept_for_good() -> None:
    assert gap(target(AMOUNT, MOST, 100), Reading(101, SEPTEMBER)).broken
    assert gap(target(AMOUNT, MOST, 0), Reading(1, SEPTEMBER)).broken
    assert gap(target(AMOUNT, LEAST, 100), Reading(100, SEPTEMBER)).kept
    assert not gap(target(LEVEL, LEAST, 100), Reading(120, SEPTEMBER)).kept  # a level may fall again
    assert not gap(target(RATE, MOST, 3, "%"), Reading(4, SEPTEMBER)).broken  # a rate may come down again


def test_of_a_bands_two_sides_the_worse_counts() -> None:
    band = target(AMOUNT, ABOUT, 100, wanted=Wanted.NEAR, tolerance=5)
    assert gap(band, Reading(60, SEPTEMBER)).points == pytest.approx(75 - 60 / 95 * 100, abs=0.01)
    assert gap(band, Reading(106, SEPTEMBER)).broken
    assert not gap(band, Reading(96, SEPTEMBER)).broken


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": float("inf")}, "有限"),
        ({"value": -3.0}, "负数"),
        ({"high": 200.0}, "上限小于下限"),
        ({"tolerance": -1.0}, "容差"),
        ({"ends": date(2024, 12, 31)}, "早于"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused(more: dict[str, object], words: str) -> None:
    given: dict[str, object] = {"value": 300.0, "starts": YEAR[0], "ends": YEAR[1], **more}
    with pytest.raises(SettingsError, match=words):
        Target(AMOUNT, LEAST, unit="家", **given)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("measure", "polarity", "family", "wanted"),
    [
        ("growth", "-", RATE, Wanted.UP),  # 下降3%: its size, the more the better
        ("reduction", "-", AMOUNT, Wanted.UP),
        ("limit", "-", LEVEL, Wanted.DOWN),
        ("rank", "+", LEVEL, Wanted.DOWN),
        ("share", "+", LEVEL, Wanted.UP),
    ],
)
def test_measures_of_statements_have_a_family(measure: str, polarity: str, family: Family, wanted: Wanted) -> None:
    assert framed(measure, polarity) == (family, wanted)
    with pytest.raises(SettingsError, match="口径"):
        framed("mood", "+")
