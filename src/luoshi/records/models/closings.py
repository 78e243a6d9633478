"""Close-out: what a unit claims to have achieved, how somebody else verified it, and looking back by sample."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.matters import Matter
from luoshi.records.models.programmes import Programme
from luoshi.records.models.units import Unit


class Closing(models.Model):
    """A request for close-out (申请销号) and its answer. `methods` are ledger VerificationMethods."""

    class State(models.TextChoices):
        """What became of it."""

        PENDING = "pending", _("待核实")
        CLOSED = "closed", _("准予销号")
        RETURNED = "returned", _("已退回")
        RETRACTED = "retracted", _("已撤回")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="closings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    achieved = models.TextField(_("完成情况"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    verified = models.TextField(_("核实情况"), blank=True)
    methods = models.JSONField(default=list, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("退回理由"), max_length=400, blank=True)

    class Meta:
        """One waits at a time. Four eyes: neither the person nor the unit that asked verifies it."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "asked_at"], name="closings_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(state="pending"), name="one_closing_waits"),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "returned"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="closing_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_unit=None) | Q(asked_unit=None) | ~Q(decided_unit=F("asked_unit")),
                name="closing_verified_by_another_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(verified="") & ~Q(methods=[])), name="closing_says_what_was_verified"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"


class LookBackSample(models.Model):
    """A sample drawn among closed matters: from which, with which seed, so that anybody can draw it again.

    `population` are the matters that could be drawn, in order, as [id, number]; `always` the numbers of those that are
    looked at whatever is drawn, which are none of the population. ledger.sampling has the recipe.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    population = models.JSONField()
    always = models.JSONField(default=list, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.seed} {self.size}"


class LookBack(models.Model):
    """A look back (回头看) at a closed matter: drawn, or begun unasked, then what was found.

    `closer` verified the close-out that is looked at; somebody else looks.
    """

    class State(models.TextChoices):
        """What was found."""

        WAITING = "waiting", _("待回头看")
        HOLDS = "holds", _("成效保持")
        REOPENED = "reopened", _("重新办理")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="look_backs")
    sample = models.ForeignKey(LookBackSample, models.PROTECT, null=True, blank=True, related_name="look_backs")
    closer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due = models.DateField(null=True, blank=True)
    found = models.TextField(_("回头看情况"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One waits for a matter at a time. Four eyes: who closed it is not the one who looks back."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(state="waiting"), name="one_look_back_waits"),
            models.CheckConstraint(
                condition=Q(state="waiting") | (Q(by__isnull=False) & ~Q(found="")),
                name="look_back_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=Q(by=None) | Q(closer=None) | ~Q(by=F("closer")), name="looked_back_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"
