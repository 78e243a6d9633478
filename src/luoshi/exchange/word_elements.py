"""The pieces of a Word file that python-docx has no words for: fonts with a substitute, styles, fields, borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from lxml import etree

from luoshi.exchange.cells import storable

Alignment = Literal["left", "center", "right", "both"]

TITLE_FONT, BODY_FONT, KAI_FONT, HEADER_FONT = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
# What a machine without the font shall take instead: the fonts of the official format (GB/T 9704) are sold apart.
_SUBSTITUTES = {TITLE_FONT: "宋体", BODY_FONT: "仿宋", KAI_FONT: "楷体", HEADER_FONT: "SimHei"}
_TWIPS = 1440 / 25.4  # a millimetre


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of widths in Word.

    >>> twips(25.4)
    1440
    """
    return round(millimetres * _TWIPS)


def element(tag: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of the main namespace with its attributes, both named without their prefix."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def paragraph(text: str, style: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph in a style, given by its id, with properties of its own; line breaks of the text stay line breaks."""
    made = element("p", element("pPr", element("pStyle", val=style), *properties))
    for at, line in enumerate(storable(text).split("\n") if text else ()):
        run = element("r", element("br")) if at else element("r")
        written = element("t")
        written.text = line
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(written)
        made.append(run)
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How a style's paragraphs look; sizes in points, `pitch` from line to line (0: as the font has it)."""

    font: str
    size: float
    alignment: Alignment = "left"
    pitch: float = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    keep_with_next: bool = False


def add_style(document: Document, name: str, look: Look) -> str:
    """Add a paragraph style to the document; returns its id."""
    style = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.font.name, style.font.bold = look.font, look.bold
    _set_fonts(style, look)
    properties = style.element.get_or_add_pPr()
    line, rule = (round(look.pitch * 20), "exact") if look.pitch else (240, "auto")
    # The order is the one that the schema demands. No blanks between Chinese and digits: columns are narrow.
    properties.extend(
        [
            *([element("keepNext")] if look.keep_with_next else []),
            element("widowControl", val=0),
            element("overflowPunct", val=0),
            element("autoSpaceDE", val=0),
            element("autoSpaceDN", val=0),
            element("snapToGrid", val=0),
            element("spacing", before=round(look.before * 20), after=round(look.after * 20), line=line, lineRule=rule),
            element("ind", left=0, right=0, firstLine=0),
            element("jc", val=look.alignment),
        ]
    )
    return style.style_id


def _set_fonts(style: ParagraphStyle, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), look.font)
    properties.extend([element("sz", val=round(look.size * 2)), element("szCs", val=round(look.size * 2))])
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))


def name_substitutes(document: Document) -> None:
    """Put a table of fonts into the file that names what may stand for each."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            del document.part.rels[key]
    fonts = [
        element("font", element("altName", val=other), element("charset", val="86"), element("family", val="auto"),
                element("pitch", val="variable"), name=font)
        for font, other in _SUBSTITUTES.items()
    ]  # fmt: skip
    blob = etree.tostring(element("fonts", *fonts), xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def page_number(style: str) -> BaseOxmlElement:
    """A paragraph that shows the number of its page as official papers print it: — 1 —."""
    made = paragraph("", style)
    made.append(_run("— "))
    for kind in ("begin", "separate", "end"):
        made.append(element("r", element("fldChar", fldCharType=kind)))
        if kind == "begin":
            code = element("instrText")
            code.text = "PAGE"
            made.append(element("r", code))
        elif kind == "separate":
            made.append(_run("1"))
    made.append(_run(" —"))
    return made


def _run(text: str) -> BaseOxmlElement:
    written = element("t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", written)


def borders(**eighths: int) -> BaseOxmlElement:
    """The lines around and inside a table, each in eighths of a point; those that are not named are not drawn."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [
        element(side, val="single" if eighths.get(side) else "nil", sz=eighths.get(side, 0), space=0, color="000000")
        for side in sides
    ]
    return element("tblBorders", *lines)
