"""The figures of a document as reconciliation sees them: what is measured, how much, of which span of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.amounts import Amount, amount_of
from luoshi.reconciliation.spans import Span, Spans
from luoshi.reconciliation.vocabulary import words
from luoshi.reconciliation.wording import Wording, wording_of

Act = Literal["starting", "finishing", "attracting", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement with what is needed to set it against another one; `source` names its document."""

    statement: Statement
    wording: Wording
    amount: Amount
    span: Span
    act: Act
    source: str


def figures_of(extraction: Extraction, *, kind: Literal["target", "result"]) -> list[Figure]:
    """The targets or the results of a document, in order."""
    spans = Spans(extraction)
    source = extraction.document.name
    return [
        figure_of(statement, spans.of(statement) if kind == "result" else target_span(statement), source)
        for statement in extraction.statements
        if statement.kind == kind
    ]


def figure_of(statement: Statement, span: Span, source: str = "") -> Figure:
    """A statement as a figure."""
    return Figure(statement, wording_of(statement.indicator), amount_of(statement), span, _act(statement), source)


def target_span(statement: Statement) -> Span:
    """The span a target is set for: its year, unless it is of an outlook or of 三年内."""
    if statement.period == "yearly":
        return "mean"
    if statement.section == "outlook" or (statement.period or "").endswith("-years"):
        return "years"
    return "year"


def _act(statement: Statement) -> Act:
    """What is done to the things counted: begun, finished, or won for the place."""
    said = statement.quote[: len(statement.quote) - len(statement.unit)] + statement.indicator
    for act in ("starting", "attracting", "finishing"):
        if any(word in said for word in words(act)):
            return act
    return ""
