"""Channels: added, changed, taken out of use and tried; a message that did not go through sent again by a person.

Addresses and secrets let anybody post: no event, log or message of an error holds them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext

from luoshi.ledger import Permission
from luoshi.ledger.messages import as_data
from luoshi.ledger.messages import message as _
from luoshi.queries.access import Access
from luoshi.records import clock
from luoshi.records.models import Channel, Delivery, NoticeKind, Posting, Region
from luoshi.services.changes import change_row, check_length, plain
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.notices.gathering import gather_postings
from luoshi.services.notices.network import NotAllowedError, check_address
from luoshi.services.notices.sending import wake

_LONGEST_NAME, _LONGEST_ADDRESS, _LONGEST_SECRET = 40, 400, 200
_TOLD = ("service", "name", "kinds", "with_titles", "quiet_from", "quiet_until")
_TRY_AGAIN = (Delivery.State.FAILED, Delivery.State.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class ChannelFields:
    """What is said of a channel. An empty `address` or `secret` leaves the one that is kept; see `without_secret`."""

    name: str
    kinds: tuple[str, ...] = ()
    with_titles: bool = True
    quiet_from: time | None = None
    quiet_until: time | None = None
    address: str = ""
    secret: str = ""
    without_secret: bool = False

    def kept(self) -> dict[str, Any]:
        """The fields that everybody may see, as the model takes them."""
        secret = {"address", "secret", "without_secret"}
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in secret}
        return kept | {"kinds": list(self.kinds)}


@transaction.atomic
def create_channel(*, actor: Actor, region: Region, service: str, said: ChannelFields) -> Channel:
    """Add a channel to a region. Raises RefusedError for an address that is not allowed, or a name in use."""
    hold_back_others(region)
    check_can_edit_channels(actor, region)
    if service not in Channel.Service.values:
        raise RefusedError(gettext("没有这种平台。"))
    if not said.address:
        raise RefusedError(gettext("请填写 Webhook 地址。"))
    _check(said, region, None)
    channel = Channel.objects.create(
        region=region, service=service, address=said.address, secret=said.secret, **said.kept()
    )
    after = plain(channel, _TOLD)
    record_event(programme=None, region=region, actor=actor, act="create-channel", subject=channel, after=after)
    return channel


@transaction.atomic
def change_channel(*, actor: Actor, channel: Channel, revision: int, said: ChannelFields) -> Channel:
    """Change a channel. Raises RefusedError as above, and ChangedMeanwhileError."""
    hold_back_others(channel.region)
    check_can_edit_channels(actor, channel.region)
    _check(said, channel.region, channel)
    changed = change_row(
        channel, revision=revision, values=said.kept(), act="change-channel", actor=actor, region=channel.region
    )
    hidden = {"address": said.address} if said.address else {}
    if said.secret or said.without_secret:
        hidden["secret"] = "" if said.without_secret else said.secret
    if hidden:
        Channel.objects.filter(pk=channel.pk).update(**hidden)
        # That they were changed is told, what they are never.
        after = {"credentials": sorted(hidden)}
        record_event(
            programme=None, region=channel.region, actor=actor, act="change-channel-key", subject=channel, after=after
        )
    return changed


@transaction.atomic
def set_channel_active(*, actor: Actor, channel: Channel, revision: int, active: bool) -> Channel:
    """Take a channel into use or out of it; what waited for one that goes out of use is never sent."""
    hold_back_others(channel.region)
    check_can_edit_channels(actor, channel.region)
    act = "activate-channel" if active else "deactivate-channel"
    changed = change_row(
        channel, revision=revision, values={"active": active}, act=act, actor=actor, region=channel.region
    )
    if not active:
        Posting.objects.filter(channel=channel, delivery=None).delete()
        waiting = Delivery.objects.filter(channel=channel, state=Delivery.State.PENDING)
        waiting.update(state=Delivery.State.FAILED, error=as_data(_("渠道已停用")))
    return changed


@transaction.atomic
def try_channel(*, actor: Actor, channel: Channel) -> None:
    """Send a message that only says that the channel works, at any hour. Raises RefusedError for one out of use."""
    hold_back_others(channel.region)
    check_can_edit_channels(actor, channel.region)
    if not Channel.objects.filter(pk=channel.pk, active=True).exists():
        raise RefusedError(gettext("渠道已停用，请先启用。"))
    Posting.objects.create(
        channel=channel,
        kind=NoticeKind.SYSTEM,
        title=as_data(_("测试消息：渠道“%(name)s”已接通。", name=channel.name)),
        link=reverse("workbench"),
        key=f"test-{secrets.token_hex(8)}",
    )
    gather_postings(channel)  # where a message is under way, this one is in the next
    record_event(programme=None, region=channel.region, actor=actor, act="try-channel", subject=channel)
    transaction.on_commit(wake)


@transaction.atomic
def send_again(*, actor: Actor, delivery: Delivery) -> None:
    """Send what failed or is uncertain once more, by a person's decision.

    Raises RefusedError for a delivery in another state, and while another one to the same channel is under way.
    """
    if delivery.channel is None:
        raise RefusedError(gettext("这不是渠道的消息。"))
    hold_back_others(delivery.channel.region)
    check_can_edit_channels(actor, delivery.channel.region)
    again = Delivery.objects.filter(pk=delivery.pk, state__in=_TRY_AGAIN, channel__active=True)
    try:
        with transaction.atomic():
            changed = again.update(state=Delivery.State.PENDING, attempts=0, next_try=clock.passing(), error=None)
    except IntegrityError:
        raise RefusedError(gettext("另一条消息正在发送，请稍后再试。")) from None
    if changed != 1:
        raise RefusedError(gettext("这条消息不需要重发，或渠道已停用。"))
    record_event(
        programme=None,
        region=delivery.channel.region,
        actor=actor,
        act="send-again",
        subject=delivery.channel,
        before={"state": delivery.state},
    )
    transaction.on_commit(wake)


def check_can_edit_channels(actor: Actor, region: Region) -> None:
    """Raise NotPermittedError unless the actor may edit channels of a region (the system itself may)."""
    if actor.person is not None and not Access(actor.person).may(Permission.EDIT_CHANNELS, region.pk):
        raise NotPermittedError(gettext("您不能管理%(region)s的通知渠道。") % {"region": region})


def _check(said: ChannelFields, region: Region, own: Channel | None) -> None:
    for text, most in ((said.name, _LONGEST_NAME), (said.secret, _LONGEST_SECRET)):
        check_length(text, most)
    if not said.name:
        raise RefusedError(gettext("请填写名称。"))
    others = Channel.objects.filter(region=region, name=said.name)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise RefusedError(gettext("已有同名渠道“%(name)s”。") % {"name": said.name})
    if (said.quiet_from is None) != (said.quiet_until is None):
        raise RefusedError(gettext("免打扰时间的起止请都填写，或都不填。"))
    if not set(said.kinds) <= set(NoticeKind.values):
        raise RefusedError(gettext("没有这种通知。"))
    if said.address:
        _check_address(said.address)


def _check_address(address: str) -> None:
    try:
        if len(address) > _LONGEST_ADDRESS:
            raise NotAllowedError("too long")
        check_address(address)
    except NotAllowedError:
        raise RefusedError(
            gettext(
                "地址须以 https:// 开头，主机须是管理员允许的（LUOSHI_WEBHOOK_HOSTS）。请从群机器人的设置中完整复制。"
            )
        ) from None
