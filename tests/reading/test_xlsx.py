"""Excel workbooks: what a person sees in each visible sheet."""

from __future__ import annotations

import datetime
import io

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.number_formats import shown
from luoshi.reading.pieces import Draft
from luoshi.reading.xlsx import read_xlsx
from tests.reading.word_files import zipped

# Spreadsheets know no time zones.
_JUNE_2023 = datetime.datetime.fromisoformat("2023-06-01")
_JUNE_2024 = datetime.datetime.fromisoformat("2024-06-01")
_AFTERNOON = datetime.datetime.fromisoformat("2024-06-30T14:05")


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def read(book: Workbook) -> Draft:
    return read_xlsx(saved(book), Budget())


def test_merged_cells_numbers_and_empty_rows() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["B2"] = "云川市责任分解表"
    sheet.merge_cells("B2:D2")
    sheet.append([])  # an empty row, and column A is empty too
    for column, value in enumerate(("序号", "任务", "增速"), start=2):
        sheet.cell(4, column, value)
    sheet["B5"], sheet["C5"], sheet["D5"] = 1, "修路\n10公里", 0.08
    sheet["C6"], sheet["D6"] = "架桥", _JUNE_2023
    sheet["D5"].number_format = "0%"
    sheet.merge_cells("B5:B6")
    (piece,) = read(book).pieces
    assert piece.text == "云川市责任分解表\n序号\t任务\t增速\n1\t修路 10公里\t8%\n\t架桥\t2023-06-01"
    assert piece.cells is not None
    assert piece.cells[0] == ("云川市责任分解表",) * 3
    assert piece.cells[2:] == (("1", "修路\n10公里", "8%"), ("1", "架桥", "2023-06-01"))


def test_sheets_are_named_and_hidden_ones_left_out() -> None:
    book = Workbook()
    sheet_of(book)["A1"] = "甲"  # called "Sheet": that says nothing
    book.create_sheet("重点任务")["A1"] = "乙"
    hidden = book.create_sheet("草稿")
    hidden["A1"], hidden.sheet_state = "丙", "hidden"
    draft = read(book)
    assert [(piece.kind, piece.text) for piece in draft.pieces] == [
        ("table", "甲"),
        ("heading", "重点任务"),
        ("table", "乙"),
    ]
    assert any("草稿" in warning for warning in draft.warnings)


def test_formulas_without_a_result_are_said() -> None:
    book = Workbook()
    sheet_of(book)["A1"], sheet_of(book)["A2"] = "合计", "=1+1"
    assert "1 formulas" in read(book).warnings[0]


def test_one_value_in_the_last_row_costs_nothing() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"], sheet["XFD1048576"] = "首", "尾"
    (piece,) = read(book).pieces
    assert piece.cells == (("首", ""), ("", "尾"))


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.065, "0.0%", "6.5%"),
        (0.285, "0%", "29%"),  # rounded half up, as Excel does
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, '#,##0,"千元"', "1,235千元"),  # a comma at the end: thousands
        (-5, '0.0;"减"0.0', "减5.0"),  # the section for negative numbers has its own sign
        (-5, "0.0", "-5.0"),
        (0, '0;-0;"—"', "—"),
        (7.5, '0.0_ ;[红色]-0.0', "7.5"),
        (3, '"约"0"个"', "约3个"),
        (88, "[$¥-804]#,##0", "¥88"),
        (2.50, "0.0#", "2.5"),
        (0.1 + 0.2, "General", "0.3"),  # without the noise of binary fractions
        (300.0, "General", "300"),
        (1e30, "0.00", "1E+30"),
        (0.5, "# ?/?", "0.5"),  # fractions are not laid out
        (12, "@", "12"),
        (True, "0", "TRUE"),
        (_AFTERNOON, "yyyy/m/d h:mm", "2024-06-30 14:05"),
        (_JUNE_2024, 'yyyy"年"m"月"', "2024-06"),  # no day is shown
        (datetime.time(9, 30), "h:mm", "09:30"),
        ("原文", "0%", "原文"),
    ],
)  # fmt: skip
def test_values_are_shown_as_the_sheet_shows_them(value: object, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"xl/workbook.xml": "<workbook/>"}), "damaged"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "entity"),
        (zipped({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": f"<s>{'<c/>' * 2_000}</s>"}), "table_cells"),
        (zipped({"xl/workbook.xml": "", "xl/worksheets/s.xml": "<mergeCell ref='&#65;1:XFD1048576'/>"}), "table_cells"),
        (zipped({"xl/workbook.xml": "", "xl/worksheets/s.xml": "<mergeCell ref='A:A'/>"}), "table_cells"),
        (zipped({"xl/workbook.xml": "", "xl/worksheets/s.xml": "<c>"}), "damaged"),
    ],
)
def test_bad_workbooks_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        read_xlsx(data, Budget(Limits(table_cells=1_000)))
