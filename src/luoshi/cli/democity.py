"""The fictional city Yunchuan 云川市: two yearly reports and a responsibility table, for the demonstration and tests.

The city, its province 岚江省 and every figure are invented. The texts lie in `democity_data/`; the table is kept there
as tab-separated rows, readable in a diff, and becomes a Word document here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell, _Row

REPORTS = ("yunchuan-2024.txt", "yunchuan-2025.txt")
TABLE = "yunchuan-2024-responsibility.docx"
HEADERS = ("目标任务", "责任领导", "牵头单位", "配合单位", "完成时限")

_NOTICE = "responsibility-notice.txt"
_ROWS = "responsibility.tsv"
_WIDTHS = (2.6, 2.6, 8.4, 2.6, 3.0, 4.2, 2.0)  # centimetres; A4 across less its margins
_TASK_COLUMNS = 3  # 目标任务 spans section, subsection and task
_SOME_DAY = datetime(2024, 2, 2, 9, 0, tzinfo=UTC)
_ZIP_DAY = (2024, 2, 2, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the responsibility table, as it stands in `responsibility.tsv`; an empty field is an empty cell."""

    section: str
    subsection: str
    task: str
    leaders: str
    lead: str
    others: str
    deadline: str


def documents(folder: Path) -> list[Path]:
    """Write the city's documents into a folder, made if need be, and return their paths.

    The same bytes each time: the two reports as UTF-8 text, then the responsibility table of the first as DOCX.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in REPORTS:
        (folder / name).write_bytes(_data(name).encode("utf-8"))
    (folder / TABLE).write_bytes(responsibility_table())
    return [folder / name for name in (*REPORTS, TABLE)]


def rows() -> list[Row]:
    """Give the responsibility table's rows in order."""
    lines = csv.reader(io.StringIO(_data(_ROWS)), delimiter="\t", quoting=csv.QUOTE_NONE)
    if next(lines) != [field.name for field in fields(Row)]:
        raise ValueError(f"the first line of {_ROWS} must name the columns of Row")
    return [Row(*line) for line in lines]


def responsibility_table() -> bytes:
    """Build the responsibility table as a Word document: landscape, section cells merged downwards, header repeated."""
    document = docx.Document()
    _lay_across(document)
    _add_notice(document)
    _add_table(document, rows())
    core = document.core_properties
    core.author, core.title = "云川市人民政府办公室", "2024年政府工作报告目标任务责任分解"
    core.created = core.modified = _SOME_DAY
    saved = io.BytesIO()
    document.save(saved)
    return _with_fixed_dates(saved.getvalue())


def _data(name: str) -> str:
    text = (files("luoshi.cli") / "democity_data" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")  # a checkout on Windows must not shift the offsets


def _lay_across(document: WordDocument) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.0)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "SimSun", Pt(10)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")


def _add_notice(document: WordDocument) -> None:
    """Put the covering notice before the table; its lines that begin with `>` are centred titles."""
    for line in _data(_NOTICE).splitlines():
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.removeprefix("> "))
        if line.startswith("> "):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold, run.font.size = True, Pt(16)
    document.paragraphs[-1].paragraph_format.page_break_before = True


def _add_table(document: WordDocument, content: list[Row]) -> None:
    table = document.add_table(rows=1 + len(content), cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)  # LibreOffice goes by the columns, Word by the cells
    lines = list(table.rows)  # asking the table for a row counts all of them each time
    for line, cells in zip(lines, _cells(content), strict=True):
        for cell, text, width in zip(line.cells, cells, _WIDTHS, strict=True):
            cell.text, cell.width = text, Cm(width)
        _mark(line, "w:cantSplit")
    _mark(lines[0], "w:tblHeader")  # the header is repeated on each page
    _merge(lines[0].cells[0], lines[0].cells[_TASK_COLUMNS - 1])
    _merge_downwards(table, content)


def _cells(content: list[Row]) -> list[tuple[str, ...]]:
    """Give the table's text, header first; a text that is to be merged over several rows stands in the first only."""
    lines: list[tuple[str, ...]] = [(HEADERS[0], "", "", *HEADERS[1:])]
    section = subsection = None
    for number, row in enumerate(content, 1):
        new_section = row.section != section
        new_subsection = new_section or row.subsection != subsection
        section, subsection = row.section, row.subsection
        lines.append(
            (
                row.section if new_section else "",
                row.subsection if new_subsection else "",
                f"{number}. {row.task}",
                row.leaders,
                row.lead,
                row.others,
                row.deadline,
            )
        )
    return lines


def _merge_downwards(table: Table, content: list[Row]) -> None:
    columns = [list(table.columns[number].cells) for number in (0, 1)]
    start = 1
    for _, of_section in groupby(content, key=lambda row: row.section):
        first = start
        for _, of_subsection in groupby(of_section, key=lambda row: row.subsection):
            last = start + len(list(of_subsection)) - 1
            _merge(columns[1][start], columns[1][last])
            start = last + 1
        _merge(columns[0][first], columns[0][start - 1])


def _merge(first: _Cell, last: _Cell) -> None:
    """Merge the cells from first to last, keeping only the first one's text (an empty paragraph a cell would stay)."""
    text = first.text
    first.merge(last).text = text


def _mark(line: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    line._tr.get_or_add_trPr().append(mark)


def _with_fixed_dates(packed: bytes) -> bytes:
    """Pack a DOCX anew so that the same content gives the same bytes whenever it is built."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
