"""The rows of a responsibility table in Word: header repeated, rows whole, sections and subsections merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from luoshi.exchange import official_layout
from luoshi.exchange.official_layout import Column, Layout, headless
from luoshi.exchange.official_table import HEADERS, OfficialRow, OfficialTable
from luoshi.exchange.word_elements import borders, element, paragraph, twips

_HEADER_HEIGHT = 9.5  # millimetres
_LINE, _FRAME = 4, 8  # eighths of a point
_HEAD_COLUMNS: tuple[Column, ...] = ("section", "subsection")


@dataclass(frozen=True, slots=True)
class Styles:
    """The ids of the styles of a table's cells."""

    header: str
    centred: str
    left: str
    head: str


def table_element(table: OfficialTable, styles: Styles, above: float) -> BaseOxmlElement:
    """The table as Word's XML; `above`: millimetres that the title takes on the first page."""
    plan = official_layout.layout(table.shown, table.rows)
    starts = official_layout.page_starts(table.rows, plan, _HEADER_HEIGHT, above)
    side, top = twips(official_layout.CELL_SIDE), twips(official_layout.CELL_TOP)
    properties = element(
        "tblPr",
        element("tblW", w=sum(_width(plan, [column]) for column in plan.columns), type="dxa"),
        element("jc", val="center"),
        borders(top=_FRAME, left=_FRAME, bottom=_FRAME, right=_FRAME, insideH=_LINE, insideV=_LINE),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            *(
                element(name, w=width, type="dxa")
                for name, width in (("top", top), ("left", side), ("bottom", top), ("right", side))
            ),
        ),
    )
    grid = element("tblGrid", *(element("gridCol", w=_width(plan, [column])) for column in plan.columns))
    rows = [_row(table.rows, at, plan, styles, starts) for at in range(len(table.rows))]
    return element("tbl", properties, grid, _header(plan, styles), *rows)


def _width(plan: Layout, columns: Sequence[Column]) -> int:
    return sum(twips(plan.widths[column]) for column in columns)


def _header(plan: Layout, styles: Styles) -> BaseOxmlElement:
    """The header row; section, subsection and task stand under one name, as printed tables have it."""
    heads = [column for column in _HEAD_COLUMNS if column in plan.widths]
    cells = []
    for column in plan.columns:
        if column in heads:
            continue
        covered = [*heads, column] if column == "task" else [column]
        name = "进度安排" if column == "progress" else HEADERS[column]
        cells.append(_cell(paragraph(name, styles.header), plan, covered))
    properties = element(
        "trPr",
        element("cantSplit"),
        element("trHeight", val=twips(_HEADER_HEIGHT), hRule="atLeast"),
        element("tblHeader"),
    )
    return element("tr", properties, *cells)


def _cell(text: BaseOxmlElement, plan: Layout, columns: Sequence[Column], merge: str | None = None) -> BaseOxmlElement:
    properties = element("tcPr", element("tcW", w=_width(plan, columns), type="dxa"))
    if len(columns) > 1:
        properties.append(element("gridSpan", val=len(columns)))
    if merge:
        properties.append(element("vMerge", val=merge))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, text)


def _row(rows: Sequence[OfficialRow], at: int, plan: Layout, styles: Styles, starts: frozenset[int]) -> BaseOxmlElement:
    row = rows[at]
    swallowed = headless(row, plan)
    cells = []
    for column in plan.columns:
        if column in swallowed:
            continue
        if column in _HEAD_COLUMNS:
            goes_on = at not in starts and _same(rows[at - 1], row, column)
            text = "" if goes_on else plan.text(row, column)
            cells.append(_cell(paragraph(text, styles.head), plan, [column], "continue" if goes_on else "restart"))
            continue
        covered = [*reversed(swallowed), column] if column == "task" else [column]
        style = styles.left if official_layout.alignment_is_left(column) else styles.centred
        cells.append(_cell(paragraph(plan.text(row, column), style), plan, covered))
    # A row taller than a page has to be cut somewhere.
    whole = [] if official_layout.exceeds_page(row, plan) else [element("cantSplit")]
    return element("tr", element("trPr", *whole), *cells)


def _same(before: OfficialRow, row: OfficialRow, column: Column) -> bool:
    """Whether a row goes on with the section, or the subsection of the same section, of the one before it."""
    if before.section != row.section:
        return False
    return column == "section" or before.subsection == row.subsection
