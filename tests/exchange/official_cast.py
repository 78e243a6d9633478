"""A responsibility table of a fictional city, as long as wanted, with what makes tables hard to print."""

from __future__ import annotations

from luoshi.exchange.official_table import Colophon, OfficialRow, OfficialTable

SECTIONS = (
    ("一、主要预期目标", ("",)),
    ("二、培育壮大产业，加快建设现代化产业体系", ("（一）做强优势产业", "（二）发展新兴产业", "（三）提升服务业")),
    ("三、深化改革开放", ("（一）优化营商环境",)),
    ("四、办好民生实事", ("（一）教育", "（二）医疗健康", "（三）养老托育")),
)
TASKS = (
    "新增规模以上工业企业30家以上。",
    "建成云川机床产业园二期，引进整机和功能部件企业12家，力争年产值突破80亿元，带动就业5000人以上，形成从铸件、丝杠到整机的完整链条。",
    "改造老旧小区21个，惠及居民1.2万户。",
    "开工建设市第二人民医院迁建工程，完成投资3.5亿元；推进紧密型县域医共体建设，实现检查检验结果互认。",
    "新增公办幼儿园学位2700个、义务教育学位4300个，“双减”课后服务覆盖率达到100%。",
)
LEADERS = (("常务副市长",), ("副市长甲", "副市长乙"), ("市长", "常务副市长"))
LEADS = ("市发展改革委", "市人力资源和社会保障局", "市工业和信息化局", "市教育局", "市卫生健康委")
UNITS = (
    ("市财政局", "市自然资源和规划局", "市市场监督管理局", "各县（市、区）政府", "云川经济技术开发区（高新区）管委会"),
    ("市统计局",),
    ("市住房城乡建设局", "市国资委", "市行政审批服务局", "国家税务总局云川市税务局"),
    (),
)
DEADLINES = ("年底前", "2025年9月底前", "持续推进", "6月30日")
MILESTONES = (
    ("完成前期手续。", "开工建设。", "主体工程过半。", "建成投用。"),
    ("", "完成50%以上", "", "全面完成"),
    ("", "", "", ""),
)


def row(at: int, count: int = 40, *, steps: bool = False) -> OfficialRow:
    """Row `at` (from 0) of a table of `count` rows."""
    section, subsections = SECTIONS[at * len(SECTIONS) // count]
    within = at * len(SECTIONS) / count % 1
    return OfficialRow(
        key=f"m{at + 1:03}",
        revision=1,
        task=TASKS[at % len(TASKS)],
        number=str(at + 1),
        section=section,
        subsection=subsections[int(within * len(subsections))],
        leaders=LEADERS[at % len(LEADERS)],
        lead_unit=LEADS[at % len(LEADS)],
        units=UNITS[at % len(UNITS)],
        etc=at % 4 == 0,
        deadline=DEADLINES[at % len(DEADLINES)],
        milestones=MILESTONES[at % 3] if steps else ("", "", "", ""),
        note="民生实事" if steps and at % 7 == 0 else "",
    )


def table(count: int = 40, *, steps: bool = False) -> OfficialTable:
    """A table of so many rows; with `steps`, it has all columns."""
    return OfficialTable(
        title="云川市2025年政府工作报告目标任务责任分解表",
        subtitle="云川市人民政府办公室",
        year=2025,
        rows=tuple(row(at, count, steps=steps) for at in range(count)),
        colophon=Colophon(
            issuer="云川市人民政府办公室",
            date="2025年2月10日",
            to=("市委", "市人大常委会"),
            copies=("市政协办公室", "市纪委监委", "市法院", "市检察院", "云川军分区"),
        ),
    )
