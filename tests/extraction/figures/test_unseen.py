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
    # what is cut stands before its verb, and the figure says by how much
    ("项目审批时限再压减6天。", [("项目审批时限", "reduction", "=", 6, "天", "-")]),
    ("人均预期寿命提高1岁。", [("人均预期寿命", "increment", "=", 1, "岁", "+")]),
    ("地铁运营里程延长12公里。", [("地铁运营里程", "increment", "=", 12, "公里", "+")]),
    ("改造提升公园20个。", [("改造提升公园", "increment", "=", 20, "个", "+")]),
    ("行政审批事项精简30项。", [("行政审批事项", "reduction", "=", 30, "项", "-")]),
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
    # what is newly done, before what it is done to and behind it
    ("新发展党员1200名。", [("党员", "increment", "=", 1200, "名", "+")]),
    ("保障性安居工程新安排740万套。", [("保障性安居工程", "increment", "=", 740, "万套", "+")]),
    # from one year to another
    ("2020—2024年累计投资100亿元。", [("投资", "level", "=", 100, "亿元", "+")]),
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

RIGHT: list[tuple[str, list[Record]]] = [
    # a bracket behind the figure is not what is counted
    ("产值60亿元、增长7%左右（上年为8%）。", [("产值", "level", "=", 60, "亿元", "+"), ("产值", "growth", "~", 7, "%", "+")]),
    (
        "科技成果转化300项（其中本地转化120项）。",
        [("科技成果转化", "increment", "=", 300, "项", "+"), ("本地转化", "increment", "=", 120, "项", "+")],
    ),
    # that it is done, and how completely, is no part of the name; a name that holds 全面 keeps it
    ("28个贫困村全部出列。", [("贫困村出列", "increment", "=", 28, "个", "+")]),
    ("6处积水点完成改造。", [("积水点改造", "increment", "=", 6, "处", "+")]),
    ("建设9个全面小康村。", [("全面小康村", "increment", "=", 9, "个", "+")]),
    # where a share goes to
    ("地方财力七成以上向基层倾斜。", [("地方财力向基层倾斜", "share", ">=", 7, "成", "+")]),
    # the next clause, glued to the figure without a comma
    (
        "城镇新增就业2万人以上全力稳定重点群体就业。",
        [("城镇新增就业", "increment", ">=", 2, "万人", "+")],
    ),
]  # fmt: skip

LISTS: list[tuple[str, list[Record]]] = [
    # an indicator that stands alone gets nothing of the last one
    (
        "零售总额、外贸出口、实际利用外资分别增长8%、9%和12%。",
        [
            ("零售总额", "growth", "=", 8, "%", "+"),
            ("外贸出口", "growth", "=", 9, "%", "+"),
            ("实际利用外资", "growth", "=", 12, "%", "+"),
        ],
    ),
    # an attribute goes over with what qualifies it
    (
        "PM10、PM2.5平均浓度分别下降5%、4%。",
        [("PM10平均浓度", "growth", "=", 5, "%", "-"), ("PM2.5平均浓度", "growth", "=", 4, "%", "-")],
    ),
    # the part of an investment that is made is not the total
    (
        "堤防项目46个、总投资200亿元，年内完成投资80亿元。",
        [
            ("堤防项目", "increment", "=", 46, "个", "+"),
            ("堤防项目总投资", "level", "=", 200, "亿元", "+"),
            ("堤防项目投资", "increment", "=", 80, "亿元", "+"),
        ],
    ),
    # 和 before 合作 is an and, not the word 和合; values that touch are one list, whatever their units
    (
        "加盟店和合作社分别增至200家和60户。",
        [("加盟店", "level", "=", 200, "家", "+"), ("合作社", "level", "=", 60, "户", "+")],
    ),
    ("完成征迁800户、16万平方米。", [("征迁", "increment", "=", 800, "户", "+"), ("征迁", "increment", "=", 16, "万平方米", "+")]),
    # households and their members, the words behind the second
    (
        "300户900名搬迁群众入住新居。",
        [("搬迁群众入住新居", "increment", "=", 300, "户", "+"), ("搬迁群众入住新居", "increment", "=", 900, "名", "+")],
    ),
    # the head count holds for the next member too
    (
        "每千人口拥有床位7张、执业医师3人。",
        [("每千人口拥有床位", "level", "=", 7, "张", "+"), ("每千人口拥有执业医师", "level", "=", 3, "人", "+")],
    ),
    # another verb does not keep the first one's
    (
        "开工安置房3000套，建成2000套。",
        [("开工安置房", "increment", "=", 3000, "套", "+"), ("安置房", "increment", "=", 2000, "套", "+")],
    ),
    # aimed at more of the same growth
    ("产值增长5%左右、力争6%。", [("产值", "growth", "~", 5, "%", "+"), ("产值", "growth", "=", 6, "%", "+")]),
]  # fmt: skip

NAMED: list[tuple[str, list[Record]]] = [
    # a place stays, the verb behind it goes
    ("中心城区新增停车位500个。", [("中心城区停车位", "increment", "=", 500, "个", "+")]),
    # for whom, without what is done for them
    ("为困难家庭实施适老化改造400户。", [("困难家庭适老化改造", "increment", "=", 400, "户", "+")]),
    # the limit of the law is what it is compared with
    ("承诺时限压缩到法定时限的20%以内。", [("承诺时限", "limit", "<=", 20, "%", "-")]),
    # each of them at least so many
    ("每个村至少培育2名规划师。", [("每个村规划师", "increment", ">=", 2, "名", "+")]),
    # the code begins the next indicator
    ("12345热线满意率达到98%。", [("12345热线满意率", "share", "=", 98, "%", "+")]),
    # an exact numeral counts, a round one names a campaign
    ("实施十二项民生工程。", [("民生工程", "increment", "=", 12, "项", "+")]),
    ("开展百项攻坚行动。", []),
    # what a part of them attains is part of the name
    ("八成以上行政村集体收入超过20万元。", [("行政村集体收入超过20万元", "share", ">=", 8, "成", "+")]),
    # names with figures are not cut when a list is written out
    (
        "PM10、PM2.5浓度分别下降5%、4%。",
        [("PM10浓度", "growth", "=", 5, "%", "-"), ("PM2.5浓度", "growth", "=", 4, "%", "-")],
    ),
    # 服务 begins the name of a trade, which is no service done; the stock is a level
    ("服务业增加值达到300亿元。", [("服务业增加值", "level", "=", 300, "亿元", "+")]),
    # an adverb in front of the noun that a verb adds
    ("建成集中安置点57个。", [("集中安置点", "increment", "=", 57, "个", "+")]),
    # years of school are no years to come
    ("九年义务教育巩固率稳定在98%。", [("九年义务教育巩固率", "share", "=", 98, "%", "+")]),
    # one word with a comma in it
    (
        "金融机构存、贷款余额分别达到900亿元、700亿元。",
        [("金融机构存款余额", "level", "=", 900, "亿元", "+"), ("金融机构贷款余额", "level", "=", 700, "亿元", "+")],
    ),
    # two verbs in front of what the next clause measures
    ("做大做强茶产业，产值突破30亿元。", [("茶产业产值", "level", ">=", 30, "亿元", "+")]),
    # so much product is a denominator, which stays in the name
    ("亿元GDP事故死亡率下降8%。", [("亿元GDP事故死亡率", "growth", "=", 8, "%", "-")]),
    # how it fares is no owner, and what was signed is a thing
    (
        "招商成效明显，签约项目80个，总投资90亿元。",
        [("签约项目", "increment", "=", 80, "个", "+"), ("签约项目总投资", "level", "=", 90, "亿元", "+")],
    ),
    # a size without its thing
    (
        "落地项目90个，其中10亿元以上30个。",
        [("项目", "increment", "=", 90, "个", "+"), ("10亿元以上项目", "increment", "=", 30, "个", "+")],
    ),
    # the share of those that a size picks out
    ("企业税收超20万元的占比提升至60%。", [("企业税收超20万元的占比", "share", "=", 60, "%", "+")]),
    # a deed behind a deed
    ("重点项目续建80个、新开工60个。", [("重点项目续建", "increment", "=", 80, "个", "+"), ("重点项目新开工", "increment", "=", 60, "个", "+")]),
    # 了 behind a verb that stays
    ("解决了3.6万农村居民饮水困难。", [("解决农村居民饮水困难", "increment", "=", 3.6, "万", "+")]),
    # what grew since when
    (
        "科技企业、示范企业数量较2020年实现“双倍增”，分别达到120家、60家。",
        [("科技企业数量", "level", "=", 120, "家", "+"), ("示范企业数量", "level", "=", 60, "家", "+")],
    ),
    # owners of unequal length whose last letter is an attribute elsewhere
    (
        "二氧化硫、化学需氧量排放量分别削减3%、2%。",
        [("二氧化硫排放量", "growth", "=", 3, "%", "-"), ("化学需氧量排放量", "growth", "=", 2, "%", "-")],
    ),
]  # fmt: skip


COMPARED: list[tuple[str, list[Record]]] = [
    # the last figures of an earlier year are no number of years
    ("单位工业增加值能耗较2020年累计下降16%。", [("单位工业增加值能耗", "growth", "=", 16, "%", "-")]),
    ("近3年累计培训5万人。", [("培训", "increment", "=", 5, "万人", "+")]),
    # with two others, one figure each; the rate is the one stated before
    (
        "工业增加值增长8%，分别高于全国、全省2.1、1.3个百分点。",
        [
            ("工业增加值", "growth", "=", 8, "%", "+"),
            ("工业增加值增速高于全国", "pp", "=", 2.1, "个百分点", "+"),
            ("工业增加值增速高于全省", "pp", "=", 1.3, "个百分点", "+"),
        ],
    ),
    # the verb of comparison behind, 个百分点 cut short
    (
        "工业增加值增长8%，增速分别比全国和全省平均水平高1.5个、0.8个百分点。",
        [
            ("工业增加值", "growth", "=", 8, "%", "+"),
            ("工业增加值增速比全国高", "pp", "=", 1.5, "个百分点", "+"),
            ("工业增加值增速比全省高", "pp", "=", 0.8, "个百分点", "+"),
        ],
    ),
    # the comparison of the first holds for the second, who is only named
    (
        "商品出口增长9%，增速高于全国5个百分点、全省3个百分点。",
        [
            ("商品出口", "growth", "=", 9, "%", "+"),
            ("商品出口增速高于全国", "pp", "=", 5, "个百分点", "+"),
            ("商品出口增速高于全省", "pp", "=", 3, "个百分点", "+"),
        ],
    ),
    # a rank behind a comparison is the indicator's, not the distance's
    (
        "居民收入增长7%，比全省平均高0.5个百分点、居全省第2位。",
        [
            ("居民收入", "growth", "=", 7, "%", "+"),
            ("居民收入增速比全省高", "pp", "=", 0.5, "个百分点", "+"),
            ("居民收入增速", "rank", "=", 2, "", "+"),
        ],
    ),
]


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


@pytest.mark.parametrize(("sentence", "expected"), RIGHT, ids=[case[0][:24] for case in RIGHT])
def test_words_behind_the_figure(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), LISTS, ids=[case[0][:24] for case in LISTS])
def test_lists(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), NAMED, ids=[case[0][:24] for case in NAMED])
def test_names_of_indicators(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), COMPARED, ids=[case[0][:24] for case in COMPARED])
def test_comparisons_with_others(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected
