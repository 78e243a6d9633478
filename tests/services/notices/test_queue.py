"""The queue: the job waits once for the earliest that is due, and is found again after a worker died with it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django.fixtures import Settings

from luoshi.records import clock
from luoshi.records.models import Delivery
from luoshi.services.notices.sending import wake, wake_if_needed
from tests.cast import make_city

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def waiting() -> list[datetime]:
    rows = DBTaskResult.objects.filter(status="READY", task_path__endswith="send_notices")
    return list(rows.order_by("run_after").values_list("run_after", flat=True))


def test_it_waits_once_and_for_the_earliest() -> None:
    now, later = clock.now() + timedelta(minutes=1), clock.now() + timedelta(hours=1)
    for at in (later, later, now, later):
        wake(at)
    assert [round((at - timezone.now()) / timedelta(minutes=1)) for at in waiting()] == [1, 60]
    wake()
    wake()
    wake(later)
    assert len(waiting()) == 3
    assert waiting()[-1] == get_date_max()  # which is how the queue writes "at once"


def test_what_is_due_is_found_again() -> None:
    wake_if_needed()
    assert waiting() == []
    Delivery.objects.create(person=make_city("云川市", "990100").people["leader"])
    wake_if_needed()
    wake_if_needed()
    assert len(waiting()) == 1
    assert waiting()[0] <= timezone.now()


def test_a_day_that_the_ledger_was_set_to_is_no_day_of_the_queue() -> None:
    with clock.stopped_at(datetime(2025, 6, 3, 9, tzinfo=timezone.get_default_timezone())):
        wake(clock.now() + timedelta(minutes=5))
    assert 0 < (waiting()[0] - timezone.now()) / timedelta(minutes=1) <= 5
