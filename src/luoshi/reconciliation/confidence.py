"""How likely a verdict is right: by how the indicators are related and by how surely both figures were read."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.kinship import Grade
from luoshi.reconciliation.verdicts import Judgement

# Shares of verdicts found right when the annotated years and the national ones were read verdict by verdict.
_DECIDED: Mapping[Grade, float] = {"same": 0.97, "alike": 0.85, "narrower": 0.88, "broader": 0.8, "near": 0.6}
_LEFT_OPEN: Mapping[Grade, float] = {"same": 0.92, "alike": 0.8, "narrower": 0.85, "broader": 0.7, "near": 0.6}
_SILENT = 0.92
BY_WORD = 0.75  # of a verdict that a status word decides, without a figure


def confidence_of(target: Figure, judgement: Judgement | None) -> float:
    """The chance that a verdict is right, from 0 to 1; None is the verdict that nothing is reported."""
    if judgement is None:
        return round(_SILENT * target.statement.confidence, 2)
    table = _DECIDED if judgement.obstacle is None else _LEFT_OPEN
    surely_read = min(target.statement.confidence, judgement.result.statement.confidence)
    return round(table[judgement.kinship.grade] * surely_read, 2)
