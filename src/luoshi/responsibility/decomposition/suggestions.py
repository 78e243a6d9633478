"""What is suggested for one row of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.responsibility.sentences import Sentence

Basis = Literal["said", "table", "duty", "rule"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value, the chance from 0 to 1 that it is right, and a short sentence that says why, in Chinese, which a
    translator can take apart.

    `basis` is where it comes from: the report's own words, a past table, the lexicon of duties, a general rule. `day`
    is the date that a deadline is taken to mean.
    """

    value: str
    score: float
    reason: Sentence
    basis: Basis = "rule"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested for one row, the likeliest first; of `units`, those that help, any number may be right."""

    lead_unit: tuple[Suggestion, ...] = ()
    units: tuple[Suggestion, ...] = ()
    leaders: tuple[Suggestion, ...] = ()
    deadline: tuple[Suggestion, ...] = ()
    milestones: tuple[Suggestion, ...] = ()
