"""The Excel form of a responsibility table as it comes back: what was exported, and what stands in it now."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.exchange.cells import storable
from luoshi.exchange.errors import CellsError, FormError
from luoshi.exchange.incoming import Incoming, Line, text_of
from luoshi.exchange.official_table import FIELDS, HEADERS, Field, OfficialRow, cell_text

SHEET, BASE_SHEET, LISTS_SHEET = "责任分解", "_导出时", "_名单"
KEY_HEADER = "行标识"
FORMAT, VERSION = "luoshi/responsibility-table", "1"
_LONGEST_NUMBER = 12  # digits of a revision
LONGEST_CELL = 32_767  # characters, Excel's own limit
_FIELD_OF: Mapping[str, Field] = {header: field for field, header in HEADERS.items()}
_EXPORT_AGAIN = "请重新导出 Excel，在导出的文件上修改后再上传"


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """A row as it was when the form was made: its revision, and the text of each field."""

    key: str
    revision: int
    values: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row as it stands in the form now. `key` is "" for a row that was added; `line` is its line in the sheet."""

    key: str
    line: int
    values: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class EditedTable:
    """A form that came back. `columns` are those it still has: a column taken out changes nothing.

    `warnings` name what was passed over, each in a line of Chinese with its line in the sheet.
    """

    origin: str
    title: str
    exported: tuple[ExportedRow, ...]
    columns: tuple[Field, ...]
    rows: tuple[EditedRow, ...]
    warnings: tuple[str, ...] = ()


def exported_values(row: OfficialRow) -> dict[Field, str]:
    """The text of each field as a form holds it and as it is compared."""
    return {field: text_of(storable(cell_text(row, field))[:LONGEST_CELL], None) for field in FIELDS}


def digest(rows: Sequence[ExportedRow]) -> str:
    """What tells whether the exported values are still those that were exported (no protection against forgers)."""
    listed = [[row.key, row.revision, *(row.values.get(field, "") for field in FIELDS)] for row in rows]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def read_excel_form(data: bytes) -> EditedTable:
    """Read a form that `write_excel` made and people worked on. Raises FormError, with nothing half read.

    Rows may have been sorted, moved, added and taken out, columns moved, hidden and taken out, cells merged; blank
    lines do not count. Of two rows with one key (a copied row) the second is a new one.
    """
    book = Incoming(data)
    if BASE_SHEET not in book.names:
        raise FormError(f"这不是本系统导出的责任分解表：{_EXPORT_AGAIN}")
    origin, title, exported = _exported(book.grid(BASE_SHEET))
    needed = (KEY_HEADER, HEADERS["task"])
    found = [
        listing
        for name in _sheets(book)
        if (listing := book.listing(name, [KEY_HEADER, *_FIELD_OF], needed)) is not None
    ]
    if not found:
        raise FormError(f"找不到“{KEY_HEADER}”列（隐藏列）和“{HEADERS['task']}”列的表头：{_EXPORT_AGAIN}")
    if found[0].errors:
        raise CellsError(found[0].errors)
    columns = tuple(field for field in FIELDS if HEADERS[field] in found[0].headers)
    rows, warnings = _edited(found[0].lines, {row.key for row in exported}, columns)
    rows = _keyed_again(rows, exported, warnings)
    if len(found) > 1:
        warnings.insert(0, f"有几张表都有“{KEY_HEADER}”列，只读入了“{found[0].sheet}”表")
    return EditedTable(origin, title, exported, columns, tuple(rows), tuple(warnings))


def _sheets(book: Incoming) -> list[str]:
    """The sheets that a person sees, ours first."""
    return sorted(book.visible(), key=lambda name: name != SHEET)


def _exported(grid: list[list[str]]) -> tuple[str, str, tuple[ExportedRow, ...]]:
    """Origin, title and rows from the hidden sheet."""
    broken = FormError(f"隐藏的“{BASE_SHEET}”表被改动过，无法对照：{_EXPORT_AGAIN}")
    if len(grid) < 2 or len(grid[0]) < 3 or grid[0][0] != FORMAT:
        raise broken
    if grid[0][1] != VERSION:
        raise FormError(f"这个表是另一版本的系统导出的：{_EXPORT_AGAIN}")
    head = [*grid[0], "", ""]
    fields = [field for field in grid[1][2:] if field]
    known: list[Field] = [field for field in FIELDS if field in fields]
    if [str(field) for field in known] != fields:
        raise broken
    rows = []
    for line in grid[2:]:
        cells = [*line, *[""] * (len(fields) + 2 - len(line))]
        if not cells[1].isdecimal() or len(cells[1]) > _LONGEST_NUMBER:
            raise broken
        rows.append(ExportedRow(cells[0], int(cells[1]), dict(zip(known, cells[2:], strict=False))))
    if digest(rows) != head[2]:
        raise broken
    return head[3], head[4], tuple(rows)


def _edited(lines: Sequence[Line], exported: set[str], columns: Sequence[Field]) -> tuple[list[EditedRow], list[str]]:
    rows: list[EditedRow] = []
    warnings = []
    seen: set[str] = set()
    for line in lines:
        values: dict[Field, str] = {field: line.cells[HEADERS[field]] for field in columns}
        if not any(text for field, text in values.items() if field != "number"):
            continue
        key = line.cells[KEY_HEADER]
        if key and (key in seen or key not in exported):
            why = "与前面的行相同" if key in seen else "不是导出时的"
            warnings.append(f"第{line.number}行：行标识{why}，按新增的行处理")
            key = ""
        if not key and not values["task"]:
            warnings.append(f"第{line.number}行：没有“{HEADERS['task']}”，未读入")
            continue
        seen.add(key)
        if not key:
            _inherit(values, rows[-1].values if rows else {})
        rows.append(EditedRow(key, line.number, values))
    return rows, warnings


def _inherit(values: dict[Field, str], above: Mapping[Field, str]) -> None:
    """An added row without section and subsection belongs where the row above it belongs."""
    if "section" in values and not values["section"] and not values.get("subsection"):
        values["section"] = above.get("section", "")
        if "subsection" in values:
            values["subsection"] = above.get("subsection", "")


def _keyed_again(rows: list[EditedRow], exported: Sequence[ExportedRow], warnings: list[str]) -> list[EditedRow]:
    """The rows with their keys put right where only what is seen was sorted, and the hidden keys stayed behind.

    That is certain where rows have exchanged their tasks to the letter, each task once in the table.
    """
    tasks = {row.key: row.values.get("task", "") for row in exported}
    owner = {task: key for key, task in tasks.items()}
    counts = Counter(tasks.values())
    strayed = {
        row.key: owner[task]
        for row in rows
        if row.key and (task := row.values["task"]) != tasks[row.key] and counts.get(task) == 1
    }
    # Only closed exchanges: whose task now stands with another key must itself have got another's.
    while any(key not in strayed for key in strayed.values()):
        strayed = {key: other for key, other in strayed.items() if other in strayed}
    if len(set(strayed.values())) < len(strayed) or not strayed:
        return rows
    lines = "、".join(str(row.line) for row in rows if row.key in strayed)
    warnings.append(f"第{lines}行：内容与隐藏的行标识错位（排序时漏选了隐藏列），已按“{HEADERS['task']}”重新对应")
    return [replace(row, key=strayed.get(row.key, row.key)) for row in rows]
