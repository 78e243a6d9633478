"""The filled demonstration: the one that script/demo has just made, where it has, or one filled anew."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from luoshi.cli import democity_desk
from luoshi.records import append_only
from tests.shared import ROOT

DATABASE = "luoshi.sqlite3"
_MADE = ROOT / "demo" / "data"


def just_made() -> Path | None:
    """The folder of a demonstration that was filled after the last change of any code or data, as in the check."""
    database = _MADE / DATABASE
    if not database.exists() or not (_MADE / "made-by").exists():
        return None
    newest = max(file.stat().st_mtime for file in (ROOT / "src" / "luoshi").rglob("*") if file.suffix != ".pyc")
    return _MADE if newest < database.stat().st_ctime else None


def fill() -> None:
    """Fill the test's database with the demonstration, and its folder of files.

    The test must be marked `django_db(transaction=True)`: the copy takes the place of the whole database.
    """
    made = just_made()
    if made is None or connection.vendor != "sqlite":
        democity_desk.fill()
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(made / DATABASE)) as source:
        source.backup(connection.connection)
    shutil.copytree(made / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    append_only.release(connection)  # as the tests' own settings leave it
    ContentType.objects.clear_cache()
