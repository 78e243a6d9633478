"""Environment variables read once, by helpers that refuse nonsense; every one is named here or in settings.

Raises SettingError, whose message names the variable, what it holds and what it may hold.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from luoshi.records.secret_files import made_once

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """A setting that says something it may not."""


def text(name: str, default: str = "") -> str:
    """A variable as it stands."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """A variable that is on or off."""
    written = os.environ.get(name)
    if written is None:
        return default
    if written.strip().lower() in _YES | _NO:
        return written.strip().lower() in _YES
    raise SettingError(f"{name} is {written!r}; it must be 1 or 0")


def number(name: str, default: int, *, low: int = 0, high: int = 1 << 40) -> int:
    """A whole number between two others, both included."""
    written = text(name)
    if not written:
        return default
    if not written.isdecimal() or not low <= int(written) <= high:
        raise SettingError(f"{name} is {written!r}; it must be a whole number from {low} to {high}")
    return int(written)


def day(name: str) -> date | None:
    """A day such as 2025-09-10, or none."""
    written = text(name)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise SettingError(f"{name} is {written!r}; it must be a day such as 2025-09-10") from None


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Words parted by commas."""
    written = text(name)
    return [word.strip() for word in written.split(",") if word.strip()] if written else list(default)


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    """One of a few words."""
    written = text(name, default)
    if written not in allowed:
        raise SettingError(f"{name} is {written!r}; it must be one of {', '.join(allowed)}")
    return written


def folder(name: str, default: Path) -> Path:
    """A folder, which is made when it is not there, and then is its owner's alone."""
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name} is {str(path)!r}, which cannot be made a folder: {error.strerror}") from error
    return path


def secret(name: str, kept_in: Path) -> str:
    """A secret from the environment, or one made once and kept in a file that only the owner may read."""
    if written := text(name):
        return written
    return made_once(kept_in)


def database(name: str, default: Path) -> dict[str, Any]:
    """Django's settings of a database from an address: postgresql://user:password@host:port/name, or a SQLite file.

    What follows a question mark is handed to libpq (sslmode=require, host=/run/postgresql for a socket file; options=
    for a pooler that takes none), save prepared=no, for a pooler that hands each transaction to another connection.

    >>> database("LUOSHI_UNSET", Path("/data/luoshi.sqlite3"))["ENGINE"]
    'django.db.backends.sqlite3'
    """
    address = text(name)
    if not address or address.startswith("sqlite:"):
        path = address.removeprefix("sqlite:").removeprefix("//") or str(default)
        return _sqlite(path)
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingError(f"{name} must look like postgresql://user:password@host:5432/name or sqlite:///file")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    # Pages ask the same questions again and again: the server plans each once for every connection.
    prepared = {"server_side_binding": True, "prepare_threshold": 3} if options.pop("prepared", "") != "no" else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Pages ask short questions, for which compiling a query first costs more than answering it.
        "OPTIONS": {"options": "-c jit=off", **prepared, **options},
        "CONN_MAX_AGE": 600,  # seconds; a new connection has to plan everything anew
        "CONN_HEALTH_CHECKS": True,
    }


def mail(name: str) -> dict[str, Any]:
    """Django's settings of mail from an address: smtp://user:password@host:587, or smtps:// for TLS from the start.

    smtp:// changes to TLS before it signs in; a relay in the own house that knows no TLS needs ?tls=0.

    >>> mail("LUOSHI_UNSET")
    {}
    """
    address = text(name)
    if not address:
        return {}
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == 0:
        raise SettingError(
            f"{name} is no mail server's address; it must look like smtp://user:password@host:587 or smtps://…:465"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and dict(parse_qsl(parts.query)).get("tls") != "0",
    }


def origin(name: str) -> str:
    """Where a server is reached, such as https://desk.example, without a slash at its end; or nothing."""
    written = text(name).rstrip("/")
    parts = urlsplit(written)
    if written and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise SettingError(f"{name} is {written!r}; it must look like https://desk.example")
    return written


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits at its start rather than failing in the middle
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        "CONN_MAX_AGE": 60,  # opening a file anew for each request costs more than most pages ask of it
    }
