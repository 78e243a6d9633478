"""Closing rules of each kind, with the traps of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.ledger import Comparator, Family, Measured, Milestone, Reading
from luoshi.ledger.kinds import (
    Ballot,
    ClosingFacts,
    DemandFields,
    Fields,
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
    closing_checklist,
    missing_for_closing,
)
from tests.ledger.cast import YEAR, target

TODAY = date(2025, 11, 3)
DAY = date(2025, 10, 31)
S = Satisfaction
OFFICIAL = IndicatorFields(300.0, "市统计局", DAY)
FIRMS = target(Family.CUMULATIVE, Comparator.AT_LEAST, 300)
CAP = target(Family.CUMULATIVE, Comparator.AT_MOST, 300)
GROWTH = target(Family.RATE, Comparator.AT_LEAST, 7, "%")
FACTS = ClosingFacts(TaskFields(), TODAY, evidence=1, achieved="已建成")


def _rounds(*satisfactions: Satisfaction) -> ProposalFields:
    return ProposalFields("12", "某代表", tuple(Round(DAY, DAY, s) for s in satisfactions))


CASES: list[tuple[Fields, list[str]]] = [
    (TaskFields(), []),
    (ProjectFields(Stage.STARTED, Stage.PREPARING), ["承诺“开工”"]),
    (ProjectFields(Stage.STARTED, Stage.BUILT), []),  # beyond what was promised
    (LivelihoodFields(), ["测评结果"]),
    (LivelihoodFields(ballot=Ballot(10, 10, 30)), ["未过半"]),
    (LivelihoodFields(ballot=Ballot(30, 10, 10)), []),
    (RectificationFields(accepted=DAY), ["验收单位"]),
    (RectificationFields(accepted=date(2025, 12, 1), accepted_by="市督查室"), ["验收日期"]),  # accepted in the future
    (RectificationFields(accepted=DAY, accepted_by="市督查室"), []),
    (ProposalFields(), ["面商", "书面答复", "满意度"]),
    (_rounds(S.BASICALLY), []),
    (_rounds(S.DISSATISFIED), ["再次办理"]),
    (_rounds(S.DISSATISFIED, S.NONE), ["满意度"]),  # handled again, and not said yet
    (_rounds(S.DISSATISFIED, S.DISSATISFIED), []),  # nobody can be made to be satisfied
    (DemandFields(answered=DAY), ["邀请"]),
    (DemandFields(answered=DAY, rating_asked=date(2025, 10, 30)), ["邀请"]),  # four days ago
    (DemandFields(answered=DAY, rating_asked=date(2025, 10, 29)), []),  # five: not to rate is no fault
    (DemandFields(answered=DAY, rating=Rating.VERY_BAD), ["回访"]),
    (DemandFields(answered=DAY, rating=Rating.VERY_BAD, revisited=DAY), []),
    (DemandFields(rating=Rating.GOOD), ["答复诉求人"]),
    (InstructionFields(reported=DAY), ["审阅"]),
    (InstructionFields(reported=DAY, noted=DAY), []),
]


@pytest.mark.parametrize(("fields", "missing"), CASES)
def test_closing_rule(fields: Fields, missing: list[str]) -> None:
    found = [str(remedy) for remedy in missing_for_closing(replace(FACTS, fields=fields))]
    assert len(found) == len(missing)
    assert all(word in remedy for word, remedy in zip(missing, found, strict=True))


@pytest.mark.parametrize(
    ("measured", "missing"),
    [
        (Measured(FIRMS, Reading(300, DAY)), []),  # an amount that has reached its floor keeps it
        (Measured(FIRMS, Reading(299, DAY)), ["2025-12-31"]),
        (Measured(CAP, Reading(100, DAY)), ["2025-12-31"]),  # a cap is kept only when the year is over
        (Measured(GROWTH, Reading(8, DAY)), ["2025-12-31"]),  # and growth may fall
        (Measured(GROWTH, Reading(5, YEAR[1])), []),  # missed, and that is decided: it is closed as missed
        (Measured(GROWTH), ["2025-12-31"]),
    ],
)
def test_an_indicator_is_closed_when_statistics_have_decided_it(measured: Measured, missing: list[str]) -> None:
    found = [str(remedy) for remedy in missing_for_closing(replace(FACTS, fields=OFFICIAL, measured=(measured,)))]
    assert len(found) == len(missing)
    assert all(word in remedy for word, remedy in zip(missing, found, strict=True))
    nameless = replace(FACTS, fields=replace(OFFICIAL, official_source=" "), measured=(measured,))
    assert "发布单位" in str(missing_for_closing(nameless)[0])


def test_what_holds_for_all_kinds() -> None:
    steps = (Milestone("招标", DAY, DAY), Milestone("开工", DAY))
    bare = ClosingFacts(TaskFields(), TODAY, 0, "", milestones=steps, open_submatters=("3-1", "3-2"))
    found = "".join(str(remedy) for remedy in missing_for_closing(bare))
    assert all(word in found for word in ("佐证材料", "做成了什么", "3-1、3-2", "开工"))
    assert "招标" not in found
    checklist = closing_checklist(bare)
    assert [item.holds for item in checklist] == [False] * 4
    assert all(str(item.label) for item in checklist)
