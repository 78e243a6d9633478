"""The left side of the review page: the text with foldable headings, and every finding marked in its place.

The text is cut into leaves (a heading, a paragraph, a table), each of which can be rendered alone: after an act only
the leaves that it touches are sent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Literal

from django.utils.translation import gettext as _

from luoshi.exchange import labels
from luoshi.exchange.marks import MarkedText, Stretch
from luoshi.exchange.tables import table_html
from luoshi.reading import Block
from luoshi.records.models import DocumentVersion, Finding

# What may follow a heading on its own line. Sample: "。 "; near miss: "，全市"
_AFTER_HEADING = re.compile(r"[。．.：:；;\s]{0,40}")
# A line with anything but white space on it, without the blanks around it. Sample: "　全市"; near miss: "　"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ASIDE = "boilerplate"  # a site's menus and notices: folded, so that the page begins with the report
_DEEPEST = 5  # headings go from h2 to h6
_SHORT = 32  # characters of a line that is set in the middle where it stands before the text (date, speaker)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch that is rendered as one element; its id on the page is `t` and its start."""

    kind: Literal["heading", "paragraph", "table"]
    start: int
    end: int
    section: int
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """A finding as the marks see it."""

    key: int
    start: int
    end: int
    kind: str
    state: str


def marked_findings(findings: Sequence[Finding]) -> list[MarkedFinding]:
    """Findings as the marks see them; a statement's kind is target or result."""
    return [MarkedFinding(one.pk, one.start, one.end, kind_of(one), one.state) for one in findings]


def kind_of(finding: Finding) -> str:
    """What a finding is marked and listed as: target, result, task or unresolved."""
    if finding.kind == Finding.Kind.STATEMENT:
        return "result" if finding.fields.get("kind") == "result" else "target"
    return str(finding.kind)


class ReviewText:
    """A version's text, cut into leaves."""

    def __init__(self, version: DocumentVersion) -> None:
        self.text = version.text
        self.sections = version.outline
        self._tables = [
            Block("table", table["start"], table["end"], table.get("page"), _cells(table)) for table in version.blocks
        ]
        self.leaves = tuple(self._cut())
        self._ends = [leaf.end for leaf in self.leaves]

    def touched(self, spans: Sequence[tuple[int, int]]) -> list[Leaf]:
        """The leaves that hold anything of the spans, in the order of the text."""
        found: dict[int, Leaf] = {}
        for start, end in spans:
            for index in range(bisect_left(self._ends, start + 1), len(self.leaves)):
                leaf = self.leaves[index]
                if leaf.start >= end:
                    break
                found[leaf.start] = leaf
        return [found[start] for start in sorted(found)]

    def render(self, leaf: Leaf, marks: MarkedText[MarkedFinding]) -> str:
        """A leaf as HTML."""
        place = f'id="t{leaf.start}" data-start="{leaf.start}" data-end="{leaf.end}"'
        if leaf.block is not None:
            rows = "".join(table_html(leaf.block, self.text, partial(_cell, marks), lambda _low, _high: ""))
            return f'<div class="leaf wide" {place} tabindex="0" role="group"><table>{rows}</table></div>'
        words = f'<span data-at="{leaf.start}">{marks.html(leaf.start, leaf.end)}</span>'
        if leaf.kind == "heading":
            return f'<span class="leaf" {place}>{words}</span>'
        short = " short" if leaf.end - leaf.start <= _SHORT else ""
        return f'<p class="leaf{short}" {place}>{words}</p>'

    def html(self, findings: Sequence[Finding], fold: str) -> str:
        """The whole text; `fold` is the label of the buttons that fold a section."""
        marks = self.marks(findings)
        return "".join(_Page(self, marks, fold).html())

    def marks(self, findings: Sequence[Finding]) -> MarkedText[MarkedFinding]:
        """The text with findings on it."""
        return MarkedText(self.text, marked_findings(findings), _mark)

    def _cut(self) -> Iterator[Leaf]:
        tables = iter([*self._tables, None])
        table = next(tables)
        at = 0
        for index, section in enumerate(self.sections):
            heading = section["heading"]
            found = self.text.find(heading, section["start"], section["end"]) if heading else -1
            inside = table is not None and table.start <= found < table.end
            stops: list[tuple[int, int, Block | None]] = []
            if found >= at and not inside:
                stops.append((found, found + len(heading), None))
            while table is not None and table.start < section["end"]:
                stops.append((table.start, table.end, table))
                table = next(tables)
            for start, end, block in sorted(stops, key=lambda stop: stop[0]):
                yield from self._lines(at, start, index)
                yield Leaf("table" if block else "heading", start, end, index, block)
                after = None if block else _AFTER_HEADING.match(self.text, end, section["end"])
                at = after.end() if after else end
            yield from self._lines(at, section["end"], index)
            at = max(at, section["end"])
        yield from self._lines(at, len(self.text), max(len(self.sections) - 1, 0))

    def _lines(self, low: int, high: int, section: int) -> Iterator[Leaf]:
        for line in _LINE.finditer(self.text, low, max(low, high)):
            yield Leaf("paragraph", line.start(), line.end(), section)


class _Page:
    """The leaves put under their headings; a section of a deeper level folds with the one above it."""

    def __init__(self, text: ReviewText, marks: MarkedText[MarkedFinding], fold: str) -> None:
        self._text, self._marks, self._fold = text, marks, fold
        self._open: list[int] = []  # levels of the sections that are open

    def html(self) -> Iterator[str]:
        leaves = iter([*self._text.leaves, None])
        leaf = next(leaves)
        role = ""
        for index, section in enumerate(self._text.sections):
            yield from self._close(section["level"])
            self._open.append(section["level"])
            place = f'data-start="{section["start"]}" data-end="{section["end"]}"'
            yield f'<section class="part" {place} data-role="{section["role"]}">'
            chip = _role_word(section["role"]) if section["role"] != role else ""
            role, hidden = section["role"], ""
            if leaf is not None and leaf.section == index and leaf.kind == "heading":
                yield self._heading(leaf, index, section["level"], chip)
                leaf = next(leaves)
            elif section["role"] == _ASIDE:
                words, hidden = _role_word(_ASIDE), " hidden"
                button = self._button(index, words, open_now=False)
                yield f'<p class="chip-line aside">{button}<small class="role">{words}</small></p>'
            elif chip:
                yield f'<p class="chip-line"><small class="role">{chip}</small></p>'
            yield f'<div class="inside" id="b{index}"{hidden}>'
            while leaf is not None and leaf.section == index:
                is_heading = leaf.kind == "heading"
                yield self._heading(leaf, index, section["level"], "") if is_heading else self._render(leaf)
                leaf = next(leaves)
        yield from self._close(0)
        while leaf is not None:
            yield self._render(leaf)
            leaf = next(leaves)

    def _render(self, leaf: Leaf) -> str:
        return self._text.render(leaf, self._marks)

    def _close(self, level: int) -> Iterator[str]:
        while self._open and self._open[-1] >= level:
            self._open.pop()
            yield "</div></section>"

    def _heading(self, leaf: Leaf, index: int, level: int, chip: str) -> str:
        depth = min(level + 1, _DEEPEST + 1)
        words = escape(self._text.text[leaf.start : leaf.end][:30], quote=True)
        button = self._button(index, words, open_now=True)
        small = f'<small class="role">{chip}</small>' if chip else ""
        return f"<h{depth}>{button}{self._render(leaf)}{small}</h{depth}>"

    def _button(self, index: int, words: str, *, open_now: bool) -> str:
        return (
            f'<button type="button" class="fold" aria-expanded="{str(open_now).lower()}" aria-controls="b{index}"'
            f' aria-label="{escape(self._fold)} {words}"></button>'
        )


def _role_word(role: str) -> str:
    return _(labels.ROLE[role]) if role in labels.ROLE else ""


def _cells(table: dict[str, object]) -> tuple[tuple[str, ...], ...] | None:
    rows = table.get("cells")
    return tuple(tuple(row) for row in rows) if isinstance(rows, list) else None


def _cell(marks: MarkedText[MarkedFinding], low: int, high: int) -> str:
    return f'<span data-at="{low}">{marks.html(low, high)}</span>'


def _mark(stretch: Stretch[MarkedFinding], words: str, begins: bool) -> str:
    """A mark named after the shortest figure over it; that a task stands over it too is a class beside that."""
    keys = " ".join(str(finding.key) for finding in stretch.over)
    figures = [finding for finding in stretch.over if finding.kind != "task"]
    classes = []
    if figures:
        inner = min(figures, key=lambda finding: finding.end - finding.start)
        classes = [f"k-{inner.kind}", f"s-{inner.state}"]
    tasks = [finding for finding in stretch.over if finding.kind == "task"]
    if tasks:
        classes += ["k-task", f"t-{tasks[-1].state}"]
    if begins and stretch.opens:
        classes.append("begins")
    return f'<mark class="{" ".join(classes)}" data-f="{keys}">{words}</mark>'
