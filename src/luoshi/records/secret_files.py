"""Secrets in files of their own: made once, whole, and their owner's alone. Loads no Django."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def made_once(path: Path) -> str:
    """The secret in a file; where there is none, one is made that only the owner may read."""
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as file:  # its owner's alone
            file.write(secrets.token_urlsafe(48))
            file.flush()
            # Server and worker may start at once: the first to link its file has made the secret, whole.
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
