"""The database: what the address may say, and that two writers at once wait for each other instead of failing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction

from luoshi.config import environment
from luoshi.records.models import Chain
from luoshi.services.events import Actor, record_event
from tests.cast import make_city
from tests.concurrency import at_once

DEFAULT = Path("/data/luoshi.sqlite3")


PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"ENGINE": "django.db.backends.sqlite3", "NAME": "/data/luoshi.sqlite3"}),
        ("sqlite:///other/file.sqlite3", {"NAME": "/other/file.sqlite3"}),
        # a password with signs that an address needs for itself
        (
            "postgresql://luo:p%40ss%2Fword@db.example:5433/luoshi",
            {"USER": "luo", "PASSWORD": "p@ss/word", "HOST": "db.example", "PORT": "5433", "NAME": "luoshi"},
        ),
        # a socket file, and encryption asked for
        (
            "postgres://luo@/luoshi?host=%2Frun%2Fpostgresql&sslmode=require",
            {
                "HOST": "",
                "PORT": "",
                "OPTIONS": {"options": "-c jit=off", **PREPARED, "host": "/run/postgresql", "sslmode": "require"},
            },
        ),
        # a pooler that takes no options
        ("postgres://luo@pool/luoshi?options=", {"OPTIONS": {**PREPARED, "options": ""}}),
        # a pooler that hands each transaction to another connection
        ("postgres://luo@pool/luoshi?prepared=no", {"OPTIONS": {"options": "-c jit=off"}}),
    ],
)
def test_an_address_of_a_database(address: str, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_DATABASE", address)
    found = environment.database("LUOSHI_DATABASE", DEFAULT)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("address", ["mysql://me@host/name", "postgresql://me@host", "/var/lib/luoshi.sqlite3"])
def test_an_address_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_DATABASE", address)
    with pytest.raises(environment.SettingError, match="must look like postgresql://"):
        environment.database("LUOSHI_DATABASE", DEFAULT)


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_keeps_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")}
    assert told == {"journal_mode": "wal", "foreign_keys": 1}


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_each_get_a_place_in_the_chain() -> None:
    programme = make_city("云川市", "990100").programme

    def write() -> int:
        with transaction.atomic():
            event = record_event(programme=programme, actor=Actor(), act="test", subject=programme)
        return event.sequence

    assert sorted(at_once(*[write] * 8), key=str) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Chain.objects.get(programme=programme).length == 8
