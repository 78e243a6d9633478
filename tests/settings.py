"""The settings under test: the product's own, with data in a folder that goes away and jobs done at once."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "LUOSHI_DATA" not in os.environ:
    os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-test-")
    atexit.register(shutil.rmtree, os.environ["LUOSHI_DATA"], ignore_errors=True)
os.environ.setdefault("LUOSHI_SECRET_KEY", "a key that is only for tests, and long enough to be one")
os.environ.setdefault("LUOSHI_SECOND_FACTOR", "optional")
# Playwright's event loop lives in the thread of the browser tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from luoshi.config.settings import *  # noqa: F403  # every setting is one

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
