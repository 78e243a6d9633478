"""The quantified statement: what a report promises or claims in figures, with the exact place where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.extraction.outline import Role

SectionName = Literal["review", "outlook", "plan", "other"]
Kind = Literal["target", "result"]
Measure = Literal["growth", "pp", "level", "share", "increment", "reduction", "rank", "multiple", "limit"]
Op = Literal["=", ">=", "<=", "~"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantified statement. `start`/`end` are offsets into the document; `quote` is exactly that run of text.

    `value` keeps 万 and 亿 in `unit`: 1.2万个 is 1.2 with unit 万个. Closed lists: the annotation guide.
    """

    id: str
    section: SectionName
    kind: Kind
    quote: str
    start: int
    end: int
    indicator: str
    concept: str | None
    measure: Measure
    op: Op
    value: float
    value_high: float | None
    unit: str
    polarity: Literal["+", "-"]
    year: int | None
    period: str | None
    place: str | None
    role: Role
    heading: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A run that looks like a figure and was neither understood nor recognised as part of a name."""

    quote: str
    start: int
    end: int
    reason: str
