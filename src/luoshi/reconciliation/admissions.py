"""What a review admits in words: 进出口总额下降，预期增长目标未能实现. No figure, and yet the plainest verdict."""

from __future__ import annotations

import re
from functools import cache

from luoshi.extraction import Extraction
from luoshi.extraction.concepts import CONCEPTS
from luoshi.extraction.lexicon.loading import alternation
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.vocabulary import words

_WORDS = alternation(words("admissions"))
# A target said not to have been reached. Sample: 预期增长目标未能实现, 未完成年度目标; near miss: 未完成的任务
_ADMITTED = re.compile(f"目标(?:{_WORDS})|(?:{_WORDS})(?:全年|年度|预期|年初)[^，。；]{{0,6}}目标")
_CLAUSES = 40  # characters before the admission in which the indicator must stand
_LONGEST = 120  # characters of a sentence that is quoted


class Admissions:
    """The sentences of a document's review that admit a target missed."""

    def __init__(self, review: Extraction) -> None:
        text = review.document.text
        self._found: list[tuple[str, str]] = []
        for sentence in review.sentences:
            if review.outline[sentence.section].role in ("review", "problems"):
                said = text[sentence.start : sentence.end]
                found = _ADMITTED.search(said) if "目标" in said else None
                if found:
                    self._found.append((said[max(0, found.start() - _CLAUSES) : found.start()], said[:_LONGEST]))

    def of(self, target: Figure) -> str | None:
        """The sentence that admits a headline target missed, or None."""
        if target.statement.role != "plan-targets" or target.span != "year":
            return None
        names = _names(target.statement.concept) if target.statement.concept else (target.wording.whole,)
        for before, sentence in self._found:
            if any(name in before for name in names):
                return sentence
        return None


@cache
def _names(code: str) -> tuple[str, ...]:
    concept = CONCEPTS[code]
    return tuple(name for name in (concept.name, *concept.aliases) if len(name) > 1)
