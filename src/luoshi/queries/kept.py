"""What is worked out once after each event of a programme or of its region, and kept: every change has its event."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary

from django.core.cache import caches
from django.db.models import Q, QuerySet

from luoshi.queries.compiled import compiled
from luoshi.records.models import Chain, Programme

_Kept = TypeVar("_Kept")
_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Head:
    """Where a programme's log ends: how many events it has, and a key that changes with each of its or its region's.

    The key is empty for a programme of which no event tells yet: nothing is kept for it.
    """

    length: int
    key: str


def head_of(programme: Programme) -> Head:
    """Where the log ends now. One query."""
    rows = _ends(programme.pk, programme.region_id)
    length = next((length for owner, length, _hash in rows if owner is not None), 0)
    return Head(length, f"{programme.pk}-{'-'.join(last for *_rest, last in rows)}" if length else "")


@compiled
def _ends(programme: int, region: int) -> QuerySet[Chain, tuple[int | None, int, str]]:
    ends = Chain.objects.filter(Q(programme=programme) | Q(region=region)).order_by("pk")
    return ends.values_list("programme", "length", "last_hash")


def kept(head: Head, name: str, work_out: Callable[[], _Kept]) -> _Kept:
    """What was worked out under this name at this end of the log, else what `work_out` returns, which is kept.

    The name says what else it depends on, such as a day or a person. `head` must have been read before: a change that
    commits meanwhile then makes a kept value newer than its key, never older. Of several threads that ask at once one
    works it out, and the others wait for it.
    """
    if not head.key:
        return work_out()
    cache, key = caches["kept"], f"{name}-{head.key}"
    known = cache.get(key)
    if known is None:
        with _turn(key):
            known = cache.get(key)
            if known is None:
                known = work_out()
                cache.set(key, known, _SECONDS)
    return cast(_Kept, known)


_GATE = Lock()
_TURNS: WeakValueDictionary[str, Any] = WeakValueDictionary()  # a lock is gone when nobody wants it any more


def _turn(key: str) -> AbstractContextManager[bool]:
    """One lock for all who want the same."""
    with _GATE:
        turn: AbstractContextManager[bool] = _TURNS.setdefault(key, RLock())
        return turn
