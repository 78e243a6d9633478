"""One document as the left side of the page: headings, paragraphs and tables with the findings marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import escape

from luoshi.exchange import labels
from luoshi.exchange.marks import MarkedText
from luoshi.exchange.piece import Piece
from luoshi.extraction import Section
from luoshi.reading import Block

# What may follow a heading on its own line. Sample: "。 "; near miss: "，全市"
_AFTER_HEADING = re.compile(r"[。．.：:；;\s]*")
# A line with anything but white space on it, without the blanks around it. Sample: "　全市"; near miss: "　"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DEEPEST = 6  # there is no h7


def body(piece: Piece, marked: MarkedText) -> str:
    """The text of a piece as HTML, section by section; what is no part of the report is folded away."""
    return "".join(_section(piece, marked, index) for index in range(len(piece.extraction.outline)))


def contents(piece: Piece) -> str:
    """The headings of levels 1 and 2 as a list of links; empty when there are none."""
    entries = [
        f'<li class="l{section.level}"><a href="#{_section_id(piece, index)}">{escape(section.heading)}</a></li>'
        for index, section in enumerate(piece.extraction.outline)
        if section.heading and section.level <= 2 and section.role != "boilerplate"
    ]
    return f"<ol>{''.join(entries)}</ol>" if entries else ""


def _section_id(piece: Piece, index: int) -> str:
    return f"d{piece.number or 1}s{index + 1}"


def _section(piece: Piece, marked: MarkedText, index: int) -> str:
    section = piece.extraction.outline[index]
    changes = index == 0 or piece.extraction.outline[index - 1].role != section.role
    inside = "".join(_inside(piece, marked, section, labels.ROLE[section.role] if changes else ""))
    if section.role == "boilerplate":
        inside = f"<details class=chrome><summary>{labels.ROLE[section.role]}</summary>{inside}</details>"
    name = f' id="{_section_id(piece, index)}"'
    return f'<section{name} data-role="{section.role}">{inside}</section>\n'


def _inside(piece: Piece, marked: MarkedText, section: Section, role: str) -> Iterator[str]:
    text = piece.extraction.document.text
    at = section.start
    found = text.find(section.heading, section.start, section.end) if section.heading else -1
    if found >= 0:
        yield from _lines(piece, marked, at, found)
        end = found + len(section.heading)
        after = _AFTER_HEADING.match(text, end, section.end)
        at = after.end() if after else end
        level = min(section.level + (1 if piece.number is None else 2), _DEEPEST)
        chip = f" <small>{role}</small>" if role else ""
        yield f"<h{level}>{marked.html(found, end)}{chip}</h{level}>\n"
    yield from _lines(piece, marked, at, section.end)


def _lines(piece: Piece, marked: MarkedText, low: int, high: int) -> Iterator[str]:
    """Paragraphs and tables between two offsets; a table that a border cuts shows its rows on either side."""
    at = low
    for block in _tables(piece, low, high):
        yield from _paragraphs(piece, marked, at, max(at, block.start))
        at = min(block.end, high)
        yield _table(piece, marked, block, max(block.start, low), at)
    yield from _paragraphs(piece, marked, at, high)


def _tables(piece: Piece, low: int, high: int) -> list[Block]:
    blocks = piece.extraction.document.blocks
    first = bisect_left(blocks, low + 1, key=lambda block: block.end)
    last = bisect_left(blocks, high, key=lambda block: block.start)
    return [block for block in blocks[first:last] if block.kind == "table"]


def _paragraphs(piece: Piece, marked: MarkedText, low: int, high: int) -> Iterator[str]:
    for line in _LINE.finditer(piece.extraction.document.text, low, high):
        yield f"<p>{marked.html(*line.span())}</p>\n"


def _table(piece: Piece, marked: MarkedText, block: Block, low: int, high: int) -> str:
    """A table's lines are its rows, parted by tabs into cells (the reader's promise)."""
    text = piece.extraction.document.text
    width = max((len(row) for row in block.cells or ()), default=1)
    rows = []
    start = low
    for line in text[low:high].split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append(f"<td>{marked.html(start, start + len(cell))}</td>")
            start += len(cell) + 1
        rows.append(f"<tr>{''.join(cells)}{'<td></td>' * (width - len(cells))}</tr>")
    return f'<div class="wide" tabindex="0" role="region" aria-label="表格"><table>{"".join(rows)}</table></div>\n'
