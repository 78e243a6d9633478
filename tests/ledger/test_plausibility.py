"""What is asked about a figure: one row a trap; what looks right is never asked about, a slip of a unit always."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import Comparator, Family, Reading, Target
from luoshi.ledger.plausibility import questions
from tests.ledger.cast import YEAR, target

AMOUNT = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300)
SCHOOLS = target(Family.CUMULATIVE, Comparator.AT_LEAST, 3, "所")
GROWTH = target(Family.RATE, Comparator.ABOUT, 5.5, "%")
SHARE = target(Family.LEVEL, Comparator.AT_LEAST, 95, "%", baseline=92.5)
LAND = target(Family.LEVEL, Comparator.AT_LEAST, 120, "万亩")


def readings(*values: float, month: int) -> list[Reading]:
    """Figures of the months up to one."""
    first = month - len(values) + 1
    return [Reading(value, date(2025, first + at, 28)) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("of", "values", "asked"),
    [
        (AMOUNT, (150, 180), []),  # on its way
        (AMOUNT, (3, 30), []),  # ten times as much, and still behind: no slip
        (AMOUNT, (150, 1900), ["slip"]),  # a nought too many
        (AMOUNT, (160, 17), ["slip"]),  # a nought too few
        (AMOUNT, (160, 132), ["falling"]),  # the month's own figure, perhaps
        (AMOUNT, (160, 160), []),  # twice the same is nothing
        (AMOUNT, (160, 160, 160), ["unchanged"]),
        (AMOUNT, (310, 310, 310), []),  # done, and so it stays
        (AMOUNT, (280, 300), ["exact"]),  # the target to the digit
        (AMOUNT, (300, 300), []),  # asked once
        (SCHOOLS, (2, 3), []),  # 3 of 3: small counts hit their target
        (AMOUNT, (160, -5), ["sign"]),
        (AMOUNT, (280, 650), ["magnitude"]),  # more than twice the target
        (AMOUNT, (0, 0), []),  # not begun
        (AMOUNT, (0, 40), []),  # nothing to be ten times of
        (GROWTH, (5.2, 5.6), []),
        (GROWTH, (5.2, 0.6), []),  # a bad quarter is no slip
        (GROWTH, (0.2, 5.0), []),  # near the target
        (GROWTH, (5.2, 55), ["slip"]),
        (GROWTH, (5.2, 0.053), ["slip"]),  # a share of one, not of a hundred
        (GROWTH, (5.2, -1.2), ["sign"]),  # a fall may be meant
        (GROWTH, (5.2, 0), []),
        (SHARE, (93, 93.4), []),
        (SHARE, (93, 9.34), ["slip"]),
        (SHARE, (93, 0.934), ["slip"]),
        (SHARE, (93, 104), ["share"]),
        (SHARE, (93, 0), ["magnitude"]),
        (SHARE, (93, 95), ["exact"]),
        (LAND, (118, 1190000), ["slip"]),  # 亩 in the place of 万亩
        (LAND, (118, 119), []),
    ],
)
def test_against_the_figure_before(of: Target, values: tuple[float, ...], asked: list[str]) -> None:
    *before, now = readings(*values, month=9)
    assert [one.code for one in questions(of, now, before)] == asked


@pytest.mark.parametrize(
    ("of", "value", "month", "asked"),
    [
        (AMOUNT, 20, 1, []),
        (AMOUNT, 3, 1, []),  # a slow beginning
        (AMOUNT, 250, 1, ["slip"]),  # 25 are due
        (AMOUNT, 130, 1, ["magnitude"]),  # five times what is due
        (AMOUNT, 0.024, 1, ["slip"]),  # 万 for 个
        (AMOUNT, 700, 9, ["magnitude"]),
        (LAND, 12000, 1, ["slip"]),
        (SHARE, 0.93, 1, ["slip"]),
        (GROWTH, 5.5, 1, ["exact"]),
        (target(Family.CUMULATIVE, Comparator.AT_MOST, 0), 3, 1, []),  # 零: there is nothing to compare with
    ],
)
def test_of_the_first_figure(of: Target, value: float, month: int, asked: list[str]) -> None:
    assert [one.code for one in questions(of, readings(value, month=month)[0])] == asked


def test_a_part_of_a_shared_target_may_be_small_or_as_large_as_it() -> None:
    for value in (0.024, 300):
        assert not questions(AMOUNT, readings(value, month=12)[0], alone=False)


def test_questions_name_the_figures() -> None:
    last, now = readings(180, 1900, month=9)
    [slip] = questions(AMOUNT, now, [last])
    assert str(slip.said) == "1900家约为上期180家的10倍，是否多写了一位，或单位有误？"
    [share] = questions(SHARE, readings(104, month=9)[0])
    assert str(share.said) == "104%超过100%，占比或比率一般不超过100%，请核对。"
    [fall] = questions(AMOUNT, now, readings(1950.25, month=8))
    assert str(fall.said).startswith("累计数1900家比上期1950.25家少50.25家")


AMOUNTS = st.integers(11, 100_000).map(
    lambda value: Target(Family.CUMULATIVE, Comparator.AT_LEAST, float(value), "家", *YEAR)
)


@given(AMOUNTS, st.integers(2, 12), st.floats(0.75, 1.15), st.integers(1, 4))
def test_on_schedule_nothing_is_asked_and_a_wrong_power_always(of: Target, month: int, pace: float, power: int) -> None:
    last, now = (Reading(of.value / 12 * at * pace, date(2025, at, 28)) for at in (month - 1, month))
    assert {one.code for one in questions(of, now, [last])} <= {"exact"}
    larger, smaller = Reading(now.value * 10**power, now.as_of), Reading(now.value / 10**power, now.as_of)
    assert {one.code for one in questions(of, larger, [last])} & {"slip", "magnitude"}
    assert {one.code for one in questions(of, smaller, [last])} & {"slip", "falling"}


NUMBERS = st.floats(-1e12, 1e12)


@given(st.sampled_from(Family), NUMBERS, st.none() | NUMBERS, st.lists(NUMBERS, max_size=4), NUMBERS, st.booleans())
def test_every_figure_can_be_asked_about(
    family: Family, value: float, baseline: float | None, before: list[float], now: float, alone: bool
) -> None:
    value = abs(value) if family == Family.CUMULATIVE else value
    of = Target(family, Comparator.AT_LEAST, value, "%", *YEAR, baseline=baseline)
    *earlier, last = readings(*before, now, month=9)
    asked = questions(of, last, earlier, alone=alone)
    assert len({one.code for one in asked}) == len(asked) <= 4
    assert all(str(one.said) for one in asked)
    assert asked == questions(of, last, earlier, alone=alone)
