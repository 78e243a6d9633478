"""What the cores say of promises, as rows to be kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.extraction import Statement, Task
from luoshi.reconciliation import Carried, Evidence, Reconciled, TaskOutcome, phrase
from luoshi.records.models import DocumentVersion, Reconciliation, ReconciliationRow
from luoshi.responsibility import Row, read_rows
from luoshi.responsibility.sentences import Sentence, as_data
from luoshi.services.found import fields_of
from luoshi.services.reconciled_plans import Plan

_FEWEST_ROWS = 3  # rows from which a document is a table rather than a report
_LONGEST_HEADING = 300
_DEEPEST = 2  # level of a heading by which rows are gathered
_BARE = " \u3000\n"


class Rows:
    """Unsaved rows of one reconciliation, in the order in which they are added.

    `reviews` maps the names of the reviews to their versions.
    """

    def __init__(
        self,
        reconciliation: Reconciliation,
        plan: Plan,
        reviews: Mapping[str, DocumentVersion],
    ) -> None:
        self.rows: list[ReconciliationRow] = []
        self._of, self._source, self._reviews = reconciliation, plan.source, reviews
        self._matters = plan.matters
        self._headings = _headings(plan)
        self._starts = [start for start, _heading in self._headings]
        self._known = {task.quote.strip(_BARE) for task in plan.promised.tasks} if reconciliation.table_id else None

    def add_targets(self, outcomes: Iterable[Reconciled]) -> None:
        """A row a target; several results of which the sum decided, and what other reviews say, are evidence."""
        for one in outcomes:
            row = self._promise(ReconciliationRow.Kind.TARGET, one.target)
            row.verdict, row.ratio, row.confidence = one.verdict, one.ratio, one.confidence
            _say(row, one.why)
            self._answer(row, one.result, one.source)
            row.evidence = [self._evidence("sum", part, one.source, "") for part in one.parts]
            row.evidence += [
                self._evidence("other", other.result, other.source, other.why)
                for other in one.others
                if other.result is not None
            ]
            row.evidence += [self._words(found) for found in one.evidence if not _holds(found, one.result)]
            self.rows.append(row)

    def add_tasks(self, outcomes: Iterable[TaskOutcome]) -> None:
        """A row a task, with the sentences that tell of it; of a table only the rows that still stand in it."""
        for one in outcomes:
            if self._gone(one.task):
                continue
            row = self._task(one.task)
            row.verdict, row.confidence = one.verdict, one.confidence
            _say(row, one.why)
            row.evidence = [self._words(found) for found in one.evidence]
            self.rows.append(row)

    def add_carried(self, carried: Iterable[Carried], following: str) -> None:
        """A row a target, with what the next plan, the review called `following`, promises instead."""
        for one in carried:
            row = self._promise(ReconciliationRow.Kind.CARRIED, one.outcome.target)
            row.target["verdict"] = one.outcome.verdict
            row.verdict, row.confidence = one.fate, one.outcome.confidence
            _say(row, one.why)
            self._answer(row, one.next, following)
            self.rows.append(row)

    def _promise(self, kind: ReconciliationRow.Kind, target: Statement) -> ReconciliationRow:
        row = self._row(kind, target.start, target.end)
        row.target, row.quote = _figure(target) | row.target, target.quote
        return row

    def _task(self, found: Task | Row) -> ReconciliationRow:
        low, high = found.start or 0, found.end or 0
        row = self._row(ReconciliationRow.Kind.TASK, low, high)
        if isinstance(found, Row):
            row.quote, row.section = found.task, (found.section or "")[:_LONGEST_HEADING]
            row.target = {"number": found.row, "lead_unit": found.lead_unit, "deadline": found.deadline}
        else:
            row.quote, row.target = found.quote, {"number": None, "stage": found.stage} | row.target
            row.section = row.section or found.heading[:_LONGEST_HEADING]
        return row

    def _row(self, kind: ReconciliationRow.Kind, low: int, high: int) -> ReconciliationRow:
        placed = self._source is not None and high > low
        at = bisect_right(self._starts, low) - 1
        return ReconciliationRow(
            reconciliation=self._of,
            kind=kind,
            order=len(self.rows) + 1,
            section=self._headings[at][1] if at >= 0 else "",
            start=low if placed else None,
            end=high if placed else None,
            target=self._matter(low),
        )

    def _matter(self, low: int) -> dict[str, Any]:
        """Which matter of the ledger promises what stands at an offset."""
        at = bisect_right(self._matters, low, key=lambda one: one[0]) - 1
        if at < 0:
            return {}
        matter = self._matters[at][1]
        return {"matter": matter.pk, "number": matter.number}

    def _answer(self, row: ReconciliationRow, result: Statement | None, source: str | None) -> None:
        if result is None:
            return
        row.result, row.result_quote = _figure(result), result.quote
        row.result_start, row.result_end = result.start, result.end
        row.result_version = self._reviews.get(source or "")

    def _words(self, found: Evidence) -> dict[str, Any]:
        version = self._reviews[found.source].pk
        return {
            "version": version,
            "start": found.start,
            "end": found.end,
            "quote": found.quote,
            "part": "told",
            "why": "",
        }

    def _evidence(self, part: str, found: Statement, source: str | None, why: str) -> dict[str, Any]:
        version = self._reviews.get(source or "")
        return {
            "version": version.pk if version else None,
            "start": found.start,
            "end": found.end,
            "quote": found.quote,
            "part": part,
            "why": why,
            "said": _data_of(why),
        }

    def _gone(self, found: Task | Row) -> bool:
        """Whether a row of a table's document was taken out of the table, or rewritten there."""
        return isinstance(found, Row) and self._known is not None and found.task.strip(_BARE) not in self._known


def _say(row: ReconciliationRow, why: str) -> None:
    """Keep why, in Chinese to be searched and exported, and as what can be told in the reader's language."""
    row.why = why
    if (said := _data_of(why)) is not None:
        row.target["why"] = said


def _data_of(why: str) -> dict[str, Any] | None:
    return as_data(why) if isinstance(why, Sentence) else None


def _holds(found: Evidence, result: Statement | None) -> bool:
    """Whether words only repeat, with more around it, the result that is shown already."""
    return result is not None and found.start <= result.start and result.end <= found.end


def _figure(statement: Statement) -> dict[str, Any]:
    return fields_of(statement) | {"said": phrase(statement)}


def _headings(plan: Plan) -> list[tuple[int, str]]:
    """Where each section of a plan begins and what it is called: of a table its sections, of a report its headings."""
    if plan.matters:
        return [(start, matter.section) for start, matter in plan.matters]
    rows = read_rows(plan.promised.document)
    if len(rows) >= _FEWEST_ROWS:
        places = [(row.start, row.section or "") for row in rows if row.start is not None]
        return [(start, heading[:_LONGEST_HEADING]) for start, heading in sorted(places)]
    return [
        (section.start, section.heading[:_LONGEST_HEADING])
        for section in plan.promised.outline
        if section.heading and section.level <= _DEEPEST
    ]
