"""The pipeline: Document -> outline -> sentences -> statements and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.extraction.assembly import find_statements
from luoshi.extraction.outline import Section, read_outline
from luoshi.extraction.sentences import Sentence, split_sentences
from luoshi.extraction.statements import Statement, Unresolved
from luoshi.extraction.tasks import Task
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


def extract(document: Document) -> Extraction:
    """Find the outline, the quantified statements and the tasks of a document."""
    text = document.text
    outline = read_outline(text, parts=document.parts)
    sentences = tuple(split_sentences(text, outline))
    stem = document.name.rpartition("/")[2].partition(".")[0] or "input"
    statements, unresolved, _ = find_statements(text, outline, sentences, stem=stem)
    return Extraction(document, outline, sentences, tuple(statements), (), tuple(unresolved))
