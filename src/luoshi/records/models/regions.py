"""Regions: the divisions whose governments use the ledger."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of government, as the engine's metadata names them."""

    NATIONAL = "national", _("国家")
    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡级")


class Region(models.Model):
    """A division with its GB/T 2260 code (any unique code for one that has none)."""

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        """Ordered as the statistical yearbooks order regions."""

        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
