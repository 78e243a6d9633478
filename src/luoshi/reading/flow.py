"""The content of a web page's element in reading order: a line for what a browser shows as a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from luoshi.reading.html_tables import is_data_table, read_table
from luoshi.reading.limits import Budget
from luoshi.reading.numerals import label
from luoshi.reading.pieces import Piece, one_line, printable
from luoshi.reading.plain import looks_like_heading

# Elements that begin and end a line.
_LINES = frozenset(
    (
        *("address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d"
# A line break in the source between two Chinese characters, which stands for nothing.
# Sample: 生产\n总值; near miss: GDP\n增长 (there it stands for a blank).
_SOURCE_BREAK = re.compile(rf"(?<=[{_CHINESE}])[ \t\r]{{0,200}}\n[ \t\r\n]*(?=[{_CHINESE}])")
# What a browser shows as one blank. Sample: " \n "; near miss: "　", the Chinese blank, which it shows as it is.
_BLANKS = re.compile("[ \t\r\n\f\u00a0]+")


def flow_pieces(root: LexborNode, budget: Budget, *, tables: bool = True) -> list[Piece]:
    """Everything that `root` shows, as headings, paragraphs and (if wanted) tables; else a table's cells are lines."""
    return _Flow(budget, tables).run(root)


class _Flow:
    """Walks an element without recursion (pages are nested as deeply as their makers like) and gathers lines."""

    def __init__(self, budget: Budget, tables: bool) -> None:
        self.budget = budget
        self.tables = tables
        self.pieces: list[Piece] = []
        self.line: list[str] = []
        self.headings = 0  # heading elements that are open
        self.verbatim = 0  # `pre` elements that are open
        self.lists: list[Iterator[str]] = []  # labels to come, of each list that is open

    def run(self, root: LexborNode) -> list[Piece]:
        """All pieces of `root`."""
        stack: list[tuple[LexborNode, bool]] = [(root, True)]
        while stack:
            node, entering = stack.pop()
            if not entering:
                self._leave(node.tag or "")
            elif node.is_text_node:
                self.line.append(node.text(deep=False))
            elif node.is_element_node and not self._take_table(node, root):
                self._enter(node)
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))
        self._end_line()
        return self.pieces

    def _take_table(self, node: LexborNode, root: LexborNode) -> bool:
        """Read a table that holds data as one piece; tables that only arrange the page are walked through."""
        if not self.tables or node.tag != "table" or node.mem_id == root.mem_id or not is_data_table(node):
            return False
        self._end_line()
        piece = read_table(node, self.budget, lambda cell: cell_lines(cell, self.budget))
        if piece is not None:
            self.pieces.append(piece)
        return True

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _LINES:
            self._end_line()
        if tag in _HEADINGS:
            self.headings += 1
        elif tag == "pre":
            self.verbatim += 1
        elif tag in ("ol", "ul"):
            self.lists.append(_labels(node))
        elif tag == "li" and self.lists:
            self.line.append(next(self.lists[-1], ""))

    def _leave(self, tag: str) -> None:
        if tag in _LINES:
            self._end_line()
        if tag in _HEADINGS:
            self.headings -= 1
        elif tag == "pre":
            self.verbatim -= 1
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()

    def _end_line(self) -> None:
        if not self.line:
            return
        raw = printable("".join(self.line))
        self.line.clear()
        for part in raw.splitlines() if self.verbatim else [raw]:
            text = one_line(_BLANKS.sub(" ", _SOURCE_BREAK.sub("", part)))
            if text:
                heading = bool(self.headings) or looks_like_heading(text)
                self.pieces.append(Piece("heading" if heading else "paragraph", text))


def cell_lines(cell: LexborNode, budget: Budget) -> str:
    """A table cell's text, one line for each line that it shows."""
    return "\n".join(piece.text for piece in flow_pieces(cell, budget, tables=False))


def _labels(node: LexborNode) -> Iterator[str]:
    """The numbers that a browser would put before the items of a list."""
    if node.tag != "ol":
        return
    start = node.attributes.get("start") or ""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    style = _LIST_FORMATS.get(node.attributes.get("type") or "", "decimal")
    while True:
        yield f"{label(number, style)}. "
        number += 1
