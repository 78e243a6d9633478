"""What a careful reader works out, and what must not be worked out."""

from __future__ import annotations

import pytest

from tests.reconciliation.papers import outcomes, verdict

BEFORE = "一般公共预算收入达到100亿元，生产总值达到1000亿元，上市公司总数达到50家。"
FROM_LEVELS = [
    # a level decides a growth promised, where last year's level is known
    ("一般公共预算收入增长5%。", "一般公共预算收入达到107亿元。", BEFORE, "exceeded"),
    # what follows never accuses
    ("一般公共预算收入增长5%。", "一般公共预算收入达到103亿元。", BEFORE, "not-comparable"),
    # nothing to work it out from
    ("一般公共预算收入增长5%。", "一般公共预算收入达到107亿元。", "全市经济平稳运行。", "not-comparable"),
    # growth at constant prices can't be worked out from amounts
    ("生产总值增长5%。", "生产总值达到1080亿元。", BEFORE, "not-comparable"),
    # a doubling, and points added, from two states
    ("上市公司总数翻一番。", "上市公司总数达到101家。", BEFORE, "met"),
    # a number promised to be added, from two totals
    ("新增上市公司5家。", "上市公司总数达到56家。", BEFORE, "exceeded"),
]


@pytest.mark.parametrize(("target", "result", "before", "expected"), FROM_LEVELS)
def test_a_level_decides_where_the_year_before_is_known(target: str, result: str, before: str, expected: str) -> None:
    assert verdict(target, result, before) == expected


def test_the_reason_says_what_it_was_worked_out_from() -> None:
    [outcome] = outcomes("一般公共预算收入增长5%。", "一般公共预算收入达到107亿元。", BEFORE)
    assert "100亿元" in outcome.why
    assert "推算" in outcome.why


def test_parts_told_side_by_side_add_up() -> None:
    [outcome] = outcomes("新建公园40座。", "新建口袋公园25座、社区公园18座。")
    assert outcome.verdict == "met"
    assert len(outcome.parts) == 2


def test_one_figure_for_two_things_is_kept_in_part() -> None:
    told = outcomes("二氧化硫、氮氧化物排放量下降3%。", "二氧化硫排放量下降5%。")
    assert "partly" in {outcome.verdict for outcome in told} or "exceeded" in {outcome.verdict for outcome in told}
    assert "missed" not in {outcome.verdict for outcome in told}


def test_an_admission_without_a_figure_is_a_miss() -> None:
    [outcome] = outcomes("进出口增长6%。", "受外部环境影响，进出口总额下降，预期增长目标未能实现。")
    assert (outcome.verdict, outcome.result) == ("missed", None)
    assert "未能实现" in outcome.why
