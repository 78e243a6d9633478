"""A process that ends when the one that started it is gone: one that was killed outright cannot end its children."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread

# Set by `luoshi serve` for the processes that answer requests; they would keep the port from the next server.
SERVER = "LUOSHI_SERVER_PROCESS"
_LOOK = 0.5  # seconds


def end_with(parent: int, patience: float) -> None:
    """Ask this process to end when its parent is no longer `parent`, and end it after `patience` seconds."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(patience)
        os._exit(1)

    Thread(target=watch, name="parentage", daemon=True).start()


def end_with_server() -> None:
    """The same, in a process that answers requests for `luoshi serve`; in any other nothing happens."""
    server = os.environ.get(SERVER, "")
    if server.isdecimal() and int(server) != os.getpid():
        end_with(int(server), 3.0)
