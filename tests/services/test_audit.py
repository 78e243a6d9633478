"""Keys of the log: one is made once, another is noticed, a lost one can be followed by a new one, and no forger by it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from luoshi.queries.audit_keys import AuditKeyError, ring
from luoshi.queries.chains import Flaw, Verified, verify_chain
from luoshi.records.models import Chain, Event
from luoshi.services.audit import accept_key
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> Path:
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    return tmp_path / "audit-key"


@pytest.fixture
def city(key_file: Path) -> City:
    city = make_city("云川市", "990100")
    write(city, 3)
    return city


def write(city: City, events: int = 1) -> None:
    with transaction.atomic():
        for _number in range(events):
            record_event(programme=city.programme, actor=Actor(), act="x", subject=city.programme)


def verified() -> Verified:
    return verify_chain(Chain.objects.get())


def test_a_key_is_made_with_the_first_event_and_is_its_owners_alone(city: City, key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(key_file.read_text()) >= 32
    assert {Chain.objects.get().key, *Event.objects.values_list("key", flat=True)} == {ring().current.fingerprint}
    assert key_file.read_text() not in repr(ring())


def test_another_key_is_refused(city: City, key_file: Path) -> None:
    key_file.write_text("another key that somebody put there")
    with pytest.raises(AuditKeyError, match="another one"):
        write(city)
    assert Event.objects.count() == Chain.objects.get().length == 3


def test_no_key_is_made_in_place_of_one_that_is_gone(city: City, key_file: Path) -> None:
    key_file.unlink()
    with pytest.raises(AuditKeyError, match="is gone"):
        write(city)
    assert not key_file.exists()


def test_an_empty_file_is_told(city: City, key_file: Path) -> None:
    key_file.write_text("\n")
    with pytest.raises(AuditKeyError, match="is empty"):
        ring()


def test_with_the_old_key_behind_the_new_one_everything_holds(city: City, key_file: Path) -> None:
    key_file.write_text(f"a new key of the year two thousand and some\n{key_file.read_text()}\n")
    assert [chain.length for chain in accept_key(actor=Actor())] == [3]
    write(city)
    assert (verified().sound, verified().unread, verified().holds()) == (5, 0, True)
    assert accept_key(actor=Actor()) == []


def test_a_key_from_the_environment_goes_before_the_file(city: City, settings: Settings, key_file: Path) -> None:
    settings.AUDIT_KEY = f"a key that the operator sets himself,{key_file.read_text()}"
    accept_key(actor=Actor())
    assert verified().holds()


def lose(city: City, key_file: Path) -> str:
    """Go on with a new key, the old one lost; returns the old one's fingerprint."""
    lost = ring().current.fingerprint
    key_file.unlink()
    accept_key(actor=Actor())
    write(city)
    return lost


def test_a_lost_key_leaves_the_order_to_be_checked(city: City, key_file: Path) -> None:
    lost = lose(city, key_file)
    result = verified()
    assert (result.sound, result.unread, result.missing_keys, result.flaw) == (5, 3, (lost,), None)
    assert (result.holds(), result.holds(lost=[lost])) == (False, True)
    Event.objects.filter(sequence=2)._raw_delete(using="default")
    assert verified().flaw is Flaw.MISSING


@pytest.mark.parametrize(("altered", "flaw"), [(4, Flaw.FOREIGN), (5, None), (3, None)])
def test_no_event_becomes_one_of_a_lost_key(city: City, key_file: Path, altered: int, flaw: Flaw | None) -> None:
    lost = lose(city, key_file)
    Event.objects.filter(sequence=altered).update(key=lost, reason="另有原因")
    if altered == 3:  # what the lost key vouched for nobody can vouch for
        assert verified().holds(lost=[lost])
        return
    assert verified().flaw is flaw
    assert not verified().holds(lost=[lost])
