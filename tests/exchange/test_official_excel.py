"""The Excel form goes out, is worked on in every way people work on forms, and comes back with nothing mistaken."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.exchange.errors import CellsError, FormError
from luoshi.exchange.official_excel import write_excel
from luoshi.exchange.official_form import EditedTable, read_excel_form
from luoshi.exchange.official_table import OfficialRow, OfficialTable
from luoshi.exchange.table_differences import differences
from tests.exchange.office import converted, needs_office
from tests.exchange.official_cast import table

Edit = Callable[[Worksheet], object]
SOURCE = table(6, steps=True)
# The form's lines: title, instructions, header, rows from 4. Columns: A key, B 序号, C 部分, D 分项, E 目标任务,
# F 责任领导, G 牵头单位, H 配合单位, I 完成时限, J–M quarters, N 备注.


def written(of: OfficialTable = SOURCE) -> bytes:
    out = io.BytesIO()
    write_excel(of, out, units=["市财政局", "市教育局"], leaders=["市长"])
    return out.getvalue()


def edited(*edits: Edit, data: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data or written()))
    for edit in edits:
        edit(book["责任分解"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(place: str, value: str | int | None) -> Edit:
    return lambda page: page.__setitem__(place, value)


def swap_rows(page: Worksheet) -> None:
    for column in "ABCDEFGHIJKLMN":
        page[f"{column}4"].value, page[f"{column}6"].value = page[f"{column}6"].value, page[f"{column}4"].value


def shown(form: EditedTable) -> list[str]:
    """Each difference in short: kind, row, field and what is wanted."""
    return [
        " ".join(part for part in (d.kind, d.key, d.field, d.edited) if part is not None)
        for d in differences(SOURCE.rows, form)
    ]


def test_the_form_is_ready_to_work_on_and_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    page = book["责任分解"]
    assert [cell.value for cell in page[3]][:6] == ["行标识", "序号", "部分", "分项", "目标任务", "责任领导"]
    assert page.freeze_panes == "C4"
    assert page.column_dimensions["A"].hidden
    assert (page.page_setup.orientation, page.print_title_rows, page.page_setup.fitToHeight) == (
        "landscape",
        "$3:$3",
        0,
    )
    assert page["E4"].alignment.wrap_text
    heights = [page.row_dimensions[line].height or 0.0 for line in range(4, 10)]
    assert min(heights) > 20  # no row hides its text
    # A height that counts as set by hand would hide what is added to a cell later.
    sheet = zipfile.ZipFile(io.BytesIO(written())).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="(\d+)"[^>]*customHeight="1"', sheet) == ["1", "2", "3"]
    assert {str(choice.sqref).split(":")[0] for choice in page.data_validations.dataValidation} == {"A4", "G4", "F4"}
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "veryHidden", "hidden"]


def test_what_is_not_filled_in_yet_has_its_column() -> None:
    page = openpyxl.load_workbook(io.BytesIO(written(OfficialTable("表", (OfficialRow("a", 1, "任务"),)))))["责任分解"]
    assert {"部分", "分项", "完成时限", "备注"} <= {cell.value for cell in page[3]}


def test_an_untouched_form_changes_nothing() -> None:
    form = read_excel_form(written())
    assert (form.title, len(form.rows), form.warnings) == (SOURCE.title, 6, ())
    assert shown(form) == []


@pytest.mark.parametrize(
    ("edits", "wanted"),
    [
        ([put("E4", "新任务")], ["changed m001 task 新任务"]),
        ([put("E4", "  新任务 \r\n第二行\n\n")], ["changed m001 task 新任务\n第二行"]),  # blanks at ends do not count
        ([put("E4", "新增规模以上工业企业30家以上。 ")], []),
        ([put("B4", "9")], []),  # the running number is the ledger's
        ([put("I4", 30)], ["changed m001 deadline 30"]),  # a number where a text was
        ([put("N5", None), put("H4", None)], ["changed m001 units "]),
        ([swap_rows], ["moved m003 ", "moved m002 " + SOURCE.rows[2].task]),
        ([lambda page: page.delete_rows(5)], ["removed m002"]),
        ([lambda page: page.insert_rows(6, 3)], []),  # blank lines
        ([lambda page: page.insert_rows(6), put("E6", "加一行")], ["added +6 加一行"]),
        ([put("E12", "末尾加一行"), put("C12", "五、其他")], ["added +12 末尾加一行"]),
        ([lambda page: page.insert_cols(3), put("C4", "批注")], []),  # a column of somebody's own
        ([lambda page: page.delete_cols(14)], []),  # a column taken out changes nothing
        (
            [lambda page: page.unmerge_cells("B2:N2"), lambda page: page.delete_rows(2)],
            [],
        ),  # the instructions taken out
        ([lambda page: setattr(page.column_dimensions["G"], "hidden", True)], []),
        ([lambda page: setattr(page, "title", "修改稿")], []),
        ([lambda page: [put(f"{c}5", None)(page) for c in "BCDEFGHIJKLMN"]], ["removed m002"]),  # emptied, key stays
        ([put("H12", "填表人：王岚")], []),  # a line of words below the table
    ],
)
def test_every_kind_of_edit_is_understood(edits: list[Edit], wanted: list[str]) -> None:
    found = shown(read_excel_form(edited(*edits)))
    # What stands before the moved rows is told by other tests; a removed row wants nothing.
    assert [line.rstrip() for line in found] == [line.rstrip() for line in wanted]


def test_a_column_may_stand_anywhere() -> None:
    def move(page: Worksheet) -> None:
        for line in range(3, 10):
            page.cell(line, 20).value, page.cell(line, 7).value = page.cell(line, 7).value, None

    form = read_excel_form(edited(move, put("T4", "市财政局")))
    assert shown(form) == ["changed m001 lead_unit 市财政局"]


def test_a_copied_row_is_a_new_one() -> None:
    def copy(page: Worksheet) -> None:
        for column in "ABCDEFGHIJKLMN":
            page[f"{column}12"].value = page[f"{column}4"].value

    form = read_excel_form(edited(copy))
    assert shown(form) == [f"added +12 {SOURCE.rows[0].task}"]
    assert form.warnings == ("第12行：行标识与前面的行相同，按新增的行处理",)


def test_keys_left_behind_by_a_sort_are_put_right() -> None:
    source = OfficialTable("表", tuple(OfficialRow(key, 1, f"任务{key}", lead_unit=f"单位{key}") for key in "abcd"))

    def sort_what_is_seen(page: Worksheet) -> None:
        shown = [[page.cell(line, at).value for at in range(2, 12)] for line in (7, 4, 5, 6)]
        for line, values in enumerate(shown, 4):
            for at, value in enumerate(values, 2):
                page.cell(line, at).value = value

    form = read_excel_form(edited(sort_what_is_seen, data=written(source)))
    assert [(d.kind, d.key) for d in differences(source.rows, form)] == [("moved", "d")]
    assert "错位" in form.warnings[0]


def test_a_task_typed_into_another_row_is_no_stray_key() -> None:
    # Row 1 now says what row 2 says, and row 2 is untouched: two rows with one task, not an exchange.
    assert shown(read_excel_form(edited(put("E4", SOURCE.rows[1].task)))) == [
        f"changed m001 task {SOURCE.rows[1].task}"
    ]


def test_an_added_row_belongs_where_the_row_above_belongs() -> None:
    form = read_excel_form(edited(lambda page: page.insert_rows(7), put("E7", "加一行")))
    assert form.rows[3].values["section"] == SOURCE.rows[2].section
    assert form.rows[3].values["subsection"] == SOURCE.rows[2].subsection


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    form = read_excel_form(edited(put("G4", "市教育局"), lambda page: page.merge_cells("G4:G6")))
    assert [row.values["lead_unit"] for row in form.rows[:3]] == ["市教育局"] * 3


def test_dates_and_percentages_are_what_the_sheet_shows() -> None:
    def typed(page: Worksheet) -> None:
        page["I4"].value, page["I4"].number_format = datetime.date(2025, 9, 30), "yyyy-mm-dd"
        page["I5"].value, page["I5"].number_format = 0.5, "0%"

    form = read_excel_form(edited(typed))
    assert [row.values["deadline"] for row in form.rows[:2]] == ["2025-09-30", "50%"]


def test_a_formula_without_a_result_is_named() -> None:
    with pytest.raises(CellsError, match="“责任分解”表第4行“完成时限”：是没有结果的公式") as raised:
        read_excel_form(edited(put("I4", "=1+1"), put("G5", "=A1")))
    assert len(raised.value.errors) == 2


def _without_the_hidden_sheet() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    del book["_导出时"]
    return saved(book)


def _with_a_touched_hidden_sheet() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    book["_导出时"]["C3"] = "别的"
    return saved(book)


def _hostile() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 80_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "这不是 Excel 工作簿"),
        ("部分,任务".encode(), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "去掉密码"),  # .xls, and .xlsx with a password
        (b"PK\x03\x04 cut off", "已损坏"),
        (written()[:4000], "已损坏"),
        (_hostile(), "过大"),
        (saved(Workbook()), "不是本系统导出的"),
        (_without_the_hidden_sheet(), "不是本系统导出的"),
        (_with_a_touched_hidden_sheet(), "被改动过"),
        (edited(lambda page: page.delete_cols(1)), "找不到“行标识”列"),
        (edited(lambda page: page.delete_rows(3)), "重新导出"),
        (edited(put("T3", "牵头单位")), "有两列都叫“牵头单位”"),
    ],
)
def test_what_is_no_form_is_refused_in_a_line(data: bytes, message: str) -> None:
    with pytest.raises(FormError, match=message) as raised:
        read_excel_form(data)
    assert "\n" not in str(raised.value)


def test_a_value_in_the_last_row_costs_nothing() -> None:
    form = read_excel_form(edited(put("E1048576", "远处的一行"), put("XFD4", "远处的一列")))
    assert shown(form) == ["added +1048576 远处的一行"]


def test_texts_like_formulas_and_what_no_file_can_hold_come_back() -> None:
    row = OfficialRow("a", 3, '=HYPERLINK("x")', leaders=("甲\x0b",), deadline="9-30", note="_x0041_ +1")
    source = OfficialTable("=表", (row,), origin="方案 7")
    form = read_excel_form(written(source))
    assert differences(source.rows, form) == []
    assert (form.rows[0].values["task"], form.origin, form.exported[0].revision) == ('=HYPERLINK("x")', "方案 7", 3)


@pytest.mark.parametrize("keys", [("a", ""), ("a", "a")])
def test_rows_that_could_not_be_told_apart_are_not_written(keys: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="key of its own"):
        written(OfficialTable("表", tuple(OfficialRow(key, 1, "任务") for key in keys)))


@needs_office
def test_a_form_saved_by_another_program_is_still_ours(tmp_path: Path) -> None:
    changed = edited(put("E4", "新任务\n第二行"), put("I5", "9月30日"))
    form = read_excel_form(converted(changed, "xlsx", "xlsx", tmp_path))
    assert shown(form) == ["changed m001 task 新任务\n第二行", "changed m002 deadline 9月30日"]
