"""What was done in earlier runs over a folder, so that it need not be done again; and what failed in this one."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

from luoshi.cli.failures import Refusal, system_failure
from luoshi.cli.jobs import Outcome
from luoshi.exchange import json_line

FAILURES = "failures.jsonl"
DONE = ".luoshi-done.jsonl"


class Journal:
    """The record kept in the folder that is written to.

    `known` holds the content's digest of every file that was done under the same fingerprint. Each line is written out
    at once: whenever the run is stopped, no finished file is forgotten.
    """

    def __init__(self, out: Path, fingerprint: str) -> None:
        self._done_path, self._failures_path = out / DONE, out / FAILURES
        self._fingerprint = fingerprint
        self._failed = 0
        self._open_files = ExitStack()
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
        """Write down what became of a file."""
        if outcome.status == "failed":
            self._failed += 1
            self._failures.write(json_line({"file": outcome.name, "error": outcome.error}))
            self._failures.flush()
        elif outcome.status == "done":
            line = {"file": outcome.name, "sha256": outcome.sha256, **dict(outcome.counts), "by": self._fingerprint}
            self._done.write(json_line(line))
            self._done.flush()

    def _open(self, path: Path, mode: str) -> IO[str]:
        return self._open_files.enter_context(path.open(mode, encoding="utf-8", errors="replace"))

    def _read(self) -> dict[str, str]:
        known: dict[str, str] = {}
        try:
            with self._done_path.open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    self._take(line, known)
        except OSError:  # the first run
            return {}
        return known

    def _take(self, line: str, known: dict[str, str]) -> None:
        """A file's last line counts; a line that was cut off when the power went is no line."""
        try:
            told = json.loads(line)
        except ValueError:
            return
        if isinstance(told, dict) and isinstance(told.get("file"), str):
            if told.get("by") == self._fingerprint:
                known[told["file"]] = str(told.get("sha256"))
            else:
                known.pop(told["file"], None)


def _is_torn(path: Path) -> bool:
    """Whether a file's last line was cut off, so that the next one must not be glued to it."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"
