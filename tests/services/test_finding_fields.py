"""What the engine proposes for words that a person chose."""

from __future__ import annotations

import pytest

from luoshi.services.finding_fields import proposal

SENTENCE = "新增学位6180个，率先推进政务服务跨省通办。"


@pytest.mark.parametrize(
    ("chosen", "indicator", "value"),
    [
        ("新增学位6180个", "学位", 6180),
        # The figure alone names nothing; its sentence does.
        ("6180个", "学位", 6180),
        # The sentence has figures, but none in the chosen words: theirs are not to be proposed for them.
        ("率先推进政务服务跨省通办", "", None),
    ],
)
def test_figures_beside_the_chosen_words_are_not_theirs(chosen: str, indicator: str, value: float | None) -> None:
    start = SENTENCE.index(chosen)
    said = proposal(SENTENCE, start, start + len(chosen), kind="statement", role="plan-tasks", year=2025)
    assert (said["indicator"], said["value"], said["year"]) == (indicator, value, 2025)
