"""Findings: what the engine found in a version of a document, and what people made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.documents import DocumentVersion


class Finding(models.Model):
    """A stretch of a version's text with what it says.

    `version.text[start:end]` is `quote`, exactly. `proposed` is what the engine said (empty for one that a person
    added) and never changes; `fields` is what holds now. Both have the keys of `luoshi extract`. `revision` counts
    changes: a save names the revision it was made from, and is refused when that is no longer the last.
    """

    class Kind(models.TextChoices):
        """What was found."""

        STATEMENT = "statement", _("量化指标")
        TASK = "task", _("任务")
        UNRESOLVED = "unresolved", _("未识别数字")

    class State(models.TextChoices):
        """What people decided."""

        OPEN = "open", _("待核")
        ACCEPTED = "accepted", _("采纳")
        REJECTED = "rejected", _("剔除")

    class Origin(models.TextChoices):
        """Where it comes from."""

        ENGINE = "engine", _("系统识别")
        PERSON = "person", _("人工添加")
        CARRIED = "carried", _("沿用上一版本")

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    role = models.CharField(max_length=16, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    proposed = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.ENGINE)
    revision = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)  # split or merged into others; kept for provenance and undo
    came_from = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="became")

    class Meta:
        """In the order of the text. The index serves the review page's list."""

        ordering = ["version_id", "start", "id"]
        indexes = [models.Index(fields=["version", "kind", "start"], name="finding_in_text_order")]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="finding_has_length")]

    def __str__(self) -> str:
        return self.quote[:40]


class FindingChange(models.Model):
    """One act on findings of a version (accept, edit, split, merge, add …), with what is needed to undo it.

    `before` and `after` map the id of each finding touched to its changeable fields (null: it was not there).
    """

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="changes")
    act = models.CharField(max_length=12)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    undone = models.BooleanField(default=False)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%F %T}"
