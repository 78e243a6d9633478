"""Starting: Django set up, the database and the settings looked at, static files collected when they changed."""

from __future__ import annotations

import hashlib
import os

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

# Within STATIC_ROOT: which files were collected last.
_MARK = ".collected"


class CannotStartError(RuntimeError):
    """Why nothing can be served, in one line that says what to do."""


def set_up() -> None:
    """Load Django with the product's settings. Raises environment.SettingError."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    django.setup()


def must_be_ready(*, exposed: bool) -> list[str]:
    """Raise CannotStartError for a mistake in the settings, or for a database that is absent or behind.

    `exposed` says that others than this machine are served, and applies the checks of deployment. Returns the
    warnings among our own, a line each.
    """
    try:
        found = checks.run_checks(include_deployment_checks=exposed, databases=["default"])
    except DatabaseError as error:
        raise CannotStartError(unreachable(error)) from error
    own = [message for message in found if (message.id or "").startswith("luoshi.")]
    for message in found:
        if message.is_serious() and not message.is_silenced():
            raise CannotStartError(_line(message))
    if missing := unapplied_migrations():
        raise CannotStartError(f"the database lacks {missing} of this version's changes: run luoshi manage migrate")
    return [_line(message) for message in own if not message.is_silenced()]


def unapplied_migrations() -> int:
    """How many migrations the database has not seen; CannotStartError when it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise CannotStartError(unreachable(error)) from error


def unreachable(error: DatabaseError) -> str:
    """The line for a database that cannot be used."""
    return f"the database cannot be used ({' '.join(str(error).split())}): look at LUOSHI_DATABASE"


def collect_static() -> bool:
    """Copy the static files to where they are served from, if any changed since; returns whether it did."""
    if settings.DEBUG:
        return False  # they are served from where they lie
    mark, present = settings.STATIC_ROOT / _MARK, _fingerprint()
    if mark.exists() and mark.read_text() == present:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(present)
    return True


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen.update(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode())
    return seen.hexdigest()


def _line(message: checks.CheckMessage) -> str:
    return " ".join(f"{message.msg} {message.hint or ''} ({message.id})".split())
