"""One log line for each request that changed something, failed or was slow: its route, never its address or body."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_SLOW = 1.0  # seconds
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
