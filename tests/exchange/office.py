"""LibreOffice, where it is installed: shows a file as pages, or saves it anew as another program would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")

needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is absent (apt-get install libreoffice-writer-nogui libreoffice-calc-nogui)"
)


def converted(data: bytes, kind: str, to: str, folder: Path) -> bytes:
    """A file of the kind (docx, xlsx) as LibreOffice saves it: pdf, or xlsx anew."""
    assert SOFFICE is not None
    source, out = folder / f"in.{kind}", folder / "out"
    source.write_bytes(data)
    # A profile of its own: two runs at a time would refuse each other.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (out / f"in.{to}").read_bytes()
