"""Measuring by CPU time on one core, and the plain tables that are printed."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROUNDS = 5


def stay_on_one_core() -> None:
    """Bind this process to one core, where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of the CPU seconds that some work takes, after one round that is not counted."""
    work()
    return statistics.median(once(work) for _ in range(rounds))


def once(work: Callable[[], object]) -> float:
    """The CPU seconds that some work takes, done once."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_memory() -> float:
    """The most memory that this process has held, in MB (Linux only)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def show(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as Markdown: the first column to the left, the figures to the right."""
    print(f"\n## {title}\n")
    print("| " + " | ".join(header) + " |")
    print("| --- |" + " ---: |" * (len(header) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)
