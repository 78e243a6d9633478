"""Evidence: files and links that show what was done, kept once and used for any number of matters and reports."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.closings import Closing
from luoshi.records.models.matters import Matter
from luoshi.records.models.regions import Region
from luoshi.records.models.reports import Report
from luoshi.records.models.units import Unit


class Evidence(models.Model):
    """A piece of evidence as it was handed in: a file, which is never changed, or the address of a published page.

    `unit` handed it in; none for what supervisors and verifiers gather themselves. `sha256` is that of the file, or of
    the link's address: where it is the same, the same thing was handed in. `file` lies under a name made of it, so that
    the same file is stored once in a region. `taken_at`, `latitude` and `longitude` (degrees, WGS 84) and `camera` are
    what a picture's EXIF says. A job makes `thumbnail`, counts `pages` and takes the `excerpt` (first lines); `trouble`
    is the line that says why it could not. `title`, `published` and `source` describe a link as a person typed them.
    """

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", _("文件")
        LINK = "link", _("链接")

    class Preview(models.TextChoices):
        """How far the job is."""

        QUEUED = "queued", _("正在生成预览")
        READY = "ready", _("有预览")
        NONE = "none", _("无预览")
        FAILED = "failed", _("未能生成预览")

    region = models.ForeignKey(Region, models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(_("类型"), max_length=4, choices=Kind.choices, default=Kind.FILE)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("字节数"), default=0)
    media_type = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    file = models.FileField(_("文件"), max_length=200, blank=True)
    address = models.CharField(_("网址"), max_length=2000, blank=True)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    published = models.DateField(_("发布日期"), null=True, blank=True)
    source = models.CharField(_("发布单位"), max_length=100, blank=True)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    camera = models.CharField(max_length=100, blank=True)
    preview = models.CharField(max_length=6, choices=Preview.choices, default=Preview.NONE)
    thumbnail = models.FileField(max_length=200, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    excerpt = models.CharField(max_length=400, blank=True)
    trouble = models.CharField(max_length=400, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """The newest first. A unit has a file once; the first index finds where else the same was handed in."""

        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region", "sha256"], name="evidence_of_content"),
            models.Index(fields=["unit", "-id"], name="evidence_of_unit"),
            models.Index(fields=["preview"], condition=Q(preview="queued"), name="evidence_to_preview"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"], condition=Q(kind="file", unit__isnull=False), name="file_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["region", "sha256"], condition=Q(kind="file", unit=None), name="file_once_without_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.title

    @property
    def ending(self) -> str:
        """What an icon says of a file, such as DOCX."""
        return self.file_name.rpartition(".")[2].upper()[:5]

    @property
    def host(self) -> str:
        """Where a link leads."""
        return self.address.partition("://")[2].partition("/")[0]

    @property
    def place(self) -> str:
        """Where a picture says that it was taken, such as 30.27410°N 120.15510°E; empty where it does not."""
        if self.latitude is None or self.longitude is None:
            return ""
        north, east = "N" if self.latitude >= 0 else "S", "E" if self.longitude >= 0 else "W"
        return f"{abs(self.latitude):.5f}°{north} {abs(self.longitude):.5f}°{east}"


class EvidenceUse(models.Model):
    """A piece of evidence put to use: for a matter, and within it perhaps for one report or one request to close it.

    `unit` used it (none for supervisors and verifiers); `caption` says what it shows here. Nothing is deleted: a use
    that was taken back stays, with who took it back and why.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="evidence_uses")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="evidence_uses")
    closing = models.ForeignKey(Closing, models.PROTECT, null=True, blank=True, related_name="evidence_uses")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    caption = models.CharField(_("说明"), max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now, editable=False)
    removed = models.BooleanField(default=False)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first. A piece is used once in the same place."""

        ordering = ["-id"]
        indexes = [models.Index(fields=["matter", "removed"], name="evidence_of_matter")]
        constraints = [
            models.CheckConstraint(condition=Q(report=None) | Q(closing=None), name="evidence_in_one_place"),
            models.UniqueConstraint(
                fields=["evidence", "matter"],
                condition=Q(removed=False, report=None, closing=None),
                name="evidence_once_in_matter",
            ),
            models.UniqueConstraint(
                fields=["evidence", "report"],
                condition=Q(removed=False, report__isnull=False),
                name="evidence_once_in_report",
            ),
            models.UniqueConstraint(
                fields=["evidence", "closing"],
                condition=Q(removed=False, closing__isnull=False),
                name="evidence_once_in_closing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.matter_id}"
