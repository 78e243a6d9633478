"""Matters: one numbered thing to be done (一事一号), and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Colour, Kind, Status
from luoshi.records import clock
from luoshi.records.models.documents import DocumentVersion
from luoshi.records.models.people import Post
from luoshi.records.models.programmes import Programme
from luoshi.records.models.tables import TableRow
from luoshi.records.models.units import Unit
from luoshi.records.words import choices_of


class Matter(models.Model):
    """A numbered matter. `quote` is the source's sentence, frozen at publication: it is annotated, never edited.

    `task` is how the table words it, `title` its beginning. `first_deadline` is never overwritten. `own` holds the
    fields of its kind (ledger.kinds). `lead` is the unit of the standing lead assignment, kept here for lists.
    `answer_due` is the day by which the unit has to sign for it, or hand in its plan. `done_on` is the day on which
    the unit reported it complete. `light`, `light_said` (a ledger.Message as data) and `light_on` are what was last
    computed. `revision` counts changes: a change names the one it was made from.
    """

    Kind = Kind
    Status = Status

    class Origin(models.TextChoices):
        """Where it comes from."""

        TABLE = "table", _("分解表")
        INSTRUCTION = "instruction", _("领导批示")
        MEETING = "meeting", _("会议议定")
        INSPECTION = "inspection", _("督查发现")
        PROPOSAL = "proposal", _("建议提案")
        DEMAND = "demand", _("企业群众诉求")
        MANUAL = "manual", _("单独立项")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="matters")
    number = models.CharField(_("编号"), max_length=24)
    kind = models.CharField(_("类型"), max_length=14, choices=choices_of(Kind), default=Kind.TASK.value)
    status = models.CharField(_("状态"), max_length=12, choices=choices_of(Status), default=Status.ASSIGNED.value)
    origin = models.CharField(_("来源"), max_length=12, choices=Origin.choices, default=Origin.TABLE)
    title = models.CharField(_("事项"), max_length=200)
    task = models.TextField(_("工作任务"), blank=True)
    quote = models.TextField(_("原文"))
    source = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="matters")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    row = models.OneToOneField(TableRow, models.PROTECT, null=True, blank=True, related_name="matter")
    section = models.CharField(max_length=300, blank=True)
    subsection = models.CharField(max_length=300, blank=True)
    deadline_words = models.CharField(_("完成时限"), max_length=80, blank=True)
    first_deadline = models.DateField(_("最初时限"), null=True, blank=True)
    deadline = models.DateField(_("时限"), null=True, blank=True)
    milestones = models.JSONField(default=list, blank=True)
    schedule = models.TextField(blank=True)
    leaders = models.ManyToManyField(Post, blank=True, related_name="matters")
    leaders_written = models.JSONField(default=list, blank=True)
    leaders_line = models.TextField(blank=True)  # 、张三、李四、: the leaders as written, for lists to filter by
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="led_matters")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    own = models.JSONField(default=dict, blank=True)
    named_person = models.CharField(_("领办人"), max_length=60, blank=True)
    planner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answer_due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    light = models.CharField(max_length=8, choices=choices_of(Colour), default=Colour.GREEN.value)
    light_said = models.JSONField(default=dict, blank=True)
    light_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """A number is given once in a programme. The indexes serve the list's filters and the matrix of units."""

        ordering = ["programme_id", "number"]
        indexes = [
            models.Index(fields=["programme", "lead", "light", "status"], name="matter_of_unit_by_light"),
            models.Index(fields=["programme", "light", "status", "done_on"], name="matter_by_light"),
            models.Index(fields=["programme", "status"], name="matter_by_status"),
            models.Index(fields=["programme", "deadline"], name="matter_by_deadline"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="matter_number_once"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def write_leaders(self, names: Sequence[str]) -> None:
        """Name the leaders as written; unsaved."""
        self.leaders_written = list(names)
        self.leaders_line = "".join(f"、{name}" for name in names) + "、" if names else ""


class Assignment(models.Model):
    """A unit's part in a matter. A group that stands for no list (相关单位) is kept as written, without a unit."""

    class Part(models.TextChoices):
        """Who leads and who helps."""

        LEAD = "lead", _("牵头")
        COOPERATE = "cooperate", _("配合")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="assignments")
    part = models.CharField(max_length=10, choices=Part.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="assignments")
    written = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    ended = models.BooleanField(default=False)  # taken off by an amendment, a reassignment or a release

    class Meta:
        """One lead a matter. The index serves a unit's list of matters."""

        ordering = ["matter_id", "order"]
        indexes = [models.Index(fields=["unit", "ended"], name="assignment_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(part="lead", ended=False), name="one_lead_a_matter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.written} {self.get_part_display()}"


class LightChange(models.Model):
    """A day on which a matter's light turned, so that what shone on any day can be told."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="light_changes")
    day = models.DateField()
    colour = models.CharField(max_length=8, choices=choices_of(Colour))
    said = models.JSONField(default=dict)

    class Meta:
        """One light a day: the last that was computed on it."""

        ordering = ["matter_id", "day"]
        constraints = [models.UniqueConstraint(fields=["matter", "day"], name="one_light_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.colour}"


class DayRun(models.Model):
    """A daily job of a programme that was done for a day, so that it is done once however often it is started."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="day_runs")
    job = models.CharField(max_length=20)
    day = models.DateField()
    done_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        """Once a day."""

        ordering = ["programme_id", "job", "-day"]
        constraints = [models.UniqueConstraint(fields=["programme", "job", "day"], name="job_once_a_day")]

    def __str__(self) -> str:
        return f"{self.job} {self.day}"
