"""The work on one file of a folder, as a process of its own does it."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Literal

from luoshi.cli import failures
from luoshi.cli.choices import Format
from luoshi.cli.inputs import load, pieces, remarks
from luoshi.cli.reader import Reader
from luoshi.cli.streams import write_file
from luoshi.exchange import Listed, render

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: `name` within `folder`, what to write to `out`, and what is known of it from an earlier run."""

    name: str
    folder: Path
    out: Path
    forms: tuple[Format, ...]
    listed: Listed
    reader: Reader
    seconds: float
    known: str | None = None

    def fingerprint(self) -> str:
        """What else than the file decides the outcome; done under another fingerprint is not done."""
        return f"luoshi {version('luoshi')}; {' '.join(self.forms)}; {self.listed}; {self.reader}"

    def outputs(self) -> list[tuple[Format, Path]]:
        """The files to write: the input's own name, then what is listed in it, then the form."""
        kind = "" if self.listed == "statements" else f".{self.listed}"
        return [
            (form, self.out / f"{self.name}{kind if form in ('jsonl', 'csv') else ''}.{form}") for form in self.forms
        ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `sha256` is of its content; `remarks` are to be said on standard error."""

    name: str
    status: Literal["done", "unchanged", "failed"]
    sha256: str = ""
    error: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    remarks: tuple[str, ...] = ()


class _TooSlow(BaseException):
    """The time for a file is up. No library's `except Exception` shall swallow it."""


def work(job: Job) -> Outcome:
    """Read one file, write what is found in it, and tell; never raises for anything that a file can hold."""
    try:
        with _at_most(job.seconds):
            return _work(job)
    except _TooSlow:
        return Outcome(job.name, "failed", error=f"not done within {job.seconds:g} seconds (--seconds allows more)")
    except failures.Refusal as error:
        return Outcome(job.name, "failed", error=str(error).removeprefix(f"{job.folder / job.name}: "))
    except OSError as error:
        return Outcome(job.name, "failed", error=failures.system_failure(error))
    except Exception as error:
        if failures.is_debugging():
            raise
        return Outcome(job.name, "failed", error=failures.unforeseen(error))


def _work(job: Job) -> Outcome:
    source = job.folder / job.name
    digest = _sha256(source)
    if digest == job.known and all(path.exists() for _, path in job.outputs()):
        return Outcome(job.name, "unchanged", digest)
    document = load(str(source), job.reader)
    found = pieces(document)
    if not found:
        raise failures.Refusal("no document in it is a work report")
    for form, path in job.outputs():
        write_file(path, render(found, form, job.listed))
    counts = (
        ("documents", len(found)),
        ("statements", sum(len(piece.extraction.statements) for piece in found)),
        ("tasks", sum(len(piece.extraction.tasks) for piece in found)),
        ("unresolved", sum(len(piece.extraction.unresolved) for piece in found)),
    )
    return Outcome(job.name, "done", digest, counts=counts, remarks=tuple(remarks(document)))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Let the block run so long and no longer; for the main thread of a process of its own."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
