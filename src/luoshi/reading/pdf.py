"""A PDF becomes pieces: its text layer, or where it has none the text that is recognised in its pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.ocr import INSTALL, SWITCHED_OFF, Ocr, is_installed, recognised
from luoshi.reading.pages import Glyph, Line, Page, PlacedTable, lines_of
from luoshi.reading.paragraphs import join_pages
from luoshi.reading.pdf_page import PageView
from luoshi.reading.pieces import Draft
from luoshi.reading.rulings import filled_table, in_order, ruled_tables
from luoshi.reading.running_heads import without_running_heads

_BARELY = 20  # characters: a picture page with fewer has no text layer, only a stamp or a watermark
_DPI = 200  # at which pages are drawn for recognition
_POINTS = 72  # to an inch


def read_pdf(data: bytes, budget: Budget, ocr: Ocr = "auto") -> Draft:
    """The text and tables of a PDF, without page headers, footers and page numbers, its lines joined to paragraphs.

    Pages without a text layer are recognised if `ocr` allows it and the extra `ocr` is installed; else they are named
    in a warning. Raises ReadingError for damaged and encrypted files, and when no page can be read.
    """
    document = _opened(data)
    try:
        budget.check("pages", len(document), f"it has {len(document):,} pages")
        return _Reader(document, budget, ocr).run()
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadingError(
                "it is encrypted: open it with its password, save it without one and read that"
            ) from error
        raise ReadingError("it is a damaged or truncated PDF: get it again") from error


class _Reader:
    """Goes through the pages of one document."""

    def __init__(self, document: pdfium.PdfDocument, budget: Budget, ocr: Ocr) -> None:
        self.document = document
        self.budget = budget
        self.ocr = ocr
        self.characters = 0
        self.unread: list[int] = []  # pictures that are not recognised
        self.damaged: list[int] = []

    def run(self) -> Draft:
        """Read all pages."""
        pages = [self._page(index) for index in range(len(self.document))]
        draft = Draft("pdf", join_pages(without_running_heads(pages)))
        if self.unread and not draft.pieces:
            raise ReadingError(f"it is a scan without text: {_advice(self.ocr)}")
        if self.damaged and not draft.pieces:
            raise ReadingError("it is a damaged PDF: get it again")
        if self.damaged:
            draft.warnings.append(f"pages {'、'.join(_spans(self.damaged))} are damaged and were not read")
        if self.unread:
            listed = "、".join(_spans(self.unread))
            draft.warnings.append(f"pages {listed} are pictures and were not read: {_advice(self.ocr)}")
        return draft

    def _page(self, index: int) -> Page:
        self.budget.check_time()
        try:
            page = self.document[index]
        except pdfium.PdfiumError:
            self.damaged.append(index + 1)
            return Page(index + 1, 0.0)
        try:
            view = PageView(page)
            count = view.count_characters()
            self.characters += count
            self.budget.check("characters", self.characters, "its pages hold more characters than are read")
            scan = self.ocr == "always" or (count < _BARELY and view.is_picture())
            items = self._recognised(page, index) if scan else self._drawn(view, index + 1)
            return Page(index + 1, view.height, items)
        finally:
            page.close()

    def _drawn(self, view: PageView, number: int) -> list[Line | PlacedTable]:
        """What the text layer says: the tables that lines are ruled around, and the lines of text outside of them."""
        glyphs = view.glyphs()
        tables: list[PlacedTable] = []
        for cells in ruled_tables(view.edges()):
            self.budget.check_time()
            table = filled_table(cells, glyphs, self.budget, number)
            if table is not None:
                tables.append(table)
        return in_order(lines_of(_outside(glyphs, tables)), tables)

    def _recognised(self, page: pdfium.PdfPage, index: int) -> list[Line | PlacedTable]:
        if self.ocr == "never" or not is_installed():
            self.unread.append(index + 1)
            return []
        scale = _DPI / _POINTS
        width, height = page.get_size()
        self.budget.check("pixels", width * height * scale * scale, f"page {index + 1} is too large a picture")
        picture = page.render(scale=scale).to_numpy()
        return recognised(picture[:, :, :3].copy(), 1 / scale, index + 1, self.budget)


def _outside(glyphs: list[Glyph], tables: list[PlacedTable]) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if not any(table.box.holds_centre(glyph.box) for table in tables))


def _advice(ocr: Ocr) -> str:
    return SWITCHED_OFF if ocr == "never" else INSTALL


def _spans(numbers: list[int]) -> Iterator[str]:
    """Page numbers in runs: 3–5, 8."""
    start = last = numbers[0]
    for number in [*numbers[1:], -1]:
        if number != last + 1:
            yield f"{start}–{last}" if last > start else str(start)
            start = number
        last = number
