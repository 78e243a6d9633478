"""Promise and outcome as records: of targets, of tasks, of what the next plan carries over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from luoshi.exchange import labels
from luoshi.exchange.columns import Column
from luoshi.exchange.listings import Listing
from luoshi.exchange.records import Record, number, statement_record, task_record
from luoshi.extraction import Statement, Task
from luoshi.reconciliation import Carried, Evidence, Reconciled, TaskOutcome, phrase

Shifts = Mapping[str, int]  # by a document's name what is added to its offsets

_WHY = Column("why", "依据", 60)
_CONFIDENCE = Column("confidence", "置信度", 8, number_format="0%")
_TARGETS = (
    Column("id", "编号", 16),
    Column("indicator", "指标", 28),
    Column("promised", "承诺", 14),
    Column("achieved", "结果", 14),
    Column("verdict", "判定", 9, labels.VERDICT),
    Column("ratio", "结果/目标", 10, number_format="0.0%"),
    _WHY,
    Column("target_quote", "承诺原文", 40),
    Column("result_quote", "结果原文", 40),
    Column("source", "来源", 18),
    Column("others", "其他来源", 40),
    _CONFIDENCE,
)
_TASKS = (
    Column("number", "序号", 12),
    Column("task", "任务", 60),
    Column("verdict", "判定", 9, labels.TASK_VERDICT),
    _WHY,
    Column("evidence", "回顾原文", 60),
    _CONFIDENCE,
)
_CARRIED = (
    Column("id", "编号", 16),
    Column("indicator", "指标", 28),
    Column("promised", "上期目标", 14),
    Column("verdict", "判定", 9, labels.VERDICT),
    Column("next", "下期目标", 14),
    Column("fate", "去向", 12, labels.FATE),
    _WHY,
    Column("target_quote", "上期原文", 40),
    Column("next_quote", "下期原文", 40),
)


def reconciled_listing(outcomes: Sequence[Reconciled], title: str, plan_shift: int, shifts: Shifts) -> Listing:
    """The targets of a plan with their outcomes."""
    return Listing(
        "对账",
        title,
        _TARGETS,
        [_reconciled(one, plan_shift, shifts) for one in outcomes],
        list(map(_flat_reconciled, outcomes)),
    )


def tasks_listing(outcomes: Sequence[TaskOutcome], title: str, plan_shift: int, shifts: Shifts) -> Listing:
    """The tasks or rows of a plan with their outcomes."""
    return Listing(
        "任务对账",
        title,
        _TASKS,
        [_task_outcome(one, plan_shift, shifts) for one in outcomes],
        list(map(_flat_task, outcomes)),
    )


def carried_listing(carried: Sequence[Carried], title: str, plan_shift: int, shifts: Shifts, following: str) -> Listing:
    """What the next plan, the document called `following`, does with the promises of a plan."""
    records = [
        {
            **_reconciled(one.outcome, plan_shift, shifts),
            "next": None if one.next is None else statement_record(one.next, shifts.get(following, 0)),
            "fate": one.fate,
            "fate_why": one.why,
        }
        for one in carried
    ]
    return Listing("去向", title, _CARRIED, records, list(map(_flat_carried, carried)))


def _reconciled(one: Reconciled, plan_shift: int, shifts: Shifts) -> Record:
    """One target's outcome: the keys of the contract first."""
    return {
        "target": statement_record(one.target, plan_shift),
        "result": None if one.result is None else statement_record(one.result, shifts.get(one.source or "", 0)),
        "verdict": one.verdict,
        "ratio": None if one.ratio is None else number(one.ratio),
        "why": one.why,
        "confidence": one.confidence,
        "source": one.source,
        "parts": [statement_record(part, shifts.get(one.source or "", 0)) for part in one.parts],
        "others": [_other(other, shifts) for other in one.others],
        "evidence": list(_evidence(one.evidence, shifts)),
    }


def _other(one: Reconciled, shifts: Shifts) -> Record:
    """What another review says, without repeating the target."""
    record = _reconciled(one, 0, shifts)
    return {key: record[key] for key in ("result", "verdict", "ratio", "why", "source")}


def _task_outcome(one: TaskOutcome, plan_shift: int, shifts: Shifts) -> Record:
    task = task_record(one.task, plan_shift) if isinstance(one.task, Task) else one.task.to_dict()
    return {
        "task": task,
        "evidence": list(_evidence(one.evidence, shifts)),
        "verdict": one.verdict,
        "why": one.why,
        "targets": [{"id": each.target.id, "verdict": each.verdict, "why": each.why} for each in one.targets],
        "confidence": one.confidence,
    }


def _evidence(found: Iterable[Evidence], shifts: Shifts) -> Iterator[Record]:
    for one in found:
        shift = shifts.get(one.source, 0)
        yield {"quote": one.quote, "start": one.start + shift, "end": one.end + shift, "source": one.source}


def _flat_reconciled(one: Reconciled) -> Record:
    return {
        "id": one.target.id,
        "indicator": one.target.indicator,
        "promised": phrase(one.target),
        "achieved": _told(one.result),
        "verdict": one.verdict,
        "ratio": one.ratio,
        "why": one.why,
        "target_quote": one.target.quote,
        "result_quote": _quoted(one),
        "source": one.source,
        "others": [f"《{other.source}》{other.why}" for other in one.others],
        "confidence": one.confidence,
    }


def _flat_task(one: TaskOutcome) -> Record:
    is_task = isinstance(one.task, Task)
    return {
        "number": one.task.id if isinstance(one.task, Task) else one.task.row,
        "task": one.task.quote if isinstance(one.task, Task) else one.task.task,
        "verdict": one.verdict,
        "why": one.why,
        "evidence": [found.quote for found in one.evidence],
        "confidence": one.confidence,
        "kind": "task" if is_task else "row",
    }


def _flat_carried(one: Carried) -> Record:
    target = one.outcome.target
    return {
        "id": target.id,
        "indicator": target.indicator,
        "promised": phrase(target),
        "verdict": one.outcome.verdict,
        "next": _told(one.next),
        "fate": one.fate,
        "why": one.why,
        "target_quote": target.quote,
        "next_quote": None if one.next is None else one.next.quote,
    }


def _quoted(one: Reconciled) -> str | None:
    """The words of the result; where a word decided without a figure, that word."""
    if one.result is not None:
        return one.result.quote
    return "；".join(found.quote for found in one.evidence) or None


def _told(statement: Statement | None) -> str | None:
    return None if statement is None else phrase(statement)
