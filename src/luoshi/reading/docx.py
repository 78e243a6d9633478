"""A Word document becomes pieces: what a reader of its final version sees, top to bottom."""

from __future__ import annotations

from lxml import etree

from luoshi.reading.docx_names import W, flag, value
from luoshi.reading.docx_numbering import Numbering
from luoshi.reading.docx_runs import Paragraph, read_paragraph
from luoshi.reading.docx_styles import Styles
from luoshi.reading.docx_tables import drawn_cells
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.ooxml import Package, tag_of
from luoshi.reading.pieces import Draft, Piece, lines, one_line
from luoshi.reading.plain import looks_like_heading
from luoshi.reading.tables import table_piece

# Elements that only wrap blocks, and those whose content the final version does not have.
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "txbxContent"))
_GONE = frozenset(("del", "moveFrom", "sectPr"))
_LONGEST_HEADING = 100  # characters; a longer paragraph with a heading's style is a paragraph
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(data: bytes, budget: Budget) -> Draft:
    """The body of a Word document: headings, numbered paragraphs with their numbers, tables, text boxes, notes last.

    Tracked changes are read as accepted. Page headers, comments, hidden text, macros, pictures and everything that
    lies outside of the file are left out. (The XML is read directly: python-docx, the usual library, knows neither
    list numbers nor tracked changes, text boxes or notes.) Raises ReadingError for damaged and encrypted files.
    """
    package = Package(data, budget)
    main = _main_part(package)
    root = package.tree(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise ReadingError("it is a damaged Word document: open it in Word or WPS, save it anew and read that")
    related = package.related(main)
    reader = _Reader(
        Styles(package.tree(related.get("styles", ""))), Numbering(package.tree(related.get("numbering", ""))), budget
    )
    draft = Draft("docx", reader.blocks(body))
    for part, element in _NOTES:
        draft.pieces.extend(reader.notes(package.tree(related.get(part, "")), element))
    if next(body.iter(f"{W}altChunk"), None) is not None:
        draft.warnings.append("a part of it is another file that was put into it; that part was not read")
    return draft


def _main_part(package: Package) -> str:
    declared = package.related("").get("officeDocument", "")
    names = package.names()
    if declared in names:
        return declared
    return next(name for name in names if name.lower().startswith("word/document"))


class _Reader:
    """Walks the body; the numbering counts on through everything that is walked."""

    def __init__(self, styles: Styles, numbering: Numbering, budget: Budget) -> None:
        self.styles = styles
        self.numbering = numbering
        self.budget = budget
        self.cited: list[tuple[str, str]] = []  # the notes in the order in which the text cites them
        self.unended = ""  # text of a paragraph whose end was deleted: it runs on into the next one

    def blocks(self, container: etree._Element) -> list[Piece]:
        """The pieces of everything in a body, cell, text box or note."""
        pieces: list[Piece] = []
        for child in container:
            name = tag_of(child)
            if name == "p":
                pieces.extend(self._paragraph(child))
            elif name == "tbl":
                pieces.extend(self._table(child))
            elif name == "AlternateContent":
                pieces.extend(self.blocks(child[0]) if len(child) else [])
            elif name in _WRAPPERS and not _is_contents_list(child):
                pieces.extend(self.blocks(child))
        return pieces

    def notes(self, root: etree._Element | None, element: str) -> list[Piece]:
        """The notes that the text cites, in the order in which it does, each beginning with 注 and its number."""
        bodies = {value(note, "id"): note for note in root.iter(f"{W}{element}")} if root is not None else {}
        order = [number for kind, number in self.cited if kind == element and number in bodies]
        found = []
        for count, number in enumerate(dict.fromkeys(order), start=1):
            text = one_line(" ".join(piece.text for piece in self.blocks(bodies[number])))
            if text:
                found.append(Piece("paragraph", f"注{count}：{text}"))
        return found

    def _paragraph(self, element: etree._Element) -> list[Piece]:
        properties = element.find(f"{W}pPr")
        style = self.styles.of(properties)
        read = read_paragraph(element)
        self.cited.extend(read.cited)
        label = self.numbering.label(properties, style)
        if self.unended:
            label = ""
        if style.is_contents_list:
            return []
        if _end_is_deleted(properties):
            self.unended += label + read.text
            return self._boxes(read)
        text, self.unended = self.unended + label + read.text, ""
        if not read.text.strip() and not (label and tag_of(element.getparent()) == "tc"):
            return self._boxes(read)
        rows = lines(text)
        heading = style.is_heading and len(text) <= _LONGEST_HEADING
        pieces = [Piece("heading" if heading or looks_like_heading(row) else "paragraph", row) for row in rows]
        return pieces + self._boxes(read)

    def _boxes(self, read: Paragraph) -> list[Piece]:
        return [piece for box in read.boxes for piece in self.blocks(box)]

    def _table(self, element: etree._Element) -> list[Piece]:
        cells = drawn_cells(element)
        if all(cell.column == 0 for cell in cells):  # one column: a frame around running text
            return [piece for cell in cells for piece in self.blocks(cell.element)]
        piece = table_piece([cell.filled(self._cell_text(cell.element)) for cell in cells], self.budget)
        return [] if piece is None else [piece]

    def _cell_text(self, element: etree._Element) -> str:
        # A table within a cell keeps its rows as lines; its columns are parted by blanks.
        return "\n".join(piece.text.replace("\t", " ") for piece in self.blocks(element))


def _end_is_deleted(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    mark = properties.find(f"{W}rPr")
    return mark is not None and mark.find(f"{W}del") is not None


def _is_contents_list(element: etree._Element) -> bool:
    """Whether a content control is the list of contents, which repeats the headings with page numbers."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in value(gallery).lower() and flag(gallery)
