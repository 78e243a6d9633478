"""Two who write at once and wait for each other: the database ends one of them, and he is told to send it again."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from luoshi.desk.views.errors import busy

# PostgreSQL: serialization failure, deadlock, a lock not to be had (its manual, appendix A).
_STATES = frozenset({"40001", "40P01", "55P03"})
# What SQLite says after it waited in vain. Sample: database is locked; near miss: disk I/O error
_LOCKED = "locked"


class Collisions:
    """Middleware: the services let nobody wait for who waits for him, so this is for what nobody has thought of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page that says to send it again, where that is all there is to do; nothing of it was kept."""
        return busy(request) if isinstance(error, OperationalError) and _is_collision(error) else None


def _is_collision(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in _STATES or _LOCKED in str(error)
