"""Proposals to praise, reward, criticise or hold to account: a leader decides, never who proposed (article 21)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Permission
from luoshi.ledger.inspections import SanctionKind
from luoshi.queries.access import Access
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionObjection, SanctionProposal, Unit
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.supervision.rights import LONGEST_REASON, person_of, supervisor, text_of


@transaction.atomic
def propose_sanction(
    *, inspection: Inspection, actor: Actor, unit: Unit, kind: SanctionKind, reason: str
) -> SanctionProposal:
    """Propose something for a unit whose inspection is concluded, with facts and reasons. Nothing follows by itself."""
    person = supervisor(actor, inspection.programme)
    if inspection.state != Inspection.State.CONCLUDED or not inspection.targets.filter(unit=unit).exists():
        raise RefusedError(_("督查结论反馈后，才能对督查对象提出建议。"))
    proposal = SanctionProposal.objects.create(
        programme=inspection.programme, inspection=inspection, unit=unit, kind=kind.value, proposed_by=person,
        reason=text_of(reason, _("请写明事实和理由。")),
    )  # fmt: skip
    record_event(
        programme=inspection.programme, actor=actor, act="inspection.propose-sanction", subject=inspection,
        after={"unit": unit.pk, "kind": kind.value}, reason=proposal.reason[:LONGEST_REASON],
    )  # fmt: skip
    return proposal


@transaction.atomic
def decide_sanction(*, proposal: SanctionProposal, actor: Actor, approve: bool, answer: str) -> SanctionProposal:
    """A leader approves or refuses; not while an objection to the conclusion is open, and never his own proposal."""
    person = person_of(actor)
    if not Access(person).may(Permission.APPROVE, proposal.programme.region_id):
        raise NotPermittedError(_("建议由政府领导批准。"))
    if person.pk == proposal.proposed_by_id:
        raise NotPermittedError(_("这是您本人提出的建议，请由其他领导批准。"))
    open_ = InspectionObjection.objects.filter(inspection=proposal.inspection, unit=proposal.unit, state="open")
    if approve and proposal.inspection_id and open_.exists():
        raise RefusedError(_("该单位的异议还在复核，复核后再批准。"))
    answer = answer.strip()[:LONGEST_REASON]
    if not approve and not answer:
        raise RefusedError(_("请写明不予批准的理由。"))
    state = SanctionProposal.State.APPROVED if approve else SanctionProposal.State.REFUSED
    _decide(proposal, state, actor, {"decided_by": person, "decided_at": clock.now(), "answer": answer}, answer)
    return SanctionProposal.objects.get(pk=proposal.pk)


@transaction.atomic
def retract_sanction(*, proposal: SanctionProposal, actor: Actor) -> None:
    """Take a proposal back that was not decided on."""
    supervisor(actor, proposal.programme)
    _decide(proposal, SanctionProposal.State.RETRACTED, actor, {}, "")


def _decide(
    proposal: SanctionProposal, state: SanctionProposal.State, actor: Actor, changes: dict[str, object], reason: str
) -> None:
    waiting = SanctionProposal.objects.filter(pk=proposal.pk, state=SanctionProposal.State.PROPOSED)
    if waiting.update(state=state, **changes) != 1:
        raise ChangedMeanwhileError(_("这一建议刚有变化，请刷新查看。"), current={}, wanted={"state": state.value})
    record_event(
        programme=proposal.programme, actor=actor, act="inspection.decide-sanction",
        subject=proposal.inspection or proposal, before={"state": "proposed"},
        after={"state": state.value, "unit": proposal.unit_id, "kind": proposal.kind}, reason=reason,
    )  # fmt: skip
