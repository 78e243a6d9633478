"""The server behind `luoshi serve`: gunicorn, whose processes take requests from one queue as they have a hand free."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

# Requests that one process answers at a time. It takes no more from the queue, so that none waits behind a busy process
# while another has nothing to do; therefore connections are not kept open either, which would count among them.
_THREADS = 4
_SILENCE = 20  # seconds in which a client that has begun must say something
_GRACE = 20  # seconds that a request has to end when the server stops
_HANGS = 120  # seconds after which a process that does not move is replaced
_ADDRESS = 8190  # characters of an address, such as a ledger's with all its filters


class Server(BaseApplication):
    """The desk on an address. `run` returns when a signal ends it; `ready` is called when it listens."""

    def __init__(self, host: str, port: int, *, workers: int, ready: Callable[[], None]) -> None:
        self._bound, self._workers, self._ready = (host, port), workers, ready
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told; what it would read from files and variables is not asked."""
        host, port = self._bound
        settings = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": _THREADS,
            "worker_connections": _THREADS,
            "keepalive": 0,
            "timeout": _HANGS,
            "graceful_timeout": _GRACE,
            "limit_request_line": _ADDRESS,
            "secure_scheme_headers": {},  # whether a proxy is trusted is Django's to say: LUOSHI_PROXY
            "control_socket_disable": True,
            "logconfig_dict": _logging(),
            "when_ready": self._listening,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The application, loaded by each process for itself."""
        from luoshi.config.wsgi import application

        return application

    def _listening(self, arbiter: Arbiter) -> None:
        """Connections inherit from their listener that silence ends them: half a request would hold a thread."""
        for listener in arbiter.LISTENERS:
            listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _SILENCE, 0))
        self._ready()


def _logging() -> dict[str, Any]:
    """The desk's own lines; of the server what is a warning at least."""
    from django.conf import settings

    quiet = {"level": "WARNING", "handlers": [], "propagate": True}
    named = {"gunicorn.error": quiet, "gunicorn.access": quiet}
    lines: dict[str, Any] = settings.LOGGING
    return {**lines, "loggers": {**lines["loggers"], **named}}
