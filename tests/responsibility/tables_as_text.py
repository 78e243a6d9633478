"""Small tables of the fictional city 云川市 and its neighbours, one in each layout seen, as text; and what is to be read.

Each case: its layout, the text, and for each row (section, subsection, task, leaders, units, lead, 等, deadline).
"""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.responsibility import Row

Expected = tuple[
    str | None, str | None, str, tuple[str, ...], tuple[str, ...], str | None, bool, str | None
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One document: what is hard about it, its text, and its rows."""

    name: str
    text: str
    rows: tuple[Expected, ...]


def seen(row: Row) -> Expected:
    """The fields of a row that a case states."""
    return (
        row.section, row.subsection, row.task, row.leaders, row.units, row.lead_unit, row.etc, row.deadline,
    )  # fmt: skip


ITEMS = (
    Case(
        "1 four lines: names end in a full stop, a list wraps, 等 stands in the middle, the number is 2﹒",
        """云川市2025年政府工作报告责任分解
一、综合目标
1.地区生产总值增长6.5%左右，在实际工作中力争更好结果。
牵头负责领导：李云舟
牵头责任单位：市发展改革委
协同责任单位：市财政局、市统计局等，各县（市、区）政府。
2﹒固定资产投资增长8%以上。
牵头负责领导：李云舟、王岚
牵头责任单位：市发展改革委。
协同责任单位：市住房城乡建设局、市交通运输局、
市水利局等。
抄送：市委办公室。
""",
        (
            ("一、综合目标", None, "1.地区生产总值增长6.5%左右，在实际工作中力争更好结果。", ("李云舟",),
             ("市发展改革委", "市财政局", "市统计局", "各县（市、区）政府"), "市发展改革委", True, None),
            ("一、综合目标", None, "2﹒固定资产投资增长8%以上。", ("李云舟", "王岚"),
             ("市发展改革委", "市住房城乡建设局", "市交通运输局", "市水利局"), "市发展改革委", True, None),
        ),
    ),
    Case(
        "2 two lines: commas and 、 mixed, a unit without its level",
        """一、经济发展
1. 地区生产总值增长5%。
牵头单位：区发展和改革局
责任单位：全区经济运行各专班,各街道、区直各部门,税务局
""",
        (
            ("一、经济发展", None, "1. 地区生产总值增长5%。", (),
             ("区发展和改革局", "全区经济运行各专班", "各街道", "区直各部门", "税务局"), "区发展和改革局", False, None),
        ),
    ),
    Case(
        "3 one line: a task without a full stop is no heading, numbers begin anew in each chapter",
        """一、聚力项目建设
(一)完成固定资产投资120亿元，增长8%
责任单位：区发展和改革局、区统计局
二、聚力民生
(一)新建幼儿园3所
责任单位：区教育局、各街道
""",
        (
            ("一、聚力项目建设", None, "(一)完成固定资产投资120亿元，增长8%", (),
             ("区发展和改革局", "区统计局"), "区发展和改革局", False, None),
            ("二、聚力民生", None, "(一)新建幼儿园3所", (), ("区教育局", "各街道"), "区教育局", False, None),
        ),
    ),
    Case(
        "14 1+1+N: one leader, one lead unit and others; the notice's rule, with its marks of progress, is no row",
        """云川市2025年“双百”重点工作责任分解
按照“1+1+N”要求，每项工作明确1名牵头领导、1个牵头责任单位、N个协同责任单位，按序时进度推进（一季度25%、上半年50%、11月底91.7%）。
一、主要指标
1.地区生产总值增长6.5%。
牵头领导：李云舟
牵头责任单位：市发展改革委
协同责任单位：市财政局、市统计局
二、重点项目
2.云川大桥建成通车
牵头领导：王岚
牵头责任单位：市交通运输局
协同责任单位：市住房城乡建设局、各县（市、区）政府
""",
        (
            ("一、主要指标", None, "1.地区生产总值增长6.5%。", ("李云舟",), ("市发展改革委", "市财政局", "市统计局"),
             "市发展改革委", False, None),
            ("二、重点项目", None, "2.云川大桥建成通车", ("王岚",),
             ("市交通运输局", "市住房城乡建设局", "各县（市、区）政府"), "市交通运输局", False, None),
        ),
    ),
    Case(
        "fields in square brackets instead of colons",
        """1. 完成老旧小区改造20个。
【牵头单位】市住建局
【配合单位】市财政局、各县（市、区）政府
【完成时限】11月底
""",
        (
            (None, None, "1. 完成老旧小区改造20个。", (), ("市住建局", "市财政局", "各县（市、区）政府"),
             "市住建局", False, "11月底"),
        ),
    ),
    Case(
        "fields behind the task in one line; a key before the task; the rule 下同 in a bracket",
        """一、目标任务
1.规上工业增加值增长9%。责任领导：李云舟；牵头单位：市工信局；配合单位：市统计局。完成时限：12月底前
工作任务：新增规上企业50家。
责任单位：市工信局、市统计局（列第一位的为牵头单位，下同）
""",
        (
            ("一、目标任务", None, "1.规上工业增加值增长9%。", ("李云舟",), ("市工信局", "市统计局"),
             "市工信局", False, "12月底前"),
            ("一、目标任务", None, "新增规上企业50家。", (), ("市工信局", "市统计局"), "市工信局", False, None),
        ),
    ),
)  # fmt: skip

BRACKETS = (
    Case(
        "4 square brackets by key: two leads, collective names with brackets, half width and full",
        """一、决战决胜
（一）做好疫情防控
1、落实常态化防控措施。[牵头单位:区卫健局、区创文办;责任单位:区疫情防控指挥部成员单位、各街办(新区)]
（二）稳住经济
2、规上工业增加值增长8%。【牵头单位：区科技和经信局；责任单位：各街办（新区）】
""",
        (
            ("一、决战决胜", "（一）做好疫情防控", "1、落实常态化防控措施。", (),
             ("区卫健局", "区创文办", "区疫情防控指挥部成员单位", "各街办(新区)"), "区卫健局", False, None),
            ("一、决战决胜", "（二）稳住经济", "2、规上工业增加值增长8%。", (),
             ("区科技和经信局", "各街办（新区）"), "区科技和经信局", False, None),
        ),
    ),
    Case(
        "5 round brackets by verb: one to a sentence, 下同, a deadline in the bracket, 分别负责",
        """一、重点任务
（一）优化营商环境。推进一网通办（市政务服务局、市大数据局牵头，各有关部门配合）。压减审批时限（市发展改革委、市住建局按职责分工负责）。
（二）扩大开放
1. 建设跨境电商综试区。（市商务局、云川海关负责，列第一位者为牵头部门，下同）
2. 稳就业。（国务院各部门分别负责，年内持续推进）
3. 出台支持政策。（市财政局牵头，9月底前出台相关政策）
""",
        (
            ("一、重点任务", "（一）优化营商环境", "推进一网通办", (),
             ("市政务服务局", "市大数据局", "各有关部门"), "市政务服务局", False, None),
            ("一、重点任务", "（一）优化营商环境", "压减审批时限", (), ("市发展改革委", "市住建局"), "市发展改革委", False, None),
            ("一、重点任务", "（二）扩大开放", "1. 建设跨境电商综试区。", (), ("市商务局", "云川海关"), "市商务局", False, None),
            ("一、重点任务", "（二）扩大开放", "2. 稳就业。", (), ("国务院各部门",), "国务院各部门", False, "年内持续推进"),
            ("一、重点任务", "（二）扩大开放", "3. 出台支持政策。", (), ("市财政局",), "市财政局", False, "9月底前出台相关政策"),
        ),
    ),
    Case(
        "6 round brackets by key: ， or ； between roles, a comma before a new group of units is no role",
        """一、科技攻关
1.突破关键技术。（责任单位：市科技局、市工业和信息化局，云川海洋实验室）
2.推广应用。（牵头单位：市科技局，参加单位：市教育局、市大数据局）
""",
        (
            ("一、科技攻关", None, "1.突破关键技术。", (), ("市科技局", "市工业和信息化局", "云川海洋实验室"), "市科技局", False, None),
            ("一、科技攻关", None, "2.推广应用。", (), ("市科技局", "市教育局", "市大数据局"), "市科技局", False, None),
        ),
    ),
    Case(
        "7 annex of a report: several promises in one item, the bracket before the full stop, names without a region",
        """政府工作报告量化指标任务分工
1.城镇新增就业3万人；新建改建农村公路100公里（牵头单位：人社厅、交通厅）。
""",
        (
            (None, None, "1.城镇新增就业3万人；新建改建农村公路100公里", (), ("人社厅", "交通厅"), "人社厅", False, None),
        ),
    ),
    Case(
        "a deadline in a bracket of its own behind that of the units",
        "一、审批\n1.推进一网通办（市数据局牵头）（2025年9月底前完成）。压减审批时限（市发展改革委负责）。\n",
        (
            ("一、审批", None, "1.推进一网通办", (), ("市数据局",), "市数据局", False, "2025年9月底前完成"),
            ("一、审批", None, "压减审批时限", (), ("市发展改革委",), "市发展改革委", False, None),
        ),
    ),
    Case(
        "18 units alone in brackets; （试行） is none",
        """二、主要任务
1.加快项目建设。（市发展改革委、市住房城乡建设局）
2.促进消费。（市商务局、市文化和旅游局等）
3.完善制度（试行）。（市市场监管局）
""",
        (
            ("二、主要任务", None, "1.加快项目建设。", (), ("市发展改革委", "市住房城乡建设局"), "市发展改革委", False, None),
            ("二、主要任务", None, "2.促进消费。", (), ("市商务局", "市文化和旅游局"), "市商务局", True, None),
            ("二、主要任务", None, "3.完善制度（试行）。", (), ("市市场监管局",), "市市场监管局", False, None),
        ),
    ),
    Case(
        "a bracket in a line of its own belongs to the item above; two brackets make one row",
        """一、民生
（一）办好实事
1.新建养老中心5个。
（责任单位：市民政局）
2.新建学校3所。（牵头单位：市教育局）（责任单位：市财政局）
""",
        (
            ("一、民生", "（一）办好实事", "1.新建养老中心5个。", (), ("市民政局",), "市民政局", False, None),
            ("一、民生", "（一）办好实事", "2.新建学校3所。", (), ("市教育局", "市财政局"), "市教育局", False, None),
        ),
    ),
)  # fmt: skip


WRAPPED = Case(
    "lines broken at the page's width, a bracket over a line's end",
    "一、重点任务\n（一）城市建设\n"
    + "".join(
        f"{number}.加快建设云川大道，推进轨道交通一号线前期工作，\n完善城市快速路网体系，年内打通断头路8条，新增公共\n"
        "停车泊位五千个，更新公交车一百辆。（市交通运输局牵\n头，市住房城乡建设局、市自然资源和规划局配合）\n"
        for number in range(1, 5)
    ),
    tuple(
        (
            "一、重点任务", "（一）城市建设",
            f"{number}.加快建设云川大道，推进轨道交通一号线前期工作，完善城市快速路网体系，年内打通断头路8条，新增公共"
            "停车泊位五千个，更新公交车一百辆。",
            (), ("市交通运输局", "市住房城乡建设局", "市自然资源和规划局"), "市交通运输局", False, None,
        )
        for number in range(1, 5)
    ),
)  # fmt: skip
