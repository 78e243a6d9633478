"""The clock of the ledger: where its day stands, the time of day passes, and what waits comes due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from luoshi.records import clock

REAL = datetime(2026, 11, 22, 14, 45, tzinfo=UTC)  # a quarter to eleven in the evening, east of it


@pytest.fixture(autouse=True)
def _real(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    monkeypatch.setattr(timezone, "now", lambda: REAL)


def test_it_is_the_real_one(settings: Settings) -> None:
    settings.LUOSHI_TODAY = None
    assert clock.now() == clock.passing() == REAL
    assert clock.today() == date(2026, 11, 22)


def test_a_day_stands_and_its_time_passes(settings: Settings) -> None:
    settings.LUOSHI_TODAY = date(2025, 9, 10)
    assert timezone.localtime(clock.now()).time() == timezone.localtime(clock.passing()).time() == time(22, 45)
    assert clock.today() == date(2025, 9, 10)
    assert clock.passing() == REAL  # whose tomorrow comes


def test_a_clock_that_was_stopped_stands_for_all(settings: Settings) -> None:
    settings.LUOSHI_TODAY = date(2025, 9, 10)
    with clock.stopped_at(date(2025, 6, 3)):
        assert clock.now() == clock.passing()
        assert timezone.localtime(clock.now()).time() == time(9)
        assert clock.today() == date(2025, 6, 3)
