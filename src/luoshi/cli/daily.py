"""The daily job from the command line, for cron, and the clock by which a worker starts it."""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.cli.failures import BadCall
from luoshi.cli.server import made_ready
from luoshi.cli.streams import write_out

if TYPE_CHECKING:
    from luoshi.records.models import Programme
    from luoshi.services.daily import Ran

_LOOK = 60.0  # seconds between the clock's looks


def daily_command(
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help="The day, such as 2025-09-10; today if not said."),
    ] = None,
    programme: Annotated[
        int | None, typer.Option("--programme", metavar="ID", help="One programme; all that are running if not said.")
    ] = None,
) -> None:
    """Compute the lights and issue the sheets of the day; a worker does it by itself after six in the morning.

    Run twice it does nothing. A day that was missed is made up for by the next.
    """
    made_ready()
    from luoshi.records import clock
    from luoshi.services.daily import run_day

    wanted = day.date() if day else clock.today()
    if wanted > clock.today():
        raise BadCall(f"--day {wanted}: that day has not come yet")
    for one in _programmes(programme):
        write_out(f"{_told(run_day(one, wanted))}\n".encode())


def _programmes(wanted: int | None) -> list[Programme]:
    from luoshi.records.models import Programme

    found = Programme.objects.filter(pk=wanted) if wanted is not None else Programme.objects.all()
    if wanted is not None and not found:
        raise BadCall(f"--programme {wanted}: there is none with this number")
    return list(found.order_by("pk"))


def _told(ran: Ran) -> str:
    name = f"{ran.programme.name} {ran.day}"
    if ran.again or ran.climbed is None:
        return f"{name}: done before"
    sheets = f"{ran.climbed.issued} sheets issued, {ran.climbed.met} met, {ran.climbed.missed} missed"
    return f"{name}: {ran.turned} lights turned, {sheets}"


class DailyClock:
    """A thread of a worker that hands in the day's job once it is time; with several workers it is still done once."""

    def __init__(self) -> None:
        self._ending = Event()
        self._thread = Thread(target=self._watch, name="daily-clock", daemon=True)

    def __enter__(self) -> DailyClock:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join(_LOOK)

    def _watch(self) -> None:
        from django.db import DatabaseError, close_old_connections, connections

        from luoshi.services.daily import hand_in_due
        from luoshi.services.lost_jobs import take_up_lost_jobs
        from luoshi.services.notices import wake_if_needed

        while True:
            try:
                close_old_connections()
                hand_in_due()
                wake_if_needed()
                take_up_lost_jobs()
            except DatabaseError:  # it may come back; the next look tries again
                logging.getLogger("luoshi.daily").warning("the database could not be asked for the day's jobs")
            if self._ending.wait(_LOOK):
                connections.close_all()
                return
