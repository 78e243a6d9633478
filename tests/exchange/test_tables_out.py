"""CSV and Excel: opened by a spreadsheet, nothing runs, nothing is lost, everything has its type."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import get_args, get_type_hints

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from luoshi.exchange import Listed, Piece, labels, render, render_rows, workbook_bytes
from luoshi.exchange.cells import harmless
from luoshi.extraction import Task
from luoshi.extraction.outline import Role
from luoshi.extraction.statements import Kind, Measure, Op, SectionName
from luoshi.reading.document import Level
from tests.exchange.cast import extraction, piece, statement

ROW: dict[str, object] = {
    "row": 1,
    "section": "一、目标",
    "task": "修路",
    "leaders": ["甲", "乙"],
    "units": ["市交通局"],
    "etc": True,
    "source": {"page": 2, "line": 41},
}


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def with_indicator(indicator: str) -> Piece:
    statements = (statement("建成公园3座", id="x", indicator=indicator),)
    return replace(piece(), extraction=replace(extraction(), statements=statements))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+8613800000000", "'+8613800000000"),
        ("-8.8%的增速", "'-8.8%的增速"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),  # a tab in front is skipped by some programs
        ("　=1", "'　=1"),  # so may be blanks
        ("＝1+1", "'＝1+1"),  # full-width, taken for = in East Asian locales
        ("=", "="),  # the comparator itself
        ("+", "+"),
        (">=", ">="),
        ("增长=8", "增长=8"),
        ("", ""),
    ],
)
def test_no_text_becomes_a_formula(text: str, safe: str) -> None:
    assert harmless(text) == safe


def test_csv_opens_in_excel_and_reads_back() -> None:
    data = render([piece()], "csv")
    assert data.startswith(b"\xef\xbb\xbf")  # without it Excel takes the machine's own code page
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == ["6.5", "7", "8", "3", "5.5", "10"]
    assert rows[0]["op"] == "="
    assert rows[0]["concept"] == "gdp"
    assert rows[4]["indicator"] == "'=绿道"
    assert rows[0]["value_high"] == ""


@pytest.mark.parametrize(
    ("listed", "column", "value"),
    [("tasks", "targets", "x-0004；x-0005"), ("unresolved", "reason", "没有单位"), ("statements", "document", "2")],
)
def test_csv_holds_the_list_that_was_asked_for(listed: Listed, column: str, value: str) -> None:
    rows = list(csv.DictReader(io.StringIO(render([piece(2)], "csv", listed).decode("utf-8-sig"))))
    assert rows[0][column] == value


def test_an_empty_list_still_has_its_header() -> None:
    empty = replace(piece(), extraction=replace(extraction(), statements=()))
    assert render([empty], "csv").decode("utf-8-sig").startswith("id,section,kind,quote")


def test_a_workbook_has_a_sheet_a_kind_with_frozen_filtered_headers() -> None:
    book = opened(render([piece()], "xlsx"))
    assert book.sheetnames == ["目标与结果", "任务", "提纲", "未识别"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(dimension.width >= 5 for dimension in sheet.column_dimensions.values())
    assert [cell.value for cell in book["未识别"][1]] == ["原文", "起", "止", "原因"]


def test_cells_are_typed_and_codes_are_words() -> None:
    sheet = opened(render([piece()], "xlsx"))["目标与结果"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert (first["数值"].value, first["数值"].data_type) == (6.5, "n")
    assert (first["年份"].value, first["年份"].data_type) == (2023, "n")
    assert first["置信度"].number_format == "0%"
    assert [first[name].value for name in ("部分", "类别", "口径", "比较", "方向")] == [
        "回顾",
        "结果",
        "增长率",
        "=",
        "升",
    ]
    assert first["比较"].data_type == "s"
    assert first["上值"].value is None


@pytest.mark.parametrize(
    ("indicator", "kept"),
    [
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),  # as text, so it needs no apostrophe
        ("甲\x0b乙", "甲\ufffd乙"),  # what XML cannot hold
        ("长" * 40_000, "长" * 32_767),  # Excel's own limit
    ],
)
def test_a_workbook_holds_any_text_and_runs_none(indicator: str, kept: str) -> None:
    cell = opened(render([with_indicator(indicator)], "xlsx"))["目标与结果"]["G2"]
    assert (cell.value, cell.data_type) == (kept, "s")


def test_rows_of_a_table_as_sheet_and_csv() -> None:
    resolved = {**ROW, "resolved": [{"written": "市交通局", "unit": "市交通运输局"}, {"written": "某办", "unit": None}]}
    book = opened(render_rows([resolved], "xlsx"))
    assert book.sheetnames == ["责任分解"]
    header, values = book["责任分解"].iter_rows(values_only=True)
    line = dict(zip(header, values, strict=True))
    assert (line["责任领导"], line["等"], line["页"], line["行"]) == ("甲；乙", "是", 2, 41)
    assert line["规范单位"] == "市交通运输局；某办?"
    [row] = csv.DictReader(io.StringIO(render_rows([ROW], "csv").decode("utf-8-sig")))
    assert (row["units"], row["etc"], row["line"]) == ("市交通局", "true", "41")
    assert "resolved" not in row
    assert workbook_bytes([piece()], [ROW]) != workbook_bytes([piece()])


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (get_args(Role), labels.ROLE),
        (get_args(Measure), labels.MEASURE),
        (get_args(Kind), labels.KIND),
        (get_args(Op), labels.OP),
        (get_args(SectionName), labels.SECTION),
        (get_args(get_type_hints(Task)["stage"]), labels.STAGE),
        (get_args(get_type_hints(Task)["measurability"]), labels.MEASURABILITY),
        (get_args(Level), labels.LEVEL),
    ],
)
def test_every_code_has_a_word(codes: tuple[str, ...], words: dict[str, str]) -> None:
    assert set(codes) <= set(words)
