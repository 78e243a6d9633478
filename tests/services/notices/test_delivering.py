"""Delivering: digests and no floods, tries that come later each time, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.fixtures import Settings

from luoshi.ledger.messages import from_data
from luoshi.records import clock
from luoshi.records.models import Channel, Delivery, Notice, NoticeChoice, Posting, User
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.notices.channels import send_again
from luoshi.services.notices.sending import next_work, send_due
from tests.cast import City, make_city
from tests.services.notices.cast import channel_to, states, told
from tests.services.notices.robot_servers import RobotServer, robot_server

pytestmark = pytest.mark.django_db
NINE = datetime(2025, 6, 3, 9, tzinfo=timezone.get_default_timezone())
MINUTE = timedelta(minutes=1)


@pytest.fixture
def city(settings: Settings) -> City:
    settings.MAIL_ON, settings.WEBHOOK_LOOPBACK = True, True
    return make_city("云川市", "990100")


@pytest.fixture
def robot() -> Iterator[RobotServer]:
    with robot_server("wecom") as server:
        yield server


def mailed(person: User, **chosen: object) -> User:
    """The person, with an address and choices."""
    User.objects.filter(pk=person.pk).update(email="person@city.example")
    NoticeChoice.objects.create(person=person, **{"mail": NoticeChoice.Mail.AT_ONCE, **chosen})
    return person


def alarms() -> list[tuple[str, str]]:
    """Who was told in the desk that something was not sent, and what."""
    rows = Notice.objects.filter(kind="system").select_related("person")
    return [(row.person.name, str(from_data(row.title))) for row in rows]


def test_a_channel_gets_one_message_of_all_that_waits_and_nothing_again(city: City, robot: RobotServer) -> None:
    channel_to(city, robot)
    with clock.stopped_at(NINE):
        for at in range(14):
            told(city, key=f"sheet-{at}", words=f"催办单第{at}号")
        assert [send_due() for _time in range(3)] == [1, 0, 0]
        assert next_work() is None
    assert len(robot.taken) == 1
    assert "催办单第9号" in robot.words()
    assert "另有 4 条" in robot.words()


def test_a_mail_comes_at_once_in_the_persons_language(city: City, settings: Settings) -> None:
    settings.ADDRESS = "https://desk.example"
    told(city, [mailed(city.people["leader"], language="en")], words="销号")
    send_due()
    send_due()
    (sent,) = mail.outbox
    assert sent.to == ["person@city.example"]
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "https://desk.example/ledger/" in sent.body
    assert "do not reply" in sent.body


def test_quiet_hours_hold_mail_back_and_the_digest_comes_once_a_day(city: City) -> None:
    mailed(city.people["leader"], mail="at-once", quiet_from=time(20), quiet_until=time(8))
    mailed(city.people["verifier"], mail="daily", digest_hour=17)
    people = [city.people["leader"], city.people["verifier"]]
    sent = []
    for hour, key in ((22, "a"), (23, "b"), (32, ""), (33, "c"), (41, ""), (42, "")):
        with clock.stopped_at(NINE.replace(hour=0) + timedelta(hours=hour)):
            if key:
                told(city, people, key=key)
            send_due()
            sent.append(len(mail.outbox))
    # Nothing at night; at eight what the night brought in one; at nine at once; at five in the afternoon the digest.
    assert sent == [0, 0, 1, 2, 3, 3]
    assert [one.subject for one in mail.outbox] == ["落实：2 条通知", "落实：催办单：高新技术企业", "落实：3 条通知"]


def test_on_a_day_that_stands_the_next_morning_comes_all_the_same(
    city: City, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LUOSHI_TODAY = date(2025, 2, 3)  # of a demonstration; the server runs in June
    quiet = mailed(city.people["leader"], quiet_from=time(20), quiet_until=time(8))
    daily = mailed(city.people["verifier"], mail="daily", digest_hour=17)
    sent = []
    for hour, key in ((22, "a"), (31, ""), (32, ""), (41, "")):
        now = NINE.replace(hour=0) + timedelta(hours=hour)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        if key:
            told(city, [quiet, daily], key=key)
        send_due()
        sent.append(len(mail.outbox))
    assert sent == [0, 0, 1, 2]  # at eight what the night held back, at five in the afternoon the digest
    assert {timezone.localdate(at) for at in Delivery.objects.values_list("sent_at", flat=True)} == {date(2025, 2, 3)}


def test_what_was_read_in_the_desk_is_not_mailed(city: City) -> None:
    told(city, [mailed(city.people["leader"])])
    Notice.objects.update(read_at=clock.now())
    assert send_due() == 0
    assert mail.outbox == []


def test_a_channel_is_quiet_at_night(city: City, robot: RobotServer) -> None:
    channel_to(city, robot, quiet_from=time(20), quiet_until=time(8))
    told(city)
    with clock.stopped_at(NINE.replace(hour=2)):
        assert send_due() == 0
        assert next_work() == NINE.replace(hour=8)
    with clock.stopped_at(NINE):
        assert send_due() == 1


def test_what_surely_failed_is_tried_later_each_time_and_not_for_ever(city: City, robot: RobotServer) -> None:
    channel_to(city, robot)
    told(city)
    robot.answers = [(200, {"errcode": 45009, "errmsg": "too often"})] * 9
    now, tried = NINE, []
    for _round in range(8):
        with clock.stopped_at(now):
            send_due()
            if states() == ["failed"]:
                break
            at = next_work()
            assert at is not None
            tried.append((at - now) / MINUTE)
            now = at
    assert tried == [1, 5, 20, 60, 240]
    assert (robot.asked, robot.taken) == (6, [])
    assert alarms() == [("990100-admin", "渠道“督查群”有一条消息未能发送")]
    # A person mends it and sends again.
    robot.answers = []
    with clock.stopped_at(now + MINUTE):
        send_again(actor=Actor(city.people["admin"]), delivery=Delivery.objects.get())
        send_due()
    assert (states(), len(robot.taken)) == (["sent"], 1)


def test_what_is_refused_is_not_tried_again_and_the_next_goes_its_way(city: City, robot: RobotServer) -> None:
    channel_to(city, robot)
    robot.answers = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
    with clock.stopped_at(NINE):
        told(city, key="a")
        send_due()
    with clock.stopped_at(NINE + MINUTE):
        told(city, key="b")
        send_due()
    assert states() == ["failed", "sent"]


def test_a_robot_is_not_asked_more_often_than_it_bears(city: City, robot: RobotServer) -> None:
    channel_to(city, robot)
    for second in range(60):
        with clock.stopped_at(NINE + timedelta(seconds=second)):
            told(city, key=f"sheet-{second}")
            send_due()
    assert len(robot.taken) <= 20
    for minute in (2, 3):  # what was under way, and what waited behind it
        with clock.stopped_at(NINE + minute * MINUTE):
            send_due()
    assert Posting.objects.filter(delivery__state="sent").count() == 60


def test_after_a_crash_it_is_uncertain_told_to_the_administrator_and_never_sent_by_itself(
    city: City, robot: RobotServer
) -> None:
    channel = channel_to(city, robot)
    told(city)
    with clock.stopped_at(NINE):
        dead = Delivery.objects.create(channel=channel, state=Delivery.State.SENDING, attempts=1, claimed_at=NINE)
        Posting.objects.update(delivery=dead)
        send_due()
        assert states() == ["sending"]  # its process may still be at it
        assert next_work() == NINE + 10 * MINUTE
    for minutes in (11, 60, 60 * 24):
        with clock.stopped_at(NINE + minutes * MINUTE):
            send_due()
    assert (states(), robot.asked) == (["uncertain"], 0)
    assert alarms() == [("990100-admin", "渠道“督查群”有一条消息不知是否送达")]


def test_a_fault_in_between_is_uncertain_too(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("luoshi.services.notices.delivering.send_mail_to", fail)
    told(city, [mailed(city.people["leader"])])
    send_due()
    send_due()
    assert states() == ["uncertain"]
    assert alarms() == [("990100-leader", "给您的一封通知邮件不知是否送达")]


def test_nothing_is_sent_to_a_channel_that_went_out_of_use(city: City, robot: RobotServer) -> None:
    channel = channel_to(city, robot)
    told(city)
    delivery = Delivery.objects.create(channel=channel)
    Channel.objects.update(active=False)
    send_due()
    assert (states(), robot.asked) == (["failed"], 0)
    with pytest.raises(RefusedError):
        send_again(actor=Actor(city.people["admin"]), delivery=delivery)
