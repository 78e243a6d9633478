"""How much of a machine one input may take, and the count kept while it is read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from luoshi.reading.errors import ReadingError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost. Whatever exceeds a limit is refused with one line that names it.

    The defaults let every honest report and responsibility table through (the largest seen have 100 pages and a
    million characters) and stop what was made to be slow or huge.

    >>> Limits(pages=10).pages
    10
    """

    bytes: int = 200 * MEGABYTE  # the input as it lies on the disk
    decompressed_bytes: int = 500 * MEGABYTE  # everything unpacked from it, archives within archives included
    compression_ratio: int = 250  # unpacked ÷ packed of one member; counted above `small_member_bytes`
    small_member_bytes: int = 10 * MEGABYTE  # a member smaller than this, unpacked, may have any ratio
    members: int = 5_000  # members of one archive
    nesting: int = 3  # archives within archives
    xml_bytes: int = 100 * MEGABYTE  # one XML part of a Word or Excel file, unpacked: in memory it takes ten times that
    xml_depth: int = 200  # elements within elements in a Word or Excel part
    html_depth: int = 1_000  # the same in a web page
    html_attributes: int = 2_000  # words within one tag of a web page
    pages: int = 2_000  # pages of a PDF, frames of a picture
    pixels: int = 120 * MEGABYTE  # of one picture
    pdf_seconds: float = 600.0  # work on one PDF or picture, recognition of scanned pages included
    memory: int = 4_000 * MEGABYTE  # bytes that the process may use that reads a PDF or picture
    table_cells: int = 1_000_000  # cells of all tables together, merged cells counted as often as they are repeated
    characters: int = 20 * MEGABYTE  # of the resulting text


@dataclass(slots=True)
class Budget:
    """What one call of `read` has spent so far; every reader draws on the same one, however deep it is nested."""

    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    cells: int = 0
    repeated: int = 0
    deadline: float | None = None

    def check(self, limit: str, found: float, what: str) -> None:
        """Refuse when `found` is above the limit called `limit`; `what` says the thing counted, in one clause."""
        allowed = getattr(self.limits, limit)
        if found > allowed:
            raise self.refusal(limit, what)

    def refusal(self, limit: str, what: str) -> ReadingError:
        """The error for an input that breaks the limit called `limit`: what was found, and how to raise the limit."""
        allowed = getattr(self.limits, limit)
        return ReadingError(f"{what}; the limit `{limit}` is {allowed:,} (raise it with Limits({limit}=…))")

    def unpack(self, count: int) -> None:
        """Count `count` bytes that were decompressed."""
        self.unpacked += count
        self.check("decompressed_bytes", self.unpacked, "it unpacks to more bytes than are read")

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Refuse a member that was packed so tightly that it can only be a bomb."""
        if unpacked > self.limits.small_member_bytes:
            ratio = unpacked // max(packed, 1)
            self.check("compression_ratio", ratio, f"a member is compressed {ratio:,} times, as only bombs are")

    def add_cells(self, count: int) -> None:
        """Count the cells of a table, before they are laid out."""
        self.cells += count
        self.check("table_cells", self.cells, f"its tables have {self.cells:,} cells or more")

    def add_repeated(self, count: int) -> None:
        """Count the characters that merged cells repeat: a long text merged over a million cells is a bomb too."""
        self.repeated += count
        self.check("characters", self.repeated, "its merged cells repeat more characters than are read")

    def check_time(self) -> None:
        """Refuse when the work on a PDF or picture takes too long; the clock starts with the first call."""
        now = time.monotonic()
        if self.deadline is None:
            self.deadline = now + self.limits.pdf_seconds
        if now > self.deadline:
            raise self.refusal("pdf_seconds", "its pages take too long")
