"""A reconciliation as files, as the page shows it: two columns in Word, and lists."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from luoshi.desk.guards import needs
from luoshi.desk.official import attachment
from luoshi.desk.views.reconciliations.lists import reconciliation_or_404
from luoshi.desk.views.reconciliations.show import Line, line_of, plan_version_id
from luoshi.exchange.outcome_table import Pair, outcomes_csv, outcomes_excel, write_outcomes
from luoshi.ledger import Permission
from luoshi.queries.reconciliations import RowFilter, rows_of, versions_in
from luoshi.records.models import Reconciliation, ReconciliationRow

_NOT_TOLD = "（所给文件未见报告）"
_DECIDED = "（核定：{verdict}。{reason}）"


def _lines(request: HttpRequest, reconciliation: Reconciliation) -> list[Line]:
    versions, plan = versions_in(reconciliation), plan_version_id(reconciliation)
    return [line_of(row, versions, plan) for row in rows_of(reconciliation, RowFilter.of(request.GET))]


@needs(Permission.READ_DOCUMENTS)
@require_GET
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Two columns, promise and outcome, as governments print them."""
    found = reconciliation_or_404(request, pk)
    pairs = [Pair(line.row.section, _flat(line.promise.words), _outcome(line)) for line in _lines(request, found)]
    promised, _arrow, told = found.title.partition(" → ")
    title = f"{promised}完成情况对照表"
    stream = io.BytesIO()
    write_outcomes(title, f"（依据：{told}）", pairs, stream)
    return attachment(stream.getvalue(), f"{title}.docx")


def _outcome(line: Line) -> str:
    """What the documents say became of a promise, and a person's verdict where there is one."""
    quotes = ([line.outcome] if line.outcome else []) + line.evidence
    several = len({one.title for one in quotes}) > 1
    told = [f"《{one.title}》：{_flat(one.words)}" if several and one.title else _flat(one.words) for one in quotes]
    said = "；".join(told) if told else _NOT_TOLD
    row = line.row
    if row.override:
        said += _DECIDED.format(verdict=line.verdict.word, reason=row.override_reason)
    return said


def _flat(words: str) -> str:
    return " ".join(words.split())


def _records(lines: list[Line]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, 1):
        row = line.row
        is_task = row.kind == ReconciliationRow.Kind.TASK
        yield {
            "number": number,
            "section": row.section,
            "indicator": _flat(row.quote) if is_task else row.target.get("indicator"),
            "promised": row.target.get("said"),
            "achieved": (row.result or {}).get("said"),
            "verdict": row.verdict,
            "override": row.override,
            "reason": row.override_reason,
            "ratio": row.ratio,
            "why": row.why,
            "promise": _flat(row.quote),
            "outcome": [_flat(one.words) for one in ([line.outcome] if line.outcome else []) + line.evidence],
            "source": list(dict.fromkeys(one.title for one in [line.outcome, *line.evidence] if one and one.title)),
            "confidence": row.confidence,
        }


@needs(Permission.READ_DOCUMENTS)
@require_GET
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows as they stand on the page, as an Excel file."""
    found = reconciliation_or_404(request, pk)
    return attachment(outcomes_excel(list(_records(_lines(request, found)))), f"对账-{found.pk}.xlsx")


@needs(Permission.READ_DOCUMENTS)
@require_GET
def csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows as they stand on the page, as CSV for programs."""
    found = reconciliation_or_404(request, pk)
    return attachment(outcomes_csv(list(_records(_lines(request, found)))), f"对账-{found.pk}.csv")
