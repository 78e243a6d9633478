"""A government's own list of units, as a file: one unit a line, its formal name and its other names."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl

from luoshi.responsibility.errors import RegisterError

# What parts the names in one cell: 发改委、发改局; near miss: a blank.
_SEPARATORS = re.compile(r"[、；;|｜/\n]|，|,(?!$)")
# Names of the column of formal names, and of those of other names.
_FORMAL = ("名称", "全称", "单位", "机构", "部门", "name", "unit", "formal")
_OTHERS = ("简称", "别名", "曾用", "原名", "俗称", "其他名", "缩写", "alias", "short", "former")
_MOST_LINES = 100_000
_MOST_BYTES = 50_000_000


def read_register(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each unit's formal name and its other names. Raises RegisterError when the file cannot be read."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RegisterError(
                f"{path}: a register of more than {_MOST_BYTES:,} bytes is not read: leave out what is no unit"
            )
        data = path.read_bytes()
    except OSError as error:
        raise RegisterError(f"{path}: cannot be opened ({error.strerror}): check the name") from error
    lines = list(_workbook(path, data) if data[:2] == b"PK" else _table(path, data))
    if not lines:
        raise RegisterError(f"{path}: holds no unit: put one formal name a line, its other names behind it")
    formal, others, first = _columns(lines[0])
    for line in lines[first:]:
        cells = [cell.strip() for cell in line]
        if formal < len(cells) and cells[formal]:
            columns = others if others is not None else [at for at in range(len(cells)) if at > formal]
            names = [name.strip() for at in columns if at < len(cells) for name in _SEPARATORS.split(cells[at])]
            yield cells[formal], tuple(dict.fromkeys(name for name in names if name))


def _columns(first: list[str]) -> tuple[int, list[int] | None, int]:
    """The column of formal names, those of other names (None: all behind it), and the first line of units."""
    heads = [cell.strip().lower() for cell in first]
    others = [at for at, head in enumerate(heads) if any(word in head for word in _OTHERS) and len(head) <= 12]
    formal = next(
        (at for at, head in enumerate(heads) if at not in others and head.endswith(_FORMAL) and len(head) <= 8), None
    )
    if others and formal is not None:
        return formal, others, 1
    if formal is not None and heads[formal] in (
        "名称",
        "全称",
        "单位",
        "单位名称",
        "机构名称",
        "部门",
        "部门名称",
        "name",
        "unit",
    ):
        return formal, others or None, 1
    return 0, None, 0


def _table(path: Path, data: bytes) -> Iterable[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RegisterError(
            f"{path}: is neither a table of text (UTF-8 or GB18030) nor a workbook: save it as CSV or XLSX"
        )
    comma = "\t" if "\t" in text.split("\n", 1)[0] else ","
    try:
        return [line for line in csv.reader(io.StringIO(text), delimiter=comma) if any(line)][:_MOST_LINES]
    except csv.Error as error:
        raise RegisterError(f"{path}: is no proper CSV ({error}): save it anew") from error


def _workbook(path: Path, data: bytes) -> Iterable[list[str]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise RegisterError(f"{path}: is no XLSX workbook, or is damaged: save it anew as XLSX or CSV") from error
    sheet = book.worksheets[0]
    lines = sheet.iter_rows(values_only=True, max_row=_MOST_LINES)
    return [
        ["" if cell is None else str(cell) for cell in line] for line in lines if any(cell is not None for cell in line)
    ]
