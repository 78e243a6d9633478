"""The task: an undertaking of a report, cut as official responsibility tables cut it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.outline import Role

Stage = Literal["plan", "start", "advance", "complete", "win"]
Measurability = Literal["figure", "event", "direction"]


@dataclass(frozen=True, slots=True)
class Task:
    """One undertaking; `quote` is exactly `text[start:end]`. `targets` are ids of statements inside it."""

    id: str
    quote: str
    start: int
    end: int
    verb: str
    object: str
    stage: Stage
    year: int | None
    period: str | None
    place: str | None
    targets: tuple[str, ...]
    measurability: Measurability
    missing: str | None
    role: Role
    heading: str
