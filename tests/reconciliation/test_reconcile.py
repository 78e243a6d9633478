"""Several reviews, other kinds of documents, and what stays true of every outcome."""

from __future__ import annotations

import pytest

from luoshi import extract, read
from luoshi.extraction import Extraction
from luoshi.reconciliation import carry_over, cascade, reconcile, reconcile_tasks, series
from tests.reconciliation.papers import plan, review


def _called(name: str, found: Extraction) -> Extraction:
    return extract(read(found.document.text.encode(), name=name))


def test_without_a_review_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="review"):
        reconcile(plan("生产总值增长6%。"), [])


def test_sources_that_disagree_are_both_shown() -> None:
    told = [
        _called("报告.txt", review("固定资产投资增长8.2%。")),
        _called("公报.txt", review("固定资产投资增长7.5%。")),
    ]
    [outcome] = reconcile(plan("固定资产投资增长8%。"), told)
    assert outcome.verdict == "not-comparable"
    assert "来源说法不一" in outcome.why
    assert [other.verdict for other in outcome.others] == ["missed"]


def test_a_source_that_only_differs_stands_beside_the_first() -> None:
    told = [
        _called("报告.txt", review("固定资产投资增长15%。")),
        _called("公报.txt", review("固定资产投资增长15.7%。")),
    ]
    [outcome] = reconcile(plan("固定资产投资增长8%。"), told)
    assert (outcome.verdict, outcome.source) == ("exceeded", "报告.txt")
    assert [other.source for other in outcome.others] == ["公报.txt"]


def test_a_communique_without_a_review_is_one() -> None:
    communique = extract(
        read("云川市2024年国民经济和社会发展统计公报\n\n全年全市生产总值增长6.3%。城镇新增就业12万人。\n")
    )
    outcomes = reconcile(plan("生产总值增长6%以上，城镇新增就业10万人。"), [communique])
    assert [one.verdict for one in outcomes] == ["met", "exceeded"]
    quotes = [one.result.quote for one in outcomes if one.result]
    assert quotes == ["全年全市生产总值增长6.3%", "城镇新增就业12万人"]  # without the title
    assert all(communique.document.text[one.result.start : one.result.end] in quotes for one in outcomes if one.result)


def test_carry_over_says_what_the_next_plan_does() -> None:
    first = plan("生产总值增长6%，固定资产投资增长8%，城镇新增就业10万人，新建公园30座，新增高标准农田3万亩。")
    then = review("城镇新增就业12万人，新建公园31座。", "生产总值增长6%，固定资产投资增长7%，城镇新增就业11万人。")
    fates = {one.outcome.target.indicator: one.fate for one in carry_over(first, then)}
    assert fates == {
        "生产总值": "restated",
        "固定资产投资": "lowered",
        "城镇新增就业": "raised",
        "公园": "closed",
        "高标准农田": "dropped",
    }


def test_a_goal_of_several_years_is_not_due_before_its_time() -> None:
    text = "云川市2024年政府工作报告\n\n一、2023年工作回顾\n平稳。\n\n二、今后五年奋斗目标\n到2028年，高新技术企业突破1000家。\n"
    first = extract(read(text + "\n三、2024年主要预期目标\n新建公园30座，生产总值增长6%。\n"))
    fates = {one.outcome.target.indicator: one.fate for one in carry_over(first, review("全市平稳。"))}
    assert fates == {"高新技术企业": "not-due", "公园": "dropped", "生产总值": "lowered"}
    due = extract(read(text.replace("2028", "2024") + "\n三、2024年主要预期目标\n新建公园30座。\n"))
    assert carry_over(due, review("全市平稳。"))[0].fate == "dropped"


def test_a_series_follows_an_indicator_over_the_years() -> None:
    papers = [plan("生产总值增长6%。", "全市生产总值增长5.8%。"), review("全市生产总值增长6.4%。", "生产总值增长5%。")]
    points = series(papers, "生产总值")
    told = [(p.year, p.promised and p.promised.value, p.achieved and p.achieved.value, p.gap) for p in points]
    assert told == [(2023, None, 5.8, None), (2024, 6.0, 6.4, 0.4), (2025, 5.0, None, None)]


def test_a_cascade_tells_who_asks_more() -> None:
    above = plan("生产总值增长6%，新建公园50座，新增高标准农田3万亩。")
    below = [
        _called("甲.txt", plan("生产总值增长7%，新建公园30座。")),
        _called("乙.txt", plan("生产总值增长6%，新建公园25座。")),
    ]
    growth, parks, land = cascade(above, below)
    assert [one.difference for one in growth.counterparts] == [1.0, 0.0]
    assert growth.total is None
    assert land.absent == ("甲.txt", "乙.txt")
    assert [one.difference for one in parks.counterparts] == [-0.4, -0.5]
    assert (parks.total, parks.why.endswith("分解合计55座，为参照目标的110%。")) == (55, True)


def test_a_target_that_is_only_repeated_is_one_line() -> None:
    above = plan("新增就业45万人以上，新建公园50座。确保实现新增就业45万人以上目标。")
    assert [line.target.indicator for line in cascade(above, [plan("新建公园30座。")])] == ["新增就业", "公园"]


TASKS = [
    # the event promised is told of
    ("创成国家卫生城市。", "创成国家卫生城市。", "done"),
    # figures decide before words
    ("新建公园30座。", "新建公园31座。", "done"),
    ("固定资产投资增长8%。", "固定资产投资增长4%。", "missed"),
    # the thing is told of as going on
    ("加快建设云湖大道快速化改造工程。", "云湖大道快速化改造工程加快推进。", "advanced"),
    # nothing is told
    ("创成国家卫生城市。", "全市生产总值增长6%。", "not-reported"),
    # it was given up
    ("加快建设云湖大道快速化改造工程。", "云湖大道快速化改造工程因规划调整停止建设。", "contradicted"),
]


@pytest.mark.parametrize(("task", "told", "expected"), TASKS)
def test_a_task_is_done_advanced_missed_or_not_reported(task: str, told: str, expected: str) -> None:
    paper = extract(read(f"云川市2024年政府工作报告\n\n一、2024年重点工作\n{task}\n"))
    found = review(told)
    [outcome] = reconcile_tasks(paper, [found])
    assert outcome.verdict == expected
    assert all(found.document.text[one.start : one.end] == one.quote for one in outcome.evidence)
