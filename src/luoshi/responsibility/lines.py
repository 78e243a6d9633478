"""Lines of a text, and the paragraphs that they make when a page's width broke them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.responsibility.labels import label_of
from luoshi.responsibility.vocabulary import words

FURNITURE = words("units", "page_furniture")
# A line of page furniture: — 3 —, 3, 第3页 共9页; near miss: 3个.
PAGE_NUMBER = re.compile(r"[-—－–·\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:[ /共，,]{0,3}\d{1,4}\s?页)?[-—－–·\s]{0,6}")
_NARROWEST, _WIDEST = 16, 60
_ENDS = ("。", "；", "！", "？", "：", ":", ";", "）", ")", "]", "】")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of the text, without its line end; it may hold line ends inside."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    def part(self, low: int, high: int) -> Line:
        """The stretch of it between two offsets of the whole text, without blanks at its ends."""
        piece = self.text[low - self.start : high - self.start]
        return Line(low + len(piece) - len(piece.lstrip()), piece.strip())


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""The lines of a stretch of the text.

    >>> [line.text for line in lines_of("一、目标\n二、任务")]
    ['一、目标', '二、任务']
    """
    found: list[Line] = []
    stop = len(text) if end is None else end
    while start <= stop:
        cut = text.find("\n", start, stop)
        cut = stop if cut < 0 else cut
        found.append(Line(start, text[start:cut]))
        start = cut + 1
    return found


def is_furniture(text: str) -> bool:
    """Whether a line is a page number or the like: no part of what is said."""
    return PAGE_NUMBER.fullmatch(text.strip()) is not None


def paragraphs_of(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs: lines that fill the page's width go on in the next; blank lines and page numbers are dropped."""
    kept = [line for line in lines if line.text.strip() and not is_furniture(line.text)]
    width = _page_width(kept)
    if width is None:
        return kept
    found: list[Line] = []
    goes_on = False
    for line in kept:
        bare = line.text.strip()
        if (
            found
            and goes_on
            and label_of(bare) is None
            and not bare.startswith(FURNITURE)
            and _is_next(found[-1], line)
        ):
            found[-1] = Line(found[-1].start, found[-1].text + "\n" + line.text)
        else:
            found.append(line)
        goes_on = len(line.text) >= width - 2 and not bare.endswith(_ENDS)
    return found


def _is_next(before: Line, line: Line) -> bool:
    return line.start == before.end + 1


def _page_width(lines: Sequence[Line]) -> int | None:
    """The width at which lines were broken, when many are of one length and hardly any longer."""
    lengths = Counter(len(line.text) for line in lines)
    total = sum(lengths.values())
    if total < 12:
        return None
    width = max((length for length, count in lengths.items() if count * 50 >= total), default=0)
    full = sum(count for length, count in lengths.items() if width - 2 <= length <= width)
    longer = sum(count for length, count in lengths.items() if length > width)
    good = _NARROWEST <= width <= _WIDEST and full * 3 >= total and longer * 20 <= total
    return width if good else None
