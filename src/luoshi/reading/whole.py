"""Provisional: the whole text as one part, until the module `parts` is there."""

from __future__ import annotations

from luoshi.reading.document import Part

try:
    from luoshi.reading.parts import find_parts
except ImportError:

    def find_parts(text: str) -> tuple[Part, ...]:
        """One part over everything."""
        return (Part(1, 0, len(text)),)
