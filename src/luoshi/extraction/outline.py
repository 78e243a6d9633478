"""The parts of a report: which stretch is review, which is plan, and under which heading a sentence stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "front-matter",
    "review",
    "problems",
    "outlook",
    "plan-targets",
    "plan-tasks",
    "livelihood",
    "self-government",
    "closing",
    "boilerplate",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading; the sections of a document follow one another without gap."""

    level: int
    heading: str
    role: Role
    start: int
    end: int
    lead: str
    year: int | None = None
