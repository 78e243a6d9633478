"""The frame of the application: signing in, navigation, error pages, health, headers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import make_city

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_every_page_forbids_foreign_scripts_and_framing(client: Client) -> None:
    answer = client.get("/accounts/login/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Frame-Options"] == "DENY"


def test_health_is_told_without_signing_in(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok", "database": "ok", "files": "ok"}


def test_what_is_not_there_is_said_with_advice(client: Client) -> None:
    city = make_city("云川市", "990100")
    client.force_login(city.people["supervisor"])
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "找不到此页" in answer.content.decode()


def test_no_cache_keeps_what_somebody_saw_who_signed_in(client: Client) -> None:
    assert "no-store" not in client.get("/health-of-nothing").get("Cache-Control", "")
    client.force_login(make_city("云川市", "990100").people["supervisor"])
    assert client.get("/")["Cache-Control"] == "private, no-store"
