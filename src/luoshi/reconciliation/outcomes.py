"""The results that a review holds, whatever kind of document it is: a report, a communiqué, a table of progress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.extraction import Extraction, Statement
from luoshi.extraction.concepts import concept_of
from luoshi.reading import Block, Document
from luoshi.reconciliation.figures import Figure, figures_of

# The column or field that tells what became of a task. Sample: 进展情况, 完成情况; near miss: 完成时限
_PROGRESS = re.compile(r"(?:进展|完成|落实|推进)(?:情况|进度|结果)|工作进展|当前进度|任务进度|一季度工作进展|实际完成")
# The same as a field of its own line. Sample: 进展情况：已完成3个; near miss: 进展情况良好
_FIELD = re.compile(r"(?:^|\n)[ \u3000]{0,4}(?:进展|完成|落实)情况[：:]([^\n]{1,2000})")
# The year a document tells of, in its title. Sample: 2024年国民经济和社会发展统计公报; near miss: 2024年3月
_TITLED = re.compile(r"(20\d\d)年?(?!\d{0,2}月)[^\n]{0,40}(?:公报|通报|进展|完成情况|执行情况|报告)")
# A title that ran into the first sentence. Sample: 统计公报 at a line's end; near miss: 公报显示
_TITLE_LINE = re.compile(r"(?:公报|报告|通报|情况|一览表|台账)\s*$")
_HEADER_ROWS = 3
_TOP = 400  # characters in which a document says of what year it tells


def results_of(review: Extraction) -> list[Figure]:
    """The results of a report's review; of a table of progress what stands in its column; else every figure.

    What a document without a review tells is of the year in its title, where the figure names none.
    """
    found = figures_of(review, kind="result")
    if found:
        return found
    spans = list(progress_spans(review.document))
    titled = _TITLED.search(review.document.text, 0, _TOP)
    year = int(titled[1]) if titled else None
    told = tuple(
        _as_result(statement, year)
        for statement in review.statements
        if not spans or any(low <= statement.start and statement.end <= high for low, high in spans)
    )
    return figures_of(replace(review, statements=told), kind="result")


def progress_spans(document: Document) -> Iterator[tuple[int, int]]:
    """Where a table of progress, or lines that begin with 进展情况：, tell what became of things."""
    for block in document.blocks:
        if block.kind == "table" and block.cells:
            yield from _column(block, document.text)
    for found in _FIELD.finditer(document.text):
        yield found.span(1)


def _column(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """The cells below the header that names progress, as the reader lays a table out: a line a row, a tab a cell."""
    cells = block.cells or ()
    header = next(
        (
            (row, at)
            for row, line in enumerate(cells[:_HEADER_ROWS])
            for at, c in enumerate(line)
            if _PROGRESS.search(c)
        ),
        None,
    )
    if header is None:
        return
    start = block.start
    for row, line in enumerate(text[block.start : block.end].split("\n")):
        pieces = line.split("\t")
        if row > header[0] and header[1] < len(pieces):
            low = start + sum(len(piece) + 1 for piece in pieces[: header[1]])
            yield low, low + len(pieces[header[1]])
        start += len(line) + 1


def _as_result(statement: Statement, year: int | None) -> Statement:
    result = replace(statement, kind="result", section="review", year=statement.year or year)
    title, broken, _ = statement.quote.rpartition("\n")
    if not broken or not _TITLE_LINE.search(title):
        return result
    bare = "".join(title.split())
    if not statement.indicator.startswith(bare):
        return result
    indicator = statement.indicator[len(bare) :]
    concept = concept_of(indicator, measure=statement.measure, unit=statement.unit)
    return replace(result, indicator=indicator, concept=concept)
