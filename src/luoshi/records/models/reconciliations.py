"""Reconciliations: a plan set against what later documents say became of it, row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.documents import DocumentVersion
from luoshi.records.models.programmes import Programme
from luoshi.records.models.tables import ResponsibilityTable


class Reconciliation(models.Model):
    """A plan and the reviews that it is set against.

    The plan is `plan`, a version of a document, or `table`; where it is neither, the programme's own matters.

    `state`, `progress` (0 to 100) and `trouble` tell how far the job is, as for a document's reading. `runs` counts how
    often it was worked out: each time all rows are made anew, and what people decided on them is carried over.
    """

    class State(models.TextChoices):
        """How far the job is."""

        QUEUED = "queued", _("排队")
        RUNNING = "running", _("对账中")
        READY = "ready", _("已完成")
        FAILED = "failed", _("未能完成")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reconciliations")
    plan = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+")
    table = models.ForeignKey(ResponsibilityTable, models.PROTECT, null=True, blank=True, related_name="+")
    reviews = models.ManyToManyField(DocumentVersion, related_name="+")
    title = models.CharField(_("标题"), max_length=500)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=400, blank=True)
    runs = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first. The plan is one thing: a document, a table, or without either the ledger."""

        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=True) | Q(table__isnull=True),
                name="reconciliation_of_one_plan",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReconciliationRow(models.Model):
    """One promise with its outcome.

    `target` and `result` hold the fields of the figure (as `luoshi extract` prints them, with `said`, the figure in
    words) or of the task, `target` also `why` as a sentence with its values, to be told in any language; their places
    are offsets into the plan's text and into that of `result_version`. Of a row `carry-over` the result is what the
    next plan promises and the verdict is what that makes of this promise. `evidence` lists further words: {version,
    start, end, quote, part, why, said}, `part` being `sum` (one of several results that decide together), `other` (what
    another review says, `said` being its why as a sentence) or `told` (where a task is told of). `verdict` is the
    engine's and never changes; `override` is what a person says instead, and both are shown. `revision` counts changes.
    """

    class Kind(models.TextChoices):
        """What is promised."""

        TARGET = "target", _("指标")
        TASK = "task", _("任务")
        CARRIED = "carry-over", _("去向")

    reconciliation = models.ForeignKey(Reconciliation, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    order = models.PositiveIntegerField(default=0)
    section = models.CharField(max_length=300, blank=True)
    target = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    result_quote = models.TextField(blank=True)
    result_start = models.PositiveIntegerField(null=True, blank=True)
    result_end = models.PositiveIntegerField(null=True, blank=True)
    result_version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=16)
    ratio = models.FloatField(null=True, blank=True)
    why = models.TextField(blank=True)
    confidence = models.FloatField(null=True, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    override = models.CharField(max_length=16, blank=True)
    override_reason = models.CharField(max_length=400, blank=True)
    override_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    override_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the plan, kind by kind."""

        ordering = ["reconciliation_id", "kind", "order", "id"]
        indexes = [models.Index(fields=["reconciliation", "kind", "order"], name="reconciled_in_order")]

    def __str__(self) -> str:
        return self.quote[:40]

    @property
    def standing(self) -> str:
        """The verdict that holds: a person's, where there is one."""
        return self.override or self.verdict
