"""Objects: what a verb is about, free of counts and fillers."""

from __future__ import annotations

import pytest

from luoshi.extraction.undertakings.clauses import FIGURE
from luoshi.extraction.undertakings.grammar import read_clause
from luoshi.extraction.undertakings.objects import verb_and_object


@pytest.mark.parametrize(
    ("text", "verb", "thing"),
    [
        ("建成滨江主题公园", "建成", "滨江主题公园"),
        ("新建幼儿园45所以上", "新建", "幼儿园"),
        ("新增品牌企业40家、标准45项", "新增", "品牌企业、标准"),  # every member is freed of its count
        ("引进5亿元以上产业项目250个", "引进", "5亿元以上产业项目"),  # a threshold is part of the name
        ("推进110个重点项目建设", "推进", "重点项目建设"),  # a count before the thing is none of its words
        ("创成5A级景区", "创成", "5A级景区"),
        ("打造工业4.0示范城市", "打造", "工业4.0示范城市"),
        ("上市公司总数突破60家", "突破", "上市公司总数"),
        ("实现亩均税收均增长6%以上", "实现", "亩均税收"),
        ("城镇新增就业8万人", "新增", "城镇就业"),  # the verb stands inside its object
        ("力争研发强度达3.6%", "达", "研发强度"),
        ("开展好国防教育", "开展", "国防教育"),
        ("出台开放3.0方案", "出台", "开放3.0方案"),
        ("培育120家左右龙头企业", "培育", "龙头企业"),
        ("更新超30公里老旧管网", "更新", "老旧管网"),
        ("引进3个10亿元项目", "引进", "3个10亿元项目"),  # what follows the count begins with a figure
        ("提高10个百分点的比重", "提高", "10个百分点的比重"),  # no count of things
        ("新增算力1.7万P", "新增", "算力"),
        ("推进保税区年内封关", "推进", "保税区封关"),  # a time is no part of the thing
        ("实施三年行动计划", "实施", "三年行动计划"),
        ("做好今年工作", "做好", "今年工作"),
        ("开展专项行动、明显降低收费标准", "开展", "专项行动"),  # another undertaking behind the 、
        ("获批地铁甲线、年内开工乙线", "获批", "地铁甲线"),
        ("强化源头治理、系统治理", "强化", "源头治理、系统治理"),  # 系统治理 is a thing
        ("“一江两岸”投资增长15%以上", "增长", "“一江两岸”投资"),
        ("力争重点行业收入增长8%", "增长", "重点行业收入"),  # 重点 is an adverb before verbs alone
        ("65岁及以上老人服务率达到40%", "达到", "65岁及以上老人服务率"),
        ("今年赤字率拟按3%安排", "安排", "赤字率"),
        ("一般工商业电价平均降低5%", "降低", "一般工商业电价"),
    ],
)
def test_verb_and_object(text: str, verb: str, thing: str) -> None:
    clause = read_clause(text, 0, len(text), bool(FIGURE.search(text)))
    assert verb_and_object(text, clause) == (verb, thing)
