"""Columns whose names do not say what they hold: their cells do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from luoshi.reading import Block, Document
from luoshi.responsibility import Row, read_rows


def rows_of(*rows: Sequence[str]) -> tuple[Row, ...]:
    """The rows read from a table with these cells."""
    body = "\n".join("\t".join(row) for row in rows)
    return read_rows(Document(body, kind="docx", blocks=(Block("table", 0, len(body), None, tuple(map(tuple, rows))),)))


TASKS = (
    # last year's figures stand between the indicator and its target
    (
        [("指标名称", "上期完成", "今年目标值", "牵头单位"), ("港口吞吐量", "86.4", "90", "市港航局")],
        ["港口吞吐量：90"],
    ),
    # money beside a project is no task
    (
        [("项目", "概算", "今年投资", "责任单位"), ("改造泵站9座", "38,000", "1200", "市水务局")],
        ["改造泵站9座"],
    ),
    # a column of an unknown name behind the task is no task
    (
        [("项目名称", "建设地点", "包抓单位"), ("改造泵站9座", "东湾镇和西湾镇沿线", "市水务局")],
        ["改造泵站9座"],
    ),
    # what is to be reached is said beside the task
    (
        [("工作任务", "完成标准", "责任单位"), ("盘活土地", "盘活800亩", "市水务局")],
        ["盘活土地：盘活800亩"],
    ),
    # a row that adds up the others
    (
        [("项目", "责任单位"), ("改造泵站9座", "市水务局"), ("合 计", "市水务局")],
        ["改造泵站9座"],
    ),
    # a task of projects whose lead is a leading group with its office in brackets: no header drawn again
    (
        [
            ("任务", "牵头部门", "参与部门"),
            ("完善项目服务机制", "市级港口项目领导小组办公室（设在市港航局）", "市水务局、市财政局；各县（市、区）"),
        ],
        ["完善项目服务机制"],
    ),
)


@pytest.mark.parametrize(("table", "tasks"), TASKS)
def test_which_cell_is_the_task(table: list[tuple[str, ...]], tasks: list[str]) -> None:
    assert [row.task for row in rows_of(*table)] == tasks


MEASURES = ("序号", "重点任务", "具体举措", "责任单位")
COUNTED = (
    # each measure has a number of its own: it is what is promised
    (
        [("1", "振兴船业", "新建船坞2座", "甲局"), ("2", "振兴船业", "引进船东5家", "甲局")],
        ["新建船坞2座", "引进船东5家"],
    ),
    # one number over several measures: they belong to one task
    ([("1", "振兴船业", "新建船坞2座", "甲局"), ("1", "振兴船业", "引进船东5家", "甲局")], ["振兴船业"]),
    # a measure beside each task
    ([("1", "振兴船业", "新建船坞2座", "甲局"), ("2", "做强渔业", "引进船东5家", "甲局")], ["振兴船业", "做强渔业"]),
)


@pytest.mark.parametrize(("rows", "tasks"), COUNTED)
def test_measures_with_numbers_of_their_own_are_tasks(rows: list[tuple[str, ...]], tasks: list[str]) -> None:
    assert [row.task for row in rows_of(MEASURES, *rows)] == tasks


@pytest.mark.parametrize(
    ("cells", "deadlines"),
    [
        (("9月底前完工", "全年"), ["9月底前完工", "全年"]),
        (("9月底前完工", "进度要求", "全年"), ["9月底前完工", "全年"]),  # the header drawn again
        (("9月底前完工", "3月招标，10月主体完工并试运行，年底全部建成"), [None, None]),  # stages, not deadlines
    ],
)
def test_a_column_of_stages_that_holds_deadlines(cells: tuple[str, ...], deadlines: list[str | None]) -> None:
    header = ("任务", "责任单位", "进度要求")
    table = [header, *(header if cell == header[2] else ("新建船坞2座", "市港航局", cell) for cell in cells)]
    assert [row.deadline for row in rows_of(*table)] == deadlines


@pytest.mark.parametrize(
    ("name", "units"),
    [("包抓单位", ("市水务局",)), ("填报单位", ()), ("统计部门", ("市水务局",))],  # who fills in answers for nothing
)
def test_a_column_of_units_by_its_last_word(name: str, units: tuple[str, ...]) -> None:
    [row] = rows_of(("任务", name, "责任领导"), ("改造泵站9座", "市水务局", "李云舟"))
    assert (row.units, row.leaders) == (units, ("李云舟",))
