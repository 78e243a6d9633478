"""Telling: each person once, whoever tells it again; in a number of queries that does not grow."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from luoshi.ledger.messages import from_data, message
from luoshi.records.models import Channel, Notice, NoticeChoice, NoticeKind, Posting, User
from luoshi.services.errors import RefusedError
from luoshi.services.notices import Wanted, notify, notify_many
from luoshi.services.notices.telling import tell
from tests.cast import City, make_city
from tests.services.notices.cast import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def test_each_is_told_once_however_often_it_is_told(city: City) -> None:
    first, second = city.people["supervisor"], city.people["leader"]
    told(city, [first])
    told(city, [first, first, second])
    assert Notice.objects.count() == 2
    notice = Notice.objects.get(person=first)
    assert (str(from_data(notice.title)), notice.link, notice.read_at) == ("催办单：高新技术企业", "/ledger/", None)


def test_who_left_is_told_nothing(city: City) -> None:
    User.objects.filter(pk=city.people["leader"].pk).update(is_active=False)
    told(city, [city.people["leader"]])
    assert not Notice.objects.exists()


def test_a_channel_is_told_once_of_what_it_wants_in_its_own_region(city: City) -> None:
    other = make_city("青岚市", "990200")
    wants = {"sheets": ["sheet"], "lights": ["light"], "off": ["sheet"]}
    for name, kinds in wants.items():
        Channel.objects.create(region=city.region, service="wecom", name=name, kinds=kinds, active=name != "off")
    Channel.objects.create(region=other.region, service="wecom", name="sheets", kinds=["sheet"])
    for _time in range(2):
        told(city, city.people.values())
    assert [(one.channel.name, one.channel.region) for one in Posting.objects.all()] == [("sheets", city.region)]


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "ledger"]
)
def test_a_notice_leads_to_the_desk_and_nowhere_else(link: str) -> None:
    with pytest.raises(ValueError, match="leads to a page of the desk"):
        Wanted([], NoticeKind.SHEET, message("甲"), link, "key")


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nobody_is_told() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        tell([])


def test_a_night_of_thousands_takes_as_many_queries_as_one_of_few(
    city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.bulk_create(User(username=f"p{at}", name=f"人员{at}") for at in range(400))
    Channel.objects.create(region=city.region, service="wecom", name="群", kinds=["report"])
    wanted = [
        Wanted([person], NoticeKind.REPORT, message("待填报"), "/", f"report-{at % 50}", city.programme)
        for at, person in enumerate(people)
    ]
    with transaction.atomic(), django_assert_max_num_queries(12):  # people, channels, postings, notices in batches
        tell(wanted)
    assert (Notice.objects.count(), Posting.objects.count()) == (400, 50)


def test_what_is_to_be_mailed_follows_choice_and_address(city: City, settings: Settings) -> None:
    settings.MAIL_ON = True
    people = dict(zip(("at-once", "off", "muted", "nowhere"), city.people.values(), strict=False))
    for name, person in people.items():
        mail = NoticeChoice.Mail.OFF if name == "off" else NoticeChoice.Mail.AT_ONCE
        muted = [NoticeKind.SHEET.value] if name == "muted" else []
        NoticeChoice.objects.create(person=person, mail=mail, muted=muted)
        User.objects.filter(pk=person.pk).update(email="" if name == "nowhere" else f"{name}@city.example")
    told(city, people.values())
    mailed = Notice.objects.filter(mail_due__isnull=False).values_list("person__email", flat=True)
    assert list(mailed) == ["at-once@city.example"]


def test_what_is_rolled_back_is_told_to_nobody_and_sending_waits_for_the_commit(
    city: City, django_capture_on_commit_callbacks: type
) -> None:
    Channel.objects.create(region=city.region, service="wecom", name="群", kinds=["sheet"])
    said: dict[str, Any] = {
        "people": [city.people["leader"]],
        "kind": NoticeKind.SHEET,
        "title": message("甲"),
        "link": "/",
    }

    def tell_and_fail() -> None:
        with transaction.atomic():
            notify(**said, key="lost", programme=city.programme)
            raise RefusedError

    with pytest.raises(RefusedError):
        tell_and_fail()
    with django_capture_on_commit_callbacks() as callbacks:
        notify(**said, key="kept", programme=city.programme)
        notify_many([])
    assert list(Notice.objects.values_list("key", flat=True)) == ["kept"]
    assert len(callbacks) == 1
