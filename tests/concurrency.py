"""Several people at once: each act in a thread of its own, with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T | Exception]:
    """Do all the acts at the same time; for each, in order, what it gave or the exception that it raised.

    The test must be marked `django_db(transaction=True)`: other connections see only what was committed.
    """
    start = Barrier(len(acts))

    def done(act: Callable[[], T]) -> T | Exception:
        try:
            start.wait(timeout=20)
            return act()
        except Exception as error:  # handed to the test, which says what it expects
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(done, acts))
