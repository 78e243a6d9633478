"""One document as the left side of the page: headings, paragraphs and tables with the findings marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import escape

from luoshi.exchange import labels
from luoshi.exchange.findings import Finding
from luoshi.exchange.marks import MarkedText
from luoshi.exchange.piece import Piece
from luoshi.exchange.tables import table_html
from luoshi.extraction import Section
from luoshi.reading import Block

# What may follow a heading on its own line. Sample: "。 "; near miss: "，全市"
_AFTER_HEADING = re.compile(r"[。．.：:；;\s]*")
# A line with anything but white space on it, without the blanks around it. Sample: "　全市"; near miss: "　"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DEEPEST = 6  # there is no h7


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


class Body:
    """The text of a piece as HTML, section by section; what is no part of the report is folded away.

    A table is shown whole even where sections begin inside it; `_at` is how far the text has been shown.
    """

    def __init__(self, piece: Piece, marked: MarkedText[Finding]) -> None:
        self._piece = piece
        self._marked = marked
        self._text = piece.extraction.document.text
        self._outline = piece.extraction.outline
        self._starts = [section.start for section in self._outline]
        self._tables = [block for block in piece.extraction.document.blocks if block.kind == "table"]
        self._table_ends = [block.end for block in self._tables]
        self._at = 0

    def html(self) -> str:
        """All of it."""
        return "".join(self._section(index) for index in range(len(self._outline)))

    def is_broad(self) -> bool:
        """Whether it holds a table, which needs more room than lines that are to be read."""
        return bool(self._tables)

    def _section(self, index: int) -> str:
        section = self._outline[index]
        if section.start < self._at:  # it begins inside a table that has been shown; its row has the id
            return "".join(self._lines(section.end))
        changes = index == 0 or self._outline[index - 1].role != section.role
        inside = "".join(self._inside(section, labels.ROLE[section.role] if changes else ""))
        if section.role == "boilerplate":
            inside = f'<details class="chrome"><summary>{labels.ROLE[section.role]}</summary>{inside}</details>'
        return f'<section id="{_section_id(self._piece, index)}" data-role="{section.role}">{inside}</section>\n'

    def _inside(self, section: Section, role: str) -> Iterator[str]:
        found = self._text.find(section.heading, section.start, section.end) if section.heading else -1
        if found >= 0 and not self._is_in_table(found):
            yield from self._lines(found)
            end = found + len(section.heading)
            level = min(section.level + (1 if self._piece.number is None else 2), _DEEPEST)
            chip = f" <small>{role}</small>" if role else ""
            yield f"<h{level}>{self._marked.html(found, end)}{chip}</h{level}>\n"
            after = _AFTER_HEADING.match(self._text, end, section.end)
            self._at = after.end() if after else end
        yield from self._lines(section.end)

    def _is_in_table(self, offset: int) -> bool:
        at = bisect_left(self._table_ends, offset + 1)
        return at < len(self._tables) and self._tables[at].start <= offset

    def _lines(self, high: int) -> Iterator[str]:
        """Paragraphs and tables from where the text has been shown up to an offset; a table is never cut."""
        for index in range(bisect_left(self._table_ends, self._at + 1), len(self._tables)):
            block = self._tables[index]
            if block.start >= high:
                break
            yield from self._paragraphs(block.start)
            yield self._table(block)
            self._at = block.end
        yield from self._paragraphs(high)

    def _paragraphs(self, high: int) -> Iterator[str]:
        for line in _LINE.finditer(self._text, self._at, max(self._at, high)):
            yield f"<p>{self._marked.html(*line.span())}</p>\n"
        self._at = max(self._at, high)

    def _table(self, block: Block) -> str:
        rows = "".join(table_html(block, self._text, self._marked.html, self._row_id))
        return f'<div class="wide" tabindex="0" role="region" aria-label="表格"><table>{rows}</table></div>\n'

    def _row_id(self, low: int, high: int) -> str:
        """The id of the section that begins in a row of a table."""
        index = bisect_left(self._starts, low)
        begins = index < len(self._starts) and low <= self._starts[index] < max(high, low + 1)
        return f' id="{_section_id(self._piece, index)}"' if begins and self._starts[index] > self._at else ""
