"""What a unit has to report as an Excel form: filled in without the system, and read back line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from luoshi.exchange.cells import storable
from luoshi.exchange.errors import CellError, CellsError, FormError
from luoshi.exchange.incoming import Incoming, Line

if TYPE_CHECKING:  # openpyxl is slow to import
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, MARK_SHEET = "填报", "_标识"
FORMAT, VERSION = "luoshi/reports", "1"
KEY, VALUE, DONE, PROBLEMS, NEXT_STEP, HELP = "行标识", "本期数值", "工作进展", "存在问题", "下一步", "需协调事项"
TEXT_HEADERS: Mapping[str, str] = {
    "done": DONE,
    "problems": PROBLEMS,
    "next_step": NEXT_STEP,
    "help_needed": HELP,
}
# Header, width, and whether it is filled in by people.
_COLUMNS: Sequence[tuple[str, float, bool]] = (
    (KEY, 10, False),
    ("编号", 9, False),
    ("事项", 36, False),
    ("填报期", 13, False),
    ("应报日期", 12, False),
    ("指标", 20, False),
    ("目标", 14, False),
    ("上期数值", 11, False),
    (VALUE, 12, True),
    ("单位", 8, False),
    *((header, 34 if header == DONE else 24, True) for header in TEXT_HEADERS.values()),
)
_INSTRUCTIONS = (
    "填写说明：只填浅黄色的格子。数值按“单位”一栏填累计数，不带单位；暂无数据的留空，并在“工作进展”中说明。"
    "一个事项有几个指标的，文字写在第一行。没有填的事项不会改动，填好后上传本文件，核对差异后再提交。"
)
_HEADER_ROW = 3
LONGEST_TEXT = 5000
_MOST_LINES = 2000
# What a line carries to be known again: the period's id, and the target's where it has one. Sample: 12:7; near miss: 12
_KEY = re.compile(r"([0-9]{1,15}):([0-9]{0,15})")
_EXPORT_AGAIN = "请重新下载 Excel，在下载的文件上填写后再上传"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of the form: a period of a matter with one of its targets, or with none; what is typed goes into it.

    `texts` (by their field's name) stand in a period's first line only.
    """

    due: int
    target: int | None
    number: str
    title: str
    period: str
    by: str
    indicator: str = ""
    wanted: str = ""
    last: str = ""
    unit: str = ""
    value: str = ""
    texts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was filled in for a period: values as they were typed, by the target's id, and texts that are not empty."""

    due: int
    line: int
    values: Mapping[int, str]
    texts: Mapping[str, str]
    lines: Mapping[int, int]  # the line in which each target stands


def write_report_form(title: str, origin: str, lines: Sequence[FormLine], stream: IO[bytes]) -> None:
    """Write an XLSX form. `origin` says whose it is; a form that comes back is asked for it."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    page.title = SHEET
    _head(page, title)
    for at, line in enumerate(lines, _HEADER_ROW + 1):
        _fill(page, at, line)
    _lay_out(page, last=_HEADER_ROW + max(len(lines), 1))
    mark = book.create_sheet(MARK_SHEET)
    mark.sheet_state = "veryHidden"
    mark.append([FORMAT, VERSION, origin])
    book.save(stream)


def _fill(page: Worksheet, at: int, line: FormLine) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    from luoshi.exchange.excel_rows import fit

    thin = Side("thin", color="999999")
    border, fill = Border(thin, thin, thin, thin), PatternFill("solid", fgColor="FFF9E5")
    key = f"{line.due}:{line.target or ''}"
    shown = (key, line.number, line.title, line.period, line.by, line.indicator, line.wanted, line.last)
    texts = [(line.texts or {}).get(name, "") for name in TEXT_HEADERS]
    cells = [*shown, line.value, line.unit, *texts]
    for column, (text, (header, _width, filled_in)) in enumerate(zip(cells, _COLUMNS, strict=True), 1):
        cell = page.cell(at, column)
        number = _as_number(text) if header in (VALUE, "上期数值") else None
        cell.value = number if number is not None else storable(text) or None
        if number is None and cell.value is not None:
            cell.data_type = "s"  # nothing becomes a formula
        takes = (
            filled_in and (header != VALUE or line.target is not None) and (header == VALUE or line.texts is not None)
        )
        cell.border = border
        cell.alignment = Alignment("right" if header in (VALUE, "上期数值") else "left", "center", wrap_text=True)
        if takes:
            cell.fill, cell.protection = fill, Protection(locked=False)
    fit(page, at, ((text, width) for text, (_h, width, _f) in zip(cells, _COLUMNS, strict=True)))


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _head(page: Worksheet, title: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for row, text, font, height in (
        (1, title, Font("宋体", 16, bold=True), 30),
        (2, _INSTRUCTIONS, Font("仿宋", 10, color="7F4F00"), 32),
    ):
        cell = page.cell(row, 2)
        cell.value, cell.font = storable(text), font
        cell.data_type = "s"
        cell.alignment = Alignment("left", "center", wrap_text=True)
        page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(_COLUMNS))
        page.row_dimensions[row].height = height
    for column, (header, _width, filled_in) in enumerate(_COLUMNS, 1):
        cell = page.cell(_HEADER_ROW, column)
        cell.value, cell.font = header, Font("黑体", 11)
        cell.fill = PatternFill("solid", fgColor="FFE699" if filled_in else "DCE6F1")
        cell.alignment = Alignment("center", "center", wrap_text=True)
    page.row_dimensions[_HEADER_ROW].height = 26


def _lay_out(page: Worksheet, last: int) -> None:
    """Widths, locked cells, what may be typed, and a page in print as wide as the paper."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = {header: get_column_letter(at) for at, (header, _w, _f) in enumerate(_COLUMNS, 1)}
    for header, width, _filled_in in _COLUMNS:
        page.column_dimensions[letters[header]].width = width
    page.column_dimensions["A"].hidden = True
    page.freeze_panes = f"D{_HEADER_ROW + 1}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # may be made wider and taller
    page.protection.sort = page.protection.autoFilter = False
    first = _HEADER_ROW + 1
    number = DataValidation(type="decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True)
    number.errorTitle, number.error = "请填数字", "这里只填数字，单位见右边一栏；暂无数据请留空。"
    number.add(f"{letters[VALUE]}{first}:{letters[VALUE]}{last}")
    length = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_TEXT), allow_blank=True)
    length.errorTitle, length.error = "太长", f"每格最多{LONGEST_TEXT}字。"
    for header in TEXT_HEADERS.values():
        length.add(f"{letters[header]}{first}:{letters[header]}{last}")
    page.add_data_validation(number)
    page.add_data_validation(length)
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def read_report_form(data: bytes, origin: str) -> tuple[Entered, ...]:
    """Read a form that `write_report_form` made for this `origin`; periods where nothing was filled in are left out.

    Raises FormError for another file, and CellsError naming every line that cannot be told apart. Numbers are told as
    they stand: what they mean depends on their unit, which is not the file's to say.
    """
    book = Incoming(data)
    if MARK_SHEET not in book.names:
        raise FormError(f"这不是本系统下载的填报表：{_EXPORT_AGAIN}")
    mark = [*(book.grid(MARK_SHEET) or [[]])[0], "", "", ""]
    if mark[0] != FORMAT or mark[1] != VERSION:
        raise FormError(f"这个表是另一版本的系统下载的，或标识被改动过：{_EXPORT_AGAIN}")
    if mark[2] != origin:
        raise FormError(f"这个表是为别的单位或年度项目下载的：{_EXPORT_AGAIN}")
    for name in sorted(book.visible(), key=lambda name: name != SHEET):
        listing = book.listing(name, [KEY, VALUE, *TEXT_HEADERS.values()], [KEY, VALUE])
        if listing is not None:
            if listing.errors:
                raise CellsError(listing.errors)
            return _entered(listing.sheet, listing.lines)
    raise FormError(f"找不到“{KEY}”列（隐藏列）和“{VALUE}”列的表头：{_EXPORT_AGAIN}")


def _entered(sheet: str, lines: Sequence[Line]) -> tuple[Entered, ...]:
    """The lines put together by period; every line that cannot be is told."""
    errors: list[CellError] = []
    values: dict[int, dict[int, str]] = {}
    texts: dict[int, dict[str, str]] = {}
    places: dict[int, dict[int, int]] = {}
    first: dict[int, int] = {}
    seen: set[str] = set()
    for line in [line for line in lines if line][:_MOST_LINES]:
        key = line.cells.get(KEY, "")
        found = _KEY.fullmatch(key)
        if found is None or key in seen:
            if line.cells.get(VALUE) or any(line.cells.get(header) for header in TEXT_HEADERS.values()):
                why = "这一行与前面的重复，请删去一行" if found else "这一行不是下载时的行，请填在原有的行中"
                errors.append(CellError(sheet, line.number, KEY, why))
            continue
        seen.add(key)
        due, target = int(found[1]), int(found[2] or 0)
        first.setdefault(due, line.number)
        if line.cells.get(VALUE):
            if not target:
                errors.append(CellError(sheet, line.number, VALUE, "该事项没有指标，请把内容写在“工作进展”中"))
            values.setdefault(due, {})[target] = line.cells[VALUE]
            places.setdefault(due, {})[target] = line.number
        for name, header in TEXT_HEADERS.items():
            if text := line.cells.get(header, ""):
                if len(text) > LONGEST_TEXT:
                    errors.append(CellError(sheet, line.number, header, f"超过{LONGEST_TEXT}字，请精简"))
                kept = texts.setdefault(due, {})
                kept[name] = f"{kept[name]}\n{text}" if name in kept else text
    if errors:
        raise CellsError(tuple(errors))
    return tuple(
        Entered(due, line, values.get(due, {}), texts.get(due, {}), places.get(due, {}))
        for due, line in first.items()
        if due in values or due in texts
    )
