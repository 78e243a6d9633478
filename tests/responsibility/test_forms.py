"""Forms: one task a table, the names of the fields on the left."""

from __future__ import annotations

import io

import docx
import pytest

from luoshi.reading import read
from luoshi.responsibility import read_rows

Cells = list[list[str]]
ONE = [
    ["任务1", "新建船坞2座"],
    ["分管领导", "副市长 林知远"],
    ["牵头单位", "市港航局"],
    ["配合单位", "市水务局"],
    ["完成时限", "9月底前"],
]
OTHER = [
    ["任务2", "改造泵站9座"],
    ["分管领导", "沈若兰"],
    ["牵头单位", "市水务局"],
    ["配合单位", "无"],
    ["完成时限", "年底"],
]
WIDE = [
    ["重点任务", "新建船坞2座", "新建船坞2座", "新建船坞2座"],  # a value merged over the other columns
    ["分管领导", "副市长 林知远", "牵头单位", "市港航局"],
    ["配合单位", "市水务局", "完成时限", "9月底前"],
]
FIRST = ("新建船坞2座", ("副市长林知远",), ("市港航局", "市水务局"), "9月底前")
SECOND = ("改造泵站9座", ("沈若兰",), ("市水务局",), "年底")


@pytest.mark.parametrize(
    ("tables", "expected"),
    [([ONE], [FIRST]), ([ONE, OTHER], [FIRST, SECOND]), ([WIDE], [FIRST]), ([ONE + OTHER], [FIRST, SECOND])],
    ids=["one", "a table a task", "two fields a row", "two tasks in one table"],
)
def test_a_form_is_a_row(tables: list[Cells], expected: list[object]) -> None:
    document = docx.Document()
    for cells in tables:
        table = document.add_table(rows=len(cells), cols=len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("")
    saved = io.BytesIO()
    document.save(saved)
    rows = read_rows(read(saved.getvalue()))
    assert [(row.task, row.leaders, row.units, row.deadline) for row in rows] == expected


def test_a_table_of_two_columns_is_no_form() -> None:
    body = "工作任务\t责任单位\n新建船坞2座\t市港航局\n改造泵站9座\t市水务局"
    assert [row.task for row in read_rows(read(body))] == ["新建船坞2座", "改造泵站9座"]
