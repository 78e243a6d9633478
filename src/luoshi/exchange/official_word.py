"""The responsibility table as the Word file that officials expect: A4 across, official type, 版记 at its end."""

from __future__ import annotations

from typing import IO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from luoshi.exchange import official_layout as plan
from luoshi.exchange.cells import storable
from luoshi.exchange.official_rows import Styles, table_element
from luoshi.exchange.official_table import Colophon, OfficialTable
from luoshi.exchange.word_elements import (
    BODY_FONT,
    HEADER_FONT,
    KAI_FONT,
    TITLE_FONT,
    Look,
    add_style,
    borders,
    element,
    name_substitutes,
    page_number,
    paragraph,
    twips,
)

_POINT = 25.4 / 72  # millimetres
_TITLE = Look(TITLE_FONT, 22, "center", pitch=34, after=4, keep_with_next=True)
_SUBTITLE = Look(KAI_FONT, 16, "center", pitch=26, after=8, keep_with_next=True)
_FOOTER = Look("宋体", 14, "center")
# Lines of the 版记 in eighths of a point: the outer ones 0.35 mm, the inner ones 0.25 mm (GB/T 9704-2012, 7.4.1).
_THICK, _THIN = 8, 6


def write_word(table: OfficialTable, stream: IO[bytes]) -> None:
    """Write a DOCX file: title, the table with its header on every page, 版记, page numbers.

    Rows stay whole; the cells of a section and a subsection are merged downwards and begin anew with each page, so
    that every page says what its rows belong to.
    """
    document = docx.Document()
    _set_up(document, table)
    styles = _Styles(document)
    body = document.element.body
    end = body.find(qn("w:sectPr"))
    above = 0.0
    for text, style, look in ((table.title, styles.title, _TITLE), (table.subtitle, styles.subtitle, _SUBTITLE)):
        if text:
            end.addprevious(paragraph(text, style))
            above += _height(text, look)
    end.addprevious(table_element(table, styles.rows, above))
    for part in _colophon(table.colophon, styles.colophon) if table.colophon else []:
        end.addprevious(part)
    end.addprevious(paragraph("", styles.end))
    document.sections[0].footer.is_linked_to_previous = False
    footer = document.sections[0].footer
    footer._element[:] = [page_number(styles.footer)]
    name_substitutes(document)
    document.save(stream)


class _Styles:
    """The ids of the styles in a document."""

    def __init__(self, document: Document) -> None:
        self.title = add_style(document, "表题", _TITLE)
        self.subtitle = add_style(document, "表副题", _SUBTITLE)
        self.footer = add_style(document, "页码", _FOOTER)
        # Word demands a paragraph behind a table; it shall not need a page of its own.
        self.end = add_style(document, "表后", Look(BODY_FONT, 1, pitch=1))
        self.colophon = add_style(document, "版记", Look(BODY_FONT, 14, pitch=24, keep_with_next=True))
        text = Look(BODY_FONT, plan.TEXT_SIZE, pitch=plan.LINE_PITCH)
        self.rows = Styles(
            header=add_style(document, "表头", Look(HEADER_FONT, 10.5, "center", pitch=18, keep_with_next=True)),
            centred=add_style(document, "表文居中", Look(text.font, text.size, "center", text.pitch)),
            left=add_style(document, "表文", text),
            head=add_style(document, "表文分项", Look(text.font, text.size, "center", text.pitch, bold=True)),
        )


def _set_up(document: Document, table: OfficialTable) -> None:
    """The paper, and what the file says of itself."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(plan.PAGE_WIDTH), Mm(plan.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(plan.MARGIN_SIDE)
    section.top_margin, section.bottom_margin = Mm(plan.MARGIN_TOP), Mm(plan.MARGIN_BOTTOM)
    section.header_distance, section.footer_distance = Mm(12), Mm(12)
    document.core_properties.title = storable(table.title)[:255]
    document.core_properties.author = storable(table.colophon.issuer if table.colophon else "")[:255]
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"


def _height(text: str, look: Look) -> float:
    room = (plan.PAGE_WIDTH - 2 * plan.MARGIN_SIDE) / (look.size * _POINT)
    return (plan.line_count(text, room) * look.pitch + look.before + look.after) * _POINT


def _colophon(colophon: Colophon, style: str) -> list[BaseOxmlElement]:
    """报送, 抄送, and the line of issuer and date, with a rule above, between and below; kept on one page."""
    lines: list[tuple[str, ...]] = [
        (f"{word}：{'，'.join(names)}。",)
        for word, names in (("报送", colophon.to), ("抄送", colophon.copies))
        if names
    ]
    if colophon.issuer or colophon.date:
        lines.append((colophon.issuer, f"{colophon.date}印发" if colophon.date else ""))
    if not lines:
        return []
    width = twips(plan.PAGE_WIDTH - 2 * plan.MARGIN_SIDE)
    halves = (width // 2, width - width // 2)
    rows = [_colophon_row(cells, style, halves, last=at == len(lines) - 1) for at, cells in enumerate(lines)]
    properties = element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        borders(top=_THICK, bottom=_THICK, insideH=_THIN),
        element("tblLayout", type="fixed"),
    )
    grid = element("tblGrid", *(element("gridCol", w=half) for half in halves))
    return [paragraph("", style), element("tbl", properties, grid, *rows)]


def _colophon_row(cells: tuple[str, ...], style: str, halves: tuple[int, int], *, last: bool) -> BaseOxmlElement:
    made = []
    for at, text in enumerate(cells):
        width = sum(halves) if len(cells) == 1 else halves[at]
        span = [element("gridSpan", val=2)] if len(cells) == 1 else []
        written = paragraph(
            text,
            style,
            *([element("keepNext", val=0)] if last else []),
            # A character's room at either side (7.4.2, 7.4.3).
            element("ind", leftChars=100, rightChars=100, left=280, right=280),
            *([element("jc", val="right")] if at else []),
        )
        made.append(element("tc", element("tcPr", element("tcW", w=width, type="dxa"), *span), written))
    return element("tr", element("trPr", element("cantSplit")), *made)
