"""What a report says, checked and written down: texts, figures, steps, and the questions with their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.ledger.messages import as_data, figure
from luoshi.queries.report_figures import Figure, Figures, question_key, read_on
from luoshi.records import clock
from luoshi.records.models import Matter, Milestone, Report, ReportDue, TargetReading, User
from luoshi.services.errors import RefusedError

TEXTS = ("done", "problems", "next_step", "help_needed")
LONGEST_TEXT = 5000
_LONGEST_ANSWER = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody reports. `values` are by the target's id, in its unit; `answers` by the question's key.

    `complete` None leaves it as it was.
    """

    values: Mapping[int, Decimal | float] = field(default_factory=dict)
    done: str = ""
    problems: str = ""
    next_step: str = ""
    help_needed: str = ""
    steps_done: Sequence[int] = ()
    complete: bool | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """The texts by their field."""
        return {name: getattr(self, name).strip() for name in TEXTS}

    @property
    def figures(self) -> dict[int, float]:
        """The values as they are kept."""
        return {target: float(value) for target, value in self.values.items()}


def check_written(matter: Matter, due: ReportDue | None, written: Written) -> list[Figure]:
    """The matter's figures for the period. Raises RefusedError for what cannot be this matter's report."""
    today = clock.today()
    if due is not None and due.starts > today:
        raise RefusedError(_("该期自%(day)s开始，届时再填报。") % {"day": due.starts.isoformat()})
    check_asked(due)
    if any(len(text) > LONGEST_TEXT for text in written.texts.values()):
        raise RefusedError(_("每栏最多 %(most)d 字，请精简，详细材料请作为佐证上传。") % {"most": LONGEST_TEXT})
    figures = Figures([matter]).of(matter.pk, due)
    if not set(written.values) <= {one.record.pk for one in figures}:
        raise RefusedError(_("所填指标不属于本事项，请刷新页面后重新填写。"))
    if not all(isfinite(value) for value in written.figures.values()):
        raise RefusedError(_("填报的数值应为有限的数字。"))
    ticked = set(written.steps_done)
    if ticked and Milestone.objects.filter(matter=matter, dropped=False, pk__in=ticked).count() != len(ticked):
        raise RefusedError(_("节点已调整，请刷新页面后重新勾选。"))
    if not (written.values or written.steps_done or written.complete or any(written.texts.values())):
        raise RefusedError(_("请填写数值或工作进展。"))
    return figures


def check_asked(due: ReportDue | None) -> None:
    """Refuse a period that is no longer asked for: it was let go of while somebody wrote. Others are held back."""
    if due is not None and not ReportDue.objects.filter(pk=due.pk).exists():
        raise RefusedError(_("该期不再要求填报，请刷新页面。"))


def asked_of(figures: Sequence[Figure], written: Written, due: ReportDue | None) -> list[dict[str, Any]]:
    """What was asked about the figures, as a report keeps it, each with the person's answer ("" where none)."""
    as_of = read_on(due, clock.today())
    return [
        {
            "target": one.record.pk,
            "code": question.code.value,
            "said": as_data(question.said),
            "answer": written.answers.get(question_key(one.record.pk, question), "").strip()[:_LONGEST_ANSWER],
        }
        for one in figures
        if one.record.pk in written.values
        for question in one.asked(written.figures[one.record.pk], as_of)
    ]


def write_report(
    matter: Matter,
    due: ReportDue | None,
    written: Written,
    person: User,
    *,
    figures: Sequence[Figure],
    late: bool,
    draft: int | None = None,
    before: Report | None = None,
    reason: str = "",
) -> Report:
    """The report that counts from now on, with its figures and steps.

    The person's own draft of the period becomes it, or whoever's it is at the revision `draft`, that was seen; what
    somebody else writes meanwhile is left to him. Figures corrected later stay those of the day for which they stood
    `before`.
    """
    now = clock.now()
    report = _own_draft(matter, due, person, draft) or Report(matter=matter, due=due)
    report.state, report.unit_id, report.by = Report.State.SUBMITTED, matter.lead_id, person
    for name, text in written.texts.items():
        setattr(report, name, text)
    report.steps_done, report.typed = sorted(set(written.steps_done)), {}
    report.complete = bool(written.complete)
    report.questions = asked_of(figures, written, due)
    report.version = before.version + 1 if before else 1
    report.late, report.reason = late, reason
    report.saved_at = report.submitted_at = now
    report.revision += 1
    report.save()
    known = dict(before.readings.values_list("target", "as_of")) if before else {}
    as_of = read_on(due, clock.today())
    TargetReading.objects.bulk_create(
        TargetReading(report=report, target_id=target, value=value, as_of=known.get(target, as_of))
        for target, value in written.figures.items()
    )
    _mark_steps(matter, set(report.steps_done), set(before.steps_done) if before else set(), as_of)
    return report


def _own_draft(matter: Matter, due: ReportDue | None, person: User, draft: int | None) -> Report | None:
    """The draft that becomes the report, taken at once: whoever saves it meanwhile is told that it was submitted."""
    own = Q(by=person) | Q(revision=draft or 0)
    found = Report.objects.filter(own, matter=matter, due=due, state=Report.State.DRAFT)
    mine = found.first()
    return mine if mine and found.filter(pk=mine.pk).update(state=Report.State.SUBMITTED) else None


def _mark_steps(matter: Matter, done: set[int], before: set[int], day: date) -> None:
    """Steps are done on the day for which they are first reported; one that a correction takes back is open again."""
    steps = Milestone.objects.filter(matter=matter)
    steps.filter(pk__in=done, done_on=None).update(done_on=day)
    steps.filter(pk__in=before - done).update(done_on=None)


def told_of(report: Report, figures: Sequence[Figure], written: Written) -> dict[str, Any]:
    """What an event tells of a report of what was written."""
    values = written.figures
    told: dict[str, Any] = {
        "period": f"{report.due.starts}–{report.due.ends}" if report.due else "",
        "report_version": report.version,
        "figures": [
            f"{one.record.name}：{figure(values[one.record.pk], 4)}{one.record.unit}"
            for one in figures
            if one.record.pk in values
        ],
        "late": report.late,
        "questions": len(report.questions),
    }
    return {name: value for name, value in told.items() if value not in ("", [], False, 0)}
