"""Units and people out of an Excel file: every cell checked, every error named at once, nothing half read."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from luoshi.exchange.errors import CellError, CellsError, FormError
from luoshi.exchange.incoming import Incoming, Line
from luoshi.exchange.people_workbook import (
    PEOPLE_COLUMNS,
    PEOPLE_SHEET,
    ROLE_WORDS,
    UNIT_COLUMNS,
    UNITS_SHEET,
    FormColumn,
    FormerName,
    PeopleWorkbook,
    PersonEntry,
    Role,
    UnitEntry,
)

# Sample: wang.lan; near miss: 王岚, ab
_USERNAME = re.compile(r"[A-Za-z0-9._@\-]{3,64}")
# Sample: wang@yunchuan.example; near miss: wang@, wang yunchuan.example
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,8}")
# Sample: 市旅游局（至2018年）; near miss: 市旅游局
_FORMER = re.compile(r"(?P<name>[^（(]{1,60})[（(]至?(?P<until>\d{4})年?[）)]")
# Sample: 2025-01-15, 2025年1月, 2025.1.15; near miss: 1月15日
_DATE = re.compile(r"(\d{4})\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?\s?[日月]?")
# What parts names in a cell.
_SEPARATORS = re.compile(r"[、；;，,\n]")
_Wrong = Callable[[str, str], None]  # notes an error of a column in the line at hand
_LONGEST_NAME = 100  # characters
_ROLE_OF: dict[str, Role] = {word: role for role, word in ROLE_WORDS.items()}


def read_people(data: bytes, known_units: Iterable[tuple[str, str]] = ()) -> PeopleWorkbook:
    """Read a workbook of units, of people, or of both.

    `known_units` are region and name of the units that exist already, to which parents and people may refer. Raises
    CellsError with all that is wrong, FormError for what is no such workbook.
    """
    book = Incoming(data)
    errors: list[CellError] = []
    known = list(known_units)
    unit_lines = _lines(book, UNITS_SHEET, UNIT_COLUMNS, errors)
    people_lines = _lines(book, PEOPLE_SHEET, PEOPLE_COLUMNS, errors)
    if unit_lines is None and people_lines is None:
        raise FormError(f"没有“{UNITS_SHEET}”或“{PEOPLE_SHEET}”表，或其表头不全：请下载模板，填写后再上传")
    if not unit_lines and not people_lines and not errors:
        raise FormError("表头下面没有内容：请从表头的下一行开始填写")
    units = [_unit(line, errors) for line in unit_lines or ()]
    _check_units(units, known, errors)
    places = dict.fromkeys([*known, *((unit.region, unit.name) for unit in units)])
    people = [_person(line, list(places), errors) for line in people_lines or ()]
    _check_twice(PEOPLE_SHEET, "用户名", [(person.line, person.username.lower()) for person in people], errors)
    if errors:
        raise CellsError(tuple(sorted(errors, key=lambda error: (error.sheet != UNITS_SHEET, error.line))))
    return PeopleWorkbook(tuple(units), tuple(people))


def _lines(book: Incoming, sheet: str, columns: Sequence[FormColumn], errors: list[CellError]) -> list[Line] | None:
    """The lines of a sheet that hold anything, missing and overlong cells noted; None where there is no such sheet."""
    if sheet not in book.names:
        return None
    listing = book.listing(sheet, [c.header for c in columns], [c.header for c in columns if c.needed])
    if listing is None:
        return None
    errors += listing.errors
    named = {(error.line, error.column) for error in listing.errors}
    lines = []
    for line in listing.lines:
        if not line and not any(number == line.number for number, _ in named):
            continue
        cells = {column.header: line.cells.get(column.header, "") for column in columns}
        lines.append(Line(line.number, cells))
        for column in columns:
            if column.needed and not cells[column.header] and (line.number, column.header) not in named:
                errors.append(CellError(sheet, line.number, column.header, "不能为空"))
    return lines


def _unit(line: Line, errors: list[CellError]) -> UnitEntry:
    def wrong(column: str, message: str) -> None:
        errors.append(CellError(UNITS_SHEET, line.number, column, message))

    cells = line.cells
    for column in ("地区", "单位名称", "上级单位", "考评类别"):
        _check_name(cells[column], column, wrong)
    former = []
    for written in _names(cells["曾用名"]):
        dated = _FORMER.fullmatch(written)
        if dated:
            former.append(FormerName(dated["name"].strip(), int(dated["until"])))
        elif "至" in written and any(char.isdigit() for char in written):
            wrong("曾用名", f"应写作“名称（至2018年）”，现为“{_shown(written)}”")
        else:
            former.append(FormerName(written))
    return UnitEntry(
        cells["地区"], cells["单位名称"], _names(cells["简称"]), tuple(former), cells["上级单位"], cells["考评类别"],
        line.number,
    )  # fmt: skip


def _person(line: Line, places: Sequence[tuple[str, str]], errors: list[CellError]) -> PersonEntry:
    def wrong(column: str, message: str) -> None:
        errors.append(CellError(PEOPLE_SHEET, line.number, column, message))

    cells = line.cells
    for column in ("姓名", "职务"):
        _check_name(cells[column], column, wrong)
    if cells["用户名"] and not _USERNAME.fullmatch(cells["用户名"]):
        wrong("用户名", f"应为3至64位字母、数字或 . _ - @，现为“{_shown(cells['用户名'])}”")
    if cells["邮箱"] and not _MAIL.fullmatch(cells["邮箱"]):
        wrong("邮箱", f"应为邮箱地址，现为“{_shown(cells['邮箱'])}”")
    role = _ROLE_OF.get(cells["角色"])
    if role is None and cells["角色"]:
        wrong("角色", f"应为{'、'.join(_ROLE_OF)}之一，现为“{_shown(cells['角色'])}”")
    since = _date(cells["任职时间"])
    if since is None and cells["任职时间"]:
        wrong("任职时间", f"应为日期，如2025-01-15，现为“{_shown(cells['任职时间'])}”")
    region = _region(cells["地区"], cells["单位"], places, wrong)
    return PersonEntry(
        cells["姓名"], cells["用户名"], role or "liaison", region, cells["单位"], cells["职务"], cells["邮箱"], since,
        line.number,
    )  # fmt: skip


def _region(region: str, unit: str, places: Sequence[tuple[str, str]], wrong: _Wrong) -> str:
    """The region of a person's unit; where it is not written, the only one that has a unit of the name."""
    if not unit:
        return region
    regions = [place for place, name in places if name == unit]
    if region and region not in regions:
        wrong("单位", f"“{_shown(region)}”没有“{_shown(unit)}”这个单位：请改为单位全称，或先在“{UNITS_SHEET}”表中加上")
    elif not regions:
        wrong("单位", f"没有“{_shown(unit)}”这个单位：请改为单位全称，或先在“{UNITS_SHEET}”表中加上")
    elif not region and len(regions) > 1:
        wrong("地区", f"{'、'.join(regions[:5])}都有“{_shown(unit)}”：请填写地区")
    return region or (regions[0] if regions else "")


def _check_units(units: Sequence[UnitEntry], known: Sequence[tuple[str, str]], errors: list[CellError]) -> None:
    """Each unit once, each parent there, no unit above itself."""
    _check_twice(UNITS_SHEET, "单位名称", [(unit.line, (unit.region, unit.name)) for unit in units], errors)
    places = {*known, *((unit.region, unit.name) for unit in units)}
    parents = {(unit.region, unit.name): (unit.region, unit.parent) for unit in units if unit.parent}
    for unit in units:
        if not unit.parent:
            continue
        if (unit.region, unit.parent) not in places:
            message = f"“{_shown(unit.region)}”没有“{_shown(unit.parent)}”这个单位"
            errors.append(CellError(UNITS_SHEET, unit.line, "上级单位", message))
        elif _is_above_itself((unit.region, unit.name), parents):
            errors.append(CellError(UNITS_SHEET, unit.line, "上级单位", "几个单位互为上级，请改正其中一个"))


def _is_above_itself(unit: tuple[str, str], parents: dict[tuple[str, str], tuple[str, str]]) -> bool:
    seen = set()
    at: tuple[str, str] | None = parents.get(unit)
    while at is not None and at not in seen:
        if at == unit:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _check_twice(sheet: str, column: str, named: Sequence[tuple[int, object]], errors: list[CellError]) -> None:
    counts = Counter(name for _, name in named)
    first: dict[object, int] = {}
    for line, name in named:
        words = name[-1] if isinstance(name, tuple) else name
        if words and counts[name] > 1 and first.setdefault(name, line) != line:
            errors.append(CellError(sheet, line, column, f"与第{first[name]}行的“{_shown(str(words))}”重复"))


def _check_name(text: str, column: str, wrong: _Wrong) -> None:
    if len(text) > _LONGEST_NAME:
        wrong(column, f"最多{_LONGEST_NAME}字，现有{len(text)}字")
    elif "\n" in text:
        wrong(column, "应在一行内，单元格里有换行")


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in _SEPARATORS.split(text) if (name := part.strip())))


def _date(text: str) -> datetime.date | None:
    """A day; of a month without one its first.

    >>> _date("2025年3月"), _date("2025.1.15"), _date("1月15日")
    (datetime.date(2025, 3, 1), datetime.date(2025, 1, 15), None)
    """
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _shown(text: str) -> str:
    """A text as an error quotes it: in one line, not too long."""
    text = " ".join(text.split())
    return text if len(text) <= 30 else f"{text[:29]}…"
