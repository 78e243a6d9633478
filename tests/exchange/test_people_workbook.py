"""Lists of units and people: what goes out comes back; what is wrong is named cell by cell, all at once."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest

from luoshi.exchange.errors import CellsError, FormError
from luoshi.exchange.people_reading import read_people
from luoshi.exchange.people_workbook import (
    PEOPLE_COLUMNS,
    UNIT_COLUMNS,
    FormerName,
    PeopleWorkbook,
    PersonEntry,
    UnitEntry,
    write_people,
)

Cells = Sequence[object]
BOOK = PeopleWorkbook(
    units=(
        UnitEntry("云川市", "云川市人民政府", line=4),
        UnitEntry(
            "云川市", "市文化和旅游局", ("市文旅局", "文旅局"), (FormerName("市旅游局", 2018), FormerName("市文化局")),
            "云川市人民政府", "经济部门", 5,
        ),
    ),
    people=(
        PersonEntry("王岚", "wang.lan", "liaison", "云川市", "市文化和旅游局", "科长", "wang@yunchuan.example",
                    datetime.date(2024, 3, 1), 4),
        PersonEntry("李云舟", "li-yz", "supervisor", "云川市", "云川市人民政府", line=5),
    ),
)  # fmt: skip
UNIT = ["云川市", "市财政局", "", "", "", ""]
PERSON = ["王岚", "wang.lan", "联络员", "", "市财政局", "", "", ""]


def written(book: PeopleWorkbook) -> bytes:
    out = io.BytesIO()
    write_people(book, out)
    return out.getvalue()


def filled(units: Sequence[Cells] = (), people: Sequence[Cells] = ()) -> bytes:
    """The template, filled in by hand."""
    book = openpyxl.load_workbook(io.BytesIO(written(PeopleWorkbook())))
    for sheet, rows in (("单位", units), ("人员", people)):
        for line, cells in enumerate(rows, 4):
            for at, value in enumerate(cells, 1):
                book[sheet].cell(line, at).value = value  # type: ignore[assignment]  # whatever people type
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cell(cells: Cells, at: int, value: object) -> list[object]:
    return [*cells[:at], value, *cells[at + 1 :]]


def test_what_goes_out_comes_back() -> None:
    assert read_people(written(BOOK)) == BOOK


def test_the_template_has_headers_hints_and_roles_to_choose_from() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(PeopleWorkbook())))
    assert [cell.value for cell in book["单位"][3]] == ["地区*", "单位名称*", "简称", "曾用名", "上级单位", "考评类别"]
    assert [choice.formula1 for choice in book["人员"].data_validations.dataValidation] == [
        '"督查员,责任领导,联络员,核查员,管理员"'
    ]
    assert all(column.hint for column in UNIT_COLUMNS)
    assert len(PEOPLE_COLUMNS) == 8


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        (0, None, ["“单位”表第4行“地区”：不能为空"]),
        (1, "甲" * 101, ["“单位”表第4行“单位名称”：最多100字，现有101字"]),
        (1, "市财\n政局", ["“单位”表第4行“单位名称”：应在一行内，单元格里有换行"]),
        (3, "市财税局（至去年2）", ["“单位”表第4行“曾用名”：应写作“名称（至2018年）”，现为“市财税局（至去年2）”"]),
        (3, "市财税局(2018)；市财税委", []),
        (4, "市政府", ["“单位”表第4行“上级单位”：“云川市”没有“市政府”这个单位"]),
        (4, "市财政局", ["“单位”表第4行“上级单位”：几个单位互为上级，请改正其中一个"]),
        (4, "云川市人民政府", []),  # known to the system
    ],
)
def test_each_cell_of_a_unit_is_checked(at: int, value: object, expected: list[str]) -> None:
    check(filled(units=[with_cell(UNIT, at, value)]), expected)


def check(data: bytes, expected: list[str]) -> None:
    known = [("云川市", "云川市人民政府"), ("云川市", "市审计局"), ("南湾区", "市审计局")]
    if not expected:
        assert read_people(data, known)
        return
    with pytest.raises(CellsError) as raised:
        read_people(data, known)
    assert [str(error) for error in raised.value.errors] == expected
    assert str(raised.value) == "\n".join(expected)


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        (1, "wl", ["“人员”表第4行“用户名”：应为3至64位字母、数字或 . _ - @，现为“wl”"]),
        (1, 13800, []),  # typed as a number
        (2, "局长", ["“人员”表第4行“角色”：应为督查员、责任领导、联络员、核查员、管理员之一，现为“局长”"]),
        (4, "财政局", ["“人员”表第4行“单位”：没有“财政局”这个单位：请改为单位全称，或先在“单位”表中加上"]),
        (3, "北岭区", ["“人员”表第4行“单位”：“北岭区”没有“市财政局”这个单位：请改为单位全称，或先在“单位”表中加上"]),
        (4, "市审计局", ["“人员”表第4行“地区”：云川市、南湾区都有“市审计局”：请填写地区"]),
        (6, "wang.yunchuan", ["“人员”表第4行“邮箱”：应为邮箱地址，现为“wang.yunchuan”"]),
        (7, "去年", ["“人员”表第4行“任职时间”：应为日期，如2025-01-15，现为“去年”"]),
        (7, "2025-02-30", ["“人员”表第4行“任职时间”：应为日期，如2025-01-15，现为“2025-02-30”"]),
        (7, "2025年3月", []),
        (7, datetime.datetime(2025, 3, 1), []),  # noqa: DTZ001  # a sheet's dates have no zone
        (0, "=1+1", ["“人员”表第4行“姓名”：是没有结果的公式，请改为文字或数字"]),
    ],
)
def test_each_cell_of_a_person_is_checked(at: int, value: object, expected: list[str]) -> None:
    check(filled(units=[UNIT], people=[with_cell(PERSON, at, value)]), expected)


def test_all_errors_come_at_once_in_order_and_nothing_is_read() -> None:
    check(
        filled(
            units=[UNIT, UNIT, with_cell(UNIT, 1, None)],
            people=[PERSON, [], with_cell(PERSON, 1, "WANG.lan"), with_cell(PERSON, 2, "？")],
        ),
        [
            "“单位”表第5行“单位名称”：与第4行的“市财政局”重复",
            "“单位”表第6行“单位名称”：不能为空",
            "“人员”表第6行“用户名”：与第4行的“WANG.lan”重复".replace("WANG", "wang"),
            "“人员”表第7行“角色”：应为督查员、责任领导、联络员、核查员、管理员之一，现为“？”",
            "“人员”表第7行“用户名”：与第4行的“wang.lan”重复",
        ],
    )


def test_a_circle_of_parents_is_found_whatever_its_length() -> None:
    ring = [["云川市", f"单位{at}", "", "", f"单位{(at + 1) % 3}", ""] for at in range(3)]
    with pytest.raises(CellsError) as raised:
        read_people(filled(units=[*ring, ["云川市", "外面", "", "", "单位0", ""]]))
    assert [error.line for error in raised.value.errors] == [4, 5, 6]


def test_people_alone_refer_to_the_units_of_the_system() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(replace(BOOK, units=()))))
    del book["单位"]
    out = io.BytesIO()
    book.save(out)
    known = [(unit.region, unit.name) for unit in BOOK.units]
    assert read_people(out.getvalue(), known) == replace(BOOK, units=())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"name,unit", "这不是 Excel 工作簿"),
        (filled(), "没有内容"),
    ],
)
def test_what_holds_nothing_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormError, match=message):
        read_people(data)


def test_a_workbook_with_other_sheets_is_refused() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(FormError, match="请下载模板"):
        read_people(out.getvalue())
