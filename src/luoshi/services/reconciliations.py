"""Reconciliations: setting a plan against reviews, again when something changed, and a person's own verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.queries.reconciliations import verdicts_of
from luoshi.records import clock
from luoshi.records.models import DocumentVersion, Programme, Reconciliation, ReconciliationRow, ResponsibilityTable
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, record_event

_SHOWN_REVIEWS = 3  # titles of reviews that stand in a reconciliation's own
_LONGEST_TITLE, _LONGEST_REASON = 500, 400
_DONE = (Reconciliation.State.READY, Reconciliation.State.FAILED)


@transaction.atomic
def create_reconciliation(
    *, plan: DocumentVersion | ResponsibilityTable | Programme, reviews: Sequence[DocumentVersion], actor: Actor
) -> Reconciliation:
    """Set a plan (a programme: the matters of its ledger) against one or several reviews; a job works it out.

    Raises RefusedError for what is not read yet, for an empty ledger, for no review, for the plan as its own review,
    and for documents of another region, which not everybody who sees the plan may read.
    """
    programme = _programme(plan)
    source = plan if isinstance(plan, DocumentVersion) else None
    if not reviews:
        raise RefusedError(_("请至少选择一份后来的文件（报告、公报或进展表）。"))
    if isinstance(plan, ResponsibilityTable) and plan.job != ResponsibilityTable.Job.READY:
        raise RefusedError(_("《%(title)s》还没有准备好，请稍后再试。") % {"title": plan.title})
    if isinstance(plan, Programme) and not plan.matters.exists():
        raise RefusedError(_("《%(title)s》的台账还没有事项，请先发布责任分解表。") % {"title": plan.name})
    for version in [*([source] if source else []), *reviews]:
        if version.state != DocumentVersion.State.READY:
            raise RefusedError(_("《%(title)s》还没有读取完成，请稍后再试。") % {"title": version.document.title})
    if source and source.document_id in {review.document_id for review in reviews}:
        raise RefusedError(_("计划和结果是同一份文件，请为结果选择下一年的报告或公报。"))
    if any(review.document.programme.region_id != programme.region_id for review in reviews):
        raise RefusedError(_("只能与本地区的文件对账；与其他地区比较请用“对标”。"))
    made = Reconciliation.objects.create(
        programme=programme,
        plan=source,
        table=plan if isinstance(plan, ResponsibilityTable) else None,
        title=_title(plan, reviews),
        created_by=actor.person,
    )
    made.reviews.set(reviews)
    record_event(
        programme=programme,
        actor=actor,
        act="reconciliation.create",
        subject=made,
        after={
            "title": made.title,
            "plan": made.plan_id,
            "table": made.table_id,
            "reviews": [review.pk for review in reviews],
        },
    )
    transaction.on_commit(partial(_enqueue, made.pk))
    return made


def _programme(plan: DocumentVersion | ResponsibilityTable | Programme) -> Programme:
    if isinstance(plan, Programme):
        return plan
    return plan.programme if isinstance(plan, ResponsibilityTable) else plan.document.programme


def _title(plan: DocumentVersion | ResponsibilityTable | Programme, reviews: Sequence[DocumentVersion]) -> str:
    if isinstance(plan, Programme):
        promised = _("%(name)s台账") % {"name": plan.name}
    else:
        promised = plan.title if isinstance(plan, ResponsibilityTable) else plan.document.title
    told = "、".join(review.document.title for review in reviews[:_SHOWN_REVIEWS])
    if len(reviews) > _SHOWN_REVIEWS:
        told += _("等 %(n)d 份") % {"n": len(reviews)}
    return f"{promised} → {told}"[:_LONGEST_TITLE]


def _enqueue(reconciliation_id: int) -> None:
    from luoshi.services.reconciling import work_out  # loads the engine's word lists

    work_out.enqueue(reconciliation_id)


@transaction.atomic
def run_again(*, reconciliation: Reconciliation, actor: Actor) -> None:
    """Work it out anew, since findings were corrected or the last time failed; people's verdicts are carried over.

    Raises RefusedError while it is being worked on.
    """
    found = Reconciliation.objects.filter(pk=reconciliation.pk, state__in=_DONE)
    if found.update(state=Reconciliation.State.QUEUED, progress=0, trouble="") != 1:
        raise RefusedError(_("这次对账还在进行，请稍候。"))
    record_event(programme=reconciliation.programme, actor=actor, act="reconciliation.again", subject=reconciliation)
    transaction.on_commit(partial(_enqueue, reconciliation.pk))


@transaction.atomic
def override_verdict(*, row: ReconciliationRow, revision: int, verdict: str, reason: str, actor: Actor) -> None:
    """Put a person's verdict beside the engine's; both stay, and the reason with them.

    Raises RefusedError without a reason or for a verdict that says nothing else, ChangedMeanwhileError.
    """
    reason = " ".join(reason.split())
    if verdict not in verdicts_of(row.kind):
        raise RefusedError(_("请选择改判的结论。"))
    if verdict == row.verdict:
        raise RefusedError(_("改判的结论与系统判定相同；要恢复系统判定，请撤回改判。"))
    if not reason:
        raise RefusedError(_("请填写改判理由：依据什么材料。"))
    if len(reason) > _LONGEST_REASON:
        raise RefusedError(_("理由最多 %(most)d 字。") % {"most": _LONGEST_REASON})
    _write(
        row,
        revision,
        {
            "override": verdict,
            "override_reason": reason,
            "override_by": actor.person,
            "override_at": clock.now(),
        },
    )
    record_event(
        programme=row.reconciliation.programme,
        actor=actor,
        act="reconciliation.override",
        subject=row,
        before=_said(row),
        after={"reconciliation": row.reconciliation_id, "quote": row.quote, "override": verdict},
        reason=reason,
    )


@transaction.atomic
def withdraw_override(*, row: ReconciliationRow, revision: int, actor: Actor) -> None:
    """Let the engine's verdict hold again. Raises RefusedError where none was overridden, ChangedMeanwhileError."""
    if not row.override:
        raise RefusedError(_("这一条没有改判，请刷新页面。"))
    _write(row, revision, {"override": "", "override_reason": "", "override_by": None, "override_at": None})
    record_event(
        programme=row.reconciliation.programme,
        actor=actor,
        act="reconciliation.withdraw",
        subject=row,
        before=_said(row),
        after={"reconciliation": row.reconciliation_id, "quote": row.quote, "override": ""},
    )


def _said(row: ReconciliationRow) -> dict[str, Any]:
    return {"verdict": row.verdict, "override": row.override, "reason": row.override_reason}


def _write(row: ReconciliationRow, revision: int, wanted: dict[str, Any]) -> None:
    """One conditional update. Raises ChangedMeanwhileError, also while the reconciliation is being made anew."""
    found = ReconciliationRow.objects.filter(
        pk=row.pk, revision=revision, reconciliation__state=Reconciliation.State.READY
    )
    if found.update(**wanted, revision=revision + 1) != 1:
        now = ReconciliationRow.objects.filter(pk=row.pk).first()
        current: dict[str, object] = _said(now) if now else {}
        raise ChangedMeanwhileError(
            _("这一条刚被他人改判或正在重新对账，请核对后再改。"), current=current, wanted=dict(wanted)
        )
