"""A workbook that comes back from a person: opened within limits, its sheets as lines of text by header."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.exchange.errors import CellError, FormError
from luoshi.reading import ReadingError
from luoshi.reading.limits import MEGABYTE, Budget, Limits
from luoshi.reading.number_formats import shown
from luoshi.reading.ooxml import Package

if TYPE_CHECKING:  # openpyxl is slow to import
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# A form of a few hundred rows has some hundred kilobytes; formatting of whole columns makes it larger.
_LIMITS = Limits(
    bytes=20 * MEGABYTE,
    decompressed_bytes=200 * MEGABYTE,
    xml_bytes=60 * MEGABYTE,
    table_cells=500_000,
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WIDEST = 100  # columns
_HEADER_WITHIN = 20  # lines from the top in which a header is looked for
_SAVE_ANEW = "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再上传"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: its number in the sheet (from 1) and the text under each header that the sheet has."""

    number: int
    cells: Mapping[str, str]

    def __bool__(self) -> bool:
        return any(self.cells.values())


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet below its header: the headers it has, its lines, and what could not be taken as text."""

    sheet: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    errors: tuple[CellError, ...] = ()


class Incoming:
    """An opened workbook. Raises FormError for what is no workbook, is damaged, locked or beyond all measure."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLD_OFFICE):
            raise FormError("文件是旧格式（.xls）或设了打开密码：请去掉密码，另存为 .xlsx 后再上传")
        if len(data) > _LIMITS.bytes:
            raise FormError(f"文件超过 {_LIMITS.bytes // MEGABYTE} MB：请删去多余的工作表和图片后再上传")
        if not data.startswith(b"PK"):
            raise FormError(f"这不是 Excel 工作簿（.xlsx）：{_SAVE_ANEW}")
        self._book = _opened(data, computed=False)
        self._data = data
        self._computed: Workbook | None = None

    @property
    def names(self) -> list[str]:
        """The names of all sheets, hidden ones too."""
        return [sheet.title for sheet in self._book.worksheets]

    def visible(self) -> list[str]:
        """The names of the sheets that a person sees."""
        return [sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible"]

    def grid(self, name: str) -> list[list[str]]:
        """The rows of a sheet that hold anything, as text from its first column; an empty cell is ""."""
        sheet = self._book[name]
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sorted(_cells(sheet).items()):
            rows.setdefault(row, {})[column] = text_of(cell.value, cell.number_format)
        # No sheet of ours is wide: a cell far to the right shall not cost a list as long.
        return [[cells.get(at, "") for at in range(1, min(max(cells), _WIDEST) + 1)] for cells in rows.values()]

    def listing(self, name: str, headers: Iterable[str], needed: Iterable[str]) -> Listing | None:
        """The lines below the header of a sheet; None where no line holds all the headers that are `needed`.

        Columns may stand anywhere and have other columns between them. A merged cell counts for each line it covers.
        """
        sheet = self._book[name]
        found = _header(sheet, frozenset(headers), frozenset(needed))
        if found is None:
            return None
        top, columns = found
        lines, errors = [], []
        merged = _merged(sheet)
        # Only rows that exist: a single value in the millionth row shall not cost a million lines.
        for number in sorted({row for row, _ in _cells(sheet) if row > top}):
            cells = {}
            for header, column in columns.items():
                try:
                    cells[header] = self._text(sheet, *merged.get((number, column), (number, column)))
                except ValueError:
                    cells[header] = ""
                    errors.append(CellError(name, number, header, "是没有结果的公式，请改为文字或数字"))
            lines.append(Line(number, cells))
        return Listing(name, tuple(columns), tuple(lines), tuple(errors))

    def _text(self, sheet: Worksheet, row: int, column: int) -> str:
        """What a cell shows; ValueError for a formula that was saved without its result."""
        cell = _cells(sheet).get((row, column))
        if cell is None:
            return ""
        if cell.data_type == "f":
            if self._computed is None:
                self._computed = _opened(self._data, computed=True)
            cell = self._computed[sheet.title].cell(row, column)
            if cell.value is None:
                raise ValueError
        return text_of(cell.value, cell.number_format)


def text_of(value: object, code: str | None) -> str:
    r"""A cell's text as it is compared: line ends and blanks at the ends of lines do not count.

    >>> text_of("修路 \r\n架桥_x000D_\n\n", None), text_of(30.0, "General")
    ('修路\n架桥', '30')
    """
    text = shown(value, code or "General").replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _opened(data: bytes, *, computed: bool) -> Workbook:
    import openpyxl

    from luoshi.reading.xlsx import vetted

    try:
        vetted(Package(data, Budget(_LIMITS)), Budget(_LIMITS))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension that it leaves out
            return openpyxl.load_workbook(io.BytesIO(data), data_only=computed, keep_links=False, rich_text=False)
    except ReadingError as error:
        raise FormError(f"工作簿已损坏、过大或设了密码：{_SAVE_ANEW}") from error
    except Exception as error:
        # openpyxl raises whatever a damaged part makes it stumble over.
        raise FormError(f"工作簿已损坏，打不开：{_SAVE_ANEW}") from error


def _cells(sheet: Worksheet) -> dict[tuple[int, int], Cell | MergedCell]:
    """The cells that exist, by row and column; asking openpyxl for the others would make them."""
    return sheet._cells


def _header(sheet: Worksheet, headers: frozenset[str], needed: frozenset[str]) -> tuple[int, dict[str, int]] | None:
    """The line of the header, and the column of each header that stands in it."""
    lines: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in sorted(_cells(sheet).items()):
        if row <= _HEADER_WITHIN and cell.value is not None:
            # Columns that have to be filled in are marked by a star.
            lines.setdefault(row, []).append((column, "".join(str(cell.value).split()).rstrip("*＊")))
    for number, words in lines.items():
        columns: dict[str, int] = {}
        for column, word in words:
            if word in headers:
                columns.setdefault(word, column)
        if needed <= columns.keys():
            twice = [word for word in columns if sum(word == other for _, other in words) > 1]
            if twice:
                raise FormError(f"“{sheet.title}”表有两列都叫“{twice[0]}”：请删去或改名其中一列后再上传")
            return number, columns
    return None


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every cell that a merged one covers -> the cell that holds its text."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
