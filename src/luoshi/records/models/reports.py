"""Reports: what is due when, what a lead unit reported, its figures, and what cooperating units contributed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.matters import Matter
from luoshi.records.models.targets import MatterTarget
from luoshi.records.models.units import Unit


class ReportDue(models.Model):
    """A period for which a matter is to be reported, made by the calendar. `reported_on`: the first time it was."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="dues")
    starts = models.DateField()
    ends = models.DateField()
    due = models.DateField()
    reported_on = models.DateField(null=True, blank=True)

    class Meta:
        """A period is asked for once. The index serves what is due of a unit, and the nightly look for late ones."""

        ordering = ["matter_id", "starts"]
        indexes = [models.Index(fields=["due", "reported_on"], name="reports_due")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "starts"], name="period_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="period_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.starts}–{self.ends}"


class Report(models.Model):
    """A report of a period by the lead unit; a correction is a new version, and the one before stays to be read.

    `steps_done` are ids of milestones reported done. `questions` are what was asked because a figure looked
    implausible, each with the answer of the person: [{"target", "said", "answer"}, …]. `complete`: the unit says that
    the matter is done. `typed` is what stands in the number fields of a draft, by the target's id, sensible or not.
    """

    class State(models.TextChoices):
        """Whether it counts."""

        DRAFT = "draft", _("草稿")
        SUBMITTED = "submitted", _("已填报")
        REPLACED = "replaced", _("已更正")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="reports")
    due = models.ForeignKey(ReportDue, models.PROTECT, null=True, blank=True, related_name="reports")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    done = models.TextField(_("工作进展"), blank=True)
    problems = models.TextField(_("存在问题"), blank=True)
    next_step = models.TextField(_("下一步"), blank=True)
    help_needed = models.TextField(_("需协调事项"), blank=True)
    steps_done = models.JSONField(default=list, blank=True)
    complete = models.BooleanField(_("已完成"), default=False)
    typed = models.JSONField(default=dict, blank=True)
    questions = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("更正原因"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """Of a period one counts, and one is being written."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["matter", "state", "-submitted_at"], name="reports_of_matter")]
        constraints = [
            models.UniqueConstraint(fields=["due"], condition=Q(state="submitted"), name="one_report_counts"),
            models.UniqueConstraint(fields=["due"], condition=Q(state="draft"), name="one_draft_a_period"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(state="draft", due=None), name="one_draft_without_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.due_id} v{self.version}"


class TargetReading(models.Model):
    """A target's figure in a report, in the target's unit: since the period's start, or on the day for levels."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="readings")
    target = models.ForeignKey(MatterTarget, models.PROTECT, related_name="readings")
    value = models.FloatField()
    as_of = models.DateField()

    class Meta:
        """A figure stands once in a report."""

        ordering = ["target_id", "as_of"]
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="figure_once_in_report")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.value} {self.as_of}"


class Contribution(models.Model):
    """What a cooperating unit contributes to the lead unit's report of a period."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="contributions")
    due = models.ForeignKey(ReportDue, models.PROTECT, null=True, blank=True, related_name="contributions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contributions")
    text = models.TextField(_("配合情况"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit_id}"
