"""Feeds the whole pipeline hostile text of two lengths; prints, as JSON, where the work grows faster than the text.

Run as a child process with a limit of CPU seconds: `python -m tests.architecture.growth 300`.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from benchmarks.texts import HOSTILE
from luoshi import extract, read
from luoshi.responsibility import read_rows

SHORT, LONG = 5_000, 40_000  # characters
# LONG is eight times SHORT: linear work grows eightfold, quadratic sixty-fourfold.
GROWTH = 20
# CPU seconds on LONG: 200,000 characters a second are fast enough not to be asked how they grew.
UNSUSPICIOUS = 0.2
LIMIT = 10.0  # CPU seconds for one text
PIPELINES: dict[str, Callable[[str], object]] = {
    "extract": lambda text: extract(read(text)),
    "read_rows": lambda text: read_rows(read(text)),
}


class TooSlowError(Exception):
    """A text took longer than its limit."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


def _spent(work: Callable[[str], object], text: str) -> float:
    """CPU seconds; TooSlowError above LIMIT."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    start = time.process_time()
    try:
        work(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _grows(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    after = _spent(work, make(LONG))
    return after > UNSUSPICIOUS and after > GROWTH * _spent(work, make(SHORT))


def _is_slow(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    try:
        # Measured twice before it counts: the first time may have been disturbed.
        return _grows(work, make) and _grows(work, make)
    except TooSlowError:
        return True


def main() -> None:
    """Look at every pipeline on every text and print what was found."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.signal(signal.SIGVTALRM, _stop)
    for work in PIPELINES.values():
        work("二、重点工作\n新增企业300家。\n")  # lexicons are loaded and patterns compiled before the clock runs
    slow = [[name, text] for name, work in PIPELINES.items() for text, make in HOSTILE.items() if _is_slow(work, make)]
    sys.stdout.write(json.dumps({"texts": len(HOSTILE), "slow": slow}))


if __name__ == "__main__":
    main()
