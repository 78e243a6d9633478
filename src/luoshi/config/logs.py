"""Logs: one line of JSON each, without personal data."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

# What a log line may carry beside its message: nothing that names a person or repeats what was typed.
_FIELDS = ("status", "method", "route", "milliseconds", "user_id", "job", "version_id", "size")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, and the few fields that are allowed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. Where an exception came from stands in its own field; what it says may repeat what was typed."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        line |= {name: value for name in _FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[1]:
            line["trace"] = _trace(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """What a record says; of Django's on a request only the kind of failure, as the address may hold anything."""
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        record.route = match.route if match else None
        return str(record.args[0])
    return record.getMessage()


def _trace(error: BaseException) -> str:
    """The places and kinds of an exception and of those that led to it, the first cause first, without messages."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{_trace(cause)}\n" if cause else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}"
