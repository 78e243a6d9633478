"""Health: whether this server can read and write, for whoever watches it."""

from __future__ import annotations

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def health(request: HttpRequest) -> JsonResponse:
    """200 with every part "ok", or 503 with the part that is not; nothing else is told."""
    parts = {"database": _database(), "files": os.access(settings.DATA, os.W_OK)}
    sound = all(parts.values())
    answer = {name: "ok" if well else "failed" for name, well in parts.items()}
    response = JsonResponse({"status": "ok" if sound else "failed", **answer}, status=200 if sound else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False
