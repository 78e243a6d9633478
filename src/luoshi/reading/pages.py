"""What stands where on a page: characters, the lines they make, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from luoshi.reading.pieces import Piece

# A character of Chinese text, punctuation included. Sample: 省, 。; near miss: A, 5, %.
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014]")
_SAME_LINE = 0.5  # share of the lower of two characters' heights that must be beside the other
_LATIN_GAP = 0.25  # widths of a character; a wider gap between letters or digits is a blank
_CHINESE_GAP = 0.9  # the same beside a Chinese character


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, counted from the page's upper left corner as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds_centre(self, other: Box) -> bool:
        """Whether the other's centre lies inside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def beside(self, other: Box) -> bool:
        """Whether both stand on one line."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return overlap >= _SAME_LINE * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and where it stands."""

    piece: Piece
    box: Box


@dataclass(slots=True)
class Page:
    """One page: its number from 1, its height, and what it shows in reading order."""

    number: int
    height: float
    items: list[Line | PlacedTable] = field(default_factory=list)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that characters make, from top to bottom.

    The characters come in the order in which the page draws them. That order is kept where lines stand side by side
    (columns); else the order from top to bottom is right, whatever the page does.
    """
    runs = _runs(glyphs)
    rows: list[list[list[Glyph]]] = []
    for run in runs:
        if rows and rows[-1][0][0].box.beside(run[0].box):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = [_line([glyph for run in sorted(row, key=lambda run: run[0].box.x0) for glyph in run]) for row in rows]
    lines = [line for line in lines if line.text]
    ordered = sorted(lines, key=lambda line: line.box.top)
    columns = any(a.box.beside(b.box) for a, b in pairwise(ordered))
    return lines if columns else ordered


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters that follow each other from left to right on one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and last.box.beside(glyph.box) and -0.5 * last.box.height < glyph.box.x0 - last.box.x1:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _line(glyphs: list[Glyph]) -> Line:
    texts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _gap_between(last, glyph):
            texts.append(" ")
        texts.append(glyph.text)
        last = glyph
    boxes = [glyph.box for glyph in glyphs if glyph.text.strip()] or [glyphs[0].box]
    return Line("".join(texts).strip(), around(boxes))


def _gap_between(left: Glyph, right: Glyph) -> bool:
    if left.text.isspace() or right.text.isspace():
        return False
    size = min(left.box.height, right.box.height)
    chinese = CHINESE.match(left.text) or CHINESE.match(right.text)
    return right.box.x0 - left.box.x1 > size * (_CHINESE_GAP if chinese else _LATIN_GAP)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes, of which there is at least one."""
    all_boxes = list(boxes)
    return Box(
        min(box.x0 for box in all_boxes),
        min(box.top for box in all_boxes),
        max(box.x1 for box in all_boxes),
        max(box.bottom for box in all_boxes),
    )
