"""Jobs of workers that died: taken up by the next, left to the living, given up after some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from luoshi.records.models import DocumentVersion, ResponsibilityTable
from luoshi.services.lost_jobs import presence, take_up_lost_jobs
from luoshi.services.reading_jobs import read_version
from luoshi.services.tables.creating import fill_table
from tests.cast import City, make_city
from tests.reports import ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def dead() -> Iterator[str]:
    """A worker that is gone, and could not put its lock away."""
    path: Path = settings.DATA / "workers" / "dead.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    yield "dead"
    path.unlink(missing_ok=True)


def job(*workers: str, of: int = 0, minutes: int = 1, status: str = "RUNNING", left_by: str = "",
        task: str = read_version.module_path) -> DBTaskResult[..., None]:  # fmt: skip
    return DBTaskResult.objects.create(
        status=status, task_path=task, args_kwargs={"args": [of], "kwargs": {}}, worker_ids=list(workers),
        started_at=timezone.now() - timedelta(minutes=minutes), run_after=get_date_max(), backend_name="default",
        exception_class_path=left_by,
    )  # fmt: skip


def state(one: DBTaskResult[..., None]) -> str:
    one.refresh_from_db()
    return str(one.status)


def test_the_job_of_a_dead_worker_waits_for_the_next(dead: str) -> None:
    lost = job(dead)
    assert take_up_lost_jobs() == 1
    assert state(lost) == "READY"
    assert take_up_lost_jobs() == 0
    assert not (settings.DATA / "workers" / "dead.lock").exists()


def test_the_living_keep_theirs() -> None:
    with presence() as name:
        held = job(name, minutes=600)
        elsewhere = job("on another machine")
        failed = job(name, status="FAILED", left_by="builtins.ValueError")
        assert take_up_lost_jobs() == 0
    assert (state(held), state(elsewhere), state(failed)) == ("RUNNING", "RUNNING", "FAILED")


def test_of_an_unknown_worker_the_clock_tells_and_what_was_broken_off_is_done_again() -> None:
    old, broken_off = job("unknown", minutes=61), job("known", status="FAILED", left_by="builtins.SystemExit")
    assert take_up_lost_jobs() == 2
    assert (state(old), state(broken_off)) == ("READY", "READY")


def test_a_job_that_workers_die_of_is_given_up_where_a_person_sees_it(city: City, dead: str) -> None:
    version = ready_report(city)
    DocumentVersion.objects.filter(pk=version.pk).update(state="running")
    table = ResponsibilityTable.objects.create(
        programme=city.programme, source=version, title="表", year=2025, job=ResponsibilityTable.Job.RUNNING
    )
    jobs = [job("a", "b", dead, of=version.pk), job("a", "b", dead, of=table.pk, task=fill_table.module_path)]
    assert take_up_lost_jobs() == 2
    assert [state(one) for one in jobs] == ["FAILED", "FAILED"]
    version.refresh_from_db()
    table.refresh_from_db()
    assert (version.state, table.job) == ("failed", "failed")
    assert version.trouble.startswith("读取中断，请重试")
    assert table.trouble.startswith("起草中断，请重试")
