"""The closed list of what notices are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LINK_LENGTH = 300


class NoticeKind(models.TextChoices):
    """What a notice is about; people mute mails, and channels are fed, by these."""

    ASSIGNED = "assigned", _("交办与签收")
    OBJECTION = "objection", _("异议")
    PLAN = "plan", _("方案")
    REQUEST = "request", _("申请与审批")
    REPORT = "report", _("填报")
    LIGHT = "light", _("亮灯")
    SHEET = "sheet", _("提醒、催办、督办")
    INSPECTION = "inspection", _("督查")
    INSTRUCTION = "instruction", _("批示")
    MEETING = "meeting", _("会议")
    CLOSING = "closing", _("销号与回头看")
    SYSTEM = "system", _("系统")
