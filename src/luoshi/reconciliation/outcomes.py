"""The results that a review holds, whatever kind of document it is: a report, a communiqué, a table of progress."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from luoshi.extraction import Extraction, Statement
from luoshi.extraction.concepts import concept_of
from luoshi.reading import Document
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.progress import ProgressRow, progress_rows
from luoshi.reconciliation.spans import names_part, names_year

# The year a document tells of, in its title. Sample: 2024年国民经济和社会发展统计公报; near miss: 2024年3月
_TITLED = re.compile(
    r"(20\d\d)年?(?!\d{1,2}月(?!份|底|末|完成|进展))[^\n]{0,40}(?:公报|通报|进展|完成情况|落实情况|推进情况|执行情况|报告|台账|一览表|完成)"
)
# A line that is a title. Sample: 2024年1—11月重点任务完成情况通报; near miss: 全年完成投资3亿元。
_TITLE = re.compile(r"[^\n。；]{0,60}(?:公报|报告|通报|情况|一览表|台账|进展|进度|表)[^\n。；]{0,12}")
# A title that ran into the first sentence. Sample: 统计公报 at a line's end; near miss: 公报显示
_TITLE_LINE = re.compile(r"(?:公报|报告|通报|情况|一览表|台账)\s*$")
_TOP = 400  # characters in which a document says of what year it tells


@dataclass(frozen=True, slots=True)
class Telling:
    """Of what time a document tells that has no review: the year, and whether of a part of it only."""

    year: int | None
    is_part: bool


def telling_of(document: Document) -> Telling:
    r"""The time that a document's title names.

    >>> telling_of(Document("云川市2024年1—11月重点任务完成情况通报\n新建公园3座。"))
    Telling(year=2024, is_part=True)
    """
    titled = _TITLED.search(document.text, 0, _TOP) or _TITLED.search(document.name)
    titles = [line for line in document.text[:_TOP].split("\n") if _TITLE.fullmatch(line.strip())]
    return Telling(int(titled[1]) if titled else None, any(map(names_part, (*titles, document.name))))


def results_of(review: Extraction) -> list[Figure]:
    """The results of a report's review; of a table of progress what stands in its cells; else every figure.

    What a document without a review tells is of the time in its title, where the figure names none.
    """
    rows = progress_rows(review.document)
    telling = telling_of(review.document)
    if rows:
        telling = replace(telling, is_part=telling.is_part or any(row.is_part for row in rows))
        return _of_rows(review, rows, telling)
    found = figures_of(review, kind="result")
    if found:
        return found
    told = tuple(_as_result(statement, telling.year) for statement in review.statements)
    return _in_part(figures_of(replace(review, statements=told), kind="result"), review, telling)


def _of_rows(review: Extraction, rows: tuple[ProgressRow, ...], telling: Telling) -> list[Figure]:
    """What is told in the rows, and what the text around them tells; the rows' own wording of the task is no result."""
    places = Places(place for row in rows for place in row.told)
    tasks = Places(place for row in rows for place in row.task_at)
    told = []
    for statement in review.statements:
        if places.hold(statement):
            named = names_year(review.document.text, statement.start, statement.end)
            told.append(_as_result(statement, telling.year, renamed=not named))
        elif statement.kind == "result" and not tasks.hold(statement):
            told.append(statement)
    return _in_part(figures_of(replace(review, statements=tuple(told)), kind="result"), review, telling)


class Places:
    """Stretches of a text that do not overlap, ready to be asked whether a statement lies in one of them."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(set(places))
        self._starts = [low for low, _high in ordered]
        self._ends = [high for _low, high in ordered]

    def hold(self, statement: Statement) -> bool:
        """Whether a statement lies in one of them."""
        at = bisect_right(self._starts, statement.start) - 1
        return at >= 0 and statement.end <= self._ends[at]


def _in_part(figures: list[Figure], review: Extraction, telling: Telling) -> list[Figure]:
    """Of a document that tells of a part of the year all figures are of it, but for those said to be of the whole."""
    if not telling.is_part:
        return figures
    text = review.document.text
    return [
        one
        if one.span != "year" or "全年" in text[max(0, one.statement.start - 12) : one.statement.end]
        else replace(one, span="part")
        for one in figures
    ]


def _as_result(statement: Statement, year: int | None, *, renamed: bool = False) -> Statement:
    """A statement as a result of a year; `renamed`: the year it was read with is not its own."""
    own = None if renamed and year is not None else statement.year
    result = replace(statement, kind="result", section="review", role="review", year=own or year)
    title, broken, _ = statement.quote.rpartition("\n")
    if not broken or not _TITLE_LINE.search(title):
        return result
    cut = len(title) + 1
    result = replace(result, quote=statement.quote[cut:], start=statement.start + cut)
    bare = "".join(title.split())
    if not statement.indicator.startswith(bare):
        return result
    indicator = statement.indicator[len(bare) :]
    concept = concept_of(indicator, measure=statement.measure, unit=statement.unit)
    return replace(result, indicator=indicator, concept=concept)
