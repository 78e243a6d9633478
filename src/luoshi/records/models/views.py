"""Views of the ledger that people keep, and the daily counts of lights that pictures are drawn from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Colour
from luoshi.records import clock
from luoshi.records.models.programmes import Programme
from luoshi.records.models.units import Unit
from luoshi.records.words import choices_of


class SavedView(models.Model):
    """A list of the ledger as somebody wants to find it again: its address; shared with the region or his own."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=600, blank=True)
    shared = models.BooleanField(_("共享"), default=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """A name is used once by a person in a programme."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "programme", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name


class LightCount(models.Model):
    """How many matters of a unit shone in a colour at the end of a day; `unit` is empty for those without a lead."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="light_counts")
    day = models.DateField()
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    colour = models.CharField(max_length=8, choices=choices_of(Colour))
    count = models.PositiveIntegerField()

    class Meta:
        """The rows of a day are replaced together, so that the job can be run twice."""

        ordering = ["programme_id", "day"]
        indexes = [models.Index(fields=["programme", "day"], name="light_counts_of_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.colour} {self.count}"
