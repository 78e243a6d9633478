"""The lines of pages become paragraphs, and tables that a page break cut become whole."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from luoshi.reading.continuation import continued
from luoshi.reading.pages import Line, Page, PlacedTable
from luoshi.reading.pieces import Piece, one_line
from luoshi.reading.plain import looks_like_heading
from luoshi.reading.wrapping import joined, start_width

_INDENT = 1.2  # characters' widths: a line that begins so far right of the margin begins a paragraph
_SHORT = 2.0  # the same: a line that ends so far left of the margin ends one
_GAP = 0.9  # of a line's height more than usual between two lines: a paragraph ends
_SAME_SIZE = 0.2  # by which the heights of two lines of one paragraph may differ
_LARGE = 1.25  # times the usual height: a line of a title
_LONGEST_TITLE = 80  # characters
# What begins a paragraph where paragraphs have no indent.
# Sample: （二）, 二是着力, 3.全面, ——推进, 第二章; near miss: 3.5亿元, （含）.
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d)|——|第.{1,3}[章条]"
)
_ENDS = ("。", "！", "？", "；", "：", ".", "!", "?", ";", ":")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How the running text is set: height of a line, its left and right edge, the gap between lines."""

    size: float
    left: float
    right: float
    gap: float
    indented: bool  # whether paragraphs begin with an indent


def join_pages(pages: list[Page]) -> list[Piece]:
    """All pages as headings, paragraphs and tables; each piece is on the page on which it begins."""
    measure = _measure(pages)
    pieces: list[Piece] = []
    open_lines: list[Line] = []
    began = 1

    def close() -> None:
        if open_lines:
            pieces.append(_paragraph(open_lines, began, measure))
            open_lines.clear()

    for page in pages:
        fresh = True  # nothing of this page was taken yet
        if not page.items:  # a page that is empty, or could not be read: no paragraph goes on over it
            close()
        for item in page.items:
            if isinstance(item, PlacedTable):
                close()
                _add_table(pieces, item.piece, fresh)
            else:
                if open_lines and _begins(open_lines[-1], item, measure, fresh):
                    close()
                if not open_lines:
                    began = page.number
                open_lines.append(item)
            fresh = False
    close()
    return [piece for piece in pieces if piece.text]


def _add_table(pieces: list[Piece], table: Piece, first_on_page: bool) -> None:
    """A table at the top of a page goes on with the one at the foot of the page before, if it has as many columns."""
    last = pieces[-1] if pieces else None
    if first_on_page and last is not None and last.cells and table.cells and len(last.cells[0]) == len(table.cells[0]):
        pieces[-1] = continued(last, table)
    else:
        pieces.append(table)


def _paragraph(lines: list[Line], page: int, measure: _Measure) -> Piece:
    text = ""
    for line in lines:
        text = joined(text, line.text)
    text = one_line(text)
    large = lines[0].box.height > measure.size * _LARGE and len(text) <= _LONGEST_TITLE
    return Piece("heading" if large or looks_like_heading(text) else "paragraph", text, page)


def _measure(pages: list[Page]) -> _Measure:
    lines = [item for page in pages for item in page.items if isinstance(item, Line)]
    if not lines:
        return _Measure(12.0, 0.0, 0.0, 0.0, False)
    size = statistics.median(line.box.height for line in lines)
    body = [line for line in lines if abs(line.box.height - size) <= size * _SAME_SIZE] or lines
    edges = Counter(round(line.box.x0 / size * 2) for line in body)
    # The margin is the leftmost edge at which a fair share of the lines begins; single lines may hang out of it.
    common = [edge for edge, count in edges.items() if count >= max(2, len(body) // 20)]
    left = min(common, default=min(edges)) * size / 2
    ends = sorted(line.box.x1 for line in body)
    right = ends[min(len(ends) - 1, len(ends) * 9 // 10)]
    indented = sum(line.box.x0 - left > size * _INDENT for line in body)
    gaps = [
        below.box.top - above.box.bottom
        for page in pages
        for above, below in pairwise(page.items)
        if isinstance(above, Line) and isinstance(below, Line) and below.box.top >= above.box.bottom - size
    ]
    return _Measure(size, left, right, statistics.median(gaps) if gaps else 0.0, indented * 10 >= len(body))


def _begins(above: Line, line: Line, measure: _Measure, new_page: bool) -> bool:
    """Whether `line` begins a paragraph, after `above`."""
    size = measure.size
    if abs(line.box.height - above.box.height) > max(line.box.height, above.box.height) * _SAME_SIZE:
        return True
    if line.box.height > size * _LARGE:  # a title may have several lines, centred
        return looks_like_heading(line.text) or line.box.top - above.box.bottom > line.box.height
    if above.box.x1 < measure.right - size * (_SHORT - 1.0 + max(start_width(line.text), 1.0)):
        return True
    if line.box.x0 - measure.left > size * _INDENT and line.box.x0 - above.box.x0 > -size / 2:
        return True
    if not new_page and line.box.top - above.box.bottom > measure.gap + size * _GAP:
        return True
    return not measure.indented and above.text.endswith(_ENDS) and _ORDINAL.match(line.text) is not None
