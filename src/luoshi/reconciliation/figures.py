"""The figures of a document as reconciliation sees them: what is measured, how much, of which span of time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.amounts import Amount, amount_of
from luoshi.reconciliation.asides import Aside, aside_of, own_level
from luoshi.reconciliation.shares import without_wholes
from luoshi.reconciliation.spans import Span, Spans
from luoshi.reconciliation.vocabulary import words
from luoshi.reconciliation.wording import Wording, wording_of

# An amount by which a figure differs from last year's. Sample: 增加100万户, 比上年多100万人; near miss: 新增加, 增加到
_MORE = re.compile(r"(?:(?<!新)增加|[比较](?:上年|去年)[^，。；\d]{0,8}多)(?!到|至)了?\s?\d")
# A stretch of years in which a target is to be reached. Sample: 今明两年, 三年内, 五年累计; near miss: 三年行动
_YEARS = re.compile(
    r"今明两年|(?:[两二三四五]|[2-5])年(?:内|累计|共|时间)|今后[三四五]年|未来[三四五]年|“?十[四五六]五”?(?:期间|时期)"
)
# A clause that tells of one district. Sample: 云湖区新增3家, 望山市建成; near miss: 全市新增3家, 市区, 老旧小区改造
_LOCAL = re.compile(
    r"(?!全|我|本|各|市|县|城|园|新|社|景|校|街|灌|库|省|超|上|门)[一-龥]{1,3}?(?<![城社园新上小景校])[区县市](?![级场域政民委长容值区县])"
    r"(?=[一-龥]{0,3}(?:新增|新建|建成|完成|实现|引进|增长|创成|培育|获评))"
)
_CLAUSE = "，；。,;\n"
_LOOK_BACK = 60  # characters before a figure in which its sentence may say that it is one of several
Act = Literal["starting", "finishing", "attracting", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement with what is needed to set it against another one; `source` names its document.

    `relative`: the amount is what was added to last year's (增加100万户). `among`: it is one of several that an amount
    before it consists of (其中), or of one district (云湖区新增3家). `aside` is why it may be of something else.
    """

    statement: Statement
    wording: Wording
    amount: Amount
    span: Span
    act: Act
    source: str
    relative: bool = False
    among: bool = False
    aside: Aside | None = None


def figures_of(extraction: Extraction, *, kind: Literal["target", "result"]) -> list[Figure]:
    """The targets or the results of a document, in order."""
    spans = Spans(extraction)
    source, text = extraction.document.name, extraction.document.text
    level = own_level(extraction.document) if kind == "result" else None
    starts = [sentence.start for sentence in extraction.sentences]
    figures = []
    for statement in without_wholes(one for one in extraction.statements if one.kind == kind):
        at = bisect_right(starts, statement.start) - 1
        before = text[max(starts[at] if at >= 0 else 0, statement.start - _LOOK_BACK) : statement.end]
        span = spans.of(statement) if kind == "result" else target_span(statement, before)
        figure = figure_of(statement, span, source, before)
        if kind == "result":
            figure = replace(figure, aside=aside_of(text, statement.start, statement.end, level=level))
        figures.append(figure)
    return figures


def figure_of(statement: Statement, span: Span, source: str = "", before: str = "") -> Figure:
    """A statement as a figure; `before` is its sentence up to the figure's end, as far as it is looked at."""
    return Figure(
        statement,
        wording_of(statement.indicator),
        amount_of(statement),
        span,
        _act(statement, _clause(before)),
        source,
        relative=_MORE.search(statement.quote) is not None,
        among="其中" in before or _LOCAL.match(_clause(before)) is not None,
    )


def target_span(statement: Statement, before: str = "") -> Span:
    """The span a target is set for: its year, unless it is of an outlook or of 三年内."""
    if statement.period == "yearly":
        return "mean"
    if statement.section == "outlook" or (statement.period or "").endswith("-years"):
        return "years"
    return "years" if _YEARS.search(_clause(before)) else "year"


def _clause(before: str) -> str:
    """The last clause of what stands before a figure's end."""
    return before[max(before.rfind(mark, 0, max(0, len(before) - 1)) for mark in _CLAUSE) + 1 :]


def _act(statement: Statement, clause: str) -> Act:
    """What is done to the things counted: begun, finished, or won for the place."""
    said = clause + statement.quote + statement.indicator
    for act in _ACTS:
        if any(word in said for word in words(act)):
            return act
    return ""


_ACTS: tuple[Act, ...] = ("starting", "attracting", "finishing")
