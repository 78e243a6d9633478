"""Programmes: one region's year of promises."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.records.models.regions import Region


class Programme(models.Model):
    """A region's year, such as 云川市2025年政府工作报告重点工作; everything else belongs to one."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="programmes")
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("名称"), max_length=100)
    starts = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    settings = models.JSONField(_("规则"), default=dict, blank=True)
    calendar = models.JSONField(_("地方节假日"), default=dict, blank=True)  # {"holidays": {day: name}, "worked": [day]}
    revision = models.PositiveIntegerField(default=1)
    matters_numbered = models.PositiveIntegerField(default=0)  # numbers given so far; none is ever given again

    class Meta:
        """A name stands once in a region's year."""

        ordering = ["-year", "region", "id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "name"], name="programme_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="programme_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return self.name
