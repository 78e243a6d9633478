"""The database's own refusal: neither mistakes nor other programs change or delete events, or take a chain back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from luoshi.queries.chains import verify_chain
from luoshi.records import append_only
from luoshi.records.models import Chain, Event
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    """A city with three events, in a database that protects them. What is put up goes with the test's transaction."""
    city = make_city("云川市", "990100")
    for _number in range(3):
        write(city)
    append_only.protect(connection)
    yield city
    append_only.release(connection)


def write(city: City) -> None:
    with transaction.atomic():
        record_event(programme=city.programme, actor=Actor(), act="x", subject=city.programme)


def execute(statement: str) -> Callable[[], None]:
    def done() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return done


@pytest.mark.parametrize(
    "act",
    [
        lambda: Event.objects.update(reason="另有原因"),
        lambda: Event.objects.filter(sequence=2).update(hash="0" * 64),
        lambda: Event.objects.filter(sequence=2)._raw_delete(using="default"),
        execute("DELETE FROM records_event"),
        execute("UPDATE records_event SET reason = '' WHERE sequence = 1"),
        lambda: Chain.objects.update(length=1),
        lambda: Chain.objects.update(name="region-7"),
        lambda: Chain.objects.all()._raw_delete(using="default"),
    ],
)
def test_changes_are_refused(city: City, act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()
    write(city)
    chain = Chain.objects.get()
    assert (chain.length, verify_chain(chain).holds()) == (4, True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncating_is_refused(city: City) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE")()  # else what the city's making left to the end is in the way
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute("TRUNCATE records_event")()


def test_protection_can_be_seen(city: City) -> None:
    assert append_only.is_protected(connection)
    append_only.release(connection)
    assert not append_only.is_protected(connection)


def test_migrating_puts_it_up_again(city: City, settings: Settings) -> None:
    append_only.release(connection)
    call_command("migrate", verbosity=0)
    assert not append_only.is_protected(connection)  # the tests' own settings
    settings.PROTECT_EVENTS = True
    call_command("migrate", verbosity=0)
    assert append_only.is_protected(connection)
