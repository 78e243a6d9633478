"""System checks: mistakes of deployment, each with an id and a hint. `luoshi manage check --deploy` runs them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from luoshi.queries import audit_keys
from luoshi.records import append_only

_SHORTEST_KEY = 40
_OLDEST_POSTGRESQL = 150000


def register_all() -> None:
    """Tell Django of every check here."""
    checks.register(check_exposure, checks.Tags.security, deploy=True)
    checks.register(check_files, checks.Tags.security)
    checks.register(check_database, checks.Tags.database)
    checks.register(check_log, checks.Tags.database)


def check_exposure(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """What must not be in front of strangers."""
    found: list[checks.CheckMessage] = []
    if settings.DEMO:
        found.append(checks.Error("This is the demonstration.", hint="Unset LUOSHI_DEMO.", id="luoshi.E001"))
    if settings.DEBUG:
        found.append(
            checks.Error("Errors show settings and code to anybody.", hint="Unset LUOSHI_DEBUG.", id="luoshi.E009")
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(checks.Error("Any host name is served.", hint="Name them in LUOSHI_HOSTS.", id="luoshi.E002"))
    if not settings.HTTPS:
        found.append(
            checks.Warning("Passwords travel unencrypted.", hint="Serve HTTPS, set LUOSHI_HTTPS=1.", id="luoshi.W003")
        )
    if settings.SECOND_FACTOR != "required":
        found.append(
            checks.Warning("No second factor is asked for.", hint="Unset LUOSHI_SECOND_FACTOR.", id="luoshi.W004")
        )
    return found


def check_files(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """That data and secrets are the owner's alone."""
    found: list[checks.CheckMessage] = []
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        found.append(
            checks.Error(
                "The secret key is too short.",
                hint=f"LUOSHI_SECRET_KEY needs {_SHORTEST_KEY} characters or more; unset, one is made.",
                id="luoshi.E005",
            )
        )
    if not os.access(settings.DATA, os.W_OK):
        found.append(
            checks.Error(
                f"{settings.DATA} cannot be written to.", hint="Set LUOSHI_DATA to a folder of yours.", id="luoshi.E006"
            )
        )
    elif (settings.DATA.stat().st_mode & 0o077) and os.name == "posix":
        found.append(
            checks.Warning(
                f"Other users of this computer may open {settings.DATA}, sessions and password hashes included.",
                hint=f"Run chmod 700 {settings.DATA}",
                id="luoshi.W010",
            )
        )
    return found


def check_database(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """That the database is recent enough."""
    if connection.vendor != "postgresql":
        return []
    connection.ensure_connection()
    version = getattr(connection, "pg_version", _OLDEST_POSTGRESQL)
    if version >= _OLDEST_POSTGRESQL:
        return []
    return [checks.Error("PostgreSQL is too old.", hint="Version 15 or later is needed.", id="luoshi.E007")]


def check_log(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """That the log goes on with the key it was begun with, and that the database protects it."""
    if not {"records_chain", "records_event"} <= set(connection.introspection.table_names()):
        return []  # nothing is there yet: another check tells that
    found: list[checks.CheckMessage] = []
    try:
        keys = audit_keys.ring()
    except audit_keys.AuditKeyError as error:
        return [checks.Error(str(error), hint="Keep a backup of it apart from the database.", id="luoshi.E011")]
    try:
        known = audit_keys.fingerprints()
    except DatabaseError:
        return []  # the tables are older than this release: migrating brings them up to date
    if others := [one for one in known if one != keys.current.fingerprint]:
        hint = "Put the old key back, or put the new one before it and run luoshi audit accept-key."
        words = f"The key of the log ({keys.current.fingerprint}) is another one than {', '.join(others)}."
        found.append(checks.Error(words, hint=hint, id="luoshi.E011"))
    if len(keys.current.secret) < audit_keys.SHORTEST:
        hint = f"{audit_keys.SHORTEST} characters or more; unset LUOSHI_AUDIT_KEY, and one is made."
        found.append(checks.Error("The key of the log is too short.", hint=hint, id="luoshi.E012"))
    if not settings.AUDIT_KEY and os.name == "posix" and settings.AUDIT_KEY_FILE.stat().st_mode & 0o077:
        file = settings.AUDIT_KEY_FILE
        hint = f"Run chmod 600 {file}"
        found.append(checks.Warning(f"Other users of this computer may read {file}.", hint=hint, id="luoshi.W013"))
    if settings.PROTECT_EVENTS and not append_only.is_protected(connection):
        hint = "Run luoshi manage migrate."
        found.append(checks.Warning("The database would let events be changed.", hint=hint, id="luoshi.W014"))
    return found
