"""A shelf: the evidence of a matter, of one report or of one request for close-out, as pages show it and add to it."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.queries.access import Access
from luoshi.queries.evidence import Adding, Shown, adding, gallery
from luoshi.records.models import Closing, Matter, Report


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where evidence stands, and for whom the person may add to it; `key` tells shelves of one page apart."""

    access: Access
    matter: Matter
    report: Report | None
    closing: Closing | None
    adding: Adding

    @property
    def key(self) -> str:
        """Part of an element's id."""
        if self.report is not None:
            return f"r{self.report.pk}"
        return f"c{self.closing.pk}" if self.closing is not None else f"m{self.matter.pk}"

    @property
    def query(self) -> str:
        """What addresses of the shelf's fragments carry."""
        if self.report is not None:
            return f"?report={self.report.pk}"
        return f"?closing={self.closing.pk}" if self.closing is not None else ""

    @property
    def pieces(self) -> list[Shown]:
        """What stands there; asked for anew each time."""
        return gallery(self.access, self.matter, self.report, self.closing)

    @property
    def open(self) -> bool:
        """Whether the person may add to it now."""
        full = self.report is not None and self.report.state == Report.State.REPLACED
        decided = self.closing is not None and self.closing.state != Closing.State.PENDING
        return bool(self.adding) and not full and not decided


def shelf_of(access: Access, matter: Matter, report: Report | None = None, closing: Closing | None = None) -> Shelf:
    """The shelf of a matter, or of a report or request of it."""
    return Shelf(access, matter, report, closing, adding(access, matter))
