"""Alarms: the administrators learn in the desk of what could not be sent, a person of his own mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from luoshi.ledger import Role
from luoshi.ledger.messages import message as _
from luoshi.records.models import Channel, Delivery, NoticeKind, User
from luoshi.services.notices.telling import Wanted, tell


def tell_of_trouble(deliveries: Iterable[int]) -> None:
    """Tell of deliveries that failed or are uncertain, in the caller's transaction; alarms stay in the desk."""
    rows = Delivery.objects.filter(pk__in=list(deliveries)).select_related("channel", "person")
    tell(_told(row) for row in rows)


def _told(delivery: Delivery) -> Wanted:
    key = f"delivery-{delivery.pk}-{delivery.attempts}"
    uncertain = delivery.state == Delivery.State.UNCERTAIN
    if delivery.channel is not None:
        name = delivery.channel.name
        title = (
            _("渠道“%(name)s”有一条消息不知是否送达", name=name)
            if uncertain
            else _("渠道“%(name)s”有一条消息未能发送", name=name)
        )
        link = reverse("settings-channels-edit", args=[delivery.channel.pk])
        return Wanted(administrators(delivery.channel), NoticeKind.SYSTEM, title, link, key)
    title = _("给您的一封通知邮件不知是否送达") if uncertain else _("给您的一封通知邮件未能发送，请核对邮箱")
    people = [delivery.person] if delivery.person else []
    return Wanted(people, NoticeKind.SYSTEM, title, reverse("notices-choices"), key)


def administrators(channel: Channel) -> list[User]:
    """The administrators of a channel's region."""
    granted = User.objects.filter(grants__role=Role.ADMIN, grants__region=channel.region_id, is_active=True)
    return list(granted.distinct())
