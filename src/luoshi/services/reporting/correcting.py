"""Correcting a report: a new version with its reason; the one before stays to be read and no longer counts."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Move
from luoshi.records import clock
from luoshi.records.models import Report
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.holding import held
from luoshi.services.matters.moving import move_matter
from luoshi.services.reporting.submitting import done_on, person_of, refresh_sharing
from luoshi.services.reporting.writing import Written, check_written, told_of, write_report

_LONGEST_REASON = 400


@transaction.atomic
def correct_report(*, report: Report, actor: Actor, written: Written, reason: str, draft: int | None = None) -> Report:
    """Put a new version in the place of a report that counts; returns it. Whether it was late stays as it was.

    Raises RefusedError without a reason or a difference, NotPermittedError, and ChangedMeanwhileError where the report
    was corrected by somebody else first.
    """
    person = person_of(actor)
    reason = reason.strip()
    if not reason:
        raise RefusedError(_("请写明更正的原因。"))
    if len(reason) > _LONGEST_REASON:
        raise RefusedError(_("说明最多 %(most)d 字。") % {"most": _LONGEST_REASON})
    matter = held(report.matter_id)
    if Report.objects.filter(pk=report.pk, state=Report.State.SUBMITTED).update(state=Report.State.REPLACED) != 1:
        raise _corrected_first(report, written)
    figures = check_written(matter, report.due, written)
    if not _differs(report, written):
        raise RefusedError(_("内容与原填报相同，不需要更正。"))
    made = write_report(
        matter,
        report.due,
        written,
        person,
        figures=figures,
        late=report.late,
        draft=draft,
        before=report,
        reason=reason,
    )
    told = told_of(made, figures, written)
    before = {reading.target_id: reading.value for reading in report.readings.all()}
    move_matter(
        matter=matter,
        move=Move.CORRECT_REPORT,
        actor=actor,
        revision=matter.revision,
        reason=reason,
        changes={"done_on": done_on(matter, written, clock.today())},
        told=told,
        fresh=True,
    )
    refresh_sharing(matter, Written(values={**before, **written.values}))
    return made


def _differs(report: Report, written: Written) -> bool:
    return (
        any(getattr(report, name) != text for name, text in written.texts.items())
        or dict(report.readings.values_list("target", "value")) != written.figures
        or set(report.steps_done) != set(written.steps_done)
        or (written.complete is not None and report.complete != written.complete)
    )


def _corrected_first(report: Report, written: Written) -> ChangedMeanwhileError:
    now = Report.objects.filter(due=report.due_id, matter=report.matter_id, state=Report.State.SUBMITTED)
    latest = now.select_related("by").order_by("-version").first()
    who = latest.by if latest else _("他人")
    return ChangedMeanwhileError(
        _("%(who)s刚更正了这份填报，您的内容没有提交，请比对新版本后再决定。") % {"who": who},
        current={"report": latest.pk if latest else None},
        wanted=dict(written.texts),
    )
