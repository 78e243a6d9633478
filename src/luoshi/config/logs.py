"""Logs: one line of JSON each, without personal data."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

# What a log line may carry beside its message: nothing that names a person or repeats what was typed.
_FIELDS = ("status", "method", "route", "milliseconds", "user_id", "job", "version_id", "size")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, logger, message, and the few fields that are allowed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. A traceback stands in its own field."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name in _FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
