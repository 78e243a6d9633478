"""Sheets of the ladder (提醒单、催办单、督办单): issued to a unit for a matter, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Cause, Level, SheetState
from luoshi.records import clock
from luoshi.records.models.matters import Matter
from luoshi.records.models.programmes import Programme
from luoshi.records.models.units import Unit
from luoshi.records.words import choices_of


class SheetSerial(models.Model):
    """The last number given to sheets of a level in a year; it only grows, so that no number is given twice."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, choices=choices_of(Level))
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter a level and year."""

        constraints = [models.UniqueConstraint(fields=["programme", "year", "level"], name="sheet_serial_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.level} {self.last}"


class Sheet(models.Model):
    """A sheet as it was issued. `key` names the case, `said` (a ledger.Message as data) why it was issued.

    `due_on` is the day since which it was due, `issued_on` the day on which it was made: they differ where the daily
    job came late. `first_answer_by` is never overwritten; `answer_by` is later where a person gave more time.
    `issued_by` is None for the daily job. `ask` is what a person asks for in his own words. `met_on`: the day on which
    what was asked for was seen to be no longer owed, also of a sheet that was missed.
    """

    Level = Level
    State = SheetState
    Cause = Cause

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sheets")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="sheets")
    level = models.CharField(_("级别"), max_length=8, choices=choices_of(Level))
    cause = models.CharField(_("事由"), max_length=8, choices=choices_of(Cause))
    key = models.CharField(max_length=60)
    number = models.CharField(_("编号"), max_length=30)
    due_on = models.DateField(_("应发日期"))
    issued_on = models.DateField(_("下发日期"))
    answer_by = models.DateField(_("办理期限"))
    first_answer_by = models.DateField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    urgent = models.BooleanField(_("紧急"), default=False)
    reason = models.CharField(_("理由"), max_length=400, blank=True)
    said = models.JSONField(default=dict)
    ask = models.TextField(_("要求"), blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=choices_of(SheetState), default=SheetState.OPEN.value)
    answer = models.TextField(_("回复"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    met_on = models.DateField(_("销单日期"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """A case has each level once, so that the job may run any number of times. Indexes: the lists and the job."""

        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["programme", "level", "state"], name="sheet_by_level"),
            models.Index(fields=["unit", "state"], name="sheet_of_unit"),
            models.Index(fields=["programme", "-issued_on"], name="sheet_by_day"),
            models.Index(fields=["programme"], condition=Q(met_on=None), name="sheet_not_met"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["matter", "key", "level"], name="sheet_level_once_a_case"),
            models.UniqueConstraint(fields=["programme", "number"], name="sheet_number_once"),
            models.CheckConstraint(
                condition=~Q(cause="manual") | Q(issued_by__isnull=False) | ~Q(level="reminder"),
                name="own_sheet_has_issuer",
            ),
        ]

    def __str__(self) -> str:
        return self.number
