"""The job of a reconciliation: the cores set the plan against the reviews, and the rows are kept."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.extraction import Extraction
from luoshi.reconciliation import carry_over, reconcile, reconcile_tasks
from luoshi.records.models import (
    Document,
    DocumentVersion,
    Reconciliation,
    ReconciliationRow,
)
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.reconciled_plans import plan_of
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
    plan, found = plan_of(reconciliation, reviews)
    told = [found[review.pk] for review in reviews]
    made = Rows(reconciliation, plan, {found[review.pk].document.name: review for review in reviews})
    _step(reconciliation, 25)
    made.add_targets(reconcile(plan.promised, told))
    _step(reconciliation, 50)
    made.add_tasks(reconcile_tasks(plan.promised, told))
    _step(reconciliation, 75)
    if (following := _following(reviews, found)) is not None:
        others = [one for one in told if one is not following]
        made.add_carried(carry_over(plan.promised, following, others), following.document.name)
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


def give_up(reconciliation_id: int) -> None:
    """Say that a reconciliation is not made: workers died of it."""
    for reconciliation in Reconciliation.objects.filter(pk=reconciliation_id):
        _fail(reconciliation, _("对账中断，请重试；仍不行时请联系管理员。"))


def _fail(reconciliation: Reconciliation, trouble: str) -> None:
    waiting = Reconciliation.objects.filter(pk=reconciliation.pk, state__in=_WAITING)
    waiting.update(state=Reconciliation.State.FAILED, trouble=trouble[:400])
