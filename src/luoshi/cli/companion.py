"""A job worker that runs beside the server: started with it, started again when it dies, stopped with it."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event, Thread
from types import TracebackType

from luoshi.cli.streams import say

# A worker that was asked to end finishes its job first; one that takes longer is a reading that hangs.
_PATIENCE = 20.0  # seconds
_WORKER = [sys.executable, "-c", "from luoshi.cli.main import run; run()", "worker"]
_PAUSE = 2.0  # seconds before one that died is started again


class Companion:
    """`luoshi worker` as a child process, for as long as the `with` block lasts."""

    def __init__(self) -> None:
        self._ending = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._look_after, daemon=True)

    def __enter__(self) -> Companion:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(_PATIENCE)
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _look_after(self) -> None:
        while not self._ending.is_set():
            # Should this process be killed outright, the worker notices by itself.
            self._process = subprocess.Popen([*_WORKER, "--parent", str(os.getpid())])
            if self._ending.is_set():  # the end came while it was being started
                self._process.terminate()
            status = self._process.wait()
            if not self._ending.wait(_PAUSE):
                say(f"the worker ended with status {status} and is started again")
