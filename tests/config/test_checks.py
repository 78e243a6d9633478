"""System checks: each mistake of deployment is found by its id, and a sound installation has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import connection
from pytest_django.fixtures import Settings

from luoshi.config import checks
from luoshi.queries import audit_keys
from luoshi.records import append_only
from luoshi.records.models import Chain

Check = Callable[[Sequence[Any] | None], list[CheckMessage]]
SOUND = {"DEMO": False, "DEBUG": False, "ALLOWED_HOSTS": ["luoshi.example"], "HTTPS": True, "SECOND_FACTOR": "required"}


@pytest.fixture
def sound(settings: Settings, tmp_path: Path) -> Settings:
    for name, value in {**SOUND, "DATA": tmp_path, "SECRET_KEY": "k" * 50}.items():
        setattr(settings, name, value)
    return settings


def ids(check: Check) -> list[str]:
    found = check(None)
    assert all(message.hint for message in found)
    return [str(message.id) for message in found]


def test_a_sound_installation_has_no_fault(sound: Settings) -> None:
    assert [*ids(checks.check_exposure), *ids(checks.check_files)] == []


@pytest.mark.parametrize(
    ("check", "name", "value", "expected"),
    [
        (checks.check_exposure, "DEMO", True, "luoshi.E001"),
        (checks.check_exposure, "DEBUG", True, "luoshi.E009"),
        (checks.check_exposure, "ALLOWED_HOSTS", ["luoshi.example", "*"], "luoshi.E002"),
        (checks.check_exposure, "HTTPS", False, "luoshi.W003"),
        (checks.check_exposure, "SECOND_FACTOR", "optional", "luoshi.W004"),
        (checks.check_files, "SECRET_KEY", "k" * 39, "luoshi.E005"),
        (checks.check_files, "DATA", Path("/proc/nowhere"), "luoshi.E006"),
    ],
)
def test_a_mistake_is_found(check: Check, name: str, value: object, expected: str, sound: Settings) -> None:
    setattr(sound, name, value)
    assert ids(check) == [expected]


def test_a_folder_that_others_may_open_is_found(sound: Settings, tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert ids(checks.check_files) == ["luoshi.W010"]


@pytest.mark.parametrize(("version", "expected"), [(140012, ["luoshi.E007"]), (150000, []), (170002, [])])
def test_an_old_postgresql_is_found(version: int, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "ensure_connection", lambda: None)
    monkeypatch.setattr(connection, "pg_version", version, raising=False)
    assert ids(checks.check_database) == expected


@pytest.mark.django_db
def test_this_database_is_recent_enough() -> None:
    assert ids(checks.check_database) == []


@pytest.mark.django_db
def test_the_key_of_the_log(sound: Settings, tmp_path: Path) -> None:
    sound.AUDIT_KEY_FILE = tmp_path / "audit-key"
    Chain.objects.create(name="system", length=1, last_hash="0" * 64, key=audit_keys.ring().current.fingerprint)
    assert ids(checks.check_log) == []
    sound.AUDIT_KEY_FILE.chmod(0o640)
    assert ids(checks.check_log) == ["luoshi.W013"]
    sound.AUDIT_KEY = "too short and another one"
    assert ids(checks.check_log) == ["luoshi.E011", "luoshi.E012"]
    sound.AUDIT_KEY = ""
    sound.AUDIT_KEY_FILE.unlink()
    assert ids(checks.check_log) == ["luoshi.E011"]


@pytest.mark.django_db
def test_a_database_that_does_not_protect_the_log_is_found(sound: Settings) -> None:
    sound.PROTECT_EVENTS = True
    assert ids(checks.check_log) == ["luoshi.W014"]
    append_only.protect(connection)
    assert ids(checks.check_log) == []
