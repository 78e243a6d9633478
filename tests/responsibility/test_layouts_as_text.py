"""Every layout of responsibility tables seen, as text."""

from __future__ import annotations

import pytest

from luoshi.reading import Document
from luoshi.responsibility import read_rows
from tests.responsibility.flat_tables_as_text import FLAT
from tests.responsibility.tables_as_text import BRACKETS, ITEMS, WRAPPED, Case, seen

EVERY = (*ITEMS, *BRACKETS, *FLAT, WRAPPED)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_the_rows_of_a_layout(case: Case) -> None:
    assert tuple(map(seen, read_rows(Document(case.text)))) == case.rows


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_a_notice_in_front_and_copies_behind_are_no_rows(case: Case) -> None:
    notice = "云川市人民政府文件\n云政发〔2025〕3号\n各县（市、区）人民政府，市政府直属各单位：\n现将有关事项通知如下，请认真贯彻执行。\n"
    copies = "\n抄送：市委各部门，市人大常委会、市政协办公室。\n云川市人民政府办公室\n2025年3月1日印发\n"
    rows = read_rows(Document(notice + case.text + copies))
    assert [row.task for row in rows] == [row[2] for row in case.rows]
    assert [row.units for row in rows] == [row[4] for row in case.rows]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.name)
def test_rows_count_from_one_and_quote_exactly(case: Case) -> None:
    rows = read_rows(Document(case.text))
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        if row.start is not None:
            assert case.text[row.start : row.end].replace("\n", "") == row.task
            assert row.source.line == case.text.count("\n", 0, row.start) + 1


def test_a_row_prints_the_contract_in_its_order() -> None:
    [row] = read_rows(Document("任务\t责任单位\n修路\t市交通运输局\n"))
    assert list(row.to_dict()) == [
        "row", "section", "subsection", "task", "leaders", "units", "lead_unit", "etc", "deadline", "milestones",
        "note", "source",
    ]  # fmt: skip
    assert row.to_dict()["source"] == {"page": None, "line": 2}


PLAIN = (
    "各位代表：过去一年，全市生产总值增长6%。我们坚持政府过紧日子，由财政部门负责统筹。",
    "一、2025年主要目标\n地区生产总值增长6%左右（统计局核定数）。\n二、主要任务\n（一）扩大投资。完成投资900亿元。",
    "指标\t单位\t2024年完成\t2025年预期\n生产总值\t亿元\t1200\t1270\n",
    "项目\t单位\t数值\n生产总值\t亿元\t1200\n就业\t万人\t3\n",
    "联系人：李云舟\n联系电话：12345\n",
    "",
)


@pytest.mark.parametrize("text", PLAIN)
def test_where_nobody_answers_there_are_no_rows(text: str) -> None:
    assert read_rows(Document(text)) == ()
