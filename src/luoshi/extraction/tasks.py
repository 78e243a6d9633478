"""The task: an undertaking of a report, cut as official responsibility tables cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from luoshi.extraction.cutting import Row, cut_rows
from luoshi.extraction.lexicon.undertakings import Stage, undertaking_words
from luoshi.extraction.measurability import Measurability, judge, missing_from
from luoshi.extraction.outline import Role, Section
from luoshi.extraction.places import doer_of, place_of
from luoshi.extraction.sentences import Sentence
from luoshi.extraction.statements import Statement
from luoshi.extraction.timeframes import timeframe
from luoshi.extraction.undertakings import Clause, content_start, skip_lead

# The parts of a report that promise. A review tells, the address and the closing exhort.
_PROMISING: frozenset[Role] = frozenset({"outlook", "plan-targets", "plan-tasks", "livelihood", "self-government"})
_SPEECH = undertaking_words().speech
_LINES = 0.6  # share of sentences on a line of their own from which a line break marks no paragraph
_TRIM = "，；：、,;: \t\n\u3000"


@dataclass(frozen=True, slots=True)
class Task:
    """One undertaking; `quote` is exactly `text[start:end]`. `targets` are ids of statements inside it.

    A task may hold several clauses (建成甲、加快乙、开工丙); `verb`, `object` and `stage` are those of the clause that commits
    most: a thing finished or won, then a figure or a beginning, then the first direction.
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
    soft = _lines_are_sentences(text, outline, sentences)
    tasks: list[Task] = []
    at = 0
    for index, inside in groupby(sentences, key=lambda sentence: sentence.section):
        section = outline[index]
        if section.role not in _PROMISING:
            continue
        for row in cut_rows(text, _spans(text, list(inside), soft), section.role):
            while at < len(statements) and statements[at].start < row.start:
                at += 1
            targets = []
            while at < len(statements) and statements[at].end <= row.end:
                targets.append(statements[at].id)
                at += 1
            tasks.append(_task(text, row, section, tuple(targets), f"{stem}-t{len(tasks) + 1:04d}", year))
    return tasks


def _lines_are_sentences(text: str, outline: Sequence[Section], sentences: Sequence[Sentence]) -> bool:
    """Whether most sentences stand on lines of their own, so that a line break says nothing of paragraphs."""
    breaks = gaps = 0
    for one, other in zip(sentences, sentences[1:], strict=False):
        if one.section == other.section and outline[one.section].role in _PROMISING:
            gaps += 1
            breaks += "\n" in text[one.end : other.start]
    return gaps >= 20 and breaks > _LINES * gaps


def _spans(text: str, sentences: Sequence[Sentence], soft: bool) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence that may undertake something, and whether a paragraph begins with it."""
    last: int | None = None
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        opens = last is None or (not soft and "\n" in text[last:start])
        last = end
        while start < end and text[start] in "。！？!?，；、 \u3000":
            start += 1
        if start < end and not text.startswith(_SPEECH, start):
            yield start, end, opens


def _task(
    text: str, row: Row, section: Section, targets: tuple[str, ...], name: str, year: int | None
) -> Task:
    start = skip_mark(text, row.start, row.end)
    end = row.start + len(text[row.start : row.end].rstrip(_TRIM))
    chief = max(row.clauses, key=_commitment)
    measurability = judge(row.clauses, targets)
    own_year, period = timeframe(text, start, end)
    verb, thing = _verb_and_object(text, chief)
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
        place=place_of(text, skip_lead(text, chief.start, chief.end), chief.end) or doer_of(text, start, end),
        targets=targets,
        measurability=measurability,
        missing=missing_from(text, chief) if measurability == "direction" else None,
        role=section.role,
        heading=section.heading,
    )


# An item's mark with what follows it. Sample: （二）, 1. , 一是; near miss: 一是一
_MARKED = re.compile(r"[\s—●•■◆]*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}(?:是要?|、)|第[一二三四五六七八九十]{1,3}，)?\s*")


def skip_mark(text: str, start: int, end: int) -> int:
    """Where a row's words begin, behind its item mark."""
    found = _MARKED.match(text, start, end)
    return found.end() if found and found.end() < end else start


def _commitment(clause: Clause) -> int:
    """How firmly a clause commits; among equals the first one counts."""
    if clause.kind is None or clause.kind.principle:
        return 0 if clause.kind is None else 1
    if clause.proof == "event":
        return {"complete": 6, "win": 6, "start": 5, "plan": 3, "advance": 3}[clause.stage]
    if clause.figure:
        return 4 if clause.subject_first else 5
    return 2


# A figure at the end of an object's member. Sample: 幼儿园45所, 标准45项以上; near miss: 5亿元以上产业项目
_COUNT = re.compile(
    r"(?:到|至)?(?:约|近|超|达|达到|突破|各)?(?<![A-Za-z\d.])\d[\d.,]*(?![\dA-Za-z])\s?[万亿千百]?[^\d、，和及以左”]{0,4}(?:以上|以内|以下|左右)?(?=、|和|及|$)"
)
# What stands between a subject and its predicate. Sample: 排放量继续, 增速可以; near miss: 继续教育
_LEFT = re.compile(r"(?:继续|可以|分别|力争|拟|均|要|将|再)$")
# What is left of a predicate when its figure is taken away. Sample: 亩均税收均增长; near miss: 增长极
_PREDICATE = re.compile(r"(?:均|各|分别)?(?:增长|达到|达|突破|超过|提高到?|控制在|保持在|稳定在|下降|降低|分别|增加)$")


def _verb_and_object(text: str, clause: Clause) -> tuple[str, str]:
    """The verb as written and its object, freed of counts at its end; for an outcome, what it is told of."""
    verb = text[clause.verb_start : clause.verb_end]
    if clause.subject_first:
        thing = text[content_start(text, clause) : clause.verb_start]
        if not thing:
            thing = text[clause.verb_end : clause.end]
        elif verb in ("新增", "净增"):
            thing += _COUNT.sub("", text[clause.verb_end : clause.end])
        return verb, _bare(thing)
    return verb, _bare(text[clause.verb_end : clause.end].lstrip("好了"))


def _bare(thing: str) -> str:
    """The thing without its counts and what introduces them; the thing itself where nothing would be left."""
    thing = thing.strip(_TRIM)
    counted = _COUNT.sub("", thing)
    if counted != thing:
        counted = _PREDICATE.sub("", counted)
    return _LEFT.sub("", counted).strip(_TRIM) or thing
