"""The Excel form of reports: what is filled in comes back by period; what is not ours, or was broken, is refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.exchange.errors import FormError
from luoshi.exchange.report_form import MARK_SHEET, Entered, FormLine, read_report_form, write_report_form

ORIGIN = "reports-1-7"
LINES = (
    FormLine(
        12, 5, "YC-001", "新增高新技术企业", "2025-03-01至03-31", "2025-03-28", "高新技术企业", "300家以上", "48", "家",
        texts={},
    ),
    FormLine(12, 6, "YC-001", "新增高新技术企业", "2025-03-01至03-31", "2025-03-28", "研发投入强度", "3%", "", "%"),
    FormLine(13, None, "YC-002", "=cmd()", "2025-03-01至03-31", "2025-03-28", texts={"done": "草稿"}),
)  # fmt: skip
VALUE, DONE, PROBLEMS = 9, 11, 12
Edit = Callable[[Worksheet], None]


def written(lines: Sequence[FormLine] = LINES) -> bytes:
    out = io.BytesIO()
    write_report_form("云川市2025年重点工作填报", ORIGIN, lines, out)
    return out.getvalue()


def edited(*edits: Edit) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    page = book["填报"]
    for edit in edits:
        edit(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(row: int, column: int, value: object) -> Edit:
    return lambda page: setattr(page.cell(row, column), "value", value)


def test_only_what_people_fill_in_can_be_changed() -> None:
    page = openpyxl.load_workbook(io.BytesIO(written()))["填报"]
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    open_cells = {(cell.row, cell.column) for row in page["A4:N6"] for cell in row if not cell.protection.locked}
    # The second line of a matter has no texts, a matter without figures no value.
    assert open_cells == {
        (4, VALUE), *((4, at) for at in range(DONE, 15)), (5, VALUE), *((6, at) for at in range(DONE, 15))
    }  # fmt: skip
    assert {one.type for one in page.data_validations.dataValidation} == {"decimal", "textLength"}
    assert (page["B1"].value, page["C6"].value, page["C6"].data_type) == ("云川市2025年重点工作填报", "=cmd()", "s")
    assert page["H4"].value == 48
    assert openpyxl.load_workbook(io.BytesIO(written()))[MARK_SHEET].sheet_state == "veryHidden"


def test_what_is_filled_in_comes_back() -> None:
    data = edited(put(4, VALUE, 71.5), put(5, VALUE, "2.9"), put(4, DONE, "新增\n71家"), put(6, DONE, "已开工"))
    first, second = read_report_form(data, ORIGIN)
    assert first == Entered(12, 4, {5: "71.5", 6: "2.9"}, {"done": "新增\n71家"}, {5: 4, 6: 5})
    assert (second.due, second.values, second.texts) == (13, {}, {"done": "已开工"})


def test_what_is_not_filled_in_is_left_out() -> None:
    assert [one.due for one in read_report_form(written(), ORIGIN)] == [13]  # its draft
    assert read_report_form(edited(put(6, DONE, None)), ORIGIN) == ()


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([put(7, 1, "12:5"), put(7, VALUE, 3)], "“填报”表第7行“行标识”：这一行与前面的重复"),
        ([put(4, 1, "x"), put(4, VALUE, 3)], "“填报”表第4行“行标识”：这一行不是下载时的行"),
        ([put(4, 1, "9" * 40 + ":1"), put(4, VALUE, 3)], "不是下载时的行"),
        ([put(6, VALUE, 3)], "“填报”表第6行“本期数值”：该事项没有指标"),
        ([put(4, DONE, "长" * 5001)], "“填报”表第4行“工作进展”：超过5000字"),
        ([put(4, VALUE, "=1+1")], "公式"),
        ([put(3, 1, "改名")], "找不到“行标识”列"),
    ],
)
def test_every_mistake_is_told_by_its_cell(edits: list[Edit], said: str) -> None:
    with pytest.raises(FormError, match=said):
        read_report_form(edited(*edits), ORIGIN)


def test_several_mistakes_come_at_once() -> None:
    with pytest.raises(FormError) as raised:
        read_report_form(edited(put(6, VALUE, 3), put(4, DONE, "长" * 5001)), ORIGIN)
    assert len(str(raised.value).splitlines()) == 2


def _without_mark() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    del book[MARK_SHEET]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _other_version() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    book[MARK_SHEET]["B1"] = "99"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Excel 工作簿"),
        (b"PK\x03\x04 nonsense", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧格式"),
        (_without_mark(), "不是本系统下载的填报表"),
        (_other_version(), "另一版本"),
        (written()[:-400], "已损坏"),
    ],
    ids=["empty", "damaged", "old", "foreign", "version", "cut"],
)
def test_what_is_no_form_is_refused_in_a_line(data: bytes, said: str) -> None:
    with pytest.raises(FormError, match=said):
        read_report_form(data, ORIGIN)


def test_a_form_of_another_unit_is_refused() -> None:
    with pytest.raises(FormError, match="别的单位或年度项目"):
        read_report_form(written(), "reports-1-8")
