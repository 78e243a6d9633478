"""Jobs whose worker died with them: found by the lock that a living worker holds, and taken up by the next.

Every job may be run twice: it finds its work done, or begins it anew. One that has taken several workers along is
given up, so that a person sees it and may try again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from luoshi.services import reading_jobs, reconciling
from luoshi.services.tables import creating

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # a system without such locks: there only the clock tells
    flock = None  # type: ignore[assignment]  # see above

_LOG = logging.getLogger("luoshi.jobs")
_TRIES = 3  # workers that a job may take along
_SURELY_OVER = timedelta(hours=1)  # for a worker on another machine, of which nothing else is known
# A worker that was told twice to end breaks its job off.
_BROKEN_OFF = Q(status=TaskResultStatus.FAILED, exception_class_path="builtins.SystemExit")
_GIVE_UP = {
    reading_jobs.read_version.module_path: reading_jobs.give_up,
    creating.fill_table.module_path: creating.give_up,
    reconciling.work_out.module_path: reconciling.give_up,
}


@contextmanager
def presence() -> Iterator[str]:
    """A name for a worker, and a lock that it holds as long as it lives, however it ends."""
    name = get_random_string(32)
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        if flock is not None:
            flock(file, LOCK_EX | LOCK_NB)
        try:
            yield name
        finally:
            with suppress(OSError):
                path.unlink()


def take_up_lost_jobs() -> int:
    """Hand the jobs of dead workers to the living; how many. Of two who look at once one does it."""
    found, dead = 0, set[str]()
    for job in DBTaskResult.objects.filter(Q(status=TaskResultStatus.RUNNING) | _BROKEN_OFF):
        worker = str(job.worker_ids[-1]) if job.worker_ids else ""
        if worker in dead or job.status != TaskResultStatus.RUNNING or _is_dead(worker, job.started_at):
            dead.add(worker)
            found += _take_up(job)
    for worker in dead:
        with suppress(OSError):
            _path(worker).unlink()
    return found


def _take_up(job: DBTaskResult[Any, Any]) -> bool:
    running = DBTaskResult.objects.filter(pk=job.pk, status=job.status, started_at=job.started_at)
    said = {"job": job.task_path, "workers": len(job.worker_ids)}
    if len(job.worker_ids) < _TRIES:
        taken = running.update(status=TaskResultStatus.READY, finished_at=None, exception_class_path="", traceback="")
        if taken:
            _LOG.warning("a worker died with a job, which is done again", extra=said)
        return bool(taken)
    why = f"{_TRIES} workers died with this job"
    over = {"finished_at": timezone.now(), "exception_class_path": "", "traceback": why}
    if not running.update(status=TaskResultStatus.FAILED, **over):
        return False
    _LOG.error("a job that workers die of is given up", extra=said)
    if give_up := _GIVE_UP.get(job.task_path):
        give_up(job.args_kwargs["args"][0])
    return True


def _is_dead(worker: str, since: datetime | None) -> bool:
    path = _path(worker)
    if flock is None or not worker or not path.exists():
        return since is None or since < timezone.now() - _SURELY_OVER
    try:
        with path.open("r+") as file:
            flock(file, LOCK_EX | LOCK_NB)
    except FileNotFoundError:  # it ended in order just now
        return True
    except OSError:
        return False
    return True


def _path(worker: str) -> Path:
    return settings.DATA / "workers" / f"{os.path.basename(worker)}.lock"
