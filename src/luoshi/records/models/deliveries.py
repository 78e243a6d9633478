"""Channels by which groups are told, and deliveries: one message each, to a channel or into a person's mail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.records import clock
from luoshi.records.models.notice_kinds import LINK_LENGTH, NoticeKind
from luoshi.records.models.people import User
from luoshi.records.models.programmes import Programme
from luoshi.records.models.regions import Region
from luoshi.records.sealed import SealedTextField


class KeepsQuiet(models.Model):
    """What is not told from `quiet_from` until `quiet_until`, over midnight or not; none for no quiet hours."""

    quiet_from = models.TimeField(_("免打扰自"), null=True, blank=True)
    quiet_until = models.TimeField(_("免打扰至"), null=True, blank=True)

    both_or_none: ClassVar[models.CheckConstraint] = models.CheckConstraint(
        condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
        name="%(class)s_quiet_both_or_none",
    )

    class Meta:
        """No table of its own."""

        abstract = True


class Channel(KeepsQuiet):
    """A group's robot. Whoever has `address` or `secret` can post as it: neither is shown, logged or put into events,
    and both are sealed in the database; they are empty where its key was changed.

    `kinds` are the notices that go there; without `with_titles` it tells only how many there are. `free_at` is when the
    next message may be sent, for the robot's limit.
    """

    class Service(models.TextChoices):
        """Whose robot it is."""

        DINGTALK = "dingtalk", _("钉钉")
        WECOM = "wecom", _("企业微信")
        FEISHU = "feishu", _("飞书")

    region = models.ForeignKey(Region, models.PROTECT, related_name="channels")
    service = models.CharField(_("平台"), max_length=8, choices=Service.choices)
    name = models.CharField(_("名称"), max_length=40)
    address = SealedTextField()
    secret = SealedTextField(blank=True)
    kinds = models.JSONField(_("发送的通知"), default=list, blank=True)
    with_titles = models.BooleanField(_("发送通知内容"), default=True)
    active = models.BooleanField(_("在用"), default=True)
    free_at = models.DateTimeField(default=clock.now, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """A name is borne once in a region; quiet hours have both ends or none."""

        ordering = ["region", "name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="channel_name_once_in_region"),
            KeepsQuiet.both_or_none,
        ]

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<Channel: {self.pk}>"


class Delivery(models.Model):
    """One message, to a channel or to a person's mail address. What it carries are the rows that point to it.

    It is sent by whoever turns it from `pending` to `sending`, which is committed before the first byte leaves. What
    was `sending` when its process died is `uncertain`: it may have arrived, so that nothing sends it again by itself.
    """

    class State(models.TextChoices):
        """How far sending is."""

        PENDING = "pending", _("待发送")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("未能发送")
        UNCERTAIN = "uncertain", _("不确定是否送达")

    channel = models.ForeignKey(Channel, models.PROTECT, null=True, blank=True, related_name="deliveries")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="deliveries")
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    next_try = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.JSONField(null=True, blank=True)  # a luoshi.ledger.Message as data

    class Meta:
        """The newest first. It goes to a channel or to a person; either has one under way at most, others wait."""

        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["state", "next_try"], condition=Q(state__in=["pending", "sending"]), name="delivery_to_be_made"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["channel"], condition=Q(state__in=["pending", "sending"]), name="one_delivery_to_a_channel"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["pending", "sending"]), name="one_delivery_to_a_person"
            ),
            models.CheckConstraint(
                condition=Q(channel=None, person__isnull=False) | Q(channel__isnull=False, person=None),
                name="delivery_to_channel_or_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Posting(models.Model):
    """One thing that one channel is told once, whatever number of people are told it; `key` names the thing."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="postings")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    title = models.JSONField()
    link = models.CharField(max_length=LINK_LENGTH)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, blank=True, related_name="postings")

    class Meta:
        """The oldest first, as they are told."""

        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["channel"], condition=Q(delivery=None), name="posting_to_be_sent")]
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="posting_once_in_a_channel")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.key}"
