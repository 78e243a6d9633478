"""Several people at once: each act in a thread of its own, with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pkgutil import resolve_name
from threading import Barrier, BrokenBarrierError
from typing import TypeVar
from unittest.mock import patch

from django.db import connection, connections

T = TypeVar("T")


@contextmanager
def meeting_at(where: str, count: int = 2, patience: float = 0.7) -> Iterator[None]:
    """Let so many threads meet before any of them calls the function named by its path: both have read, none wrote.

    A race is so lost each time instead of once in a hundred. Who is held back elsewhere by a lock never comes; after
    `patience` seconds the others go on without. On SQLite, where who writes holds back everybody, it is short.
    """
    inside, met = resolve_name(where), Barrier(count)
    patience = patience if connection.vendor == "postgresql" else 0.1

    def after_all_came(*args: object, **kwargs: object) -> object:
        with suppress(BrokenBarrierError):
            met.wait(timeout=patience)
        return inside(*args, **kwargs)

    with patch(where, after_all_came):
        yield


@contextmanager
def overtaken_at(where: str, act: Callable[[], T], patience: float = 0.7) -> Iterator[Future[T]]:
    """Let somebody else act, from beginning to end, when the function named by its path is called for the first time.

    What whoever calls it read before is then no longer so. Where the other is held back by a lock, the caller goes on
    after `patience` seconds; what the other gave is asked of the future, which is done when the block ends.
    """
    inside, begun = resolve_name(where), list[Future[T]]()

    def done() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        given: Future[T] = Future()

        def after_it(*args: object, **kwargs: object) -> object:
            if not begun:
                begun.append(threads.submit(done))
                wait(begun, timeout=patience)
            return inside(*args, **kwargs)

        with patch(where, after_it):
            yield given
        assert begun, f"nobody called {where}"
        wait(begun)
    if error := begun[0].exception():
        given.set_exception(error)
    else:
        given.set_result(begun[0].result())


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
