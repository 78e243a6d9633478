"""Tables of progress in the layouts that governments use, set against a plan whose rows they repeat."""

from __future__ import annotations

import io

import openpyxl
import pytest

from luoshi import extract, read
from luoshi.exchange.ledger_list import ledger_bytes
from luoshi.extraction import Extraction
from luoshi.reconciliation import reconcile, reconcile_tasks
from luoshi.reconciliation.progress import progress_rows

PLAN = """云川市2024年政府工作报告

一、2024年重点工作
新建公园30座。建成云湖大桥。启动环湖高架二期。新增学位6000个。完成县道改造120公里。城镇新增就业10万人以上。
"""
TASKS = ("公园", "云湖大桥", "环湖高架", "学位", "县道", "就业")
FIGURES = ("公园", "学位", "县道", "就业")


def plan() -> Extraction:
    return extract(read(PLAN.encode(), name="计划.txt"))


def tasks_by(review: str | bytes, name: str = "进展.txt") -> dict[str, str]:
    """The verdict on each task, by a word of it."""
    found = extract(read(review if isinstance(review, bytes) else review.encode(), name=name))
    outcomes = reconcile_tasks(plan(), [found])
    text = found.document.text
    assert all(text[one.start : one.end] == one.quote for outcome in outcomes for one in outcome.evidence)
    return {word: next(o.verdict for o in outcomes if word in o.task.quote) for word in TASKS}  # type: ignore[union-attr]  # a report's tasks


def figures_by(review: str | bytes, name: str = "进展.txt") -> dict[str, str]:
    """The verdict on each target, by a word of it."""
    found = extract(read(review if isinstance(review, bytes) else review.encode(), name=name))
    outcomes = reconcile(plan(), [found])
    return {word: next(o.verdict for o in outcomes if word in o.target.quote) for word in FIGURES}


def tabbed(title: str, *lines: str) -> str:
    return f"{title}\n\n" + "\n".join(line.replace("|", "\t") for line in lines) + "\n"


YEAR = "云川市2024年重点任务完成情况表"
# 序号/工作任务/牵头责任单位/完成情况: figures without their indicator, a status without a figure, a step only
FOUR_COLUMNS = tabbed(
    YEAR,
    "序号|工作任务|牵头责任单位|完成情况",
    "1|新建公园30座。|市园林局|已完成，全年新建公园32座。",
    "2|建成云湖大桥。|市交通运输局|已完成。",
    "3|启动环湖高架二期。|市交通运输局|已完成前期工作。",
    "4|新增学位6000个。|市教育局|新增5200个。",
    "5|完成县道改造120公里。|市交通运输局|已完成年度目标任务。",
    "6|城镇新增就业10万人以上。|市人力社保局|城镇新增就业11.8万人，完成年度目标的118%。",
)
# 序号/项目内容/当前进度/牵头单位/备注: shares with a reason in brackets, 未开工
SHARES = tabbed(
    "云川市2024年民生实事进展情况一览表",
    "序号|项目内容|当前进度|牵头单位|备注",
    "1|新建公园30座|100%|市园林局|市级",
    "2|建成云湖大桥|57%（东岸偏慢）|市交通运输局|市级",
    "3|启动环湖高架二期|未开工|市交通运输局|",
    "4|新增学位6000个|105%|市教育局|",
    "5|完成县道改造120公里|严重滞后|市交通运输局|",
    "6|城镇新增就业10万人以上|98%|市人力社保局|",
)
# five classes in a column of their own
CLASSES = tabbed(
    "云川市2024年政府工作报告目标任务落实情况",
    "编号|目标任务|责任单位|进度分类|备注",
    "1|新建公园30座。|市园林局|已完成和提前完成|",
    "2|建成云湖大桥。|市交通运输局|达进度|",
    "3|启动环湖高架二期。|市交通运输局|不再实施|规划调整",
    "4|新增学位6000个。|市教育局|欠进度|",
    "5|完成县道改造120公里。|市交通运输局|未完成|",
    "6|城镇新增就业10万人以上。|市人力社保局|超进度|",
)
# the same in the middle of the year: nothing is missed yet
PART = CLASSES.replace("2024年政府", "2024年1—9月政府").replace("达进度", "未启动")
# four lines an item, 进展情况 in place of the leader
ITEMS = """云川市2024年政府工作报告落实情况

1. 新建公园30座。
进展情况：全年建成32座。
牵头责任单位：市园林局
协同责任单位：市财政局

2. 建成云湖大桥。
进展情况：云湖大桥建成通车。
牵头责任单位：市交通运输局

3. 启动环湖高架二期。
进展情况：环湖高架二期有序推进。
牵头责任单位：市交通运输局

4. 新增学位6000个。
进展情况：新增学位6180个。
牵头责任单位：市教育局

5. 完成县道改造120公里。
进展情况：受资金影响，只完成88公里，未完成年度目标任务。
牵头责任单位：市交通运输局

6. 城镇新增就业10万人以上。
进展情况：持续推进。
牵头责任单位：市人力社保局
"""

LAYOUTS = [
    ("four columns", FOUR_COLUMNS, "done done advanced advanced done done", "met not-comparable met exceeded"),
    ("shares", SHARES, "done advanced missed done advanced advanced", "met met not-comparable not-comparable"),
    (
        "classes",
        CLASSES,
        "done advanced contradicted advanced missed advanced",
        "met not-comparable missed not-comparable",
    ),
    (
        "part of a year",
        PART,
        "done not-reported contradicted advanced advanced advanced",
        "met not-comparable not-comparable not-comparable",
    ),
    ("items", ITEMS, "done done advanced done missed advanced", "met met missed not-comparable"),
]


@pytest.mark.parametrize(("layout", "review", "tasks", "figures"), LAYOUTS)
def test_every_layout_is_read_row_by_row(layout: str, review: str, tasks: str, figures: str) -> None:
    assert tasks_by(review) == dict(zip(TASKS, tasks.split(), strict=True)), layout
    assert figures_by(review) == dict(zip(FIGURES, figures.split(), strict=True)), layout


def test_the_rows_own_wording_is_no_result() -> None:
    review = tabbed(YEAR, "序号|工作任务|责任单位|完成情况", "1|新建公园30座。|市园林局|正在选址。")
    assert figures_by(review)["公园"] == "not-reported"
    assert tasks_by(review)["公园"] == "advanced"


def test_a_table_of_another_year_decides_nothing() -> None:
    review = FOUR_COLUMNS.replace("2024年", "2023年")
    assert "missed" not in {*tasks_by(review).values(), *figures_by(review).values()}
    assert figures_by(review)["县道"] not in ("met", "exceeded")


def test_figures_of_a_part_of_the_year_decide_only_what_is_reached() -> None:
    review = tabbed(
        "云川市2024年前三季度重点任务进展情况",
        "序号|工作任务|责任单位|进展情况",
        "1|新建公园30座。|市园林局|新建公园34座。",
        "2|新增学位6000个。|市教育局|新增学位4500个。",
    )
    assert figures_by(review) == {
        "公园": "exceeded",
        "学位": "not-comparable",
        "县道": "not-reported",
        "就业": "not-reported",
    }


def test_the_name_of_a_column_may_say_that_the_year_is_not_over() -> None:
    review = tabbed(
        "云川市2024年政府工作报告目标任务推进台账",
        "序号|目标与任务|牵头责任单位|一季度工作进展",
        "1|新建公园30座。|市园林局|新建公园6座。",
        "2|启动环湖高架二期。|市交通运输局|未启动",
        "3|新增学位6000个。|市教育局|未完成",
    )
    assert figures_by(review)["公园"] == "not-comparable"
    assert tasks_by(review)["环湖高架"] == "not-reported"
    assert tasks_by(review)["学位"] == "advanced"


def test_of_several_columns_of_progress_the_last_one_filled_in_counts() -> None:
    page = (
        f"<h1>{YEAR}</h1><table><tr><th rowspan=2>序号</th><th rowspan=2>工作任务</th><th rowspan=2>责任单位</th>"
        "<th colspan=3>完成情况</th></tr><tr><th>上半年</th><th>三季度</th><th>全年</th></tr>"
        "<tr><td>1</td><td>建成云湖大桥</td><td>市交通运输局</td><td>未启动</td><td>按序时推进</td><td>已完成</td></tr>"
        "<tr><td>2</td><td>启动环湖高架二期</td><td>市交通运输局</td><td>未启动</td><td>按序时推进</td><td></td></tr></table>"
    )
    assert tasks_by(page.encode(), "进展.html") | {"云湖大桥": "done", "环湖高架": "advanced"} == tasks_by(
        page.encode(), "进展.html"
    )


def test_the_ledger_of_the_desk_is_a_table_of_progress() -> None:
    record = {"kind": "重点任务", "lead": "市园林局", "deadline_words": "年底前", "deadline": "2024-12-31"}
    rows = [
        record | {"number": "1", "task": "新建公园30座。", "status": "已销号", "done": "全年新建公园31座。"},
        record | {"number": "2", "task": "建成云湖大桥。", "status": "办理中", "done": "完成主塔施工。"},
        record | {"number": "3", "task": "新增学位6000个。", "status": "已交办", "done": ""},
    ]
    found = extract(read(ledger_bytes(rows), name="云川市2024年重点工作台账.xlsx"))
    assert [row.task for row in progress_rows(found.document)] == [
        "新建公园30座。",
        "建成云湖大桥。",
        "新增学位6000个。",
    ]
    told = {one.target.quote: one.verdict for one in reconcile(plan(), [found])}
    assert (told["新建公园30座"], told["新增学位6000个"]) == ("met", "not-reported")
    tasks = [one.verdict for one in reconcile_tasks(plan(), [found])]
    assert tasks[:2] == ["done", "advanced"]


def test_merged_cells_and_two_leads_with_their_own_progress() -> None:
    page = (
        f"<h1>{YEAR}</h1><table><tr><th>序号</th><th>目标任务</th><th>具体任务</th><th>牵头单位</th><th>任务进度</th></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>改善民生</td><td rowspan=2>新增学位6000个</td><td>市教育局</td><td>新增小学学位3200个</td></tr>"
        "<tr><td>市住建局</td><td>按序时完成</td></tr>"
        "<tr><td>2</td><td>建设公园城市</td><td>新建公园30座</td><td>市园林局</td><td>超额完成</td></tr></table>"
    )
    found = read(page.encode(), name="进展.html")
    rows = progress_rows(found)
    assert [row.task for row in rows] == [
        "改善民生新增学位6000个",
        "改善民生新增学位6000个",
        "建设公园城市新建公园30座",
    ]
    assert [found.text[slice(*row.told[0])] for row in rows] == ["新增小学学位3200个", "按序时完成", "超额完成"]
    assert figures_by(page.encode(), "进展.html")["公园"] == "met"
    assert tasks_by(page.encode(), "进展.html")["学位"] == "advanced"


def test_a_workbook_with_targets_and_actual_values_apart() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["云川市2024年主要指标完成情况"])
    for line in (
        ["序号", "指标名称", "年度目标", "责任单位", "实际完成", "完成率", "存在问题"],
        ["1", "新建公园", "30座", "市园林局", "33座", "110%", "无"],
        ["2", "新增学位", "6000个", "市教育局", "5200个", "86.7%", "未完成"],
    ):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    found = reconcile(plan(), [extract(read(out.getvalue(), name="指标.xlsx"))])
    verdicts = {one.target.quote: one.verdict for one in found}
    assert verdicts["新建公园30座"] == "met"
    assert verdicts["新增学位6000个"] == "not-comparable"  # a figure alone accuses nobody


def test_a_table_of_progress_is_a_plan_too() -> None:
    table = extract(read(FOUR_COLUMNS.encode(), name="进展.txt"))
    verdicts = {one.target.indicator: one.verdict for one in reconcile(table, [table])}
    assert verdicts["公园"] == "met"
    assert len(verdicts) == 4  # what is told is no promise


def test_a_row_with_the_same_figure_of_another_thing_is_not_taken() -> None:
    paper = extract(read("云川市2024年政府工作报告\n\n一、2024年主要目标\n固定资产投资、外贸出口均增长8%。\n".encode()))
    review = tabbed(YEAR, "序号|工作任务|责任单位|完成情况", "1|旅游总收入增长8%。|市文旅局|已完成。")
    verdicts = [one.verdict for one in reconcile(paper, [extract(read(review.encode(), name="进展.txt"))])]
    assert verdicts == ["not-reported", "not-reported"]
