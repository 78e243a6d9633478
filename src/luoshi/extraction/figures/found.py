"""What the grammar yields for one sentence: a statement in the sentence's own offsets."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.extraction.figures.measures import Polarity
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.statements import Measure, Op


@dataclass(frozen=True, slots=True)
class Found:
    """A statement in folded offsets: the quote is `start:end`; `doubts` name what was guessed."""

    quantity: Quantity
    head: str
    measure: Measure
    op: Op
    polarity: Polarity
    start: int
    end: int
    place: str = ""
    yearly: bool = False
    doubts: tuple[str, ...] = ()
