"""What holds for every request: a log line for some, what is turned away before it costs anything, what is not cached.

A log line is written for a request that changed something, failed or was slow: its route, never its address or body.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse

_SLOW = 1.0  # seconds
_STRANGERS = 100_000  # bytes of a form that somebody who has not signed in sends
_FILES = 4  # times the largest file, in one request
_LOG = logging.getLogger("luoshi.requests")


class RequestLog:
    """Middleware that logs; the route is the pattern (documents/<int:pk>/), not the address with its names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        began = time.perf_counter()
        response = self._get_response(request)
        took = time.perf_counter() - began
        if response.status_code >= 500 or took > _SLOW or request.method not in ("GET", "HEAD"):
            route = request.resolver_match.route if request.resolver_match else ""
            user = getattr(request, "user", None)
            _LOG.info(
                "request",
                extra={
                    "status": response.status_code,
                    "method": request.method,
                    "route": route,
                    "milliseconds": round(took * 1000),
                    "user_id": getattr(user, "pk", None),
                },
            )
        return response


class Bounds:
    """Middleware that refuses bodies without measure before they are written to disk, and characters nobody types."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request. Raises RequestDataTooBig; nothing has read the body yet."""
        size = request.headers.get("Content-Length", "")
        sent = int(size) if size.isdecimal() and len(size) < 16 else 0
        if sent > _STRANGERS and (sent > _FILES * settings.UPLOAD_LIMIT or not request.user.is_authenticated):
            raise RequestDataTooBig
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Refuse NUL, which no database keeps, in what a form sends; the proof of origin has been checked by now."""
        if request.method == "POST":
            for _name, values in request.POST.lists():
                if any("\0" in value for value in values):
                    raise SuspiciousOperation("NUL in a form")


class PrivatePages:
    """Middleware that keeps what somebody saw who signed in out of every cache, the browser's own included.

    Office machines are shared: after signing out, the way back must not show the last page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self._get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response
