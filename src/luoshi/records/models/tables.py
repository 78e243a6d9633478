"""Responsibility tables: the draft people work on, past tables to learn from, and each published edition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.documents import DocumentVersion
from luoshi.records.models.programmes import Programme


class MatterKind(models.TextChoices):
    """Kinds of the domain that a report's table yields."""

    INDICATOR = "indicator", _("主要预期目标")
    TASK = "task", _("重点任务")
    LIVELIHOOD = "livelihood", _("民生实事")


class ResponsibilityTable(models.Model):
    """A table of a programme: this year's, or one to learn from (`teaching`).

    `job`, `progress` (0 to 100) and `trouble` tell how far the job of drafting it is. `edition` is the number of the
    last edition (0: none yet): publishing names the one it follows, and is refused when that is no longer the last.
    """

    class Purpose(models.TextChoices):
        """What it is for."""

        WORK = "work", _("本年分解")
        TEACHING = "teaching", _("往年参考")

    class State(models.TextChoices):
        """Whether it was published; an amendment is worked on in a published table and published again."""

        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    class Job(models.TextChoices):
        """How far drafting is."""

        QUEUED = "queued", _("排队")
        RUNNING = "running", _("起草中")
        READY = "ready", _("可编辑")
        FAILED = "failed", _("未能起草")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tables")
    source = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="tables")
    title = models.CharField(_("标题"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices, default=Purpose.WORK)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(_("年度"))
    edition = models.PositiveIntegerField(default=0)
    job = models.CharField(max_length=8, choices=Job.choices, default=Job.READY)
    progress = models.PositiveSmallIntegerField(default=100)
    trouble = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class TableRow(models.Model):
    """A row: a task with who answers for it, names as written.

    `start` and `end` are the task's place in the source's text (none for a row without source). `targets` are ids of
    findings (statements) that the row holds. `milestones` are the steps of the four quarters, `schedule` steps said
    otherwise. `suggestions` is what was proposed: for each field a list of {value, score, reason, basis}, the likeliest
    first. `revision` counts changes, as for a finding.
    """

    table = models.ForeignKey(ResponsibilityTable, models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("类型"), max_length=12, choices=MatterKind.choices, default=MatterKind.TASK)
    section = models.CharField(max_length=300, blank=True)
    subsection = models.CharField(max_length=300, blank=True)
    task = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    targets = models.JSONField(default=list, blank=True)
    leaders = models.JSONField(default=list, blank=True)
    lead_unit = models.CharField(max_length=80, blank=True)
    units = models.JSONField(default=list, blank=True)
    etc = models.BooleanField(default=False)
    deadline = models.CharField(max_length=80, blank=True)
    deadline_date = models.DateField(null=True, blank=True)
    milestones = models.JSONField(default=list, blank=True)
    schedule = models.TextField(blank=True)
    note = models.TextField(blank=True)
    suggestions = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        """In the table's own order."""

        ordering = ["table_id", "order", "id"]
        indexes = [models.Index(fields=["table", "order"], name="row_in_table_order")]

    def __str__(self) -> str:
        return self.task[:40]

    @property
    def key(self) -> int:
        """What checks call the row by."""
        return self.pk


class TableRowChange(models.Model):
    """One act on rows of a table, with what is needed to undo it; shapes as in FindingChange."""

    table = models.ForeignKey(ResponsibilityTable, models.CASCADE, related_name="changes")
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


class Edition(models.Model):
    """A published state of a table; `rows` is what was published, and never changes."""

    table = models.ForeignKey(ResponsibilityTable, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    reason = models.CharField(max_length=400, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """Editions are numbered within their table."""

        ordering = ["table_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.table} ({self.number})"


class TableUpload(models.Model):
    """An Excel form that came back, kept while its differences are looked at."""

    table = models.ForeignKey(ResponsibilityTable, models.CASCADE, related_name="uploads")
    file = models.FileField(upload_to="forms/%Y/%m/", max_length=200)
    name = models.CharField(_("文件名"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
