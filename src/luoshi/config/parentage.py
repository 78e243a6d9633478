"""A process that ends when the one that started it is gone: one that was killed outright cannot end its children."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread

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
