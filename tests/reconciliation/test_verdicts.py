"""Verdicts keep the contract's rules, and nobody is accused on the strength of a doubt."""

from __future__ import annotations

import pytest

from tests.reconciliation.papers import outcomes, verdict

RULES = [
    # 以上 is a floor
    ("生产总值增长6%以上。", "全市生产总值增长6.2%。", "met"),
    ("生产总值增长6%以上。", "全市生产总值增长5.2%。", "missed"),
    # a growth rate is exceeded by more than one point, not by a tenth of its value
    ("生产总值增长6%以上。", "全市生产总值增长7%。", "met"),
    ("生产总值增长6%以上。", "全市生产总值增长7.1%。", "exceeded"),
    # 左右 leaves half a point to rates
    ("生产总值增长6%左右。", "全市生产总值增长5.5%。", "met"),
    ("生产总值增长6%左右。", "全市生产总值增长5.4%。", "missed"),
    # 左右 leaves a twentieth to amounts
    ("城镇新增就业10万人左右。", "城镇新增就业9.6万人。", "met"),
    ("城镇新增就业10万人左右。", "城镇新增就业9.4万人。", "missed"),
    # an amount is exceeded by more than a tenth
    ("城镇新增就业10万人以上。", "城镇新增就业11万人。", "met"),
    ("城镇新增就业10万人以上。", "城镇新增就业11.1万人。", "exceeded"),
    # 万 and 亿 are brought to one scale
    ("城镇新增就业10000人以上。", "城镇新增就业1.2万人。", "exceeded"),
    # a cap is kept from below
    ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率4.2%。", "met"),
    ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率4.8%。", "missed"),
    # a range is reached at its lower end and exceeded beyond its upper one
    ("生产总值增长6%—6.5%。", "全市生产总值增长6.1%。", "met"),
    ("生产总值增长6%—6.5%。", "全市生产总值增长7.6%。", "exceeded"),
    # a fall promised is a fall: a rise of the same size is none
    ("单位生产总值能耗下降3%以上。", "单位生产总值能耗下降3.4%。", "met"),
    ("单位生产总值能耗下降3%以上。", "单位生产总值能耗下降2.1%。", "missed"),
    # no growth at all is a ceiling
    ("生活垃圾总量零增长。", "生活垃圾总量下降0.8%。", "met"),
    # tenths are percents
    ("护理型床位占比达到6成。", "护理型床位占比达到61%。", "met"),
    # prices shall neither rise nor fall much: nothing to exceed
    ("居民消费价格涨幅控制在3%以内。", "居民消费价格上涨0.4%。", "met"),
    # another spelling, another place of 新增
    ("新增国家高新技术企业30家。", "国家级高新技术企业新增36家。", "exceeded"),
    # nothing said
    ("新增高标准农田3万亩。", "全市生产总值增长6.1%。", "not-reported"),
]


@pytest.mark.parametrize(("target", "result", "expected"), RULES)
def test_a_verdict_follows_the_comparator(target: str, result: str, expected: str) -> None:
    assert verdict(target, result) == expected


NO_ACCUSATION = [
    # a sum of five years is no year's
    ("新增国家高新技术企业300家。", "五年来，全市面貌一新。新增国家高新技术企业200家。", "not-comparable"),
    # a mean of several years
    ("固定资产投资增长8%。", "固定资产投资年均增长5%。", "not-comparable"),
    # a part of the year
    ("生产总值增长6%以上。", "上半年全市生产总值增长4%。", "not-comparable"),
    # a share is no growth
    ("民间投资增长10%以上。", "民间投资占比达到60%。", "not-comparable"),
    # a total is no addition
    ("新增高新技术企业300家。", "高新技术企业总数达到250家。", "not-comparable"),
    # of a lower or higher level
    ("创建美丽河湖9条。", "建成省级美丽河湖5条。", "not-comparable"),
    # most of another name, in the middle of it: worth setting side by side; a word of another one is not
    ("建成保障性租赁住房安居工程600套。", "城镇保障性租赁住房安居工程房源480套。", "not-comparable"),
    ("生产总值达到3000亿元。", "每万元生产总值能耗达到0.4吨。", "not-reported"),
    # a rest that is far too small is likelier a part
    ("改造老旧小区300个。", "改造老旧小区12个。", "not-comparable"),
    # one of several that an amount consists of
    ("新建公园30座。", "新建公共设施80处，其中公园20座。", "not-comparable"),
    # one district is not the city
    ("新增规上工业企业100家。", "云湖区新增规上工业企业45家。", "not-comparable"),
    # the rate of a part is not that of the whole
    ("固定资产投资增长8%。", "交通固定资产投资增长12%。", "not-comparable"),
    # another thing of the same kind
    ("城镇居民人均可支配收入增长8%。", "农村居民人均可支配收入增长7%。", "not-reported"),
    # a ratio that only names the indicator
    ("单位生产总值能耗下降3%。", "全市生产总值增长2%。", "not-reported"),
    # a bound told that may hide enough
    ("发放消费券6亿元。", "发放消费券超5.8亿元。", "not-comparable"),
    # begun is not finished
    ("建成安置房2万套。", "开工安置房1.5万套。", "not-comparable"),
]


@pytest.mark.parametrize(("target", "result", "expected"), NO_ACCUSATION)
def test_what_is_in_doubt_accuses_nobody(target: str, result: str, expected: str) -> None:
    assert verdict(target, result) == expected


KEPT_ALL_THE_SAME = [
    # part of a thing that is enough for the whole
    ("创建美丽河湖9条。", "建成省级美丽河湖11条。", "exceeded"),
    # a level in the review of five years that decides
    ("上市企业总数力争突破60家。", "五年来，全市面貌一新。上市公司总数达到62家。", "met"),
    # a spelling that differs in one character
    ("改造老旧工业点100个。", "完成老旧工业区改造245个。", "exceeded"),
]


@pytest.mark.parametrize(("target", "result", "expected"), KEPT_ALL_THE_SAME)
def test_what_is_enough_counts(target: str, result: str, expected: str) -> None:
    assert verdict(target, result) == expected


def test_the_reason_names_both_figures_and_quotes_are_exact() -> None:
    [outcome] = outcomes("固定资产投资增长8%以上。", "固定资产投资增长4.2%。")
    assert "增长8%以上" in outcome.why
    assert "增长4.2%" in outcome.why
    assert "低3.8个百分点" in outcome.why
    assert outcome.ratio == 0.525
    assert outcome.result is not None
    assert outcome.result.quote.endswith("4.2%")


def test_two_figures_equally_close_accuse_nobody() -> None:
    [outcome] = outcomes("固定资产投资增长8%以上。", "固定资产投资增长4.2%。完成情况：固定资产投资增长8.2%。")
    assert outcome.verdict == "met"


def test_a_result_that_answers_one_target_is_not_lent_to_another() -> None:
    first, second = outcomes("新建农村公路30公里，新建城市道路20公里。", "新建农村公路32公里。")
    assert (first.verdict, second.verdict) == ("met", "not-reported")
