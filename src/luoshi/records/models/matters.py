"""Matters: one numbered thing to be done (一事一号), and who answers for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.records.models.documents import DocumentVersion
from luoshi.records.models.people import Post
from luoshi.records.models.programmes import Programme
from luoshi.records.models.tables import MatterKind, TableRow
from luoshi.records.models.units import Unit


class Matter(models.Model):
    """A numbered matter. `quote` is the source's sentence, frozen at publication: it is annotated, never edited.

    `task` is how the table words it, `title` its beginning. `first_deadline` is never overwritten.
    """

    Kind = MatterKind

    class Status(models.TextChoices):
        """Where in its life it is."""

        ASSIGNED = "assigned", _("已交办")
        WITHDRAWN = "withdrawn", _("已撤销")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="matters")
    number = models.CharField(_("编号"), max_length=24)
    kind = models.CharField(_("类型"), max_length=12, choices=MatterKind.choices, default=MatterKind.TASK)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.ASSIGNED)
    title = models.CharField(_("事项"), max_length=200)
    task = models.TextField(_("工作任务"), blank=True)
    quote = models.TextField(_("原文"))
    source = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="matters")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    row = models.OneToOneField(TableRow, models.PROTECT, null=True, blank=True, related_name="matter")
    section = models.CharField(max_length=300, blank=True)
    subsection = models.CharField(max_length=300, blank=True)
    deadline_words = models.CharField(_("完成时限"), max_length=80, blank=True)
    first_deadline = models.DateField(_("最初时限"), null=True, blank=True)
    deadline = models.DateField(_("时限"), null=True, blank=True)
    milestones = models.JSONField(default=list, blank=True)
    schedule = models.TextField(blank=True)
    leaders = models.ManyToManyField(Post, blank=True, related_name="matters")
    leaders_written = models.JSONField(default=list, blank=True)

    class Meta:
        """A number is given once in a programme."""

        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="matter_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Assignment(models.Model):
    """A unit's part in a matter. A group that stands for no list (相关单位) is kept as written, without a unit."""

    class Part(models.TextChoices):
        """Who leads and who helps."""

        LEAD = "lead", _("牵头")
        COOPERATE = "cooperate", _("配合")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="assignments")
    part = models.CharField(max_length=10, choices=Part.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    written = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    ended = models.BooleanField(default=False)  # taken off by an amendment

    class Meta:
        """One lead a matter. The index serves a unit's list of matters."""

        ordering = ["matter", "order"]
        indexes = [models.Index(fields=["unit", "ended"], name="assignment_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(part="lead", ended=False), name="one_lead_a_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.written} {self.get_part_display()}"
