"""Text in pictures of pages: recognised by RapidOCR, whose models come with it; needs the extra `ocr`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from importlib import util
from typing import TYPE_CHECKING, Any, Literal

from luoshi.reading.limits import Budget
from luoshi.reading.pages import Box, Glyph, Line, PlacedTable, lines_of
from luoshi.reading.pieces import printable
from luoshi.reading.rulings import Edge, filled_table, in_order, ruled_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

Ocr = Literal["auto", "never", "always"]

# What to do where recognition is wanted and absent, or switched off.
INSTALL = (
    "to recognise its text, install the extra `ocr`: script/setup ocr in the checkout, or pip install 'luoshi[ocr]'"
)
SWITCHED_OFF = "recognition is switched off: allow it with ocr='auto'"

_NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy")
_SHORTEST_RULE = 25.0  # points: a shorter stroke is part of a character
_LOWEST_ROW = 10.0  # points: a row of a table is at least as high
_TOUCH = 3.0  # points by which lines that meet may miss each other
_CONFIDENT = 0.5  # a line recognised with less certainty is left out: it is a stamp, a stain, a picture
# 200 dpi of an A4 page; the default of 2,000 would shrink it.
_LONGEST_SIDE = 2_400


def is_installed() -> bool:
    """Whether recognition can be used here."""
    return all(util.find_spec(name) is not None for name in _NEEDED)


@functools.cache
def _engine() -> Callable[[Picture], Any]:
    """The recogniser of this process: loading its models takes a second."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _CONFIDENT,
            "Global.max_side_len": _LONGEST_SIDE,
        }
    )


def recognised(picture: Picture, points: float, page: int, budget: Budget) -> list[Line | PlacedTable]:
    """What a picture of a page shows: lines of text, and tables where lines are ruled.

    `picture` is an array of rows of pixels in blue, green and red; `points` is the size of a pixel in points.
    """
    budget.check_time()
    result = _engine()(picture)
    if result.boxes is None or result.txts is None:
        return []
    glyphs = [
        Glyph(text, _box(quad, points))
        for quad, raw in zip(result.boxes.tolist(), result.txts, strict=True)
        if (text := printable(raw).strip())
    ]
    tables = []
    for cells in ruled_tables(_ruled_lines(picture, points)):
        table = filled_table(cells, glyphs, budget, page)
        if table is not None:
            tables.append(table)
    outside = (glyph for glyph in glyphs if not any(table.box.holds_centre(glyph.box) for table in tables))
    return in_order(lines_of(outside), tables)


def _box(quad: list[list[float]], points: float) -> Box:
    """The upright rectangle around a recognised line, which may be a little askew."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return Box(min(xs) * points, min(ys) * points, max(xs) * points, max(ys) * points)


def _ruled_lines(picture: Picture, points: float) -> list[Edge]:
    """The strokes that rule tables: too long to be parts of characters, or upright from one such line to the next."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.bitwise_not(grey)
    ink = cv2.adaptiveThreshold(dark, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 25, -10)
    level = [Edge(box) for box in _strokes(ink, points, _SHORTEST_RULE, upright=False)]
    upright = [Edge(box) for box in _strokes(ink, points, _LOWEST_ROW, upright=True)]
    return level + [edge for edge in upright if edge.box.height >= _SHORTEST_RULE or _reaches(edge.box, level)]


def _strokes(ink: Picture, points: float, shortest: float, *, upright: bool) -> Iterator[Box]:
    """The straight strokes of one direction, as boxes of no width."""
    import cv2

    length = max(int(shortest / points), 10)
    along, across = ((1, length), (3, 1)) if upright else ((length, 1), (1, 3))
    # Thickened a little, so that the steps of a line that is askew hang together.
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    strokes = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    for contour in cv2.findContours(strokes, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, width, height = (side * points for side in cv2.boundingRect(contour))
        middle_x, middle_y = x + width / 2, y + height / 2
        yield Box(middle_x, y, middle_x, y + height) if upright else Box(x, middle_y, x + width, middle_y)


def _reaches(stroke: Box, level: list[Edge]) -> bool:
    """Whether an upright stroke runs from one horizontal line to another."""
    at = [edge.box.top for edge in level if edge.box.x0 - _TOUCH <= stroke.x0 <= edge.box.x1 + _TOUCH]
    return all(any(abs(end - line) <= _TOUCH for line in at) for end in (stroke.top, stroke.bottom))
