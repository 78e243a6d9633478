"""Lights: each rule alone, their order, and what hides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.ledger import (
    Colour,
    Comparator,
    Family,
    LightFacts,
    LightRules,
    Measured,
    Milestone,
    Reading,
    Status,
    Target,
    light_of,
)
from tests.ledger.cast import YEAR, target

TODAY = date(2025, 10, 8)
SEPTEMBER = date(2025, 9, 30)
RULES = LightRules()
FIRMS = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300)
GROWTH = target(Family.RATE, Comparator.AT_LEAST, 7, "%")
CAP = target(Family.CUMULATIVE, Comparator.AT_MOST, 100, "万元")
AT_WORK = LightFacts(Status.IN_PROGRESS, deadline=YEAR[1])


def _read(promise: Target, value: float, as_of: date = SEPTEMBER) -> LightFacts:
    return replace(AT_WORK, measured=(Measured(promise, Reading(value, as_of)),))


def _steps(*done: bool) -> LightFacts:
    days = (date(2025, 3, 31), date(2025, 6, 30), SEPTEMBER, YEAR[1])
    steps = tuple(
        Milestone(f"第{n}步", day, day if is_done else None)
        for n, (day, is_done) in enumerate(zip(days, done, strict=True), 1)
    )
    return replace(AT_WORK, milestones=steps)


CASES = [
    # schedule: more than 10 points is yellow, more than 30 red; at the threshold nothing turns
    (_read(FIRMS, 195), "green", "落后10个百分点"),
    (_read(FIRMS, 194.9), "yellow", "落后10.03个百分点"),
    (_read(FIRMS, 135), "yellow", "落后30个百分点"),
    (_read(FIRMS, 134), "red", "落后30.33个百分点"),
    (_read(CAP, 86), "yellow", "超出11个百分点"),
    (_read(CAP, 100.5), "red", "超过上限"),  # nothing can mend it, though it is 25 points only
    # rates: below the target is behind
    (_read(GROWTH, 7), "green", "符合目标7%以上"),
    (_read(GROWTH, 6.9), "yellow", "低0.1个百分点"),
    (_read(GROWTH, 4), "red", "差目标值的42.86%"),
    # at the period's end no shortfall is on schedule
    (_read(FIRMS, 299, YEAR[1]), "yellow", "为目标300家以上的99.67%"),
    # reports
    (replace(AT_WORK, periods_late=1), "yellow", "连续1期"),
    (replace(AT_WORK, periods_late=2), "red", "连续2期"),
    # deadlines: the day itself is in time; within 7 days without completion reported is near
    (replace(AT_WORK, deadline=date(2025, 10, 7)), "red", "逾期1天"),
    (replace(AT_WORK, deadline=TODAY), "yellow", "还有0天"),
    (replace(AT_WORK, deadline=date(2025, 10, 15)), "yellow", "还有7天"),
    (replace(AT_WORK, deadline=date(2025, 10, 16)), "green", "未逾期"),
    (replace(AT_WORK, deadline=None), "green", "办理中，持续推进"),
    (replace(_read(FIRMS, 300), deadline=TODAY), "green", "超前25个百分点"),  # nothing left to report
    (replace(AT_WORK, measured=(Measured(FIRMS),)), "green", "暂无数据"),
    # nobody signs for it: the due day itself is in time, and what is planned is past that
    (LightFacts(Status.ASSIGNED, YEAR[1], answer_due=date(2025, 10, 6)), "yellow", "应于2025-10-06前签收，已过2天"),
    (LightFacts(Status.ASSIGNED, YEAR[1], answer_due=TODAY), "green", "未逾期"),
    (LightFacts(Status.ACCEPTED, YEAR[1], answer_due=date(2025, 10, 6)), "yellow", "报送方案"),
    (LightFacts(Status.PLANNED, YEAR[1], answer_due=date(2025, 10, 6)), "green", "未逾期"),
    # steps: three are due; one missing is 25 points, two 50
    (_steps(True, True, True, False), "green", "4个节点已完成3个"),
    (_steps(True, True, False, False), "yellow", "第3步（2025-09-30），落后25个百分点"),
    (_steps(True, False, False, False), "red", "第2步（2025-06-30）、第3步（2025-09-30），落后50个百分点"),
    (_steps(True, False, True, True), "green", "未按期完成：第2步"),  # one done early counts for one late, and is told
    # at rest, and waiting
    (replace(AT_WORK, status=Status.CLOSING, deadline=date(2025, 1, 1)), "blue", "等待核实"),
    (replace(AT_WORK, done=True, deadline=date(2025, 10, 1)), "blue", "已报告完成"),
    (
        replace(_read(FIRMS, 100), done=True),
        "red",
        "落后41.67个百分点",
    ),  # said to be done, and the figure says otherwise
    (replace(AT_WORK, status=Status.CLOSED), "grey", "销号"),
    (replace(AT_WORK, status=Status.SUSPENDED, deadline=date(2025, 1, 1)), "grey", "中止"),
    (replace(AT_WORK, status=Status.REOPENED, deadline=date(2025, 10, 1)), "red", "逾期7天"),
]


@pytest.mark.parametrize(("facts", "colour", "words"), CASES)
def test_light(facts: LightFacts, colour: str, words: str) -> None:
    light = light_of(facts, RULES, TODAY)
    assert light.colour == Colour(colour)
    assert words in str(light.reason)
    assert str(light.reason).endswith("。")


def test_the_worst_of_all_decides_and_only_its_reasons_are_in_the_sentence() -> None:
    facts = replace(_read(FIRMS, 194), deadline=date(2025, 10, 1), periods_late=1)
    light = light_of(facts, RULES, TODAY)
    assert [finding.colour for finding in light.findings] == [Colour.RED, Colour.YELLOW, Colour.YELLOW]
    assert "逾期7天" in str(light.reason)
    assert "1期" not in str(light.reason)


def test_of_several_targets_of_one_matter_each_is_named() -> None:
    good = Measured(replace(FIRMS, name="高新技术企业"), Reading(300, SEPTEMBER))
    bad = Measured(replace(FIRMS, name="科技型中小企业"), Reading(150, SEPTEMBER))
    light = light_of(replace(AT_WORK, measured=(good, bad)), RULES, TODAY)
    assert str(light.reason).startswith("科技型中小企业：截至2025-09-30完成150家")


@pytest.mark.parametrize(
    ("rules", "facts", "colour"),
    [
        (LightRules(behind_yellow=5), _read(FIRMS, 200), "yellow"),
        (LightRules(rate_yellow=10), _read(GROWTH, 6.4), "green"),
        (LightRules(near_days=0), replace(AT_WORK, deadline=date(2025, 10, 9)), "green"),
        (LightRules(late_yellow=2, late_red=3), replace(AT_WORK, periods_late=1), "green"),
        # a city's rule: not started for three months is red, though it is one step of four
        (LightRules(milestone_red_days=90), _steps(True, False, True, False), "red"),
    ],
)
def test_a_programmes_own_rules(rules: LightRules, facts: LightFacts, colour: str) -> None:
    assert light_of(facts, rules, TODAY).colour == Colour(colour)


def test_a_green_light_does_not_claim_what_is_not_so() -> None:
    late = light_of(replace(AT_WORK, periods_late=1), LightRules(late_yellow=2), TODAY)
    assert (late.colour, str(late.reason)) == (Colour.GREEN, "办理中，时限2025-12-31，未逾期，1期迟报，未到预警界限。")


def test_a_step_that_is_near_is_told() -> None:
    light = light_of(_steps(True, True, True, False), RULES, date(2025, 12, 28))
    assert light.colour == Colour.YELLOW
    assert "第4步" in str(light.reason)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_light_with_its_reason(status: Status) -> None:
    light = light_of(LightFacts(status), RULES, TODAY)
    assert len(str(light.reason)) > 5
    assert str(light.colour.label)
