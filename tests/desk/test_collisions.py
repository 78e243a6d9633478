"""Two who wrote at once: who had to give way is told to send it again; any other trouble of the database stays one."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg.errors import AdminShutdown, DeadlockDetected

from tests.cast import make_city

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (DeadlockDetected("deadlock detected"), 503),
        (sqlite3.OperationalError("database is locked"), 503),
        # the database is going away: no use in sending it again
        (AdminShutdown("terminating connection"), 500),
        (sqlite3.OperationalError("disk I/O error"), 500),
    ],
)
def test_who_gives_way_is_told(cause: Exception, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_said: object, **_more: object) -> None:
        raise OperationalError(str(cause)) from cause

    monkeypatch.setattr("luoshi.desk.views.settings.units.UnitForm", ended)
    client = Client(raise_request_exception=False)
    city = make_city("云川市", "990100")
    client.force_login(city.people["admin"])
    answer = client.post(f"/settings/units/new/{city.region.pk}/", {"name": "市水利局"})
    assert answer.status_code == status
    assert ("再提交一次" in answer.content.decode()) is (status == 503)
