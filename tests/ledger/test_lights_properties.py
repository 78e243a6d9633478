"""What holds for every light: monotone in the figure, mirrored between floor and ceiling, always with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import (
    Colour,
    Comparator,
    Family,
    LightFacts,
    LightRules,
    Measured,
    Milestone,
    Points,
    QuarterlySteps,
    Reading,
    Status,
    Target,
    Wanted,
    light_of,
)
from luoshi.ledger.schedule import due_share, gap
from tests.ledger.cast import YEAR

VALUES = st.floats(-1000, 1000).map(lambda value: round(value, 3))
DAYS = st.dates(date(2024, 12, 1), date(2026, 2, 1))
TRAJECTORIES = st.sampled_from(
    [
        Target(Family.RATE, Comparator.ABOUT, 1, "%", *YEAR).trajectory,
        QuarterlySteps((0.0, 0.3, 0.3, 1.0)),
        Points(((date(2025, 7, 1), 0.2),)),
    ]
)
SEVERITY = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}
RULES = st.builds(
    lambda a, b, c, d, near: LightRules(min(a, b), max(a, b), min(c, d), max(c, d), near),
    *[st.floats(0, 100)] * 4,
    st.integers(0, 30),
)


@st.composite
def targets(draw: st.DrawFn, *comparators: Comparator) -> Target:
    family = draw(st.sampled_from(Family))
    value = draw(VALUES)
    return Target(
        family,
        draw(st.sampled_from(comparators or tuple(Comparator))),
        abs(value) if family == Family.CUMULATIVE else value,
        draw(st.sampled_from(["%", "家"])),
        *YEAR,
        baseline=draw(st.none() | VALUES),
        wanted=draw(st.sampled_from(Wanted)),
        trajectory=draw(TRAJECTORIES),
    )


def _severity(target: Target, value: float, as_of: date, rules: LightRules, today: date) -> int:
    facts = LightFacts(Status.IN_PROGRESS, YEAR[1], measured=(Measured(target, Reading(value, as_of)),))
    return SEVERITY[light_of(facts, rules, today).colour]


@given(targets(Comparator.AT_LEAST), VALUES, VALUES, DAYS, RULES, DAYS)
def test_more_is_never_worse_over_a_floor(
    target: Target, one: float, other: float, as_of: date, rules: LightRules, today: date
) -> None:
    low, high = sorted((one, other))
    assert _severity(target, high, as_of, rules, today) <= _severity(target, low, as_of, rules, today)


@given(targets(Comparator.AT_MOST), VALUES, VALUES, DAYS, RULES, DAYS)
def test_more_is_never_better_under_a_ceiling(
    target: Target, one: float, other: float, as_of: date, rules: LightRules, today: date
) -> None:
    low, high = sorted((one, other))
    assert _severity(target, low, as_of, rules, today) <= _severity(target, high, as_of, rules, today)


@given(targets(Comparator.AT_LEAST), VALUES, DAYS)
def test_a_ceiling_is_a_floors_mirror(target: Target, value: float, as_of: date) -> None:
    """Mirrored at zero for rates and levels; at what is due for amounts, which can't be negative."""
    floor = gap(target, Reading(value, as_of))
    if target.family == Family.CUMULATIVE:
        mirrored = replace(target, comparator=Comparator.AT_MOST)
        value = 2 * due_share(target, as_of) * target.value - value
        if target.value == 0 or value > target.value:
            return  # a floor of nothing is kept at once, and a cap passed is broken: neither has a mirror
    else:
        mirrored = replace(
            target,
            comparator=Comparator.AT_MOST,
            value=-target.value,
            baseline=None if target.baseline is None else -target.baseline,
        )
        value = -value
    assert abs(gap(mirrored, Reading(value, as_of)).points - floor.points) <= 0.02


@given(targets(), VALUES, DAYS)
def test_what_is_held_at_the_end_is_not_behind_then(target: Target, value: float, as_of: date) -> None:
    found = gap(target, Reading(value, max(as_of, YEAR[1])))
    if target.held_by(value):
        assert found.points <= 0.01
        assert not found.broken
    elif target.family != Family.CUMULATIVE:
        assert found.points >= 0


STEPS = st.lists(st.builds(Milestone, st.just("步"), DAYS, st.none() | DAYS, st.floats(0.1, 10)), max_size=5).map(tuple)
FACTS = st.builds(
    LightFacts,
    st.sampled_from(Status),
    st.none() | DAYS,
    st.integers(0, 5),
    st.lists(st.builds(Measured, targets(), st.none() | st.builds(Reading, VALUES, DAYS)), max_size=3).map(tuple),
    STEPS,
    st.booleans(),
    st.none() | DAYS,
)


@given(FACTS, RULES, DAYS)
def test_no_light_without_reason_and_the_same_for_the_same(facts: LightFacts, rules: LightRules, today: date) -> None:
    light = light_of(facts, rules, today)
    assert light == light_of(replace(facts), replace(rules), today)
    assert light.findings
    assert len(str(light.reason)) >= 5
    assert "%(" not in str(light.reason)
    if light.colour in SEVERITY:
        assert light.colour == max((finding.colour for finding in light.findings), key=SEVERITY.__getitem__)


@given(FACTS, RULES, DAYS)
def test_a_reason_that_is_red_or_yellow_has_figures(facts: LightFacts, rules: LightRules, today: date) -> None:
    light = light_of(facts, rules, today)
    if light.colour in (Colour.RED, Colour.YELLOW):
        assert any(character.isdecimal() for character in str(light.reason))


@given(FACTS, RULES, DAYS, st.integers(0, 60))
def test_doing_nothing_never_makes_a_deadline_better(
    facts: LightFacts, rules: LightRules, today: date, days: int
) -> None:
    """Without figures and steps, a light only worsens as days go by."""
    bare = replace(facts, status=Status.IN_PROGRESS, measured=(), milestones=(), done=False)
    now, later = (light_of(bare, rules, day).colour for day in (today, date.fromordinal(today.toordinal() + days)))
    assert SEVERITY[now] <= SEVERITY[later]
