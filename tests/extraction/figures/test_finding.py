"""The grammar of quantified statements: one sentence a trap, in words of our own."""

from __future__ import annotations

import pytest

from luoshi.extraction.figures.finding import SentenceReader

Record = tuple[str, str, str, float, str, str]

CASES: list[tuple[str, list[Record]]] = [
    # 以上 behind the unit
    ("新增高新技术企业30家以上。", [("高新技术企业", "increment", ">=", 30, "家", "+")]),
    # 左右 on a rate of growth
    ("地区生产总值增长6%左右。", [("地区生产总值", "growth", "~", 6, "%", "+")]),
    # 万 stays in the unit
    ("建设公共停车位1.2万个。", [("公共停车位", "increment", "=", 1.2, "万个", "+")]),
    # 百 is multiplied out, 亿 stays
    ("技术合同成交额突破百亿元。", [("技术合同成交额", "level", ">=", 100, "亿元", "+")]),
    # a bare 万 is one of ten thousand
    ("新增工业用地供应万亩以上。", [("工业用地供应", "increment", ">=", 1, "万亩", "+")]),
    # 多 inside the number is a floor
    ("发放消费券3000多万元。", [("消费券", "increment", ">=", 3000, "万元", "+")]),
    # a figure mixed of Arabic and Chinese
    ("新登记市场主体1万6千多户。", [("新登记市场主体", "increment", ">=", 1.6, "万户", "+")]),
    # a reversed order: the counted thing stands behind
    ("推出100项“一件事”服务。", [("“一件事”服务", "increment", "=", 100, "项", "+")]),
    # the work word behind the counted thing is dropped
    ("推进110个产业项目建设。", [("产业项目", "increment", "=", 110, "个", "+")]),
    # a share of things
    ("70%以上行政村达到示范标准。", [("行政村达到示范标准", "share", ">=", 70, "%", "+")]),
    # 分别 with a shared owner
    (
        "规上工业亩均增加值、亩均税收分别增长6%、5%以上。",
        [
            ("规上工业亩均增加值", "growth", ">=", 6, "%", "+"),
            ("规上工业亩均税收", "growth", ">=", 5, "%", "+"),
        ],
    ),
    # 城乡 is two
    (
        "城乡居民人均可支配收入分别增长7%和8%。",
        [
            ("城镇居民人均可支配收入", "growth", "=", 7, "%", "+"),
            ("农村居民人均可支配收入", "growth", "=", 8, "%", "+"),
        ],
    ),
    # 均 gives one figure to each head
    (
        "交通投资、水利投资均增长10%以上。",
        [("交通投资", "growth", ">=", 10, "%", "+"), ("水利投资", "growth", ">=", 10, "%", "+")],
    ),
    # a trailing 以上 does not cross members with heads of their own (ruling 1)
    (
        "新增研究院2家、研发中心50家以上。",
        [("研究院", "increment", "=", 2, "家", "+"), ("研发中心", "increment", ">=", 50, "家", "+")],
    ),
    # an elided unit
    (
        "高新技术产业、装备制造业增加值增速分别高于规上工业2.4、3.5个百分点。",
        [
            ("高新技术产业增加值增速高于规上工业", "pp", "=", 2.4, "个百分点", "+"),
            ("装备制造业增加值增速高于规上工业", "pp", "=", 3.5, "个百分点", "+"),
        ],
    ),
    # a range
    ("每年培育3—5家龙头企业。", [("龙头企业", "increment", "=", 3, "家", "+")]),
    # from X to Y: only Y counts (ruling 3)
    ("森林覆盖率从41%提高到43%。", [("森林覆盖率", "share", "=", 43, "%", "+")]),
    # a predicate without a subject leans on the figure before
    (
        "财政总收入达到60亿元，年均增长5%。",
        [("财政总收入", "level", "=", 60, "亿元", "+"), ("财政总收入", "growth", "=", 5, "%", "+")],
    ),
    # an attribute that says nothing alone
    (
        "新增外贸主体120家，总数突破2000家。",
        [("外贸主体", "increment", "=", 120, "家", "+"), ("外贸主体总数", "level", ">=", 2000, "家", "+")],
    ),
    # a threshold belongs to the indicator (ruling 5)
    ("引进投资亿元以上项目30个。", [("投资亿元以上项目", "increment", "=", 30, "个", "+")]),
    # thresholds listed
    (
        "分别招引1亿元、5亿元、10亿元以上项目20个、10个、5个。",
        [
            ("1亿元以上项目", "increment", "=", 20, "个", "+"),
            ("5亿元以上项目", "increment", "=", 10, "个", "+"),
            ("10亿元以上项目", "increment", "=", 5, "个", "+"),
        ],
    ),
    # a size in front of the thing
    ("建成2个5000吨级泊位。", [("5000吨级泊位", "increment", "=", 2, "个", "+")]),
    # a denominator in the indicator
    ("万人发明专利拥有量达到12件。", [("万人发明专利拥有量", "level", "=", 12, "件", "+")]),
    # a cap
    ("城镇登记失业率控制在4%以内。", [("城镇登记失业率", "limit", "<=", 4, "%", "-")]),
    # a cap with a tolerance
    ("居民消费价格涨幅控制在3%左右。", [("居民消费价格涨幅", "limit", "~", 3, "%", "-")]),
    # a time limit inside quotation marks is a figure
    ("企业开办审批“最多2个工作日”。", [("企业开办审批", "limit", "<=", 2, "个工作日", "-")]),
    # an amount cut
    ("淘汰落后产能企业40家。", [("落后产能企业", "reduction", "=", 40, "家", "-")]),
    # a rate cut by its verb
    ("压减一般性支出5%。", [("一般性支出", "growth", "=", 5, "%", "-")]),
    # doubling
    ("跨境电商交易额实现翻番。", [("跨境电商交易额", "multiple", "=", 2, "倍", "+")]),
    # times
    ("持证社工人数增长3.5倍。", [("持证社工人数", "multiple", "=", 3.5, "倍", "+")]),
    # zero growth
    ("生活垃圾总量零增长。", [("生活垃圾总量", "growth", "=", 0, "%", "+")]),
    # a rank
    ("小微企业园总数列全省第3。", [("小微企业园总数", "rank", "=", 3, "", "+")]),
    # among the first so many
    ("营商环境评价进入全国前十。", [("营商环境评价", "rank", "<=", 10, "", "+")]),
    # a ratio
    ("城乡居民收入比缩小到1.7：1。", [("城乡居民收入比", "share", "=", 1.7, ":1", "-")]),
    # a compound unit
    ("PM2.5平均浓度保持在28微克/立方米以内。", [("PM2.5平均浓度", "limit", "<=", 28, "微克/立方米", "-")]),
    # 成
    # Tenths of a tenth: 八成五 is 85%.
    ("企业数字化改造覆盖率达到八成五。", [("企业数字化改造覆盖率", "share", "=", 8.5, "成", "+")]),
    ("工业企业上云率近六成。", [("工业企业上云率", "share", "~", 6, "成", "+")]),
    # a fraction
    ("企业开办时间压缩三分之一。", [("企业开办时间", "growth", "=", 0.3333, "", "-")]),
    # another verb for the same thing
    (
        "开工安置住房5000套、交付3000套。",
        [("开工安置住房", "increment", "=", 5000, "套", "+"), ("交付安置住房", "increment", "=", 3000, "套", "+")],
    ),
    # the last of a list is what is counted
    ("打通朝阳路、学府路等6条断头路。", [("打通断头路", "increment", "=", 6, "条", "+")]),
    # a class that lacks its noun
    (
        "创建2个国家级、5个省级区域医疗中心。",
        [("国家级区域医疗中心", "increment", "=", 2, "个", "+"), ("省级区域医疗中心", "increment", "=", 5, "个", "+")],
    ),
    # what the last member does holds for the first too
    (
        "2个县（市）、30个镇（街道）完成“零直排区”建设。",
        [
            ("县（市）完成“零直排区”建设", "increment", "=", 2, "个", "+"),
            ("镇（街道）完成“零直排区”建设", "increment", "=", 30, "个", "+"),
        ],
    ),
    # the years of a movement's start are no record
    (
        "地区生产总值增速从一季度-3%、列全省第9，回升到上半年1.2%，全年增长4.1%。",
        [("地区生产总值增速", "growth", "=", 4.1, "%", "+")],
    ),
]

SILENT = [
    "深入实施“3311”企业培育计划。",  # a code in quotation marks
    "加快228国道和S2线建设。",  # roads and lines
    "完善5G网络，创建4A级景区。",  # letters and grades
    "开展三年攻坚行动和十大专项行动。",  # years and the great so many
    "打造15分钟生活圈，提供24小时自助服务。",  # durations as labels
    "落实惠企28条和稳经济政策。",  # policies by number
    "实现粮食生产“十连丰”。",  # a streak
    "以优异成绩迎接建党100周年。",  # an anniversary
    "办好第二届博览会。",  # an ordinal
    "2025年是十四五规划收官之年。",  # a year
    "推进万亩千亿级产业平台建设。",  # bare size classes
    "提出12方面25个候选项目提请票决。",  # candidates put to the vote (ruling 8)
    "大家十分重视，千方百计抓落实。",  # idioms
]


def records(sentence: str) -> list[Record]:
    found = sorted(SentenceReader(sentence).read().found, key=lambda f: f.quantity.start)
    return [(f.head, f.measure, f.op, f.quantity.value, f.quantity.unit.replace("：", ":"), f.polarity) for f in found]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:24] for case in CASES])
def test_a_sentence_gives_its_records(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected


@pytest.mark.parametrize("sentence", SILENT)
def test_names_are_no_quantities(sentence: str) -> None:
    reader = SentenceReader(sentence).read()
    assert not reader.found
    assert not reader.left


def test_a_range_keeps_both_ends() -> None:
    (found,) = SentenceReader("地区生产总值增长6%—6.5%。").read().found
    assert (found.quantity.value, found.quantity.high) == (6, 6.5)


def test_what_is_not_understood_is_said() -> None:
    reader = SentenceReader("完成目标77。").read()
    assert not reader.found
    assert [reason for _, reason in reader.left] == ["a number without a unit"]


OLDER: list[tuple[str, list[Record]]] = [
    # a plan fulfilled is a share, and what follows is about the indicator again
    (
        "一般预算收入完成5亿元，为预算的103%，增长12%。",
        [
            ("一般预算收入", "level", "=", 5, "亿元", "+"),
            ("一般预算收入预算", "share", "=", 103, "%", "+"),
            ("一般预算收入", "growth", "=", 12, "%", "+"),
        ],
    ),
    # a comparison with an earlier time is no indicator
    ("贷款余额80亿元，较年初新增10亿元。", [("贷款余额", "level", "=", 80, "亿元", "+"), ("贷款余额", "increment", "=", 10, "亿元", "+")]),
    # a floor glued to a size
    ("税收过千万元企业达到15户。", [("税收过千万元企业", "level", "=", 15, "户", "+")]),
    # an attribute completed by the noun, not by what is done with it
    (
        "粮食播种面积68万亩，产量28万吨。",
        [("粮食播种面积", "level", "=", 68, "万亩", "+"), ("粮食产量", "level", "=", 28, "万吨", "+")],
    ),
    # who attains it
    ("规模以上工业企业实现利税23亿元。", [("规模以上工业企业利税", "level", "=", 23, "亿元", "+")]),
    # the work stands behind the money
    (
        "投资1.2亿元新建县中医院。",
        [("县中医院投资", "level", "=", 1.2, "亿元", "+")],
    ),
    # a rank for each of a list that stands in the clause before
    (
        "科技企业增至30家、孵化器增至9家，均居全省第一。",
        [
            ("科技企业", "level", "=", 30, "家", "+"),
            ("孵化器", "level", "=", 9, "家", "+"),
            ("科技企业", "rank", "=", 1, "", "+"),
            ("孵化器", "rank", "=", 1, "", "+"),
        ],
    ),
    # doublings with 了 and 多
    ("工业总产值翻了一番多。", [("工业总产值", "multiple", ">=", 2, "倍", "+")]),
    # a share of the whole, leaning on the figure before
    ("完成投资60亿元，占年度计划的95%。", [("投资", "increment", "=", 60, "亿元", "+"), ("投资占年度计划", "share", "=", 95, "%", "+")]),
    # an incidence for a hundred thousand
    ("孕产妇死亡率控制在20/10万以内。", [("孕产妇死亡率", "limit", "<=", 20, "/10万", "-")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), OLDER, ids=[case[0][:24] for case in OLDER])
def test_older_and_county_reports(sentence: str, expected: list[Record]) -> None:
    assert records(sentence) == expected
