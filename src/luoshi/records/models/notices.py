"""Notices: what a person is told in the desk's bell, and may be told by mail as well."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.deliveries import Delivery, KeepsQuiet
from luoshi.records.models.matters import Matter
from luoshi.records.models.notice_kinds import LINK_LENGTH, NoticeKind
from luoshi.records.models.people import User
from luoshi.records.models.programmes import Programme


class Notice(models.Model):
    """One thing that one person is told once. `key` names the thing: telling it again to the same person adds nothing.

    `title` is a `luoshi.ledger.Message` as data, so that it is told in the language of whoever reads it; `link` is a
    path of the desk. `mail_due` says from when on the notice may be mailed, none that it never is; `delivery` is the
    mail that carries it, and a notice is in one mail at most.
    """

    Kind = NoticeKind

    person = models.ForeignKey(User, models.CASCADE, related_name="notices")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    matter = models.ForeignKey(Matter, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("类别"), max_length=12, choices=NoticeKind.choices)
    title = models.JSONField()
    link = models.CharField(max_length=LINK_LENGTH)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.DateTimeField(null=True, blank=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, blank=True, related_name="notices")

    class Meta:
        """The newest first. The indexes serve the bell's count, the list, and the gathering of mails."""

        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["person", "-created_at"], name="notice_of_person"),
            models.Index(
                fields=["mail_due"], condition=Q(mail_due__isnull=False, delivery=None), name="notice_to_be_mailed"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once_for_a_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class NoticeChoice(KeepsQuiet):
    """How a person wants to be told: in the bell always, by mail as chosen. One who never chose has no row."""

    class Mail(models.TextChoices):
        """When notices are mailed."""

        AT_ONCE = "at-once", _("有通知就发")
        DAILY = "daily", _("每天汇总一封")
        OFF = "off", _("不发邮件")

    person = models.OneToOneField(User, models.CASCADE, related_name="notice_choice")
    mail = models.CharField(_("邮件"), max_length=8, choices=Mail.choices, default=Mail.DAILY)
    muted = models.JSONField(_("不用邮件通知的类别"), default=list, blank=True)
    digest_hour = models.PositiveSmallIntegerField(_("汇总时间"), default=8)
    language = models.CharField(_("邮件语言"), max_length=8, default="zh-hans")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """A digest has an hour of the day."""

        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_of_the_day"),
            KeepsQuiet.both_or_none,
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_mail_display()}"
