"""The words of a review that show what became of something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a review: `quote` is exactly `text[start:end]` of the review called `source`."""

    quote: str
    start: int
    end: int
    source: str
