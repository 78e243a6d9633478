"""Luoshi: from a government's work report to an accountable ledger."""

from luoshi.extraction import Extraction, extract
from luoshi.reading import Document, read

__all__ = ["Document", "Extraction", "extract", "read"]
