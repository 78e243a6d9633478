"""What was done in earlier runs over a folder, so that it need not be done again; and what failed in this one."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

from luoshi.cli.failures import Refusal, system_failure
from luoshi.cli.jobs import Known, Outcome, sha256
from luoshi.exchange import json_line

FAILURES = "failures.jsonl"
DONE = ".luoshi-done.jsonl"


class Journal:
    """The record kept in the folder that is written to, of the files of one folder that was read.

    `known` holds what is known of every file that was done. Each line is written out at once: whenever the run is
    stopped, no finished file is forgotten. What an earlier run wrote and no longer holds is removed, but never a file
    that somebody has changed since.
    """

    def __init__(self, out: Path, folder: Path) -> None:
        self._out, self._folder = out.resolve(), str(folder.resolve())
        self._done_path, self._failures_path = out / DONE, out / FAILURES
        self._failed = 0
        self._open_files = ExitStack()
        self.removed = 0  # files written by earlier runs that hold no more
        self.kept: list[str] = []  # the same, but changed by somebody since
        self.known = self._read()

    def __enter__(self) -> Self:
        try:
            self._done_path.parent.mkdir(parents=True, exist_ok=True)
            torn = _is_torn(self._done_path)
            self._done = self._open(self._done_path, "a")
            self._done.write("\n" if torn else "")
            self._failures = self._open(self._failures_path, "w")
        except OSError as error:
            raise Refusal(system_failure(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._open_files.close()
        if not self._failed:
            self._failures_path.unlink(missing_ok=True)

    def record(self, outcome: Outcome) -> None:
        """Write down what became of a file, and remove what earlier runs found in another content of it."""
        if outcome.status == "failed":
            self._failed += 1
            self._failures.write(json_line({"file": outcome.name, "error": outcome.error}))
            self._failures.flush()
            if outcome.name in self.known and not self._is_as_before(outcome.name):
                self._forget(outcome.name)
        elif outcome.status == "done":
            before = self.known.pop(outcome.name, Known())
            wrote = outcome.known.wrote
            if (before.sha256, before.by) == (outcome.known.sha256, outcome.known.by):
                wrote = {**before.wrote, **wrote}  # other formats of the same findings still hold
            self._write(outcome.name, Known(outcome.known.sha256, outcome.known.by, wrote), dict(outcome.counts))
            self._remove({path: digest for path, digest in before.wrote.items() if path not in wrote})

    def forget_all_but(self, names: Collection[str]) -> None:
        """Forget the files that are gone from the folder, and remove what was written for them."""
        for name in sorted(self.known.keys() - set(names)):
            self._forget(name)

    def _is_as_before(self, name: str) -> bool:
        """Whether a file's content is what it was when it was done, so that what was found in it still holds."""
        source = Path(self._folder, name)
        try:
            return source.is_file() and sha256(source) == self.known[name].sha256
        except OSError:
            return False

    def _forget(self, name: str) -> None:
        before = self.known.pop(name, None)
        if before is not None:
            self._write(name, Known(), {})
            self._remove(before.wrote)

    def _write(self, name: str, known: Known, counts: dict[str, int]) -> None:
        line = {"file": name, "sha256": known.sha256, **counts, "by": known.by, "wrote": known.wrote}
        self._done.write(json_line({**line, "of": self._folder}))
        self._done.flush()

    def _remove(self, wrote: dict[str, str]) -> None:
        for name, digest in wrote.items():
            path = self._out / name
            if not path.is_file() or not path.resolve().is_relative_to(self._out):
                continue
            try:
                if sha256(path) != digest:
                    self.kept.append(name)
                    continue
                path.unlink()
            except OSError:
                self.kept.append(name)
                continue
            self.removed += 1
            _remove_empty(path.parent, self._out)

    def _open(self, path: Path, mode: str) -> IO[str]:
        return self._open_files.enter_context(path.open(mode, encoding="utf-8", errors="replace"))

    def _read(self) -> dict[str, Known]:
        known: dict[str, Known] = {}
        try:
            with self._done_path.open(encoding="utf-8", errors="replace") as lines:
                self._take(lines, known)
        except OSError:  # the first run
            return {}
        return known

    def _take(self, lines: Iterable[str], known: dict[str, Known]) -> None:
        """A file's last line counts; a line that was cut off when the power went is no line.

        What was read in another folder is none of this run's business, unless it bears the same name: its results
        are then written over.
        """
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if not isinstance(told, dict) or not isinstance(told.get("file"), str):
                continue
            known.pop(told["file"], None)
            wrote = told.get("wrote")
            if told.get("of") == self._folder and told.get("sha256") and isinstance(wrote, dict):
                known[told["file"]] = Known(str(told["sha256"]), str(told.get("by")), wrote)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder below `top` that holds nothing any more, and those above it."""
    while folder != top and folder.is_relative_to(top) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _is_torn(path: Path) -> bool:
    """Whether a file's last line was cut off, so that the next one must not be glued to it."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"
