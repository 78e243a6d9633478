"""A row before it is numbered: what every way of reading hands over."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.responsibility.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Draft:
    """Headings above, the task, who answers for it, and where in the text to look for its words.

    `start` and `end` are known only where the task was cut from the text itself.
    """

    path: tuple[str, ...]
    task: str
    assignment: Assignment
    low: int
    high: int
    start: int | None = None
    end: int | None = None
