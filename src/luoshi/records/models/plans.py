"""Objections to being assigned, plans, and requests of units (extension, suspension, merging, release …)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import RequestKind, RequestStatus
from luoshi.records import clock
from luoshi.records.models.matters import Matter
from luoshi.records.models.units import Unit
from luoshi.records.words import bare_choices_of, choices_of


class Objection(models.Model):
    """A unit says that a matter is not its own (异议), and the supervision office's answer."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("待答复")
        KEPT = "kept", _("维持交办")
        REASSIGNED = "reassigned", _("已改派")
        RETRACTED = "retracted", _("已撤回")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objections")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("理由"), max_length=400)
    suggested = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=400, blank=True)

    class Meta:
        """One is open at a time; whoever objected does not answer it (four eyes)."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "matter"], name="objection_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(state="open"), name="one_objection_open"),
            models.CheckConstraint(
                condition=~Q(state__in=["kept", "reassigned"]) | ~Q(decided_by=F("by")),
                name="objection_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.unit_id}"


class Plan(models.Model):
    """A plan (方案) as it was handed in; a new one is a new version. `steps`: [{"name", "due", "weight"}, …]."""

    class State(models.TextChoices):
        """What became of it."""

        SUBMITTED = "submitted", _("待批")
        APPROVED = "approved", _("已批准")
        RETURNED = "returned", _("已退回")
        RETRACTED = "retracted", _("已撤回")
        REPLACED = "replaced", _("已调整")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    person = models.CharField(_("领办人"), max_length=60)
    measures = models.TextField(_("措施"), blank=True)
    steps = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        """One waits at a time; nobody approves or returns his own (four eyes, also here)."""

        ordering = ["matter_id", "-number"]
        indexes = [models.Index(fields=["state", "matter"], name="plan_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["matter"], condition=Q(state="submitted"), name="one_plan_waits"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "returned"]) | ~Q(decided_by=F("submitted_by")),
                name="plan_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.number} 方案{self.number}"


class MatterRequest(models.Model):
    """What is asked for about a matter, and what was decided.

    `until` is the deadline that an extension asks for, `into` the matter of a merging, `unit` the one that asks to be
    released, `steps` and `person` the plan that a change asks for.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=choices_of(RequestKind))
    status = models.CharField(
        max_length=10, choices=bare_choices_of(RequestStatus), default=RequestStatus.PENDING.value
    )
    reason = models.CharField(_("理由"), max_length=400)
    until = models.DateField(_("新时限"), null=True, blank=True)
    into = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    steps = models.JSONField(default=list, blank=True)
    person = models.CharField(_("领办人"), max_length=60, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("批复"), max_length=400, blank=True)

    class Meta:
        """One of a kind waits; several units may each ask to be released. Nobody decides on his own (four eyes)."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "matter"], name="request_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=Q(status="pending") & ~Q(kind="release"),
                name="one_request_of_a_kind_waits",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(status="pending", kind="release"),
                name="one_release_a_unit_waits",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused"]) | ~Q(decided_by=F("asked_by")),
                name="request_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.status}"
