"""The text of one Word paragraph in its final version, with the boxes and notes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.docx_names import W, flag, value
from luoshi.reading.ooxml import tag_of

# Elements within a paragraph that only wrap runs, and what stands for a character by itself.
_WRAPPERS = frozenset(
    (
        *("r", "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"),
        *("ruby", "rubyBase"),
        # Formulas.
        *("oMath", "oMathPara", "sSub", "sSup", "sSubSup", "f", "num", "den", "e", "sub", "sup", "rad", "deg", "d"),
        *("nary", "func", "fName"),
    )
)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_DRAWINGS = frozenset(("drawing", "pict", "object", "AlternateContent"))
_BOX = f"{W}txbxContent"
# Signs of the fonts Wingdings that stand for a box to tick.
_SIGNS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FC": "√"}


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds: its text (soft line breaks as they are), text boxes, and citations (kind, id)."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    cited: list[tuple[str, str]] = field(default_factory=list)


def read_paragraph(element: etree._Element) -> Paragraph:
    """Read the runs of a w:p: inserted and moved-in text kept, deleted, moved-away and hidden text left out."""
    found = Paragraph()
    texts: list[str] = []
    _gather(element, found, texts)
    found.text = "".join(texts)
    return found


def _gather(element: etree._Element, found: Paragraph, texts: list[str]) -> None:
    for child in element:
        name = tag_of(child)
        if name == "t":
            texts.append(child.text or "")
        elif name in _CHARACTERS:
            texts.append(_CHARACTERS[name])
        elif name in _NOTES:
            found.cited.append((_NOTES[name], value(child, "id")))
        elif name in _DRAWINGS:
            found.boxes.extend(_boxes(child))
        elif name == "sym":
            texts.append(_SIGNS.get(value(child, "char").upper(), ""))
        elif name in _WRAPPERS and not (name == "r" and _is_hidden(child)):
            _gather(child, found, texts)


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    return properties is not None and flag(properties.find(f"{W}vanish"))


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing. Word writes a drawing twice, once for old programs: one of them counts."""
    if tag_of(drawing) == "AlternateContent":
        for version in drawing:
            boxes = _boxes(version)
            if boxes:
                return boxes
        return []
    if drawing.tag == _BOX:
        return [drawing]
    return [box for child in drawing if tag_of(child) for box in _boxes(child)]
