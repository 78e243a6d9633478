"""Health: what is broken is said with 503, and nothing more is told to whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def test_a_sound_server(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


def test_a_broken_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DatabaseError("password of luoshi at db.example is wrong")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "database": "failed", "files": "ok"}


def test_files_that_cannot_be_written(client: Client, settings: Settings) -> None:
    settings.DATA = Path("/proc/nowhere")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "database": "ok", "files": "failed"}
