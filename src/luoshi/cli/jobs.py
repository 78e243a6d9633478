"""The work on one file of a folder, as a process of its own does it."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Literal

from luoshi.cli import failures
from luoshi.cli.choices import Format
from luoshi.cli.inputs import load, nothing_found, pieces, remarks
from luoshi.cli.reader import Reader
from luoshi.cli.streams import write_file
from luoshi.exchange import Listed, render


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file that was done: its content's digest, by what it was done, and what was written.

    `wrote` maps each output, relative to the folder that is written to, to the digest of its content.
    """

    sha256: str = ""
    by: str = ""
    wrote: dict[str, str] = field(default_factory=dict)


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
    known: Known = field(default_factory=Known)

    def fingerprint(self) -> str:
        """What else than the file decides what is found; done under another fingerprint is not done."""
        return f"luoshi {version('luoshi')}; {self.reader}"

    def is_done(self, digest: str) -> bool:
        """Whether all that is wanted of a file with that content was written by an earlier run, and is still there."""
        if (self.known.sha256, self.known.by) != (digest, self.fingerprint()):
            return False
        return all(path.exists() and self.written_as(path) in self.known.wrote for _, path in self.outputs())

    def written_as(self, path: Path) -> str:
        """An output's name relative to the folder that is written to."""
        return path.relative_to(self.out).as_posix()

    def outputs(self) -> list[tuple[Format, Path]]:
        """The files to write: the input's own name, then what is listed in it, then the form."""
        kind = "" if self.listed == "statements" else f".{self.listed}"
        return [
            (form, self.out / f"{self.name}{kind if form in ('jsonl', 'csv') else ''}.{form}") for form in self.forms
        ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `remarks` are to be said on standard error."""

    name: str
    status: Literal["done", "unchanged", "failed"]
    error: str = ""
    known: Known = field(default_factory=Known)
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
    digest = sha256(source)
    if job.is_done(digest):
        return Outcome(job.name, "unchanged")
    document = load(str(source), job.reader)
    found = pieces(document)
    if not found:
        raise failures.Refusal("no document in it is a work report")
    wrote: dict[str, str] = {}
    for form, path in job.outputs():
        data = render(found, form, job.listed)
        write_file(path, data)
        wrote[job.written_as(path)] = hashlib.sha256(data).hexdigest()
    counts = (
        ("documents", len(found)),
        ("statements", sum(len(piece.extraction.statements) for piece in found)),
        ("tasks", sum(len(piece.extraction.tasks) for piece in found)),
        ("unresolved", sum(len(piece.extraction.unresolved) for piece in found)),
    )
    said = [*remarks(document), nothing_found(found, "everything")]
    known = Known(digest, job.fingerprint(), wrote)
    return Outcome(job.name, "done", known=known, counts=counts, remarks=tuple(filter(None, said)))


def sha256(path: Path) -> str:
    """The digest of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
