"""Provisional."""

from __future__ import annotations

from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Draft


def read_pdf(data: bytes, budget: Budget, ocr: str) -> Draft:
    """Provisional."""
    raise ReadingError("PDFs are not read yet")
