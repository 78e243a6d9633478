"""From a Document to its outline, its quantified statements and its tasks, each with its span."""

from luoshi.extraction.extract import Extraction, extract
from luoshi.extraction.outline import Section
from luoshi.extraction.sentences import Sentence
from luoshi.extraction.statements import Statement, Unresolved
from luoshi.extraction.tasks import Task

__all__ = ["Extraction", "Section", "Sentence", "Statement", "Task", "Unresolved", "extract"]
