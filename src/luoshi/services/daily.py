"""The daily job of a programme: lights, then the ladder of sheets; done once a day, however often it is started."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from luoshi.ledger import Colour, Message
from luoshi.ledger.messages import from_data
from luoshi.ledger.messages import message as _
from luoshi.records import clock
from luoshi.records.models import DayRun, LightChange, Matter, NoticeKind, Programme
from luoshi.services.evidence import sweep_orphans
from luoshi.services.lights import refresh_lights
from luoshi.services.notices import Wanted, notify_many
from luoshi.services.supervision.ladder import Climbed, run_ladder
from luoshi.services.supervision.making import leaders_of, liaisons_of

JOB = "daily"
BEGINS = time(6)  # local time
_BATCH = 500
_DEAD_AFTER, _AGAIN_AFTER = timedelta(hours=1), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a day's run did; `again` says that the day, or a later one, was done before, and nothing was done now."""

    programme: Programme
    day: date
    turned: int = 0
    climbed: Climbed | None = None
    again: bool = False


def run_day(programme: Programme, day: date | None = None) -> Ran:
    """Bring a programme up to a day, today if not said.

    Started twice it does nothing; killed midway it goes on when it is started again. A day that was missed is made up
    for by the next: sheets carry the day since which they were due, and time to answer from the day they are made. None
    before the last one that was done is gone back to, since lights and sheets say what is so now.
    """
    day = day or clock.today()
    if day > clock.today():
        raise ValueError("a day that has not come cannot be run")
    if DayRun.objects.filter(programme=programme, job=JOB, day__gte=day).exists():
        return Ran(programme, day, again=True)
    turned = refresh_lights(programme, day)
    _tell_of_red(programme, day)
    climbed = run_ladder(programme, day)
    # Of two workers at once the second finds everything done, and this mark too.
    DayRun.objects.get_or_create(programme=programme, job=JOB, day=day)
    return Ran(programme, day, turned, climbed)


def due_programmes(now: datetime | None = None) -> list[Programme]:
    """Programmes whose job of today is not done, from six in the morning on: those whose year is not long over."""
    now = now or clock.now()
    if timezone.localtime(now).time() < BEGINS:
        return []
    today = timezone.localdate(now)
    done = DayRun.objects.filter(job=JOB, day__gte=today).values("programme")
    # What a year left undone is still asked for in the next.
    running = Programme.objects.filter(starts__lte=today, ends__year__gte=today.year - 1)
    return list(running.exclude(pk__in=done).order_by("pk"))


@task()
def run_daily(programme_id: int, day: str) -> None:
    """The job: a programme's day, as an ISO date; then the store of evidence is put in order."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is not None:
        run_day(programme, date.fromisoformat(day))
        sweep_orphans.enqueue()


def hand_in_due(now: datetime | None = None) -> int:
    """Hand in the job of each programme whose day is to be done and that no worker was given yet; how many."""
    handed_in = 0
    for programme in due_programmes(now):
        day = timezone.localdate(now or clock.now()).isoformat()
        if not _is_handed_in(programme, day):
            run_daily.enqueue(programme.pk, day)
            handed_in += 1
    return handed_in


def _is_handed_in(programme: Programme, day: str) -> bool:
    """Whether a worker has the job, or will, or failed at it just now; one that died with it is not waited for."""
    now = timezone.now()  # the queue's clock, whatever day it is in the ledger
    under_way = Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, started_at__gte=now - _DEAD_AFTER)
    known = DBTaskResult.objects.filter(under_way | Q(enqueued_at__gte=now - _AGAIN_AFTER))
    return known.filter(task_path=run_daily.module_path, args_kwargs__args=[programme.pk, day]).exists()


def _tell_of_red(programme: Programme, day: date) -> None:
    """Units and leaders learn of lights that turned red on the day."""
    changes = LightChange.objects.filter(matter__programme=programme, day=day, colour=Colour.RED.value)
    for batch in _batches(list(changes.order_by("pk").values_list("pk", flat=True))):
        _tell_batch(programme, LightChange.objects.filter(pk__in=batch).select_related("matter"))


@transaction.atomic
def _tell_batch(programme: Programme, changes: Collection[LightChange]) -> None:
    matters = [change.matter for change in changes]
    liaisons = liaisons_of({matter.lead_id for matter in matters if matter.lead_id})
    leaders = leaders_of([matter.pk for matter in matters])
    notify_many(
        Wanted(
            [*liaisons.get(change.matter.lead_id or 0, []), *leaders.get(change.matter_id, [])],
            NoticeKind.LIGHT,
            _turned_red(change.matter, change),
            reverse("ledger-matter", args=[change.matter_id]),
            f"light-{change.matter_id}-{change.day}",
            programme,
            change.matter,
        )
        for change in changes
    )


def _turned_red(matter: Matter, change: LightChange) -> Message:
    return _("亮红灯：%(title)s。%(why)s", title=matter.title, why=from_data(change.said) if change.said else "")


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
