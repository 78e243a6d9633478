"""Where the real documents lie, and the mark of the tests that need them."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Real documents and gold annotations lie beside the repository and are no part of it.
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(),
    reason="the real documents (../shared beside the repository) are absent",
)
