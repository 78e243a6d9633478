"""Meetings (周会商、月擂台、季例会、年评优): an agenda drawn from lagging matters, decisions that become matters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.matters import Matter
from luoshi.records.models.programmes import Programme
from luoshi.records.models.units import Unit


class Meeting(models.Model):
    """A meeting. `agenda` is frozen when it is drawn: [{"matter", "number", "title", "unit", "light", "said"}, …]."""

    class Kind(models.TextChoices):
        """How often it is held."""

        WEEKLY = "weekly", _("周会商")
        MONTHLY = "monthly", _("月擂台")
        QUARTERLY = "quarterly", _("季例会")
        YEARLY = "yearly", _("年评优")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="meetings")
    kind = models.CharField(_("类型"), max_length=9, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=120)
    day = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    chair = models.CharField(_("主持人"), max_length=60, blank=True)
    agenda = models.JSONField(default=list, blank=True)
    drawn_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(_("会议纪要"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """The latest first."""

        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["programme", "-day"], name="meeting_by_day")]

    def __str__(self) -> str:
        return self.title


class MeetingDecision(models.Model):
    """What was decided, perhaps about a matter of the agenda, and the matter that it became."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    text = models.TextField(_("议定事项"))
    about = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    deadline = models.DateField(_("时限"), null=True, blank=True)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="meeting_decision")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """In the order in which they were taken."""

        ordering = ["meeting_id", "id"]

    def __str__(self) -> str:
        return self.text[:40]
