"""The job that sends what is due, and the queue in which it waits for the next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import default_task_backend, task
from django_tasks_db.models import DBTaskResult, get_date_max

from luoshi.records import clock
from luoshi.records.models import Delivery
from luoshi.services.notices.delivering import DEAD_AFTER, claim, deliver, mark_uncertain
from luoshi.services.notices.gathering import gather, next_gathering

_A_RUN = 200  # deliveries
_SOON_ENOUGH = timedelta(seconds=1)


@task()
def send_notices() -> None:
    """Send what is due, and see to it that the job comes back when there is more to do."""
    send_due()
    wake_if_needed()


def wake(at: datetime | None = None) -> None:
    """Have what is due sent soon, or at a moment; does nothing when the job waits for that or for earlier already."""
    if not default_task_backend.supports_defer:  # of the tests: a job is done at once, and none later
        if at is None:
            send_notices.enqueue()
        return
    if at is None:
        _enqueue(Q(run_after=get_date_max()), None)  # which is how the queue writes "at once"
    else:
        # The queue goes by the real clock, whatever day it is in the ledger.
        when = timezone.now() + max(at - clock.passing(), timedelta(0))
        _enqueue(Q(run_after=get_date_max()) | Q(run_after__lte=when + _SOON_ENOUGH), when)


def _enqueue(waiting: Q, when: datetime | None) -> None:
    known = DBTaskResult.objects.filter(waiting, task_path=send_notices.module_path, status="READY")
    if not known.exists():
        (send_notices.using(run_after=when) if when else send_notices).enqueue()


def wake_if_needed() -> None:
    """Have the job wait for what is due next, should it have been lost: a worker that died takes its job with it."""
    if (at := next_work()) is not None:
        wake(at)


def send_due() -> int:
    """Send what is due; returns how many attempts were made. Of two at once one makes each delivery."""
    mark_uncertain()
    gather(clock.passing())
    due = Delivery.objects.filter(state=Delivery.State.PENDING, next_try__lte=clock.passing())
    made = 0
    for pk in list(due.order_by("next_try", "pk").values_list("pk", flat=True)[:_A_RUN]):
        if (claimed := claim(pk)) is not None:
            deliver(claimed)
            made += 1
    return made


def next_work() -> datetime | None:
    """When something will be due, if nothing new comes up."""
    pending = Delivery.objects.filter(state=Delivery.State.PENDING).order_by("next_try")
    sending = Delivery.objects.filter(state=Delivery.State.SENDING).order_by("claimed_at")
    moments = [next_gathering(clock.passing()), *pending.values_list("next_try", flat=True)[:1]]
    moments += [at + DEAD_AFTER for at in sending.values_list("claimed_at", flat=True)[:1] if at]
    return min((moment for moment in moments if moment is not None), default=None)
