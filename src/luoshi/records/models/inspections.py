"""Inspections (政府督查) by decree 733: plan, team, targets, findings, conclusion, objection, proposals."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.ledger.inspections import Ground, InspectionType, SanctionKind
from luoshi.records import clock
from luoshi.records.models.evidence import EvidenceUse
from luoshi.records.models.matters import Matter
from luoshi.records.models.programmes import Programme
from luoshi.records.models.units import Unit
from luoshi.records.words import choices_of


class Inspection(models.Model):
    """An inspection. It does not start without a basis and a plan; `methods` are ledger InspectionMethods.

    `outsiders` are names of members who do not sign in (deputies, counsellors, experts). `concluded_by` signed the
    conclusion, which was fed back on `fed_back_on`; the time to object runs from there.
    """

    Type = InspectionType
    Ground = Ground

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("拟订方案")
        RUNNING = "running", _("督查中")
        CONCLUDED = "concluded", _("已反馈结论")
        CANCELLED = "cancelled", _("已取消")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="inspections")
    title = models.CharField(_("名称"), max_length=120)
    type = models.CharField(_("类型"), max_length=8, choices=choices_of(InspectionType))
    ground = models.CharField(_("立项依据"), max_length=8, choices=choices_of(Ground))
    basis = models.CharField(_("依据说明"), max_length=400)
    plan = models.TextField(_("督查方案"), blank=True)
    methods = models.JSONField(_("督查方式"), default=list, blank=True)
    starts = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_inspections")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="inspections")
    outsiders = models.JSONField(_("邀请人员"), default=list, blank=True)
    repeated_because = models.CharField(_("重复督查的理由"), max_length=400, blank=True)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.PLANNED)
    conclusion = models.TextField(_("督查结论"), blank=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    fed_back_on = models.DateField(_("反馈日期"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """None runs without a plan, none is concluded without a conclusion (articles 15 and 16)."""

        ordering = ["-starts", "-id"]
        indexes = [models.Index(fields=["programme", "state"], name="inspection_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="inspection_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(basis=""), name="inspection_has_basis"),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "concluded"]) | ~Q(plan=""), name="inspection_has_plan"
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded")
                | (~Q(conclusion="") & Q(fed_back_on__isnull=False, concluded_by__isnull=False)),
                name="inspection_concluded_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionTarget(models.Model):
    """A unit that is inspected, for a matter or (none) for all that it does."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_targets")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="inspection_targets")

    class Meta:
        """A unit stands once for a matter, and once for all."""

        ordering = ["inspection_id", "unit", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "unit", "matter"], name="target_once"),
            models.UniqueConstraint(fields=["inspection", "unit"], condition=Q(matter=None), name="whole_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.unit_id}"


class InspectionFinding(models.Model):
    """What was found at a unit, with its evidence; a problem may become a matter of rectification."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_findings")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="inspection_findings")
    problem = models.BooleanField(_("是问题"), default=True)
    text = models.TextField(_("发现的情况"))
    source = models.CharField(_("证据说明"), max_length=400, blank=True)
    evidence = models.ManyToManyField(EvidenceUse, blank=True, related_name="inspection_findings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    rectification = models.OneToOneField(
        Matter, models.PROTECT, null=True, blank=True, related_name="inspection_finding"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order in which they were found."""

        ordering = ["inspection_id", "id"]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.unit_id}"


class InspectionObjection(models.Model):
    """A unit objects to a conclusion within 30 days, and is answered within 30 by somebody else (article 17).

    `leader` and `concluded_by` are copied from the inspection, so that the database itself refuses their answer.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("待复核")
        UPHELD = "upheld", _("维持原结论")
        CHANGED = "changed", _("变更结论")
        REVOKED = "revoked", _("撤销结论")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_objections")
    reason = models.TextField(_("异议理由"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("提出日期"))
    answer_by = models.DateField(_("答复期限"))
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("复核决定"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        """A unit objects once to a conclusion. Recusal: not the one who objects, who led, or who concluded."""

        ordering = ["inspection_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "unit"], name="inspection_objected_to_once"),
            models.CheckConstraint(
                condition=Q(state="open")
                | (
                    Q(decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(answer="")
                    & ~Q(decided_by=F("by"))
                    & ~Q(decided_by=F("leader"))
                    & ~Q(decided_by=F("concluded_by"))
                ),
                name="inspection_objection_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.unit_id} {self.state}"


class SanctionProposal(models.Model):
    """A proposal to praise, reward, criticise or hold to account (article 21). Nothing follows from it by itself."""

    class State(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed", _("待批准")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("不予批准")
        RETRACTED = "retracted", _("已撤回")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sanctions")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, blank=True, related_name="sanctions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sanctions")
    kind = models.CharField(_("建议"), max_length=14, choices=choices_of(SanctionKind))
    reason = models.TextField(_("事实和理由"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("批示意见"), max_length=400, blank=True)

    class Meta:
        """Nobody approves his own (four eyes)."""

        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="sanction_decided_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit_id}"
