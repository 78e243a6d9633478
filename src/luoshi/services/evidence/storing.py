"""Where evidence lies: each file once in a region, under a name made of its content, and never half written."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage

_ROOT = "evidence"
_MODE, _FOLDER_MODE = 0o600, 0o700


def path_of(region_id: int, sha256: str) -> str:
    """The name of a file in the storage.

    >>> path_of(3, "ab12" + "0" * 60)[:19]
    'evidence/3/ab/ab120'
    """
    return f"{_ROOT}/{region_id}/{sha256[:2]}/{sha256}"


def thumbnail_path_of(region_id: int, sha256: str) -> str:
    """The name of its small picture."""
    return f"{path_of(region_id, sha256)}.webp"


def store(name: str, data: bytes) -> None:
    """Write a file whole, or not at all: whoever stops in the middle leaves no file by this name.

    Writing what is there already does no harm, and tells the sweeper that the file is in use again.
    """
    path = Path(default_storage.path(name))
    path.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    half = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def stored_before(seconds: float) -> Iterator[str]:
    """The names of every file, half written ones included, that nobody wrote for some seconds."""
    root, limit = Path(default_storage.path(_ROOT)), time.time() - seconds
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.stat().st_mtime < limit:
            yield f"{_ROOT}/{path.relative_to(root).as_posix()}"
