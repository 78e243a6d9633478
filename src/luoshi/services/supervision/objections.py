"""Objections to an inspection's conclusion: made within the limit, answered within the limit by somebody else."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.ledger.limits import limit_day
from luoshi.ledger.messages import message
from luoshi.queries.access import Access
from luoshi.queries.rules import calendar_of, rules_of
from luoshi.records import clock
from luoshi.records.models import Inspection, InspectionObjection, InspectionTarget, Unit
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.supervision.inspections import tell_about
from luoshi.services.supervision.making import liaisons_of, supervisors_of
from luoshi.services.supervision.rights import LONGEST_REASON, on_team, person_of, supervisor, text_of

_DECIDED = (
    InspectionObjection.State.UPHELD,
    InspectionObjection.State.CHANGED,
    InspectionObjection.State.REVOKED,
)


def object_by(inspection: Inspection) -> date | None:
    """The last day on which a unit may object to a conclusion; None before it was fed back (article 17)."""
    if inspection.fed_back_on is None:
        return None
    limits = rules_of(inspection.programme).limits
    return limit_day(inspection.fed_back_on, limits.objection, limits.counted, calendar_of(inspection.programme))


@transaction.atomic
def object_to_conclusion(*, inspection: Inspection, actor: Actor, unit: Unit, reason: str) -> InspectionObjection:
    """A unit objects to the conclusion that was fed back to it, once, within the limit."""
    person = person_of(actor)
    if unit.pk not in Access(person).own_units:
        raise NotPermittedError(_("请由督查对象的联络员提出。"))
    if not InspectionTarget.objects.filter(inspection=inspection, unit=unit).exists():
        raise NotPermittedError(_("贵单位不是这次督查的对象。"))
    last = object_by(inspection)
    if inspection.state != Inspection.State.CONCLUDED or last is None or inspection.concluded_by is None:
        raise RefusedError(_("督查结论反馈后才能提出异议。"))
    if clock.today() > last:
        raise RefusedError(_("提出异议的期限已于 %(last)s 届满。") % {"last": last.isoformat()})
    limits, calendar = rules_of(inspection.programme).limits, calendar_of(inspection.programme)
    objection = InspectionObjection(
        inspection=inspection, unit=unit, reason=text_of(reason, _("请写明异议的理由。")), by=person, on=clock.today(),
        answer_by=limit_day(clock.today(), limits.answer, limits.counted, calendar), leader=inspection.leader,
        concluded_by=inspection.concluded_by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            objection.save()
    except IntegrityError as clash:  # sent twice
        raise RefusedError(_("贵单位已对这一结论提出过异议。")) from clash
    record_event(
        programme=inspection.programme, actor=actor, act="inspection.object", subject=inspection,
        after={"unit": unit.pk, "answer_by": objection.answer_by.isoformat()}, reason=objection.reason[:LONGEST_REASON],
    )  # fmt: skip
    title = message("%(unit)s对督查结论提出异议：%(title)s，请于%(by)s前复核", unit=unit.name, title=inspection.title,
                    by=objection.answer_by)  # fmt: skip
    tell_about(inspection, supervisors_of(inspection.programme), title, f"objection-{objection.pk}")
    return objection


def why_not_decide(objection: InspectionObjection, actor: Actor) -> str:
    """Why somebody may not decide on an objection, or nothing: nobody who took part in the inspection may (recusal)."""
    person = person_of(actor)
    if on_team(person, objection.inspection) or person.pk in (objection.concluded_by_id, objection.by_id):
        return _("您参加了这次督查，应当回避，请由督查组以外的人员复核（条例第十七条）。")
    if objection.inspection.findings.filter(by=person).exists():
        return _("这次督查的问题由您记录，应当回避，请由其他人员复核。")
    return ""


@transaction.atomic
def decide_objection(*, objection: InspectionObjection, actor: Actor, state: str, answer: str) -> InspectionObjection:
    """Uphold, change or revoke the conclusion; by somebody who had no part in it."""
    inspection = objection.inspection
    person = supervisor(actor, inspection.programme)
    if why := why_not_decide(objection, actor):
        raise NotPermittedError(why)
    if state not in _DECIDED:
        raise RefusedError(_("请选择维持、变更或撤销原结论。"))
    answer = text_of(answer, _("请写明复核决定。"))
    claimed = InspectionObjection.objects.filter(pk=objection.pk, state=InspectionObjection.State.OPEN)
    if claimed.update(state=state, answer=answer, decided_by=person, decided_on=clock.today()) != 1:
        raise ChangedMeanwhileError(_("这一异议刚被他人复核，请刷新查看。"), current={}, wanted={"state": state})
    after = {"state": str(state), "unit": objection.unit_id}
    record_event(
        programme=inspection.programme, actor=actor, act="inspection.decide-objection", subject=inspection,
        before={"state": "open"}, after=after, reason=answer[:LONGEST_REASON],
    )  # fmt: skip
    decided = InspectionObjection.objects.select_related("inspection", "unit").get(pk=objection.pk)
    title = message("异议已复核（%(state)s）：%(title)s", state=decided.get_state_display(), title=inspection.title)
    tell_about(inspection, liaisons_of({decided.unit_id}).get(decided.unit_id, []), title, f"decided-{decided.pk}")
    return decided
