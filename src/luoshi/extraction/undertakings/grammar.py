"""The grammar of one clause: which verb undertakes what, up to which stage, and what would prove it."""

from __future__ import annotations

import re

from luoshi.extraction.lexicon.undertakings import undertaking_words
from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.outcomes import clause_of, read_verbless, remark, tells_of_subject
from luoshi.extraction.undertakings.proofs import PREPARED
from luoshi.extraction.undertakings.verbs import (
    ADVERBS,
    COMPLEMENTS,
    LEAD_FIRST,
    SHORT_ADVERBS,
    VERBS,
    chain,
    skip_adverbs,
    skip_lead,
    verb_at,
)

_MODALS = undertaking_words().modals
_APPRAISALS = undertaking_words().appraisals
_QUOTES = frozenset("“‘")
_ATTRIBUTES = ("重点", "综合", "基本", "整体", "系统", "深度", "总体", "科学")  # adverbs that also stand before nouns
_TURNS = frozenset("和并、了是要也必取")  # what may follow a verb and change its sense, or join another to it
# Behind a verb: told (编制了), or the verb is the subject (发展是, 改革要).
_NOT_DONE = ("了", "是", "要", "也要", "必须", "取得")
_NEEDED = ("要素", "要求", "要件", "要点", "要害", "要地", "要道", "要塞", "要务", "是非")  # words that only begin so
# The last characters of what is said in judgement, so that most clauses need no closer look.
_JUDGING = frozenset(appraisal[-1] for appraisal in _APPRAISALS) | frozenset("的键础提本求任命措径障举所在势分证")
# A clause that calls what its verb names something. Sample: 推进城镇化是根本任务; near miss: 建设“这里是甲地”品牌, 但是
_JUDGED = re.compile(r"[^“但还于别其就而总正便都若的](?:既|也|正)?是(?!否|非)[^“”，]{0,30}$")


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
        at = skip_adverbs(text, skip_lead(text, at + 2, end), end)
    verb = verb_at(text, at, end)
    if verb is None or (figure and verb.nominal and tells_of_subject(text, at + verb.length, end)):
        return read_verbless(text, start, end, modal, at, figure)
    if text[end - 1] in _JUDGING and _judges(text, at + verb.length, end):
        return remark(start, end, at, figure)
    if verb.plain:  # most clauses: a direction, and nothing behind the verb changes it
        high = at + verb.length
        turned = high + 1 < end and (
            text[high] in _TURNS or text[high + 1] in COMPLEMENTS or (verb.joining and text[high : high + 2] in VERBS)
        )
        if not turned and not text.endswith(PREPARED, high, end):
            kind = verb.kind
            return Clause(start, end, at, high, kind, kind.stage, "direction", figure, False, False, verb.concluding)
    low, high, verb = chain(text, at, verb, end)
    if text.startswith(_NOT_DONE, high) and not text.startswith(_NEEDED, high):
        return read_verbless(text, start, end, modal, at, figure)
    return clause_of(text, start, end, low, high, verb, figure)


def _judges(text: str, low: int, end: int) -> bool:
    """Whether a clause whose verb ends at `low` judges what the verb names: 做好各项工作意义重大, 推进改革是关键."""
    if text.endswith(_APPRAISALS, low, end):
        return True
    return text.find("是", low, end) >= 0 and _JUDGED.search(text, low, end) is not None


def content_start(text: str, clause: Clause) -> int:
    """Where the words of a clause begin behind times, adverbs and 力争 or 确保.

    >>> text = "到2026年力争上市公司总数突破60家"
    >>> text[content_start(text, read_clause(text, 0, len(text), True)):]
    '上市公司总数突破60家'
    """
    at = skip_lead(text, clause.start, clause.end)
    if not (clause.subject_first and text.startswith(_ATTRIBUTES, at)):
        at = skip_adverbs(text, at, clause.end)
    if text[at : at + 2] in _MODALS:
        at = skip_lead(text, at + 2, clause.end)
        if not (clause.subject_first and text.startswith(_ATTRIBUTES, at)):
            at = skip_adverbs(text, at, clause.end)
    if at > clause.start and text[at - 1] in _QUOTES:
        at -= 1  # the mark opens a name: “一区五园”投资
    return at
