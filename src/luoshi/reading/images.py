"""Provisional."""

from __future__ import annotations

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Draft


def read_image(data: bytes, budget: Budget, ocr: str) -> Draft:
    """Provisional."""
    raise ReadingError("pictures are not read yet")
