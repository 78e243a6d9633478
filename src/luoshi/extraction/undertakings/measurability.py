"""Whether a promise can ever be judged, and what it lacks where it cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from luoshi.extraction.lexicon.undertakings import undertaking_words
from luoshi.extraction.undertakings.clauses import Clause

Measurability = Literal["figure", "event", "direction"]

_LACKS = undertaking_words().lacks
# Works with a name want a date. Sample: 加快…工程建设, …等项目; near miss: 推进改革
_WORKS = re.compile(r"(?:工程|项目|建设|改造|迁建|扩建|基地|园区?|中心|铁路|公路|机场|水库)(?:建设|进度|实施)?$")
# Masses want a number. Sample: 一批, 服务水平; near miss: 一体化, 高水平医院
_MASS = re.compile(r"一批|更多|若干|系列|规模(?!指标)|总量|数量|(?<!高)水平|比重|占比|能力")


def judge(clauses: Sequence[Clause], targets: Sequence[str]) -> Measurability:
    """Whether a task of these clauses, to which these quantified statements belong, can be judged next year.

    `figure` when a statement belongs to it, `event` when a named thing happens or does not, else `direction` (加强).
    """
    if targets:
        return "figure"
    for clause in clauses:
        if clause.proof == "event":
            return "event"
    return "direction"


def missing_from(text: str, clause: Clause) -> str:
    """What would make a mere direction measurable: one short Chinese phrase, chosen by what is undertaken.

    >>> from luoshi.extraction.undertakings.grammar import read_clause
    >>> [missing_from(t, read_clause(t, 0, len(t))) for t in ("加快城东水厂建设", "培育一批龙头企业", "深化医药改革")]
    ['缺完成时限', '缺数量和时限', '缺可核验的成果']
    """
    if clause.kind is None or clause.kind.principle:
        return _LACKS["measure"]
    if clause.stage == "plan":
        return _LACKS["deliverable"]
    if _MASS.search(text, clause.verb_end, clause.end):
        return _LACKS["amount"]
    if _WORKS.search(text, clause.verb_end, clause.end):
        return _LACKS["deadline"]
    return clause.kind.lacks if clause.kind.lacks != _LACKS["deadline"] else _LACKS["outcome"]
