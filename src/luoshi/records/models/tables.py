"""Responsibility tables: the draft people work on, past tables to learn from, and each published edition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.records.models.documents import DocumentVersion
from luoshi.records.models.programmes import Programme


class ResponsibilityTable(models.Model):
    """A table of a programme: this year's, or one to learn from (`teaching`)."""

    class Purpose(models.TextChoices):
        """What it is for."""

        WORK = "work", _("本年分解")
        TEACHING = "teaching", _("往年参考")

    class State(models.TextChoices):
        """Whether it was published; an amendment is worked on in a published table and published again."""

        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tables")
    source = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="tables")
    title = models.CharField(_("标题"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices, default=Purpose.WORK)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(_("年度"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class TableRow(models.Model):
    """A row: a task with who answers for it, names as written.

    `start` and `end` are the task's place in the source's text (none for a row without source). `targets` are ids of
    findings (statements) that the row holds. `suggestions` is what was proposed, by column, with reasons. `revision`
    counts changes, as for a finding.
    """

    table = models.ForeignKey(ResponsibilityTable, models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField(default=0)
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
    note = models.TextField(blank=True)
    suggestions = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)

    class Meta:
        """In the table's own order."""

        ordering = ["table", "order", "id"]
        indexes = [models.Index(fields=["table", "order"], name="row_in_table_order")]

    def __str__(self) -> str:
        return self.task[:40]


class TableRowChange(models.Model):
    """One act on rows of a table, with what is needed to undo it; shapes as in FindingChange."""

    table = models.ForeignKey(ResponsibilityTable, models.CASCADE, related_name="changes")
    act = models.CharField(max_length=12)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
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
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Editions are numbered within their table."""

        ordering = ["table", "-number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.table} ({self.number})"
