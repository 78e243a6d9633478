"""Whatever the document, reading its rows neither raises nor takes forever, and quotes exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading import Block, Document
from luoshi.responsibility import read_rows, resolve_rows

# What tables are made of, so that random texts come near to being some.
PARTS = [
    "序号", "工作任务", "责任领导", "牵头单位", "责任单位", "配合单位：", "完成时限", "备注", "一、工业", "（一）投资", "1.", "2、", "修路20公里。",
    "市财政局", "各县（市、区）政府", "李云舟", "牵头", "负责", "配合", "等", "，", "、", "；", "：", "（", "）", "[", "]", "【", "】",
    "\t", "\n", " ", "　", "|", "│", "─", "├", "┤", "年底前", "下同", "△", "抄送：", "第3页", "“", "”", "\u2028", "\x00",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=60).map("".join)
grids = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(texts.map(lambda t: t[:40]), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text(text: str) -> None:
    rows = read_rows(Document(text))
    resolve_rows(rows)
    for row in rows:
        assert row.task.strip()
        assert row.start is None or text[row.start : row.end].replace("\n", "") == row.task.replace("\n", "")
        assert all(unit.strip() for unit in row.units)
        assert row.lead_unit is None or row.lead_unit in row.units


@settings(max_examples=100, deadline=None)
@given(grids, st.sampled_from(["docx", "xlsx", "pdf", "html"]))
def test_any_table(cells: list[list[str]], kind: str) -> None:
    body = "\n".join("\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in row) for row in cells)
    block = Block("table", 0, len(body), 1, tuple(map(tuple, cells)))
    rows = read_rows(Document(body, kind=kind, blocks=(block,)))
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))


def test_a_table_whose_text_and_cells_disagree() -> None:
    block = Block("table", 0, 3, None, (("任务", "责任单位"), ("修路", "市财政局")))
    [row] = read_rows(Document("无关。", blocks=(block,)))
    assert (row.task, row.start, row.source.line) == ("修路", None, 1)


HOSTILE = (
    "（" * 200_000,
    "）" * 200_000,
    "（" * 100_000 + "）" * 100_000,
    ("（牵头" * 20 + "）" * 20) * 2_000,
    "、" * 200_000,
    "\t" * 200_000,
    " " * 200_000,
    "责任单位：" * 30_000,
    "任务\t责任单位\n修路\t" + "市财政局、" * 30_000,
    "任务\t责任单位\n修路\t" + "市财政局" * 30_000,
    "1.修路\n责任单位：市财政局\n进展情况：\n" + "好\n" * 50_000,
    "序号 任务 责任单位\n" + "修路市" * 50_000,
    "│" * 200_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_gives_few_rows(text: str) -> None:
    assert len(read_rows(Document(text))) <= 1
