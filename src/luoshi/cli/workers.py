"""Processes that share the work on many files; one that dies takes nothing with it but the file that killed it."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, get_context

from luoshi.cli.jobs import Job, Outcome, work

_IN_HAND = 4  # files for each process that are handed out at a time, which bounds the memory


def outcomes(jobs: Iterable[Job], count: int) -> Iterator[Outcome]:
    """Do the jobs in `count` processes; outcomes come as they are ready.

    When a process dies (out of memory, a fault in a library), the files in hand are read again one by one, each in a
    process of its own, so that only the guilty one fails.
    """
    waiting = iter(jobs)
    lost = yield from _together(waiting, count)
    while lost:
        for job in lost:
            yield from _alone(job)
        lost = yield from _together(waiting, count)


def _together(jobs: Iterator[Job], count: int) -> Generator[Outcome, None, list[Job]]:
    """Do jobs until there are no more, or a process dies; returns those that were in hand then."""
    running: dict[Future[Outcome], Job] = {}
    with _pool(count) as pool:
        try:
            while True:
                for job in islice(jobs, count * _IN_HAND - len(running)):
                    running[_submit(pool, job)] = job
                if not running:
                    return []
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome = future.result()
                    del running[future]
                    yield outcome
        except BrokenProcessPool:
            return list(running.values())


def _alone(job: Job) -> Iterator[Outcome]:
    with _pool(1) as pool:
        try:
            yield pool.submit(work, job).result()
        except BrokenProcessPool:
            yield Outcome(job.name, "failed", error="the process that read it died (out of memory?); read it by itself")


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future[Outcome]:
    """Hand a job out; to a pool that has died in the meantime too, as a future that says so."""
    try:
        return pool.submit(work, job)
    except BrokenProcessPool as error:
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    # Forking a process that has threads (the progress bar's) may hang; a fresh one cannot.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=fresh, initializer=_end_on_interrupt) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise
        except BaseException:  # stopped from the keyboard, or the caller wants no more: do not wait for the rest
            for child in active_children():
                child.terminate()
            raise


def _end_on_interrupt() -> None:
    """Let Ctrl-C, which reaches the whole group of processes, end a worker without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
