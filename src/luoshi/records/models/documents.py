"""Documents that were handed in, with every version of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.programmes import Programme


class Document(models.Model):
    """A document of a programme; its text is in its versions."""

    class Kind(models.TextChoices):
        """What it is."""

        REPORT = "report", _("政府工作报告")
        TABLE = "table", _("责任分解表")
        OTHER = "other", _("其他文件")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="documents")
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.REPORT)
    title = models.CharField(_("标题"), max_length=200)
    government = models.CharField(_("发文政府"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("计划年度"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One state of a document: the file as handed in, and the text in which every offset is counted.

    `text` never changes after reading. `outline` is a list of sections as `luoshi outline` prints them, `blocks` the
    tables as `luoshi read --format jsonl` prints them; `about` holds what the text says of itself (`luoshi about`), the
    kind of file, warnings, and what was set aside. `step` and `progress` (0 to 100) tell how far the job of reading it
    is; `trouble` is the one line that says what went wrong. Of a file that holds several reports each is a document of
    its own: `part` is its number in the file, `source` the version that the file was handed in as.
    """

    class State(models.TextChoices):
        """How far reading is."""

        QUEUED = "queued", _("排队")
        RUNNING = "running", _("读取中")
        READY = "ready", _("已读取")
        FAILED = "failed", _("未能读取")

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"), default=1)
    file = models.FileField(_("文件"), upload_to="documents/%Y/%m/", max_length=200)
    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("字节数"))
    text = models.TextField(blank=True)
    outline = models.JSONField(default=list, blank=True)
    blocks = models.JSONField(default=list, blank=True)
    about = models.JSONField(default=dict, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=20, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=400, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """Versions are numbered within their document."""

        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["source", "part"], condition=Q(source__isnull=False), name="part_of_a_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"
