"""What PDFium sees on one page: characters and ruled lines, as the page is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from luoshi.reading.pages import Box, Glyph
from luoshi.reading.pieces import printable
from luoshi.reading.rulings import Edge

_THIN = 3.0  # points: a filled rectangle no thicker than this is a ruled line
_SHORTEST = 4.0  # points: a shorter line rules nothing
_WHOLE = 0.95  # of the page's width and height: a rectangle so large is the page's background
_MOST_PATHS = 20_000  # drawings on one page; a page with more is a map or a picture
_DEEPEST = 4  # forms within forms
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}  # as PDFium marks a hyphen at a line's end
_SURROGATES = range(0xD800, 0xE000)


class PageView:
    """One page of a PDF, turned as it is shown, in points from the upper left corner."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._turns = page.get_rotation() // 90
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self.width, self.height = page.get_size()

    def glyphs(self) -> list[Glyph]:
        """The characters in the order in which the page draws them. Blanks that PDFium guesses are left out."""
        textpage = self._page.get_textpage()
        try:
            return list(self._glyphs(textpage.raw, textpage.count_chars()))
        finally:
            textpage.close()

    def count_characters(self) -> int:
        """How many characters there are to come, guessed blanks included."""
        textpage = self._page.get_textpage()
        try:
            return int(textpage.count_chars())
        finally:
            textpage.close()

    def is_picture(self) -> bool:
        """Whether pictures cover most of the page."""
        pictures = self._page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
        area = sum(abs((x1 - x0) * (y1 - y0)) for x0, y0, x1, y1 in (picture.get_bounds() for picture in pictures))
        return bool(area > self.width * self.height / 2)

    def edges(self) -> list[Edge]:
        """The ruled lines; none if the page has so many drawings that it is a picture."""
        found: list[Edge] = []
        paths = self._page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST)
        for count, path in enumerate(paths):
            if count > _MOST_PATHS:
                return []
            found.extend(self._path_edges(path))
        return found

    def _glyphs(self, textpage: object, count: int) -> Iterator[Glyph]:
        rectangle = pdfium_c.FS_RECTF()
        high = 0
        for index in range(count):
            code = pdfium_c.FPDFText_GetUnicode(textpage, index)
            if pdfium_c.FPDFText_IsGenerated(textpage, index) == 1:
                continue
            if code in _SURROGATES:  # a rare character comes in two halves
                if code < 0xDC00:
                    high = code
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            character = chr(code) if 0 < code < 0x110000 else ""
            text = _HYPHENS.get(character) or printable(character)
            if text and pdfium_c.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle)):
                yield Glyph(text, self._shown(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))

    def _shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of the page's own coordinates, as the page is shown."""
        left, right = sorted((x0, x1))
        bottom, top = sorted((y0, y1))
        if self._turns == 1:
            return Box(bottom - self._bottom, left - self._left, top - self._bottom, right - self._left)
        if self._turns == 2:
            return Box(self._right - right, bottom - self._bottom, self._right - left, top - self._bottom)
        if self._turns == 3:
            return Box(self._top - top, self._right - right, self._top - bottom, self._right - left)
        return Box(left - self._left, self._top - top, right - self._left, self._top - bottom)

    def _path_edges(self, path: pdfium.PdfObject) -> Iterator[Edge]:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:  # a clipping path, which shows nothing
            return
        points = list(_points(path))
        for corner, following in pairwise(points):
            if stroke.value and following is not None and corner is not None:
                yield from self._edge(corner, following)
        if fill.value and not stroke.value:
            corners = [point for point in points if point is not None]
            if corners:
                yield from self._thin_edge(corners)

    def _edge(self, a: tuple[float, float], b: tuple[float, float]) -> Iterator[Edge]:
        box = self._shown(*a, *b)
        width, height = box.x1 - box.x0, box.height
        if min(width, height) > _THIN / 3 or max(width, height) < _SHORTEST:
            return
        whole = self.width if width > height else self.height
        if max(width, height) < whole * _WHOLE:
            x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
            yield Edge(Box(box.x0, y, box.x1, y) if width > height else Box(x, box.top, x, box.bottom))

    def _thin_edge(self, corners: list[tuple[float, float]]) -> Iterator[Edge]:
        """A filled rectangle that is as thin as a line is one; a thicker one is shading."""
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if width <= _THIN or height <= _THIN:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            ends = ((min(xs), y), (max(xs), y)) if width > height else ((x, min(ys)), (x, max(ys)))
            yield from self._edge(*ends)


def _points(path: pdfium.PdfObject) -> Iterator[tuple[float, float] | None]:
    """The corners of a path in the page's coordinates; None where the pen is lifted or a curve is drawn."""
    matrix = path.get_matrix()
    container = path.container
    while container is not None:  # drawn within forms, each of which is placed by a matrix of its own
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield None
            start = point
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            yield None
        yield point
        if pdfium_c.FPDFPathSegment_GetClose(segment) and start is not None:
            yield start
