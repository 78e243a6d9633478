"""Tables with cells, as the readers of Word, Excel and web pages deliver them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
import pytest

from luoshi.reading import Block, Document, read
from luoshi.responsibility import Row, read_rows

Spans = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def cells(*rows: Sequence[str], kind: str = "docx", before: str = "", after: str = "") -> Document:
    """A document with one table block: line i of its text is row i, cells parted by tabs."""
    body = "\n".join("\t".join(cell.replace("\n", " ") for cell in row).rstrip("\t") for row in rows)
    block = Block("table", len(before), len(before) + len(body), None, tuple(map(tuple, rows)))
    return Document(before + body + after, kind=kind, blocks=(block,))


def word(rows: Sequence[Sequence[str]], spans: Spans = (), before: str = "", after: str = "") -> Document:
    """The same as a Word file with merged cells, read back."""
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in spans:
        text = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = text
    document.add_paragraph(after)
    saved = io.BytesIO()
    document.save(saved)
    return read(saved.getvalue())


def brief(rows: Sequence[Row]) -> list[tuple[str | None, str | None, str, tuple[str, ...], str | None]]:
    return [(row.section, row.subsection, row.task, row.units, row.lead_unit) for row in rows]


def test_8_three_series_of_numbers_in_merged_rows() -> None:
    rows = read_rows(
        cells(
            ["序号", "目标与任务", "牵头责任单位", "责任单位"],
            ["一、工业强市"] * 4,
            ["（一）主要指标"] * 4,
            ["1 综合指标"] * 4,
            ["(1)", "规上工业增加值增长8%", "市工业和信息化局", "市发展改革委\n市统计局"],
            ["（二）重点项目"] * 4,
            ["(2)", "开工项目20个", "市发展改革委\n市商务局", "各县市区政府、开发区管委会"],
            before="完成时限:2024年底\n",
            after="\n抄送：市委各部门。",
        )
    )
    units = ("市发展改革委", "市商务局", "各县市区政府", "开发区管委会")
    assert brief(rows) == [
        ("一、工业强市", "（一）主要指标", "规上工业增加值增长8%", ("市工业和信息化局", "市发展改革委", "市统计局"), "市工业和信息化局"),
        ("一、工业强市", "（二）重点项目", "开工项目20个", units, "市发展改革委"),
    ]  # fmt: skip
    assert rows[1].leads == ("市发展改革委", "市商务局")


def test_a_word_table_with_headings_merged_downwards_and_across() -> None:
    rows = read_rows(
        word(
            [
                ["目标任务", "", "", "责任领导", "责任单位"],
                ["一、主要目标", "1. 生产总值增长6%。", "", "李云舟", "市发展改革委、市统计局等"],
                ["二、工业强市", "1. 做强产业", "新增规上企业50家。", "李云舟", "市经信局，各县（市、区）政府等"],
                ["", "", "实施技改100项。", "李云舟 王岚", "市经信局、市财政局"],
                ["", "2. 勇于担当作为", "", "王岚", "市府办等"],
            ],
            [((0, 0), (0, 2)), ((1, 1), (1, 2)), ((2, 0), (4, 0)), ((2, 1), (3, 1)), ((4, 1), (4, 2))],
            before="云川市人民政府关于印发责任分解的通知",
            after="抄送：市委各部门。",
        )
    )
    assert [(row.section, row.subsection, row.task) for row in rows] == [
        ("一、主要目标", None, "1. 生产总值增长6%。"),
        ("二、工业强市", "1. 做强产业", "新增规上企业50家。"),
        ("二、工业强市", "1. 做强产业", "实施技改100项。"),
        ("二、工业强市", "2. 勇于担当作为", "2. 勇于担当作为"),
    ]
    assert [row.leaders for row in rows] == [("李云舟",), ("李云舟",), ("李云舟", "王岚"), ("王岚",)]


def test_10_one_number_and_unit_over_two_tasks_with_deadlines_of_their_own() -> None:
    page = (
        "<table border=1><tr><th>序号</th><th>民生实事</th><th>责任单位</th><th>完成时限</th></tr>"
        "<tr><td>1</td><td>新建公园5座</td><td>县住建局<br>县财政局</td><td>12月底前</td></tr>"
        "<tr><td rowspan=2>2</td><td>改造幼儿园3所</td><td rowspan=2>县教育局</td><td>9月投入使用</td></tr>"
        "<tr><td>新建小学1所</td><td>5月底前动工</td></tr></table>"
    )
    rows = read_rows(read(f"<html><body><p>云川县民生实事</p>{page}</body></html>".encode()))
    assert [(row.task, row.units, row.deadline) for row in rows] == [
        ("新建公园5座", ("县住建局", "县财政局"), "12月底前"),
        ("改造幼儿园3所", ("县教育局",), "9月投入使用"),
        ("新建小学1所", ("县教育局",), "5月底前动工"),
    ]


def test_12_a_project_over_several_contents_each_with_its_own_leader() -> None:
    rows = read_rows(
        cells(
            ["序号", "项目名称", "主要内容", "区政府分管领导", "牵头单位", "配合单位"],
            ["1", "老旧小区改造", "改造老旧小区20个", "李云舟", "区住建局", "各街道"],
            ["1", "老旧小区改造", "新建停车泊位1000个", "王岚", "区城管局", "各街道"],
        )
    )
    assert [(row.section, row.task, row.leaders, row.lead_unit) for row in rows] == [
        ("老旧小区改造", "改造老旧小区20个", ("李云舟",), "区住建局"),
        ("老旧小区改造", "新建停车泊位1000个", ("王岚",), "区城管局"),
    ]


def test_14_one_leader_one_lead_unit_and_others_in_three_classes() -> None:
    several = "市财政局 市统计局"
    rows = read_rows(
        word(
            [
                ["序号", "目标任务", "牵头领导", "牵头责任单位", "协同责任单位"],
                ["一、主要指标（2项）", "", "", "", ""],
                ["1", "生产总值增长6.5%", "李云舟", "市发展改革委", several],
                ["2", "固定资产投资增长8%", "", "", "市住房城乡建设局"],  # leader and lead unit merged downwards
                ["二、重点项目（1项）", "", "", "", ""],
                ["3", "云川大桥建成通车", "王岚", "市交通运输局", "各县（市、区）政府"],
            ],
            [((1, 0), (1, 4)), ((2, 2), (3, 2)), ((2, 3), (3, 3)), ((4, 0), (4, 4))],
            before="每项任务明确1名牵头领导、1个牵头责任单位、N个协同责任单位，二季度末达到序时进度50%。",
        )
    )
    assert brief(rows) == [
        ("一、主要指标（2项）", None, "生产总值增长6.5%", ("市发展改革委", "市财政局", "市统计局"), "市发展改革委"),
        ("一、主要指标（2项）", None, "固定资产投资增长8%", ("市发展改革委", "市住房城乡建设局"), "市发展改革委"),
        ("二、重点项目（1项）", None, "云川大桥建成通车", ("市交通运输局", "各县（市、区）政府"), "市交通运输局"),
    ]  # fmt: skip
    assert [row.leaders for row in rows] == [("李云舟",), ("李云舟",), ("王岚",)]
    assert {len(row.leads) for row in rows} == {1}


def test_19_a_sheet_with_its_header_on_row_three_and_several_measures_to_a_task() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    names = [
        "序号",
        "重点工作",
        "主要目标任务",
        "牵头领导",
        "牵头部门",
        "配合部门",
        "完成时间",
        "年度工作措施",
        "责任人",
    ]
    task = [1, "安全生产", "全年无事故", "李云舟", "安全部\n生产部", "办公室", "12月"]
    for line in (["重点工作表"], ["2025年"], names, [*task, "走访企业", "王岚"], [*[None] * 7, "开展培训", "赵晓川"]):
        sheet.append(line)
    for column in "ABCDEFG":
        sheet.merge_cells(f"{column}4:{column}5")
    saved = io.BytesIO()
    book.save(saved)
    [row] = read_rows(read(saved.getvalue()))
    assert (row.section, row.task, row.leaders) == ("安全生产", "全年无事故", ("李云舟",))
    assert (row.units, row.lead_unit, row.deadline) == (("安全部", "生产部", "办公室"), "安全部", "12月")
    assert (row.milestones, row.note) == ("走访企业\n开展培训", "责任人：王岚\n责任人：赵晓川")


def test_quarters_under_one_merged_name() -> None:
    [row] = read_rows(
        cells(
            ["序号", "工作任务", "责任单位", "责任单位", "季度形象进度", "季度形象进度"],
            ["序号", "工作任务", "牵头单位", "配合单位", "一季度", "二季度"],
            ["1", "建成云川大道", "市交通运输局", "市财政局等", "完成桥梁", "通车"],
        )
    )
    assert (row.units, row.lead_unit, row.etc) == (("市交通运输局", "市财政局"), "市交通运输局", True)
    assert row.milestones == "一季度：完成桥梁\n二季度：通车"


PROGRESS = (
    # two columns beside the task, each kept with its name
    (["序号", "项目内容", "当前进度", "牵头单位", "备注"], ["1", "新建公厕50座", "57%(赤川偏慢)", "市综合执法局", "市民生实事"],
     ("市综合执法局",), "当前进度：57%(赤川偏慢)\n备注：市民生实事"),
    # names that ran together, a long numbered text in a cell
    (["序号", "目标与任务", "牵头责任单位", "一季度工作进展"], ["1", "财政收入增长6%", "市税务局市地方金融局市人社局", "1.完成20亿元。2.增长5%。"],
     ("市税务局", "市地方金融局", "市人社局"), "一季度工作进展：1.完成20亿元。2.增长5%。"),
)  # fmt: skip


@pytest.mark.parametrize(("names", "line", "units", "note"), PROGRESS)
def test_progress_tables(names: list[str], line: list[str], units: tuple[str, ...], note: str) -> None:
    [row] = read_rows(cells(names, line))
    assert (row.units, row.lead_unit, row.note) == (units, units[0], note)


ROLES_IN_CELLS = (
    ("市招商局（牵头）、市商务局、各县区政府", ("市招商局", "市商务局", "各县区政府"), "市招商局"),
    ("市商务局、市招商局（牵头单位）", ("市商务局", "市招商局"), "市招商局"),  # in the order written, whoever leads
    ("市住建局牵头，市财政局、市自然资源局配合", ("市住建局", "市财政局", "市自然资源局"), "市住建局"),
    ("市行政审批局会同市发展改革委", ("市行政审批局", "市发展改革委"), "市行政审批局"),
    ("李云舟 市财政局", ("市财政局",), "市财政局"),  # a leader in the cell of units is none of them
)


@pytest.mark.parametrize(("text", "units", "lead"), ROLES_IN_CELLS)
def test_roles_inside_a_cell(text: str, units: tuple[str, ...], lead: str) -> None:
    [row] = read_rows(cells(["任务", "责任单位"], ["完成招商引资20亿元", text]))
    assert (row.units, row.lead_unit) == (units, lead)


def test_a_table_without_header_is_read_by_what_its_columns_hold() -> None:
    rows = read_rows(
        cells(
            ["1", "建成云川大道并通车", "市交通运输局、市财政局"],
            ["2", "新建中小学校3所", "市教育局"],
            ["3", "改造老旧小区20个", "市住建局、各街道"],
        )
    )
    assert [row.lead_unit for row in rows] == ["市交通运输局", "市教育局", "市住建局"]


# The rest of a row behind a page break: its other cells empty, or drawn as reaching down from the page before.
RESTS = (["", "旧小区20个。", "", "政局等"], ["一、民生", "旧小区20个。", "王岚", "政局等"])


@pytest.mark.parametrize("rest", RESTS)
def test_a_row_that_a_page_break_cut_in_two_is_one(rest: list[str]) -> None:
    rows = read_rows(
        cells(
            ["目标任务", "目标任务", "责任领导", "责任单位"],
            ["一、民生", "新建学校3所。", "李云舟", "市教育局等"],
            ["一、民生", "新建养老中心5个，改造老", "王岚", "市民政局、市财"],
            rest,
            ["一、民生", "新建公园2座。", "王岚", "市住建局等"],
            ["一、民生", "种树20万株。", "王岚", "市住建局等"],  # the same leader and unit make no rest
            kind="pdf",
        )
    )
    assert [row.task for row in rows] == [
        "新建学校3所。", "新建养老中心5个，改造老旧小区20个。", "新建公园2座。", "种树20万株。",
    ]  # fmt: skip
    assert rows[1].units == ("市民政局", "市财政局")


def test_a_table_of_a_later_chapter_goes_by_the_header_of_the_first() -> None:
    first = cells(
        ["序号", "任务", "责任单位"], ["1", "修路", "市交通运输局"], before="一、基础设施\n", after="\n二、生态\n"
    )
    later = Block("table", len(first.text), len(first.text) + 8, None, (("2", "种树", "市林业局"),))
    text = first.text + "2\t种树\t市林业局"
    rows = read_rows(Document(text, kind="docx", blocks=(*first.blocks, later)))
    assert [(row.section, row.task, row.lead_unit) for row in rows] == [
        ("一、基础设施", "修路", "市交通运输局"),
        ("二、生态", "种树", "市林业局"),
    ]


def test_an_empty_cell_of_a_real_table_is_empty() -> None:
    rows = read_rows(cells(["序号", "任务", "牵头单位"], ["1", "修路", "市交通运输局"], ["2", "架桥", ""]))
    assert [(row.task, row.units, row.lead_unit) for row in rows] == [
        ("修路", ("市交通运输局",), "市交通运输局"),
        ("架桥", (), None),
    ]
