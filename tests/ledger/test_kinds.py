"""Kinds: own fields read back, time limits of instructions, landing rate, votes."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import pytest

from luoshi.ledger import Kind, Limits, SettingsError, load_calendar, months_after
from luoshi.ledger.kinds import (
    Ballot,
    DemandFields,
    Fields,
    Grade,
    IndicatorFields,
    InstructionFields,
    LivelihoodFields,
    ProjectFields,
    ProposalFields,
    Rating,
    RectificationFields,
    Round,
    Satisfaction,
    Stage,
    TaskFields,
    dump_fields,
    elect,
    instruction_days,
    landing_rate,
    load_fields,
)
from luoshi.ledger.rules import Days

DAY = date(2025, 3, 1)
FILLED: dict[Kind, Fields] = {
    Kind.INDICATOR: IndicatorFields(6.5, "市统计局", DAY),
    Kind.TASK: TaskFields("实施方案"),
    Kind.PROJECT: ProjectFields(Stage.STARTED, Stage.SIGNED, 12000.0, 3000.0, 100.5),
    Kind.LIVELIHOOD: LivelihoodFields("人大代表", DAY, 152, Ballot(152, 30, 0)),
    Kind.RECTIFICATION: RectificationFields("省督查组", DAY, DAY, "市督查室"),
    Kind.PROPOSAL: ProposalFields("12", "某代表", (Round(DAY, DAY, Satisfaction.DISSATISFIED), Round(DAY))),
    Kind.DEMAND: DemandFields("12345热线", DAY, DAY, Rating.BAD, DAY, DAY),
    Kind.INSTRUCTION: InstructionFields("请抓紧办理", DAY, Grade.MAJOR, DAY, DAY, DAY),
}


@pytest.mark.parametrize("kind", Kind)
def test_fields_are_read_back_as_they_were_kept(kind: Kind) -> None:
    filled = FILLED[kind]
    assert all(getattr(filled, field.name) != getattr(type(filled)(), field.name) for field in fields(filled))
    assert load_fields(kind, json.loads(json.dumps(dump_fields(filled)))) == filled
    empty = load_fields(kind, {})
    assert empty == type(filled)()
    assert load_fields(kind, json.loads(json.dumps(dump_fields(empty)))) == empty


@pytest.mark.parametrize(
    ("kind", "kept", "words"),
    [
        (Kind.INDICATOR, {"official_value": "N/A"}, "应为数字"),  # what people type where a figure is asked for
        (Kind.INDICATOR, {"official_day": "2025-02-30"}, "2025-03-31"),
        (Kind.PROJECT, {"reached": "finished"}, "conceived、signed"),
        (Kind.PROJECT, {"investment": -5}, "应在0至"),
        (Kind.LIVELIHOOD, {"ballot": {"satisfied": 1.5}}, "应为整数"),
        (Kind.LIVELIHOOD, {"ballot": {"happy": 3}}, "没有“happy”"),
        (Kind.RECTIFICATION, {"listed": "2025-05-01", "accepted": "2025-04-01"}, "早于挂牌"),
        (Kind.PROPOSAL, {"rounds": [{}, {}, {}]}, "最多办理两次"),
        (Kind.PROPOSAL, {"rounds": [{"satisfaction": "hm"}]}, "第几次办理1"),
        (Kind.PROPOSAL, {"rounds": "two"}, "应为列表"),
        (Kind.DEMAND, {"raised": 20250301}, "应为日期"),
        (Kind.TASK, {"milestones": []}, "没有“milestones”"),
    ],
)
def test_fields_that_cannot_be_meant_are_refused(kind: Kind, kept: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load_fields(kind, kept)


@pytest.mark.parametrize(
    ("issued", "grade", "limits", "days"),
    [
        # Monday: three calendar days and seven
        (date(2025, 3, 3), Grade.ORDINARY, Limits(), ("03-04", "03-06", "03-10")),
        # Friday: the day after is Saturday, so all last days on weekends move to Monday
        (date(2025, 3, 7), Grade.ORDINARY, Limits(), ("03-10", "03-10", "03-14")),
        (date(2025, 3, 7), Grade.ORDINARY, Limits(counted=Days.WORKING), ("03-10", "03-12", "03-18")),
        # the day before National Day: every short limit ends behind the holiday
        (date(2025, 9, 30), Grade.ORDINARY, Limits(), ("10-09", "10-09", "10-09")),
        (date(2025, 9, 30), Grade.ORDINARY, Limits(counted=Days.WORKING), ("10-09", "10-11", "10-16")),
        # a month is a month, whatever is counted
        (date(2025, 1, 31), Grade.MAJOR, Limits(), ("02-05", "02-05", "02-28")),
        (date(2025, 7, 31), Grade.MAJOR, Limits(), ("08-01", "08-04", "09-01")),
    ],
)
def test_limits_of_an_instruction(issued: date, grade: Grade, limits: Limits, days: tuple[str, str, str]) -> None:
    found = instruction_days(issued, grade, limits, load_calendar())
    assert tuple(f"{day:%m-%d}" for day in (found.deploy, found.feedback, found.finish)) == days


def test_months_end_with_the_month() -> None:
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert months_after(date(2025, 11, 15), 14) == date(2027, 1, 15)


def test_landing_is_to_have_started() -> None:
    stages = [Stage.PREPARING, Stage.STARTED, Stage.EFFECTIVE, Stage.SIGNED]
    assert landing_rate([ProjectFields(reached=stage) for stage in stages]) == 0.5
    assert landing_rate([]) is None


def test_deputies_elect_fewer_than_stand() -> None:
    assert elect({1: 10, 2: 30, 3: 20, 4: 5}, places=3) == (2, 3, 1)
    assert elect({1: 10, 2: 10, 3: 5}, places=2) == (1, 2)  # a tie within is no tie at the border
    with pytest.raises(SettingsError, match="再次投票"):
        elect({1: 10, 2: 30, 3: 10}, places=2)
    for places in (0, 2, 3):
        with pytest.raises(SettingsError, match="多于应选"):
            elect({1: 10, 2: 30}, places)


def test_a_ballot_passes_with_more_than_half() -> None:
    assert Ballot(1, 50, 50).passed
    assert not Ballot(25, 25, 50).passed
    assert not Ballot(0, 0, 0).passed
