"""Promise and outcome: targets and tasks set against results, between years, levels and cities."""

from luoshi.reconciliation.carrying import Carried, carry_over
from luoshi.reconciliation.evidence import Evidence
from luoshi.reconciliation.levels import Cascade, Counterpart, cascade
from luoshi.reconciliation.reasons import phrase
from luoshi.reconciliation.reconcile import Reconciled, reconcile
from luoshi.reconciliation.series import SeriesPoint, series
from luoshi.reconciliation.task_outcomes import TaskOutcome, reconcile_tasks
from luoshi.reconciliation.verdicts import Verdict

__all__ = [
    "Carried",
    "Cascade",
    "Counterpart",
    "Evidence",
    "Reconciled",
    "SeriesPoint",
    "TaskOutcome",
    "Verdict",
    "carry_over",
    "cascade",
    "phrase",
    "reconcile",
    "reconcile_tasks",
    "series",
]
