"""What the grammar yields for one sentence: a statement in the sentence's own offsets."""

from __future__ import annotations

from typing import NamedTuple

from luoshi.extraction.figures.measures import Polarity
from luoshi.extraction.figures.quantities import Quantity
from luoshi.extraction.statements import Measure, Op


class Found(NamedTuple):
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
