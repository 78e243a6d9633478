"""Official papers as Word files: A4 upright, the office's name in red above its number, 仿宋 text, signature block.

Measures are those of GB/T 9704-2012: margins 37, 35, 28 and 26 mm, text of 16 points, lines 28 points apart.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from luoshi.exchange.cells import storable
from luoshi.exchange.word_elements import (
    BODY_FONT,
    HEADER_FONT,
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

_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26  # millimetres
TEXT_WIDTH = 210 - _LEFT - _RIGHT
_RED = "C00000"
_CELL = 4  # eighths of a point: the lines of tables


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the text, such as 一、存在情况."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; the first line is indented by two characters unless it is `flush` (an addressee)."""

    text: str
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: columns with their share of the width, and rows of as many cells; its header comes on every page."""

    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) as wide as the text, and what it shows in words."""

    data: bytes
    words: str


Block = Heading | Text | Grid | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. `mark` is a word in the corner with its colour (RRGGBB), such as 红色督办."""

    issuer: str
    title: str
    blocks: Sequence[Block]
    number: str = ""
    mark: tuple[str, str] | None = None
    signed: str = ""
    date: str = ""
    notes: Sequence[str] = field(default_factory=tuple)


def paper_bytes(papers: Paper | Sequence[Paper]) -> bytes:
    """A DOCX file of one paper, or of several, each on a page of its own."""
    several = [papers] if isinstance(papers, Paper) else list(papers)
    document = docx.Document()
    _set_up(document, several[0])
    writer = _Writer(document)
    for at, paper in enumerate(several):
        writer.write(paper, new_page=bool(at))
    name_substitutes(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(25)
    document.core_properties.title = storable(paper.title)[:255]
    document.core_properties.author = storable(paper.issuer)[:255]
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"


class _Writer:
    """Writes papers into a document, one after the other."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._end = document.element.body.find(qn("w:sectPr"))
        self._issuer = add_style(document, "发文机关", Look(TITLE_FONT, 28, "center", pitch=38, after=2))
        self._number = add_style(document, "发文字号", Look(BODY_FONT, 16, "center", pitch=28, after=2))
        self._mark = add_style(document, "标记", Look(HEADER_FONT, 16, "left", pitch=28))
        self._title = add_style(document, "题", Look(TITLE_FONT, 22, "center", pitch=34, before=12, after=8))
        self._heading = add_style(document, "小标题", Look(HEADER_FONT, 16, "left", pitch=28, keep_with_next=True))
        self._text = add_style(document, "正文段", Look(BODY_FONT, 16, "both", pitch=28))
        self._right = add_style(document, "落款", Look(BODY_FONT, 16, "right", pitch=28, keep_with_next=True))
        self._note = add_style(document, "附注", Look(BODY_FONT, 12, "left", pitch=20))
        self._head = add_style(document, "栏目", Look(HEADER_FONT, 10.5, "center", pitch=17, keep_with_next=True))
        self._cell = add_style(document, "栏文", Look(BODY_FONT, 10.5, "left", pitch=16))
        footer = document.sections[0].footer
        footer.is_linked_to_previous = False
        footer._element[:] = [page_number(add_style(document, "页码", Look("宋体", 14, "center")))]

    def write(self, paper: Paper, *, new_page: bool) -> None:
        """One paper, perhaps on a new page."""
        if paper.mark is not None:
            self._add(_coloured(paragraph(paper.mark[0], self._mark, *_break(new_page)), paper.mark[1]))
            new_page = False
        self._add(_coloured(paragraph(paper.issuer, self._issuer, *_break(new_page)), _RED))
        rule = element("pBdr", element("bottom", val="single", sz=18, space=4, color=_RED))
        self._add(paragraph(paper.number, self._number, rule))
        self._add(paragraph(paper.title, self._title))
        for at, block in enumerate(paper.blocks, 1):
            # The signature never stands alone on a page (7.3.5).
            self._block(block, kept=bool(paper.signed) and at == len(paper.blocks))
        self._sign(paper)

    def _block(self, block: Block, *, kept: bool) -> None:
        if isinstance(block, Heading):
            self._add(paragraph(block.text, self._heading, _indent()))
        elif isinstance(block, Text):
            for line in block.text.split("\n"):
                keep = [element("keepNext")] if kept else []
                self._add(paragraph(line, self._text, *keep, *([] if block.flush else [_indent()])))
        elif isinstance(block, Grid):
            self._add(_table(block, self._head, self._cell))
            self._add(paragraph("", self._cell))
        else:
            run = self._document.add_paragraph().add_run()
            shape = run.add_picture(io.BytesIO(block.data), width=Mm(TEXT_WIDTH))
            shape._inline.docPr.set("descr", storable(block.words))

    def _sign(self, paper: Paper) -> None:
        """Office and day at the right, four characters from the edge (7.3.5)."""
        if paper.signed:
            self._add(paragraph("", self._right))
            self._add(paragraph(paper.signed, self._right, _away()))
        if paper.date:
            self._add(paragraph(paper.date, self._right, element("keepNext", val=0), _away()))
        for note in paper.notes:
            self._add(paragraph(note, self._note))

    def _add(self, made: BaseOxmlElement) -> None:
        self._end.addprevious(made)


def _break(new_page: bool) -> list[BaseOxmlElement]:
    return [element("pageBreakBefore")] if new_page else []


def _indent() -> BaseOxmlElement:
    return element("ind", firstLineChars=200, firstLine=640)


def _away() -> BaseOxmlElement:
    return element("ind", rightChars=400, right=1280)


def _coloured(made: BaseOxmlElement, colour: str) -> BaseOxmlElement:
    for run in made.findall(qn("w:r")):
        run.insert(0, element("rPr", element("color", val=colour)))
    return made


def _table(grid: Grid, head: str, cell: str) -> BaseOxmlElement:
    whole = sum(share for _name, share in grid.columns)
    widths = [twips(TEXT_WIDTH * share / whole) for _name, share in grid.columns]
    sides = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), _CELL)
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        borders(**sides),
        element("tblLayout", type="fixed"),
    )
    columns = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    names = _row([name for name, _share in grid.columns], widths, head, header=True)
    return element("tbl", properties, columns, names, *(_row(row, widths, cell) for row in grid.rows))


def _row(texts: Sequence[str], widths: Sequence[int], style: str, *, header: bool = False) -> BaseOxmlElement:
    cells = [
        element("tc", element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")),
                paragraph(text, style))
        for text, width in zip(texts, widths, strict=True)
    ]  # fmt: skip
    return element("tr", element("trPr", element("cantSplit"), *([element("tblHeader")] if header else [])), *cells)
