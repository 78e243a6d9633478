"""Units and people as an Excel file: a template, what the system holds, and lists that come in, all or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal

from luoshi.exchange.cells import storable

if TYPE_CHECKING:  # openpyxl is slow to import
    from openpyxl.worksheet.worksheet import Worksheet

Role = Literal["supervisor", "leader", "liaison", "verifier", "admin"]
UNITS_SHEET, PEOPLE_SHEET = "单位", "人员"
ROLE_WORDS: Mapping[Role, str] = {
    "supervisor": "督查员",
    "leader": "责任领导",
    "liaison": "联络员",
    "verifier": "核查员",
    "admin": "管理员",
}


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a unit had, and the last year in which it had it, where that is known."""

    name: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of a region. `parent` is the name of another unit of the region, `ranked_with` the class it is ranked in.

    `line` is its line in the sheet, 0 where it was not read from one.
    """

    region: str
    name: str
    short_names: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    parent: str = ""
    ranked_with: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person who signs in, with the post held in a unit of a region since a day."""

    name: str
    username: str
    role: Role
    region: str
    unit: str
    post: str = ""
    mail: str = ""
    since: datetime.date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class PeopleWorkbook:
    """All units and people of a workbook."""

    units: tuple[UnitEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: its header, its width, whether it has to be filled in, and what to write in it."""

    header: str
    width: float
    needed: bool
    hint: str
    choices: tuple[str, ...] = ()


UNIT_COLUMNS = (
    FormColumn("地区", 16, True, "如：云川市"),
    FormColumn("单位名称", 28, True, "全称，如：市发展和改革委员会"),
    FormColumn("简称", 28, False, "几个简称用顿号隔开"),
    FormColumn("曾用名", 36, False, "写作：市旅游局（至2018年），几个用顿号隔开"),
    FormColumn("上级单位", 24, False, "同一地区的单位全称"),
    FormColumn("考评类别", 16, False, "参加排名的分组，如：经济部门"),
)
PEOPLE_COLUMNS = (
    FormColumn("姓名", 12, True, ""),
    FormColumn("用户名", 16, True, "登录用，字母、数字和 . _ - @，3至64位"),
    FormColumn("角色", 12, True, "从列表中选", tuple(ROLE_WORDS.values())),
    FormColumn("地区", 16, False, "单位在几个地区重名时必填"),
    FormColumn("单位", 28, True, "单位全称"),
    FormColumn("职务", 18, False, "如：副局长"),
    FormColumn("邮箱", 26, False, ""),
    FormColumn("任职时间", 14, False, "如：2025-01-15"),
)
HEADER_ROW = 3
_SPARE_ROWS = 500
_INSTRUCTIONS = "填写说明：带 * 的列必填，一行一条，请勿改动表头。有一处错误就都不导入，错误会一次全部列出。"


def write_people(book: PeopleWorkbook, stream: IO[bytes]) -> None:
    """Write units and people as an XLSX file that `read_people` reads; an empty book gives the template."""
    from openpyxl import Workbook

    made = Workbook()
    page = made.worksheets[0]
    page.title = UNITS_SHEET
    _sheet(page, UNIT_COLUMNS, [_unit_cells(unit) for unit in book.units])
    _sheet(made.create_sheet(PEOPLE_SHEET), PEOPLE_COLUMNS, [_person_cells(person) for person in book.people])
    made.save(stream)


def _unit_cells(unit: UnitEntry) -> list[str]:
    former = [f"{old.name}（至{old.until}年）" if old.until else old.name for old in unit.former_names]
    return [unit.region, unit.name, "、".join(unit.short_names), "、".join(former), unit.parent, unit.ranked_with]


def _person_cells(person: PersonEntry) -> list[str]:
    since = person.since.isoformat() if person.since else ""
    role = ROLE_WORDS[person.role]
    return [person.name, person.username, role, person.region, person.unit, person.post, person.mail, since]


def _sheet(page: Worksheet, columns: Sequence[FormColumn], rows: Sequence[Sequence[str]]) -> None:
    """Instructions, hints, header and rows; all cells are text."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page["A1"] = _INSTRUCTIONS
    page["A1"].font = Font(color="7F4F00")
    fill = PatternFill("solid", fgColor="DCE6F1")
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        dimension = page.column_dimensions[letter]
        dimension.width, dimension.number_format = column.width, "@"
        hint = page[f"{letter}2"]
        hint.value, hint.font = column.hint or None, Font(size=9, color="808080")
        hint.alignment = Alignment(wrap_text=True, vertical="center")
        header = page[f"{letter}{HEADER_ROW}"]
        header.value, header.font, header.fill = f"{column.header}{'*' * column.needed}", Font(bold=True), fill
        if column.choices:
            _offer(page, letter, column.choices, len(rows))
    page.row_dimensions[2].height = 40
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    for line, cells in enumerate(rows, HEADER_ROW + 1):
        for at, text in enumerate(cells, 1):
            cell = page.cell(line, at, storable(text) or None)
            cell.number_format = "@"
            if cell.value is not None:
                cell.data_type = "s"  # else a text that begins with = becomes a formula


def _offer(page: Worksheet, letter: str, choices: Sequence[str], rows: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
    listed.error = f"请填：{'、'.join(choices)}"
    listed.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + rows + _SPARE_ROWS}")
    page.add_data_validation(listed)
