"""Promise and outcome as governments hand them out: two columns in Word; and as lists for Excel and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from luoshi.exchange import labels
from luoshi.exchange.cells import storable
from luoshi.exchange.columns import Column
from luoshi.exchange.csvfile import csv_text
from luoshi.exchange.rendering import encoded
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
from luoshi.exchange.workbook import list_workbook_bytes

_WIDTH, _HEIGHT = 210.0, 297.0  # millimetres, A4 upright
_SIDE, _TOP, _BOTTOM = 22.0, 28.0, 25.0
_NUMBER = 12.0  # the column of numbers; the two others share the rest
_LINE, _FRAME = 4, 8  # eighths of a point
_VERDICTS: Mapping[str, str] = {**labels.VERDICT, **labels.TASK_VERDICT, **labels.FATE}
_COLUMNS = (
    Column("number", "序号", 6),
    Column("section", "部分", 24),
    Column("indicator", "指标或任务", 40),
    Column("promised", "承诺", 14),
    Column("achieved", "结果", 14),
    Column("verdict", "系统判定", 10, _VERDICTS),
    Column("override", "改判", 10, _VERDICTS),
    Column("reason", "改判理由", 30),
    Column("ratio", "结果/目标", 10, number_format="0.0%"),
    Column("why", "依据", 60),
    Column("promise", "承诺原文", 48),
    Column("outcome", "结果原文", 48),
    Column("source", "结果出处", 24),
    Column("confidence", "置信度", 8, number_format="0%"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A promise and what became of it, in the words of the documents; `section` is its part of the plan."""

    section: str
    promise: str
    outcome: str


def outcomes_excel(records: Sequence[Mapping[str, object]]) -> bytes:
    """An XLSX file; each record has the keys of the columns, verdicts as codes."""
    return list_workbook_bytes("对账", _COLUMNS, [dict(record) for record in records])


def outcomes_csv(records: Sequence[Mapping[str, object]]) -> bytes:
    """A CSV file that Excel opens; codes stay codes."""
    return encoded(csv_text(records, _COLUMNS))


def write_outcomes(title: str, subtitle: str, pairs: Sequence[Pair], stream: IO[bytes]) -> None:
    """Write a DOCX file of two columns, promise and outcome, each section under a line of its own."""
    document = docx.Document()
    _set_up(document, title)
    styles = _Styles(document)
    end = document.element.body.find(qn("w:sectPr"))
    end.addprevious(paragraph(title, styles.title))
    if subtitle:
        end.addprevious(paragraph(subtitle, styles.subtitle))
    end.addprevious(_table(pairs, styles))
    end.addprevious(paragraph("", styles.end))
    document.sections[0].footer.is_linked_to_previous = False
    document.sections[0].footer._element[:] = [page_number(styles.footer)]
    name_substitutes(document)
    document.save(stream)


class _Styles:
    """The ids of the styles in a document."""

    def __init__(self, document: Document) -> None:
        self.title = add_style(document, "表题", Look(TITLE_FONT, 20, "center", pitch=32, after=4, keep_with_next=True))
        self.subtitle = add_style(
            document, "表副题", Look(KAI_FONT, 14, "center", pitch=24, after=8, keep_with_next=True)
        )
        self.header = add_style(document, "表头", Look(HEADER_FONT, 12, "center", pitch=20, keep_with_next=True))
        self.band = add_style(document, "表文分项", Look(HEADER_FONT, 11, pitch=19, keep_with_next=True))
        self.left = add_style(document, "表文", Look(BODY_FONT, 11, pitch=18))
        self.centred = add_style(document, "表文居中", Look(BODY_FONT, 11, "center", pitch=18))
        self.end = add_style(document, "表后", Look(BODY_FONT, 1, pitch=1))
        self.footer = add_style(document, "页码", Look("宋体", 14, "center"))


def _set_up(document: Document, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    document.core_properties.title = storable(title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"


def _table(pairs: Sequence[Pair], styles: _Styles) -> BaseOxmlElement:
    half = twips((_WIDTH - 2 * _SIDE - _NUMBER) / 2)
    widths = (twips(_NUMBER), half, half)
    side, top = twips(1.6), twips(0.9)
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
    head = _row(widths, ("序号", "年初承诺", "完成情况"), [styles.header] * 3, element("tblHeader"))
    return element("tbl", properties, grid, head, *_body(pairs, widths, styles))


def _body(pairs: Sequence[Pair], widths: Sequence[int], styles: _Styles) -> Iterable[BaseOxmlElement]:
    section = ""
    for number, pair in enumerate(pairs, 1):
        if pair.section and pair.section != section:
            section = pair.section
            span = element("tcPr", element("tcW", w=sum(widths), type="dxa"), element("gridSpan", val=len(widths)))
            yield element(
                "tr", element("trPr", element("cantSplit")), element("tc", span, paragraph(section, styles.band))
            )
        yield _row(widths, (str(number), pair.promise, pair.outcome), [styles.centred, styles.left, styles.left])


def _row(
    widths: Sequence[int], texts: Sequence[str], styles: Sequence[str], *properties: BaseOxmlElement
) -> BaseOxmlElement:
    cells = [
        element(
            "tc",
            element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")),
            paragraph(text, style),
        )
        for width, text, style in zip(widths, texts, styles, strict=True)
    ]
    return element("tr", element("trPr", element("cantSplit"), *properties), *cells)
