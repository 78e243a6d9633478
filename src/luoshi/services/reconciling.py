"""The job of a reconciliation: the cores set the plan against the reviews, and the rows are kept."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.extraction import Extraction, Statement, Task, extract
from luoshi.queries.extractions import names_of, reviewed_extractions
from luoshi.reading import Document as Text
from luoshi.reconciliation import carry_over, reconcile, reconcile_tasks
from luoshi.records.models import (
    Document,
    DocumentVersion,
    Reconciliation,
    ReconciliationRow,
    ResponsibilityTable,
    TableRow,
)
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.reconciled_rows import Rows

_LOG = logging.getLogger("luoshi.jobs")
_BATCH = 500
_WAITING = (Reconciliation.State.QUEUED, Reconciliation.State.RUNNING, Reconciliation.State.FAILED)


@task()
def work_out(reconciliation_id: int) -> None:
    """Make the rows of a reconciliation, all or none. Run twice, it finds its work done. Trouble ends as one line."""
    found = Reconciliation.objects.select_related("programme", "plan__document", "table__source__document")
    reconciliation = found.filter(pk=reconciliation_id).first()
    if reconciliation is None or reconciliation.state == Reconciliation.State.READY:
        return
    _step(reconciliation, 10)
    try:
        _keep(reconciliation, _rows(reconciliation))
    except RefusedError as error:
        _fail(reconciliation, str(error))
    except Exception:  # the worker must go on, and the person must learn of it
        _LOG.exception("reconciling failed", extra={"job": "work_out", "reconciliation_id": reconciliation_id})
        _fail(reconciliation, _("系统出错，没有数据丢失。请重试；仍不行时请联系管理员。"))


def _rows(reconciliation: Reconciliation) -> list[ReconciliationRow]:
    reviews = list(reconciliation.reviews.select_related("document").order_by("document__year", "pk"))
    table = reconciliation.table
    source = reconciliation.plan or (table.source if table else None)
    if source is not None and source.state != DocumentVersion.State.READY:
        source = None  # a table whose document is being read again stands by its own words
    names = names_of([*([source] if source else []), *reviews])
    found = reviewed_extractions(names, {one.pk: one for one in [*([source] if source else []), *reviews]}.values())
    told = [found[review.pk] for review in reviews]
    plan = found[source.pk] if source else None
    if table is not None:
        rows = list(table.rows.filter(removed=False))
        plan = _narrowed(plan, rows) if plan else _of_its_own(table, rows)
    if plan is None:
        raise RefusedError(_("没有找到计划文件。"))
    made = Rows(reconciliation, plan, source, {names[review.pk]: review for review in reviews})
    _step(reconciliation, 25)
    made.add_targets(reconcile(plan, told))
    _step(reconciliation, 50)
    made.add_tasks(reconcile_tasks(plan, told))
    _step(reconciliation, 75)
    if (following := _following(reviews, found)) is not None:
        others = [one for one in told if one is not following]
        made.add_carried(carry_over(plan, following, others), following.document.name)
    if not made.rows:
        raise RefusedError(_("没有在计划中找到指标或任务，请先在审阅页核对。"))
    return made.rows


def _following(reviews: list[DocumentVersion], found: dict[int, Extraction]) -> Extraction | None:
    """The report among the reviews that promises something itself."""
    for review in reviews:
        is_report = review.document.kind == Document.Kind.REPORT
        if is_report and any(one.kind == "target" for one in found[review.pk].statements):
            return found[review.pk]
    return None


def _narrowed(source: Extraction, rows: list[TableRow]) -> Extraction:
    """What a table takes from its document: the figures in its rows, and its rows as the tasks."""
    held = {str(target) for row in rows for target in row.targets}
    spans = [(row.start, row.end) for row in rows if row.start is not None and row.end is not None]
    statements = tuple(
        one for one in source.statements if one.id in held or any(low <= one.start < high for low, high in spans)
    )
    return replace(source, statements=statements, tasks=tuple(_task(row, statements) for row in rows))


def _task(row: TableRow, statements: tuple[Statement, ...]) -> Task:
    low, high = row.start or 0, row.end or 0
    targets = tuple(one.id for one in statements if low <= one.start < high or one.id in map(str, row.targets))
    return Task(
        id=str(row.pk),
        quote=row.task,
        start=low,
        end=high,
        verb="",
        object="",
        stage="advance",
        year=None,
        period=None,
        place=None,
        targets=targets,
        measurability="direction",
        missing=None,
        role="plan-tasks",
        heading=row.section,
    )


def _of_its_own(table: ResponsibilityTable, rows: list[TableRow]) -> Extraction:
    """A table that came from no document: its tasks are read as the plan of its year, one line each."""
    lines = [f"一、{table.year}年重点工作", *(" ".join(row.task.split()) for row in rows)]
    return extract(Text("\n".join(lines), name=table.title))


def _keep(reconciliation: Reconciliation, rows: list[ReconciliationRow]) -> None:
    with transaction.atomic():
        running = Reconciliation.objects.filter(pk=reconciliation.pk, state=Reconciliation.State.RUNNING)
        if running.update(state=Reconciliation.State.READY, progress=100, trouble="", runs=F("runs") + 1) != 1:
            return
        lost = _carry_overrides(reconciliation, rows)
        ReconciliationRow.objects.filter(reconciliation=reconciliation).delete()
        ReconciliationRow.objects.bulk_create(rows, batch_size=_BATCH)
        counts = Counter(f"{row.kind} {row.verdict}" for row in rows)
        record_event(
            programme=reconciliation.programme,
            actor=Actor(),
            act="reconciliation.done",
            subject=reconciliation,
            after={"rows": dict(counts), "overrides_without_row": lost},
        )


def _carry_overrides(reconciliation: Reconciliation, rows: list[ReconciliationRow]) -> list[dict[str, Any]]:
    """Put people's verdicts on the new rows; returns those whose promise is no longer among them, for the log."""
    old = {_key(row): row for row in reconciliation.rows.exclude(override="")}
    for row in rows:
        if (known := old.pop(_key(row), None)) is not None:
            row.override, row.override_reason = known.override, known.override_reason
            row.override_by_id, row.override_at = known.override_by_id, known.override_at
            row.revision = known.revision
    return [{"quote": row.quote, "override": row.override, "reason": row.override_reason} for row in old.values()]


def _key(row: ReconciliationRow) -> tuple[object, ...]:
    return row.kind, row.quote, row.start, row.target.get("indicator"), row.target.get("said")


def _step(reconciliation: Reconciliation, progress: int) -> None:
    waiting = Reconciliation.objects.filter(pk=reconciliation.pk, state__in=_WAITING)
    waiting.update(state=Reconciliation.State.RUNNING, progress=progress, trouble="")


def _fail(reconciliation: Reconciliation, trouble: str) -> None:
    waiting = Reconciliation.objects.filter(pk=reconciliation.pk, state__in=_WAITING)
    waiting.update(state=Reconciliation.State.FAILED, trouble=trouble[:400])
