"""The settings under test: the product's own, with data in a folder that goes away and jobs done at once.

The database is a SQLite file; LUOSHI_TEST_DATABASE=postgresql starts a PostgreSQL of the tests' own instead.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "LUOSHI_DATA" not in os.environ:
    os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-test-")
    atexit.register(shutil.rmtree, os.environ["LUOSHI_DATA"], ignore_errors=True)
if _worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A folder of its own in the one that it inherited: tests empty what they filled, each process of pytest-xdist its own.
    os.environ["LUOSHI_DATA"] = os.path.join(os.environ["LUOSHI_DATA"], _worker)
    os.makedirs(os.environ["LUOSHI_DATA"], exist_ok=True)
os.environ.setdefault("LUOSHI_SECRET_KEY", "a key that is only for tests, and long enough to be one")
os.environ.setdefault("LUOSHI_SECOND_FACTOR", "optional")
# Playwright's event loop lives in the thread of the browser tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
if os.environ.get("LUOSHI_TEST_DATABASE") == "postgresql" and "LUOSHI_DATABASE" not in os.environ:
    from tests import postgresql

    os.environ["LUOSHI_DATABASE"] = postgresql.start()  # the processes of pytest-xdist inherit it

from luoshi.config.settings import *  # noqa: F403  # every setting is one

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "luoshi.records.hashers.InitialPasswordHasher",
]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

_database = DATABASES["default"]  # noqa: F405  # see above
_database["CONN_MAX_AGE"] = 0  # a kept connection would hold the test database back from being dropped
if _database["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads have connections of their own, as they have in a server.
    _database["TEST"] = {"NAME": os.path.join(os.environ["LUOSHI_DATA"], "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace("NORMAL", "OFF")
# Tests empty every table after themselves; tests/records/test_append_only.py switches the protection on for itself.
PROTECT_EVENTS = False
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405  # see above
