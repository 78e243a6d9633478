"""The task: an undertaking of a report, cut as official responsibility tables cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from luoshi.extraction.lexicon.undertakings import Stage, undertaking_words
from luoshi.extraction.outline import Role, Section
from luoshi.extraction.sentences import Sentence
from luoshi.extraction.statements import Statement
from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.cutting import Row, cut_rows
from luoshi.extraction.undertakings.measurability import Measurability, judge, missing_from
from luoshi.extraction.undertakings.objects import TRIM, verb_and_object
from luoshi.extraction.undertakings.pieces import MARK_FIRST, Scan
from luoshi.extraction.undertakings.places import place_of
from luoshi.extraction.undertakings.timeframes import timeframe

# The parts of a report that promise. A review tells, the address and the closing exhort.
_PROMISING: frozenset[Role] = frozenset({"outlook", "plan-targets", "plan-tasks", "livelihood", "self-government"})
_SPEECH = undertaking_words().speech
_TABS = 4  # tabs in a section from which it is a table's text, one cell behind the other
_HEADING_CELL = 24  # characters a cell may have that heads the one beside it
_GAPS = 20  # gaps between sentences from which their line breaks tell anything
_LINES = 0.6  # share of sentences on a line of their own from which a line break marks no paragraph
_STRAY = frozenset("。！？!?，；、 \u3000")  # marks left over at a sentence's start


@dataclass(frozen=True, slots=True)
class Task:
    """One undertaking; `quote` is exactly `text[start:end]`. `targets` are ids of statements inside it.

    A task may hold several clauses (建成甲、加快乙、开工丙); `verb`, `object` and `stage` are those of the clause that
    commits most: a thing finished or won, then a figure or a beginning, then the first direction. `verb` is empty where
    a figure is promised without one (失业率5%以内).
    `period` is a code of `timeframes.timeframe`; `place` is as written. `missing` says what a `direction` lacks.
    """

    id: str
    quote: str
    start: int
    end: int
    verb: str
    object: str
    stage: Stage
    year: int | None
    period: str | None
    place: str | None
    targets: tuple[str, ...]
    measurability: Measurability
    missing: str | None
    role: Role
    heading: str


def find_tasks(
    text: str,
    outline: Sequence[Section],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    *,
    stem: str,
    year: int | None,
) -> list[Task]:
    """The undertakings of a report's promising parts, in document order.

    `sentences` and `statements` are in document order. `stem` begins the ids; `year` is the year that the report plans
    for, used where neither the task nor its section names another.

    >>> section = Section(1, "", "plan-tasks", 0, 14, "")
    >>> task, = find_tasks("建成方特动漫主题园。", [section], [Sentence("s1", 0, 10, 0)], [], stem="t", year=2021)
    >>> task.id, task.verb, task.object, task.stage, task.measurability
    ('t-t0001', '建成', '方特动漫主题园', 'complete', 'event')
    """
    promising = [section for section in outline if section.role in _PROMISING]
    if not promising or not sentences:
        return []
    soft = _lines_are_sentences(text, outline, sentences)
    scan = Scan(text, promising[0].start, promising[-1].end)
    ids = iter(statements)
    statement = next(ids, None)
    tasks: list[Task] = []
    for index, inside in _by_section(sentences):
        section = outline[index]
        if section.role not in _PROMISING:
            continue
        cells = text.count("\t", section.start, section.end) >= _TABS
        for row in cut_rows(scan, _spans(text, inside, soft and not cells), section.role, cells=cells):
            targets: list[str] = []
            while statement and statement.start < row.end:
                if statement.start >= row.start and statement.end <= row.end:
                    targets.append(statement.id)
                statement = next(ids, None)
            if cells and not targets and _heads_cell(text, row.start, row.end):
                continue
            tasks.append(_task(text, row, section, tuple(targets), f"{stem}-t{len(tasks) + 1:04d}", year))
    return tasks


def _heads_cell(text: str, start: int, end: int) -> bool:
    """Whether a table's cell only heads the longer one beside it: 壮大产业集群 beside the task."""
    if end - start > _HEADING_CELL or text[end - 1] in "。；" or not text.startswith("\t", end):
        return False
    beside = text[end + 1 : end + 1 + _HEADING_CELL].split("\n", 1)[0].split("\t", 1)[0]
    return len(beside) > end - start


def _by_section(sentences: Sequence[Sentence]) -> Iterator[tuple[int, list[Sentence]]]:
    """The sentences of each section, with the section's index."""
    for index, group in groupby(sentences, key=attrgetter("section")):
        yield index, list(group)


def _lines_are_sentences(text: str, outline: Sequence[Section], sentences: Sequence[Sentence]) -> bool:
    """Whether most sentences stand on lines of their own, so that a line break says nothing of paragraphs."""
    breaks = gaps = 0
    for index, inside in _by_section(sentences):
        if outline[index].role in _PROMISING:
            gaps += len(inside) - 1
            breaks += sum(text.find("\n", one.end, other.start) >= 0 for one, other in pairwise(inside))
    return gaps >= _GAPS and breaks > _LINES * gaps


def _spans(text: str, sentences: Sequence[Sentence], soft: bool) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence that may undertake something, and whether a paragraph begins with it."""
    last: int | None = None
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        gap = text[last:start] if last is not None else "\n"
        opens = last is None or "\t" in gap or (not soft and "\n" in gap)
        last = end
        while start < end and text[start] in _STRAY:
            start += 1
        if text.startswith(_SPEECH, start):
            last = None  # what follows an address to the audience is a new matter
        elif start < end:
            yield start, end, opens


def _task(text: str, row: Row, section: Section, targets: tuple[str, ...], name: str, year: int | None) -> Task:
    start, end = row.start, row.end
    if text[start] in MARK_FIRST:
        start = skip_mark(text, start, end)
    while text[end - 1] in TRIM:
        end -= 1
    chief = _chief(row.clauses)
    measurability = judge(row.clauses, targets)
    own_year, period = timeframe(text, start, end)
    verb, thing = verb_and_object(text, chief)
    return Task(
        id=name,
        quote=text[start:end],
        start=start,
        end=end,
        verb=verb,
        object=thing,
        stage=chief.stage,
        year=own_year or section.year or (None if section.role == "outlook" else year),
        period=period,
        place=place_of(text, chief, start, end),
        targets=targets,
        measurability=measurability,
        missing=missing_from(text, chief) if measurability == "direction" else None,
        role=section.role,
        heading=section.heading,
    )


# An item's mark with what follows it. Sample: （二）, 1. , 一是; near miss: 一是一
_MARKED = re.compile(
    r"[\s—●•■◆]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}(?:是要?|、)|第[一二三四五六七八九十]{1,3}，)?\s*"
)


def skip_mark(text: str, start: int, end: int) -> int:
    """Where a row's words begin, behind its item mark."""
    found = _MARKED.match(text, start, end)
    return found.end() if found and found.end() < end else start


_EVENT_RANKS: dict[Stage, int] = {"complete": 6, "win": 6, "start": 5, "plan": 3, "advance": 3}


def _chief(clauses: Sequence[Clause]) -> Clause:
    """The clause that commits most; among equals the first one."""
    chief, most = clauses[0], -1
    for clause in clauses:
        commitment = _commitment(clause)
        if commitment > most:
            chief, most = clause, commitment
    return chief


def _commitment(clause: Clause) -> int:
    """How firmly a clause commits, from 0 (a remark) to 6 (a thing finished or won)."""
    kind = clause.kind
    if kind is None:
        return 0
    if kind.principle:
        return 1
    if clause.proof == "event":
        return _EVENT_RANKS[clause.stage]
    if clause.figure:
        return 4 if clause.subject_first else 5
    return 2
