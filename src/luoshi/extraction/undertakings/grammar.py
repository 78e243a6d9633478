"""The grammar of one clause: which verb undertakes what, up to which stage, and what would prove it."""

from __future__ import annotations

from luoshi.extraction.lexicon.undertakings import undertaking_words
from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.outcomes import clause_of, read_verbless
from luoshi.extraction.undertakings.proofs import PREPARED
from luoshi.extraction.undertakings.verbs import (
    ADVERBS,
    COMPLEMENTS,
    LEAD_FIRST,
    SHORT_ADVERBS,
    chain,
    skip_adverbs,
    skip_lead,
    verb_at,
)

_MODALS = undertaking_words().modals
_TURNS = frozenset("和并了是要也必")  # what may follow a verb and change its sense, or join another to it
_NOT_DONE = (
    "了",
    "是",
    "要",
    "也要",
    "必须",
)  # behind a verb: told (编制了), or the verb is the subject (发展是, 改革要)


def read_clause(text: str, start: int, end: int, figure: bool = False) -> Clause:
    """Read the clause `text[start:end]`; `figure` says whether it holds a figure.

    >>> text = "加快建设城东水厂"
    >>> clause = read_clause(text, 0, len(text))
    >>> text[clause.verb_start:clause.verb_end], clause.stage, clause.proof
    ('加快建设', 'advance', 'direction')
    >>> read_clause("坚持以人民为中心", 0, 8).undertakes
    False
    """
    at = skip_lead(text, start, end) if text[start] in LEAD_FIRST else start
    if text[at : at + 2] in ADVERBS or text[at : at + 1] in SHORT_ADVERBS:
        at = skip_adverbs(text, at, end)
    modal = at
    if text[at : at + 2] in _MODALS:
        at = skip_adverbs(text, at + 2, end)
    verb = verb_at(text, at, end)
    if verb is None:
        return read_verbless(text, start, end, modal, at, figure)
    if verb.plain:  # most clauses: a direction, and nothing behind the verb changes it
        high = at + verb.length
        turned = high + 1 < end and (text[high] in _TURNS or text[high + 1] in COMPLEMENTS)
        if not turned and not text.endswith(PREPARED, high, end):
            kind = verb.kind
            return Clause(start, end, at, high, kind, kind.stage, "direction", figure, False, False, verb.concluding)
    low, high, verb = chain(text, at, verb, end)
    if text.startswith(_NOT_DONE, high):
        return read_verbless(text, start, end, modal, at, figure)
    return clause_of(text, start, end, low, high, verb, figure)


def content_start(text: str, clause: Clause) -> int:
    """Where the words of a clause begin behind times, adverbs and 力争 or 确保.

    >>> text = "到2026年力争上市公司总数突破60家"
    >>> text[content_start(text, read_clause(text, 0, len(text), True)):]
    '上市公司总数突破60家'
    """
    at = skip_adverbs(text, skip_lead(text, clause.start, clause.end), clause.end)
    return at + 2 if text[at : at + 2] in _MODALS else at
