"""One row of a responsibility table, and where it stands in the document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from luoshi.reading import Document


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands: the page, where the document has pages, and the line of the document's text, both from 1."""

    page: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """A task with those who answer for it, all as written.

    `units` holds every unit in the order written, `lead_unit` the one that leads. `etc`: the list is an open one (等).
    `start` and `end` are the task's place in the document's text, where only line breaks may lie inside it that `task`
    has not (None where the text does not hold it in one piece);
    `leads` are all units said to lead, `headings` the whole path of headings above the task.
    """

    row: int
    section: str | None
    subsection: str | None
    task: str
    leaders: tuple[str, ...]
    units: tuple[str, ...]
    lead_unit: str | None
    etc: bool
    deadline: str | None
    milestones: str | None
    note: str | None
    source: Source
    start: int | None = None
    end: int | None = None
    leads: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The row as `luoshi table` prints it: keys in the order of the contract."""
        return {
            "row": self.row,
            "section": self.section,
            "subsection": self.subsection,
            "task": self.task,
            "leaders": list(self.leaders),
            "units": list(self.units),
            "lead_unit": self.lead_unit,
            "etc": self.etc,
            "deadline": self.deadline,
            "milestones": self.milestones,
            "note": self.note,
            "source": {"page": self.source.page, "line": self.source.line},
        }


class Places:
    """Lines and pages of a document by offset."""

    def __init__(self, document: Document) -> None:
        self._starts = [0]
        at = document.text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = document.text.find("\n", at + 1)
        paged = [(block.start, block.page) for block in document.blocks if block.page is not None]
        self._block_starts = [start for start, _ in paged]
        self._pages = [page for _, page in paged]

    def source(self, offset: int) -> Source:
        """The page and line on which the offset stands."""
        at = bisect_right(self._block_starts, offset) - 1
        return Source(self._pages[at] if at >= 0 else None, bisect_right(self._starts, offset))
