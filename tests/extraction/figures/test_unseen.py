"""Constructions of reports that the grammar had not seen, each found by sentences written blind."""

from __future__ import annotations

import pytest

from luoshi.extraction.figures.finding import SentenceReader

Record = tuple[str, str, str, float, str, str]

NUMBERS: list[tuple[str, list[Record]]] = [
    # 至 behind another unit ends a movement, not a range
    (
        "研发投入强度提升1.5个百分点至3.2%。",
        [("研发投入强度", "pp", "=", 1.5, "个百分点", "+"), ("研发投入强度", "share", "=", 3.2, "%", "+")],
    ),
    # a whole number written with .0 is a version only where nothing moves to it
    ("城乡居民收入比缩小至2.0。", [("城乡居民收入比", "share", "=", 2, "", "-")]),
    # 期 counts courses; a phase is named by one figure
    ("举办农技培训班12期，建成产业园二期工程。", [("农技培训班", "increment", "=", 12, "期", "+")]),
    # gas by the standard cubic metre
    ("天然气供应量达到3.5亿标方。", [("天然气供应量", "level", "=", 3.5, "亿标方", "+")]),
]

MEASURES: list[tuple[str, list[Record]]] = [
    # a debt settled is an amount cut, a project that cuts is not
    ("化解政府债务30亿元。", [("化解政府债务", "reduction", "=", 30, "亿元", "-")]),
    ("实施减排项目15个。", [("减排项目", "increment", "=", 15, "个", "+")]),
    ("取缔无证作坊12家。", [("无证作坊", "reduction", "=", 12, "家", "-")]),
    # two verbs of which one does not cut
    ("取消和下放审批事项40项。", [("取消和下放审批事项", "increment", "=", 40, "项", "+")]),
    # the verb of one member of a list does not make the next one's stock an addition
    (
        "接待游客60万人次、旅游总收入7亿元。",
        [("接待游客", "increment", "=", 60, "万人次", "+"), ("旅游总收入", "level", "=", 7, "亿元", "+")],
    ),
    # but the land of a list is worked on by the first one's verb
    (
        "治理水土流失面积60平方公里、石漠化面积20平方公里。",
        [
            ("治理水土流失面积", "increment", "=", 60, "平方公里", "+"),
            ("石漠化面积", "increment", "=", 20, "平方公里", "+"),
        ],
    ),
    # traffic and business of a year are levels
    ("快递业务量3亿件，货运量2亿吨。", [("快递业务量", "level", "=", 3, "亿件", "+"), ("货运量", "level", "=", 2, "亿吨", "+")]),
    # standards that are counted are no height
    ("牵头或参与制定行业标准8项。", [("行业标准", "increment", "=", 8, "项", "+")]),
    ("提高城乡低保标准，低保标准800元。", [("低保标准", "level", "=", 800, "元", "+")]),
    # a head of residents
    ("每千常住人口医疗卫生机构床位7张。", [("每千常住人口医疗卫生机构床位", "level", "=", 7, "张", "+")]),
]  # fmt: skip

OPENINGS: list[tuple[str, list[Record]]] = [
    # 成功 is an adverb, 成功率 is not; 率先 is one again
    (
        "调解矛盾纠纷600起、成功率98%。",
        [("调解矛盾纠纷", "increment", "=", 600, "起", "+"), ("矛盾纠纷成功率", "share", "=", 98, "%", "+")],
    ),
    ("成功率先建成示范园3个。", [("示范园", "increment", "=", 3, "个", "+")]),
    # years to come
    ("今后三年每年新增绿地8万亩。", [("绿地", "increment", "=", 8, "万亩", "+")]),
    # a verb that qualifies the noun of a rate
    ("签约项目履约率达到85%。", [("签约项目履约率", "share", "=", 85, "%", "+")]),
    # a word of cutting that is a member of a list
    ("新增减税降费及退税6亿元。", [("减税降费及退税", "reduction", "=", 6, "亿元", "-")]),
    # what a streak is of
    ("茶叶产量实现“五连增”，达到3.2万吨。", [("茶叶产量", "level", "=", 3.2, "万吨", "+")]),
    # what was opened
    ("城市环线建成通车，新增运营里程20公里。", [("城市环线运营里程", "increment", "=", 20, "公里", "+")]),
    # a field, which is no owner
    ("金融服务方面，新增贷款50亿元。", [("贷款", "increment", "=", 50, "亿元", "+")]),
]  # fmt: skip


def records(sentence: str) -> list[Record]:
    found = sorted(SentenceReader(sentence).read().found, key=lambda f: f.quantity.start)
    return [(f.head, f.measure, f.op, f.quantity.value, f.quantity.unit.replace("：", ":"), f.polarity) for f in found]


@pytest.mark.parametrize(("sentence", "expected"), NUMBERS, ids=[case[0][:24] for case in NUMBERS])
def test_numbers_and_units(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), MEASURES, ids=[case[0][:24] for case in MEASURES])
def test_measures(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), OPENINGS, ids=[case[0][:24] for case in OPENINGS])
def test_openings_and_topics(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected
