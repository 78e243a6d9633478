"""The daily job from the command line, and the clock of a worker."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from luoshi.cli import daily as command
from luoshi.cli.daily import DailyClock
from luoshi.records import clock
from luoshi.records.models import DayRun, Sheet
from luoshi.services.daily import BEGINS, hand_in_due, run_daily
from tests.cast import City, make_city
from tests.cli.cast import call
from tests.supervised import TODAY, matter_of

# As the server has it: the jobs wait in the database until a worker takes them.
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def city(settings: Settings) -> City:
    settings.LUOSHI_TODAY = TODAY
    settings.TASKS = QUEUE
    return make_city("云川市", "990100")


@pytest.mark.django_db
def test_cron_runs_a_day_once(
    city: City, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "made_ready", lambda: None)
    matter_of(city)
    done = call(capfdbinary, "daily")
    assert (done.status, done.err) == (0, "")
    assert done.out == "云川市2025年重点工作 2025-06-25: 1 lights turned, 1 sheets issued, 0 met, 0 missed\n"
    assert call(capfdbinary, "daily", "--programme", str(city.programme.pk)).out.endswith("done before\n")
    wrong = call(capfdbinary, "daily", "--day", "2025-06-26")
    assert (wrong.status, "has not come yet" in wrong.err) == (2, True)
    assert "there is none" in call(capfdbinary, "daily", "--programme", "987654").err
    assert call(capfdbinary, "daily", "--day", "tomorrow").status == 2


@pytest.mark.django_db
def test_a_day_is_handed_in_once_by_however_many_clocks(city: City) -> None:
    with clock.stopped_at(clock.now().replace(hour=BEGINS.hour)):
        assert (hand_in_due(), hand_in_due()) == (1, 0)
        assert DBTaskResult.objects.get().args_kwargs == {"args": [city.programme.pk, "2025-06-25"], "kwargs": {}}
        # A worker that died with it is not waited for beyond an hour, nor one that failed beyond ten minutes.
        old = DBTaskResult.objects.get().enqueued_at - timedelta(hours=2)
        DBTaskResult.objects.update(status="RUNNING", started_at=old, enqueued_at=old)
        assert hand_in_due() == 1
        run_daily.call(city.programme.pk, "2025-06-25")
        assert hand_in_due() == 0
    assert DayRun.objects.get().day == date(2025, 6, 25)


@pytest.mark.django_db(transaction=True)
def test_the_clock_of_a_worker_looks_at_once_and_ends_when_told(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.services.daily.BEGINS", clock.now().time().min)
    matter_of(city)
    watch = DailyClock()
    with watch:
        for _try in range(200):
            if DBTaskResult.objects.exists():
                break
            watch._ending.wait(0.05)
    assert not watch._thread.is_alive()
    assert DBTaskResult.objects.count() == 1
    run_daily.call(city.programme.pk, "2025-06-25")
    assert Sheet.objects.count() == 1


def test_a_database_that_is_behind_is_one_line(tmp_path: Path) -> None:
    from tests.cli.test_server import luoshi

    done = luoshi(tmp_path, "daily")
    assert done.returncode == 1
    assert "luoshi manage migrate" in done.stderr
