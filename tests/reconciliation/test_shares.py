"""Of 60 neighbourhoods 45 were finished: the 45 are the outcome, and 60 must not pass for one."""

from __future__ import annotations

import pytest

from tests.reconciliation.papers import outcomes, verdict

SHARES = [
    ("改造老旧小区60个。", "60个老旧小区改造完工45个。", "missed", 45),
    ("办好10件民生实事。", "10件民生实事已完成8件。", "missed", 8),
    ("办好10件民生实事。", "10件民生实事完成10件。", "met", 10),
    ("新建幼儿园12所。", "12所幼儿园建成12所。", "met", 12),
]


@pytest.mark.parametrize(("promised", "told", "expected", "done"), SHARES)
def test_what_was_done_of_so_many_is_the_outcome(promised: str, told: str, expected: str, done: float) -> None:
    [outcome] = outcomes(promised, told)
    assert outcome.result is not None
    assert (outcome.verdict, outcome.result.value) == (expected, done)


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        # No share of a whole: figures side by side, and a whole that stands alone.
        ("改造老旧小区60个。", "60个老旧小区完成改造。"),
        ("存款余额增长6%。", "存款余额、贷款余额分别增长6%、5%。"),
    ],
)
def test_other_figures_stay_what_they_were(promised: str, told: str) -> None:
    assert verdict(promised, told) == "met"
