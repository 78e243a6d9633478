"""Notices in the desk: bell, list and choices; channels in the settings, which show no secret."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from luoshi.records.models import Channel, Delivery, Grant, Notice, NoticeChoice
from luoshi.services.notices.sending import send_due
from tests.cast import City, make_city
from tests.services.notices.cast import channel_to, told
from tests.services.notices.robot_servers import robot_server

pytestmark = pytest.mark.django_db
HOOK = "https://oapi.dingtalk.com/robot/send?access_token=feedfacecafe"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def leader(client: Client, city: City) -> Client:
    client.force_login(city.people["leader"])
    return client


@pytest.fixture
def admin(city: City) -> Client:
    client = Client()
    client.force_login(city.people["admin"])
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def fill(city: City, number: int) -> list[Notice]:
    for at in range(number):
        told(city, [city.people["leader"]], key=f"sheet-{at}", words=f"催办单第{at}号")
    return list(Notice.objects.filter(person=city.people["leader"]).order_by("pk"))


def test_the_bell_counts_what_is_not_read_to_a_hundred(leader: Client, city: City) -> None:
    assert 'class="count"' not in text(leader, "/notices/bell")
    fill(city, 3)
    told(city, [city.people["verifier"]], key="another's")
    assert ">3</span>" in text(leader, "/")
    assert "3 条未读通知" in text(leader, "/notices/bell")
    fill(city, 101)
    assert ">99+</span>" in text(leader, "/notices/bell")


def test_opening_leads_there_and_is_reading(leader: Client, city: City) -> None:
    first, second, third = fill(city, 3)
    answer = leader.get(f"/notices/{first.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/ledger/")
    leader.post(f"/notices/{second.pk}/read")
    page = text(leader, "/notices/")
    assert [word in page for word in ("第0号", "第1号", "第2号")] == [False, False, True]
    assert "第0号" in text(leader, "/notices/?show=all")
    assert "第2号" not in text(leader, "/notices/?kind=light")
    leader.post("/notices/read")
    third.refresh_from_db()
    assert third.read_at
    assert "没有未读通知" in text(leader, "/notices/")


def test_notices_of_a_region_that_one_left_are_not_shown(leader: Client, city: City) -> None:
    (notice,) = fill(city, 1)
    Grant.objects.filter(person=city.people["leader"]).delete()
    assert "第0号" not in text(leader, "/notices/?show=all")
    assert leader.get(f"/notices/{notice.pk}/").status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    leader: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(city, 40)
    with django_assert_max_num_queries(9):
        assert leader.get("/notices/").status_code == 200


def test_choices_are_saved_and_come_back(leader: Client, city: City, settings: Settings) -> None:
    said = {"revision": 0, "email": "l@city.example", "mail": "at-once", "digest_hour": 9, "mailed": ["sheet"]}
    wrong = leader.post("/notices/choices", {**said, "language": "en", "quiet_from": "20:00"})
    assert "起止请都填写" in wrong.content.decode()
    leader.post("/notices/choices", {**said, "language": "en", "quiet_from": "20:00", "quiet_until": "08:00"})
    kept = NoticeChoice.objects.get(person=city.people["leader"])
    assert "sheet" not in kept.muted
    assert "light" in kept.muted
    page = text(leader, "/notices/choices")
    assert 'value="20:00"' in page
    assert "还没有配置邮件服务器" in page
    settings.MAIL_ON = True
    assert "还没有配置邮件服务器" not in text(leader, "/notices/choices")


def test_a_channel_is_added_and_shows_its_address_and_secret_to_nobody(admin: Client, city: City) -> None:
    assert "还没有通知渠道" in text(admin, "/settings/channels/")
    said = {"service": "dingtalk", "name": "督查群", "address": HOOK, "secret": "SECdeadbeef", "kinds": ["sheet"]}
    refused = admin.post(f"/settings/channels/new/{city.region.pk}/", {**said, "address": "https://x.example/"})
    assert "LUOSHI_WEBHOOK_HOSTS" in refused.content.decode()
    admin.post(f"/settings/channels/new/{city.region.pk}/", said)
    channel = Channel.objects.get()
    pages = [text(admin, f"/settings/{at}") for at in ("channels/", f"channels/{channel.pk}/", "events/")]
    assert "督查群" in pages[0]
    assert "有加签密钥" in pages[1]
    assert not [word for word in ("feedface", "SECdead") for page in pages if word in page]
    admin.post(f"/settings/channels/{channel.pk}/", {"revision": 1, "name": "督查组群", "kinds": ["light"]})
    admin.post(f"/settings/channels/{channel.pk}/activity", {"active": "0"})
    channel.refresh_from_db()
    assert (channel.name, channel.kinds, channel.address, channel.active) == ("督查组群", ["light"], HOOK, False)


def test_what_was_sent_is_shown_and_what_failed_sent_again(admin: Client, city: City, settings: Settings) -> None:
    settings.WEBHOOK_LOOPBACK = True
    with robot_server("wecom") as robot:
        channel = channel_to(city, robot)
        robot.answers = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
        at = f"/settings/channels/{channel.pk}/"
        admin.post(f"{at}try")
        assert 'hx-trigger="load delay:3s"' in text(admin, f"{at}deliveries")  # it waits
        send_due()
        page = text(admin, at)
        assert "机器人不存在" in page
        assert "hx-trigger" not in page
        admin.post(f"/settings/deliveries/{Delivery.objects.get().pk}/again")
        Channel.objects.update(free_at="2020-01-01T00:00:00Z")
        send_due()
        assert "✓ 已发送" in text(admin, at)
    assert len(robot.taken) == 1


class _Forms(HTMLParser):
    """The labels of a page, and the fields that have none."""

    def __init__(self) -> None:
        super().__init__()
        self.labelled: set[str] = set()
        self.fields: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "label" and said.get("for"):
            self.labelled.add(str(said["for"]))
        if tag in ("input", "select") and said.get("type") != "hidden" and said.get("id"):
            self.fields.add(str(said["id"]))


def test_every_field_has_a_label(admin: Client, city: City) -> None:
    Channel.objects.create(region=city.region, service="wecom", name="群", address=HOOK)
    for address in ("/notices/choices", f"/settings/channels/{Channel.objects.get().pk}/", "/notices/"):
        forms = _Forms()
        forms.feed(text(admin, address))
        assert forms.fields - forms.labelled == set(), address
