"""The pipeline: Document -> outline -> sentences -> statements and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.extraction.figures.assembly import find_statements
from luoshi.extraction.outline import Section, read_outline
from luoshi.extraction.sentences import Sentence, split_sentences
from luoshi.extraction.statements import Statement, Unresolved
from luoshi.extraction.tasks import Task, find_tasks
from luoshi.reading import Document


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document. All offsets are into `document.text`."""

    document: Document
    outline: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    tasks: tuple[Task, ...]
    unresolved: tuple[Unresolved, ...]
    recognised: tuple[tuple[int, int], ...] = ()
    """Half-open spans of numbers that are no quantities: names, dates, ordinals, thresholds."""


def extract(document: Document) -> Extraction:
    r"""Find the outline, the quantified statements and the tasks of a document.

    Every number of the text is in a statement, in `unresolved` or in `recognised`; none is dropped.

    >>> from luoshi.reading import read
    >>> found = extract(read("一、2025年重点工作\n新增高新技术企业300家以上。"))
    >>> [(s.indicator, s.op, s.value, s.unit) for s in found.statements]
    [('高新技术企业', '>=', 300.0, '家')]
    """
    text = document.text
    outline = read_outline(text, parts=document.parts)
    sentences = tuple(split_sentences(text, outline))
    stem = document.name.rpartition("/")[2].partition(".")[0] or "input"
    statements, unresolved, recognised = find_statements(text, outline, sentences, stem=stem)
    planned = next((part.metadata.year_planned for part in document.parts if part.is_report), None)
    tasks = find_tasks(text, outline, sentences, statements, stem=stem, year=planned)
    return Extraction(
        document, outline, sentences, tuple(statements), tuple(tasks), tuple(unresolved), tuple(recognised)
    )
