"""Choices: kept, refused, told in the log without the address, and followed by what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from pytest_django.fixtures import Settings

from luoshi.records.models import Event, Notice, NoticeChoice, User
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.notices.choices import Choices, save_choices
from luoshi.services.notices.reading import mark_read
from tests.cast import City, make_city
from tests.services.notices.cast import told

pytestmark = pytest.mark.django_db
SAID = Choices("zhang@city.example", "at-once", ("light",), 7, time(20), time(8), "en")


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def save(person: User, revision: int, said: Choices) -> NoticeChoice:
    return save_choices(actor=Actor(person), person=person, revision=revision, said=said)


def test_choices_are_kept_and_the_log_does_not_hold_the_address(city: City) -> None:
    person = city.people["leader"]
    save(person, 0, SAID)
    kept = NoticeChoice.objects.get(person=person)
    assert (kept.mail, kept.muted, kept.digest_hour, kept.quiet_until) == ("at-once", ["light"], 7, time(8))
    assert User.objects.get(pk=person.pk).email == "zhang@city.example"
    event = Event.objects.get()
    assert (event.act, event.subject_id) == ("choose-notices", person.pk)
    assert "zhang" not in str(event.after)


@pytest.mark.parametrize(
    "change",
    [
        {"email": "nobody"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"mail": "hourly"},
        {"muted": ("nothing",)},
        {"digest_hour": 24},
        {"quiet_until": None},
        {"language": "fr"},
    ],
)
def test_what_is_refused(city: City, change: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        save(city.people["leader"], 0, replace(SAID, **change))  # type: ignore[arg-type]  # as the table says


def test_the_later_of_two_saves_is_told_so(city: City) -> None:
    person = city.people["leader"]
    save(person, 0, SAID)
    save(person, 1, replace(SAID, digest_hour=9))
    for revision in (0, 1):
        with pytest.raises(ChangedMeanwhileError):
            save(person, revision, SAID)


def test_what_waits_follows_the_new_choice(city: City, settings: Settings) -> None:
    settings.MAIL_ON = True
    person = city.people["leader"]
    save(person, 0, replace(SAID, mail="daily"))
    told(city, [person])
    daily = Notice.objects.get().mail_due
    save(person, 1, replace(SAID, quiet_from=None, quiet_until=None))
    once = Notice.objects.get().mail_due
    save(person, 2, replace(SAID, mail="off"))
    assert daily is not None
    assert once is not None
    assert once < daily
    assert Notice.objects.get().mail_due is None


def test_one_reads_one_s_own_notices_only(city: City) -> None:
    own, other = city.people["leader"], city.people["verifier"]
    told(city, [own, other], key="a")
    told(city, [own, other], key="b")
    assert mark_read(actor=Actor(own), notice=Notice.objects.get(person=other, key="a")) == 0
    assert mark_read(actor=Actor(own), notice=Notice.objects.get(person=own, key="a")) == 1
    assert [mark_read(actor=Actor(own)), mark_read(actor=Actor(own))] == [1, 0]
    assert Notice.objects.filter(read_at=None).count() == 2
