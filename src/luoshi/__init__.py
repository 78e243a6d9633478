"""Luoshi: from a government's work report to an accountable ledger."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.extraction import Extraction, extract
    from luoshi.reading import Document, read
else:

    def __getattr__(name: str) -> object:
        """Load a part when it is first asked for (PEP 562): the word lists take half a second, the help needs none."""
        if name in ("Extraction", "extract"):
            return getattr(import_module("luoshi.extraction"), name)
        if name in ("Document", "read"):
            return getattr(import_module("luoshi.reading"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Document", "Extraction", "extract", "read"]
