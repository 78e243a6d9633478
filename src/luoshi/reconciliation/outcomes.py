"""The results that a review holds, whatever kind of document it is."""

from __future__ import annotations

from dataclasses import replace

from luoshi.extraction import Extraction
from luoshi.reconciliation.figures import Figure, figures_of


def results_of(review: Extraction) -> list[Figure]:
    """The results of a report's review; of a document without one (a communiqué) every figure is a result."""
    found = figures_of(review, kind="result")
    if found:
        return found
    told = tuple(replace(statement, kind="result", section="review") for statement in review.statements)
    return figures_of(replace(review, statements=told), kind="result")
