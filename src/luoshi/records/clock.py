"""The clock of the ledger: now and today, which a demonstration or a test may set to another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

_STANDS: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment, with its time zone: the one set by `stopped_at`, else the present one on the installation's day."""
    stands = _STANDS.get()
    if stands is not None:
        return stands
    present = timezone.now()
    if settings.LUOSHI_TODAY is None:
        return present
    local = timezone.localtime(present)
    return timezone.make_aware(datetime.combine(settings.LUOSHI_TODAY, local.time()))


def passing() -> datetime:
    """The moment by which all that waits comes due, such as a digest, or a mail held back in quiet hours.

    It is `now`, save where the installation's day stands still: there it is the real moment, of the same time of day.
    On a day that begins anew at midnight, tomorrow's eight o'clock would never come.
    """
    stands = _STANDS.get()
    return timezone.now() if stands is None else stands


def today() -> date:
    """The day, in the installation's time zone."""
    return timezone.localdate(now())


@contextmanager
def stopped_at(moment: datetime | date) -> Iterator[None]:
    """Let the clock stand at a moment, or at nine in the morning of a day, while something is done."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time(9)))
    token = _STANDS.set(moment)
    try:
        yield
    finally:
        _STANDS.reset(token)
