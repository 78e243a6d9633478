"""What goes out: one document of an input together with everything that was found in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from luoshi.extraction import Extraction, Section
from luoshi.reading import Metadata

_BARE_TITLE = "政府工作报告"


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of an input, and how its offsets and its lines are to be printed.

    `number` is the document's number within an input that holds several, else None: only then do printed lines
    carry a `document` key. `shift` is where the piece starts in the text that printed offsets count in: the whole
    input's, or 0 when the document was picked by its number or is the only one.
    """

    extraction: Extraction
    metadata: Metadata
    number: int | None = None
    shift: int = 0

    @property
    def title(self) -> str:
        """What to call the document: its title, told apart by place and year where it is a bare 政府工作报告.

        Where it states no title, the name of its file.
        """
        said = self.metadata
        if not said.title:
            return self.extraction.document.name
        if not said.title.startswith(_BARE_TITLE):
            return said.title
        place = (said.government or "").removesuffix("政府").removesuffix("人民")
        year = f"{said.year_planned}年" if said.year_planned else ""
        return f"{place}{year}{said.title}"

    def section_at(self, offset: int) -> Section | None:
        """The section in which the character at `offset` (counted within the piece) stands."""
        outline = self.extraction.outline
        at = bisect_right(outline, offset, key=lambda section: section.start) - 1
        return outline[at] if at >= 0 else None
