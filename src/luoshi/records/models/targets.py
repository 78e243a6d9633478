"""Targets of a programme, the matters that serve them, and the figures that were reported for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Comparator, Family, Wanted
from luoshi.records.models.findings import Finding
from luoshi.records.models.matters import Matter
from luoshi.records.models.programmes import Programme
from luoshi.records.words import bare_choices_of


class MatterTarget(models.Model):
    """A figure to be reached, as ledger.Target has it, with the words it comes from.

    Values are told in `unit`. `trajectory` is {} for an even pace, {"quarters": [share, share, share, 1]} or
    {"points": [["2025-06-30", share], …]}, shares from 0 to 1.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="targets")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="targets")
    quote = models.TextField(_("原文"))
    name = models.CharField(_("指标"), max_length=120)
    family = models.CharField(max_length=12, choices=bare_choices_of(Family))
    comparator = models.CharField(max_length=2, choices=bare_choices_of(Comparator))
    value = models.FloatField(_("目标值"))
    high = models.FloatField(null=True, blank=True)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    baseline = models.FloatField(_("基数"), null=True, blank=True)
    wanted = models.CharField(max_length=1, choices=bare_choices_of(Wanted), default=Wanted.UP.value)
    tolerance = models.FloatField(null=True, blank=True)
    trajectory = models.JSONField(default=dict, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    matters = models.ManyToManyField(Matter, through="Service", related_name="targets")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order in which they were set."""

        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="target_ends_after_it_began")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A matter serves a target (one matter may serve several, without copies); `counts`: its figure adds up to it."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="services")
    target = models.ForeignKey(MatterTarget, models.CASCADE, related_name="services")
    counts = models.BooleanField(default=True)

    class Meta:
        """A link stands once."""

        ordering = ["matter_id", "target_id"]
        constraints = [models.UniqueConstraint(fields=["matter", "target"], name="service_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.target_id}"


class Milestone(models.Model):
    """A step of a matter that holds now: from its table's quarterly steps, or from its approved plan."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    name = models.CharField(_("节点"), max_length=300)
    due = models.DateField(_("期限"))
    weight = models.FloatField(default=1.0)
    order = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    dropped = models.BooleanField(default=False)  # by a change of plan; kept to be read

    class Meta:
        """In the plan's order."""

        ordering = ["matter_id", "order", "id"]
        constraints = [models.CheckConstraint(condition=Q(weight__gt=0), name="milestone_weighs")]

    def __str__(self) -> str:
        return self.name
