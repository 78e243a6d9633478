"""Units: departments, governments and other bodies that answer for matters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.records.models.regions import Region


class Unit(models.Model):
    """A body of a region. `ranking_class` is the class within which it is ranked (部门, 县区 …)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("规范名称"), max_length=80)
    ranking_class = models.CharField(_("考评类别"), max_length=40, blank=True)
    order = models.PositiveIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("在用"), default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """A name is borne once in a region."""

        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="unit_name_once_in_region")]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """Another name of a unit: a short one, or a former one with the last day of its use."""

    class Kind(models.TextChoices):
        """Why the unit goes by it."""

        ALIAS = "alias", _("简称")
        FORMER = "former", _("曾用名")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.ALIAS)
    until = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        """A unit lists each name once."""

        ordering = ["unit_id", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_lists_a_name_once")]

    def __str__(self) -> str:
        return self.name
