"""Page headers, page footers and page numbers: what stands at the same place of many pages is none of the text."""

from __future__ import annotations

import re
from collections import Counter

from luoshi.reading.pages import Line, Page

_ZONE = 0.12  # share of a page's height, at its top and at its bottom, in which they stand
_OUTERMOST = 2  # lines from the edge that may be one
_STEP = 6.0  # points by which the place may differ between pages

# A page number with its ornaments. Sample: — 12 —, 第3页 共20页, 3/20, - 5 -; near miss: 2020年, 12.
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•\s]{1,4}\d{1,4}[-—–－―·•\s]{1,4}|第?\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
# A bare number. Sample: 12; near miss: 12.5.
_BARE_NUMBER = re.compile(r"\d{1,4}")
# Digits, blanked out to compare page lines. Sample: 12; near miss: 十二.
_DIGITS = re.compile(r"\d+")


def without_running_heads(pages: list[Page]) -> list[Page]:
    """The pages without lines that repeat at the same place of at least half of the pages (of three, if there are
    so many), numbers in them aside, and without page numbers.
    """
    counts = Counter(key for page in pages for key in {_key(page, line) for line in _outer_lines(page)})
    needed = max(2, min(3, (len(pages) + 1) // 2))
    for page in pages:
        outer = {
            id(line) for line in _outer_lines(page) if counts[_key(page, line)] >= needed or _is_number(line, pages)
        }
        page.items = [item for item in page.items if id(item) not in outer]
    return pages


def _outer_lines(page: Page) -> list[Line]:
    """The lines at a page's upper and lower edge."""
    lines = [item for item in page.items if isinstance(item, Line)]
    upper = sorted((line for line in lines if line.box.bottom < page.height * _ZONE), key=lambda line: line.box.top)
    lower = sorted((line for line in lines if line.box.top > page.height * (1 - _ZONE)), key=lambda line: -line.box.top)
    return upper[:_OUTERMOST] + lower[:_OUTERMOST]


def _key(page: Page, line: Line) -> tuple[str, int]:
    place = line.box.top if line.box.top < page.height / 2 else line.box.top - page.height
    return _DIGITS.sub("#", "".join(line.text.split())), round(place / _STEP)


def _is_number(line: Line, pages: list[Page]) -> bool:
    if _PAGE_NUMBER.fullmatch(line.text.strip()):
        return True
    return len(pages) > 1 and _BARE_NUMBER.fullmatch(line.text.strip()) is not None
