"""Channels: what is refused, what the log holds and what it never does, and a message sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from pytest_django.fixtures import Settings

from luoshi.records.models import Channel, Delivery, Event, Posting
from luoshi.services.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.notices.channels import (
    ChannelFields,
    change_channel,
    create_channel,
    send_again,
    set_channel_active,
    try_channel,
)
from luoshi.services.notices.sending import send_due
from tests.cast import City, make_city
from tests.services.notices.cast import channel_to, states, told
from tests.services.notices.robot_servers import robot_server

pytestmark = pytest.mark.django_db
HOOK = "https://oapi.dingtalk.com/robot/send?access_token=feedfacecafe"
SAID = ChannelFields("督查群", ("sheet",), address=HOOK, secret="SECdeadbeef")


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def actor(city: City) -> Actor:
    return Actor(city.people["admin"])


def made(city: City, actor: Actor) -> Channel:
    return create_channel(actor=actor, region=city.region, service="dingtalk", said=SAID)


@pytest.mark.parametrize(
    ("change", "service"),
    [
        ({"address": ""}, "dingtalk"),
        ({"address": "http://oapi.dingtalk.com/robot/send"}, "dingtalk"),
        ({"address": f"{HOOK}&{'x' * 400}"}, "dingtalk"),
        ({"name": ""}, "dingtalk"),
        ({"name": "群" * 41}, "dingtalk"),
        ({"quiet_from": time(20)}, "dingtalk"),
        ({"kinds": ("nothing",)}, "dingtalk"),
        ({}, "telegram"),
    ],
)
def test_what_is_refused(city: City, actor: Actor, change: dict[str, object], service: str) -> None:
    with pytest.raises(RefusedError):
        create_channel(actor=actor, region=city.region, service=service, said=replace(SAID, **change))  # type: ignore[arg-type]  # as the table says
    assert not Channel.objects.exists()


def test_a_name_is_borne_once_in_a_region(city: City, actor: Actor) -> None:
    made(city, actor)
    with pytest.raises(RefusedError, match="同名"):
        made(city, actor)


def test_an_empty_field_leaves_address_and_secret_and_the_log_holds_neither(city: City, actor: Actor) -> None:
    channel = made(city, actor)
    change_channel(actor=actor, channel=channel, revision=1, said=ChannelFields("督查组群", ("light",)))
    change_channel(
        actor=actor, channel=channel, revision=2, said=ChannelFields("督查组群", ("light",), address=f"{HOOK}2")
    )
    kept = Channel.objects.get()
    assert (kept.name, kept.address, kept.secret) == ("督查组群", f"{HOOK}2", "SECdeadbeef")
    change_channel(
        actor=actor, channel=channel, revision=2, said=ChannelFields("督查组群", ("light",), without_secret=True)
    )
    assert Channel.objects.get().secret == ""
    said = [(event.act, event.after) for event in Event.objects.order_by("pk")]
    assert [act for act, _after in said] == [
        "create-channel",
        "change-channel",
        "change-channel-key",
        "change-channel-key",
    ]
    assert not [word for word in ("feedface", "deadbeef", "oapi") if word in str(said)]
    assert "feedface" not in f"{kept!r} {kept}"


def test_the_later_of_two_saves_is_told_so(city: City, actor: Actor) -> None:
    channel = made(city, actor)
    change_channel(actor=actor, channel=channel, revision=1, said=ChannelFields("一", ()))
    with pytest.raises(ChangedMeanwhileError):
        change_channel(actor=actor, channel=channel, revision=1, said=ChannelFields("二", ()))


def test_who_edits_another_region_s_channels_is_refused(city: City, actor: Actor) -> None:
    channel = made(city, actor)
    stranger = Actor(make_city("青岚市", "990200").people["admin"])
    failed = Delivery.objects.create(channel=channel, state=Delivery.State.FAILED)
    acts: list[Callable[[], object]] = [
        lambda: create_channel(actor=stranger, region=city.region, service="dingtalk", said=replace(SAID, name="二")),
        lambda: change_channel(actor=stranger, channel=channel, revision=1, said=SAID),
        lambda: set_channel_active(actor=stranger, channel=channel, revision=1, active=False),
        lambda: try_channel(actor=stranger, channel=channel),
        lambda: send_again(actor=stranger, delivery=failed),
    ]
    for act in acts:
        with pytest.raises(NotPermittedError):
            act()


def test_a_try_goes_out_at_night_and_says_that_the_channel_works(city: City, actor: Actor, settings: Settings) -> None:
    settings.WEBHOOK_LOOPBACK = True
    with robot_server("feishu", "secret") as robot:
        channel = channel_to(city, robot, quiet_from=time(0), quiet_until=time(23, 59))
        try_channel(actor=actor, channel=channel)
        send_due()
    assert "“督查群”已接通" in robot.words()


def test_out_of_use_nothing_waits_any_longer(city: City, actor: Actor) -> None:
    channel = made(city, actor)
    told(city)
    Delivery.objects.create(channel=channel)
    set_channel_active(actor=actor, channel=channel, revision=1, active=False)
    assert (states(), Posting.objects.count()) == (["failed"], 0)
    with pytest.raises(RefusedError, match="已停用"):
        try_channel(actor=actor, channel=channel)


def test_only_what_failed_or_is_uncertain_is_sent_again_one_at_a_time(city: City, actor: Actor) -> None:
    channel = made(city, actor)
    first, second, sent = (
        Delivery.objects.create(channel=channel, state=state) for state in ("failed", "uncertain", "sent")
    )
    with pytest.raises(RefusedError, match="不需要重发"):
        send_again(actor=actor, delivery=sent)
    send_again(actor=actor, delivery=first)
    with pytest.raises(RefusedError, match="正在发送"):
        send_again(actor=actor, delivery=second)
    assert states() == ["pending", "uncertain", "sent"]
