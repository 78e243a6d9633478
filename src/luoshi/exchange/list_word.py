"""A list in Word, across or upright on A4: a title, a header on every page, bands for groups, page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from luoshi.exchange.cells import storable
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

_LINE, _FRAME = 4, 8  # eighths of a point


@dataclass(frozen=True, slots=True)
class Layout:
    """A page and its letters: lengths in millimetres, sizes of headers and of text in points, each with its pitch."""

    width: float
    height: float
    side: float
    top: float
    bottom: float
    header: tuple[float, float]
    text: tuple[float, float]

    @property
    def inner(self) -> float:
        """The width of the table."""
        return self.width - 2 * self.side


ACROSS = Layout(297.0, 210.0, 16.0, 18.0, 18.0, header=(11, 18), text=(10.5, 16))
UPRIGHT = Layout(210.0, 297.0, 22.0, 28.0, 25.0, header=(12, 20), text=(11, 18))


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column: its header, its share of the width, and whether its cells are centred."""

    header: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a band; without a name there is no band."""

    name: str
    rows: Sequence[Sequence[str]]


def write_list(
    title: str,
    subtitle: str,
    columns: Sequence[WordColumn],
    groups: Iterable[Group],
    out: IO[bytes],
    layout: Layout = ACROSS,
) -> None:
    """Write a DOCX file; each row has a text for each column."""
    document = docx.Document()
    _set_up(document, title, layout)
    styles = _styles(document, layout)
    end = document.element.body.find(qn("w:sectPr"))
    end.addprevious(paragraph(title, styles["title"]))
    if subtitle:
        end.addprevious(paragraph(subtitle, styles["subtitle"]))
    end.addprevious(_table(columns, groups, styles, layout.inner))
    end.addprevious(paragraph("", styles["end"]))  # Word wants one after a table; this one makes no page of its own
    document.sections[0].footer.is_linked_to_previous = False
    document.sections[0].footer._element[:] = [page_number(styles["footer"])]
    name_substitutes(document)
    document.save(out)


def _styles(document: Document, layout: Layout) -> dict[str, str]:
    """The ids of the styles in a document."""
    (size, pitch), (header_size, header_pitch) = layout.text, layout.header
    header = Look(HEADER_FONT, header_size, "center", pitch=header_pitch, keep_with_next=True)
    return {
        "title": add_style(document, "表题", Look(TITLE_FONT, 20, "center", pitch=32, after=4, keep_with_next=True)),
        "subtitle": add_style(document, "表副题", Look(KAI_FONT, 14, "center", pitch=24, after=8, keep_with_next=True)),
        "header": add_style(document, "表头", header),
        "band": add_style(document, "表文分项", Look(HEADER_FONT, 11, pitch=pitch + 1, keep_with_next=True)),
        "left": add_style(document, "表文", Look(BODY_FONT, size, pitch=pitch)),
        "centred": add_style(document, "表文居中", Look(BODY_FONT, size, "center", pitch=pitch)),
        "end": add_style(document, "表后", Look(BODY_FONT, 1, pitch=1)),
        "footer": add_style(document, "页码", Look("宋体", 14, "center")),
    }


def _set_up(document: Document, title: str, layout: Layout) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if layout.width > layout.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.left_margin = section.right_margin = Mm(layout.side)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    document.core_properties.title = storable(title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"


def _table(
    columns: Sequence[WordColumn], groups: Iterable[Group], styles: dict[str, str], inner: float
) -> BaseOxmlElement:
    whole = sum(column.share for column in columns)
    widths = [twips(inner * column.share / whole) for column in columns]
    side, top = twips(1.4), twips(0.8)
    margins = (("top", top), ("left", side), ("bottom", top), ("right", side))
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        borders(top=_FRAME, left=_FRAME, bottom=_FRAME, right=_FRAME, insideH=_LINE, insideV=_LINE),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(name, w=width, type="dxa") for name, width in margins)),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    headers = [column.header for column in columns]
    rows = [_row(widths, headers, [styles["header"]] * len(columns), element("tblHeader"))]
    looks = [styles["centred" if column.centred else "left"] for column in columns]
    for group in groups:
        if group.name:
            rows.append(_band(group.name, sum(widths), len(columns), styles["band"]))
        rows.extend(_row(widths, row, looks) for row in group.rows)
    return element("tbl", properties, grid, *rows)


def _band(name: str, width: int, columns: int, style: str) -> BaseOxmlElement:
    span = element("tcPr", element("tcW", w=width, type="dxa"), element("gridSpan", val=columns))
    return element("tr", element("trPr", element("cantSplit")), element("tc", span, paragraph(name, style)))


def _row(
    widths: Sequence[int], texts: Sequence[str], styles: Sequence[str], *properties: BaseOxmlElement
) -> BaseOxmlElement:
    cells = [
        element(
            "tc",
            element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")),
            *(paragraph(line, style) for line in storable(text).split("\n")),
        )
        for width, text, style in zip(widths, texts, styles, strict=True)
    ]
    return element("tr", element("trPr", element("cantSplit"), *properties), *cells)
