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
    ],
)
def test_verb_and_object(text: str, verb: str, thing: str) -> None:
    clause = read_clause(text, 0, len(text), bool(FIGURE.search(text)))
    assert verb_and_object(text, clause) == (verb, thing)
