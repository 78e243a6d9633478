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

FLAT = (
    Case(
        "8 numbers lost, blanks between units, category lines without tabs",
        "目标与任务\t牵头责任单位\t责任单位\n"
        "一、工业强市\n"
        "规上工业增加值增长8%\t市工业和信息化局\t市发展改革委 市统计局\n"
        "工业投资增长10%\t市工业和信息化局 市发展改革委\t各县市区政府、开发区管委会\n",
        (
            ("一、工业强市", None, "规上工业增加值增长8%", (), ("市工业和信息化局", "市发展改革委", "市统计局"),
             "市工业和信息化局", False, None),
            ("一、工业强市", None, "工业投资增长10%", (),
             ("市工业和信息化局", "市发展改革委", "各县市区政府", "开发区管委会"), "市工业和信息化局", False, None),
        ),
    ),
    Case(
        "9 one cell a line: the second lead stands alone before the others, 、 ， and 。 in one cell",
        "序号\n重点工作任务\n主要责任单位\n协同配合单位\n一、发展目标\n"
        "1\n地区生产总值增长6%左右。\n区发展改革委\n区财政局、区统计局，各乡镇、街道。\n"
        "2\n一般公共预算收入增长5%。\n区财政局\n区税务局\n区发展改革委、各乡镇人民政府，街道办事处。\n",
        (
            ("一、发展目标", None, "地区生产总值增长6%左右。", (),
             ("区发展改革委", "区财政局", "区统计局", "各乡镇、街道"), "区发展改革委", False, None),
            ("一、发展目标", None, "一般公共预算收入增长5%。", (),
             ("区财政局", "区税务局", "区发展改革委", "各乡镇人民政府", "街道办事处"), "区财政局", False, None),
        ),
    ),
    Case(
        "10 a cell broken over two lines; one number and unit over two tasks with deadlines of their own",
        "序号\t民生实事\t责任单位\t完成时限\n"
        "1\t新建农村公路100公里\t县交通运输局\n县财政局\t12月底前\n"
        "5\t改造幼儿园3所\t县教育局\t9月投入使用\n"
        "\t新建小学1所\t\t5月底前动工\n",
        (
            (None, None, "新建农村公路100公里", (), ("县交通运输局", "县财政局"), "县交通运输局", False, "12月底前"),
            (None, None, "改造幼儿园3所", (), ("县教育局",), "县教育局", False, "9月投入使用"),
            (None, None, "新建小学1所", (), ("县教育局",), "县教育局", False, "5月底前动工"),
        ),
    ),
    Case(
        "11 single blanks between cells and, from wrapping, inside words; departments of a zone",
        "序号 重点工作 责任领导 责任单位 完成时限\n"
        "1 健全招商工作机 制，新签约重 大项目10个 李云舟 招商局、经发局 全年\n"
        "2 完成园区道路改造 王岚 建设局 12月底\n",
        (
            (None, None, "健全招商工作机制，新签约重大项目10个", ("李云舟",), ("招商局", "经发局"), "招商局", False, "全年"),
            (None, None, "完成园区道路改造", ("王岚",), ("建设局",), "建设局", False, "12月底"),
        ),
    ),
    Case(
        "12 one cell a line: names run together, header drawn again, a page's number, one project with two contents",
        "序号\n项目名称\n主要内容\n区政府分管领导\n牵头单位\n配合单位\n"
        "1\n老旧小区改造\n改造老旧小区20个，惠及居民10000户\n李云舟\n区住建局\n经开区高新园(南河镇)各街道市国有公司\n"
        "3、\n新建停车泊位1000个\n王岚\n区城管局\n各街道\n"
        "序号\n项目名称\n主要内容\n区政府分管领导\n牵头单位\n配合单位\n"
        "2\n教育提升\n新建学校2所\n赵晓川\n区教育局\n区财政局各街道\n",
        (
            ("老旧小区改造", None, "改造老旧小区20个，惠及居民10000户", ("李云舟",),
             ("区住建局", "经开区高新园(南河镇)", "各街道", "市国有公司"), "区住建局", False, None),
            ("老旧小区改造", None, "新建停车泊位1000个", ("王岚",), ("区城管局", "各街道"), "区城管局", False, None),
            ("教育提升", None, "新建学校2所", ("赵晓川",), ("区教育局", "区财政局", "各街道"), "区教育局", False, None),
        ),
    ),
    Case(
        "13 box drawing: cells merged over different numbers of rows, a name broken over lines, △ under a heading",
        """┌──────────┬────┬────────┬──────┐
│工作任务            │分管领导│牵头组织实施单位│完成时限    │
├──────────┼────┼────────┼──────┤
│一、加强农村基础设施│    │        │      │
├──────────┤李云舟│县交通局、各县(区)政│年内见成效│
│△修建农村公路50公里│    │府      │            │
├──────────┤    ├────────┤            │
│△改造农村危房100户 │    │县建设局  │            │
└──────────┴────┴────────┴──────┘
""",
        (
            ("一、加强农村基础设施", None, "修建农村公路50公里", ("李云舟",), ("县交通局", "各县(区)政府"),
             "县交通局", False, "年内见成效"),
            ("一、加强农村基础设施", None, "改造农村危房100户", ("李云舟",), ("县建设局",), "县建设局", False, "年内见成效"),
        ),
    ),
    Case(
        "15 two tables, each with its title; a measure is no unit",
        "附件1\n2025年主要指标分解表\n指标名称\t单位\t目标值\t牵头部门\n粮食产量\t万吨\t1200万吨\t省农业农村厅\n"
        "附件2\n2025年重点任务分解表\n序号\t重点任务\t牵头部门\t配合部门\n1\t推进强科技行动\t省科技厅\t省教育厅、省财政厅\n",
        (
            ("2025年主要指标分解表", None, "粮食产量：1200万吨", (), ("省农业农村厅",), "省农业农村厅", False, None),
            ("2025年重点任务分解表", None, "推进强科技行动", (), ("省科技厅", "省教育厅", "省财政厅"), "省科技厅", False, None),
        ),
    ),
    Case(
        "16 and 17 a class merged over rows, a leader, then a chapter in a line of its own",
        "类别\t任务内容\t牵头领导\t责任单位\n"
        "工业经济\t规上工业增加值增长8%\t李云舟\t县工信局、县发改局\n"
        "\t新增规上企业20家\t王岚\t县工信局\n",
        (
            ("工业经济", None, "规上工业增加值增长8%", ("李云舟",), ("县工信局", "县发改局"), "县工信局", False, None),
            ("工业经济", None, "新增规上企业20家", ("王岚",), ("县工信局",), "县工信局", False, None),
        ),
    ),
    Case(
        "columns slipped: page header drawn again, leaders and units in one cell, a heading in other words after the break",
        "目标任务\t\t责任领导\t责任单位\t\n"
        "一、主要目标\t1. 投资增长8%以上。\t李云舟\t市发展改革委，各县（市、区）政府等\t\n"
        "二、工业强市\t1. 全力做强优势产业\t新增规上企业50家。\t李云舟 王岚\t市经信局、市统计局\n"
        "\t\t目标任务\t责任领导\t责任单位\n"
        "二、工业强市\t1. 做强优势产业\t实施技改100项。\t王岚 市经信局、市财政局\n"
        "\t3. 坚持实干，始终勤政务实\t王岚\t市府办等\t\n",
        (
            ("一、主要目标", None, "1. 投资增长8%以上。", ("李云舟",), ("市发展改革委", "各县（市、区）政府"),
             "市发展改革委", True, None),
            ("二、工业强市", "1. 全力做强优势产业", "新增规上企业50家。", ("李云舟", "王岚"), ("市经信局", "市统计局"),
             "市经信局", False, None),
            ("二、工业强市", "1. 全力做强优势产业", "实施技改100项。", ("王岚",), ("市经信局", "市财政局"), "市经信局", False, None),
            ("二、工业强市", "3. 坚持实干，始终勤政务实", "3. 坚持实干，始终勤政务实", ("王岚",), ("市府办",), "市府办", True, None),
        ),
    ),
    Case(
        "bars as in Markdown",
        "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n| 1 | 建成云川大道 | 市交通运输局、市财政局 | 年底前 |\n",
        ((None, None, "建成云川大道", (), ("市交通运输局", "市财政局"), "市交通运输局", False, "年底前"),),
    ),
    Case(
        "a leader and a lead merged downwards, a co-unit of its own; 等部门",
        "序号\t重点任务\t责任领导\t牵头单位\t配合单位\t完成时限\n"
        "一、经济发展\t\t\t\t\t\n"
        "1\t生产总值增长6%\t李云舟\t市发展改革委\t市统计局、市财政局等部门\t全年\n"
        "2\t投资增长8%\t\t\t市统计局\t年底前\n",
        (
            ("一、经济发展", None, "生产总值增长6%", ("李云舟",), ("市发展改革委", "市统计局", "市财政局"),
             "市发展改革委", True, "全年"),
            ("一、经济发展", None, "投资增长8%", ("李云舟",), ("市发展改革委", "市统计局"), "市发展改革委", False, "年底前"),
        ),
    ),
)  # fmt: skip
