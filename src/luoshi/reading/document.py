"""What reading yields: plain text, the blocks it is made of, and the documents it holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

BlockKind = Literal["heading", "paragraph", "table"]
Level = Literal["national", "province", "prefecture", "county", "township"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with a kind; `cells` holds a table's rows, merged cells repeated."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    cells: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself. Every field is None where the text does not say it."""

    title: str | None = None
    government: str | None = None
    code: str | None = None  # GB/T 2260, six digits
    level: Level | None = None
    year_reported: int | None = None
    year_planned: int | None = None
    session: str | None = None
    date: str | None = None  # ISO 8601
    speaker_post: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One document within an input: `number` counts from 1; `is_report` is False for items set aside, such as news."""

    number: int
    start: int
    end: int
    is_report: bool = True
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Document:
    """An input as the rest of the program sees it.

    `text` is plain text; every offset anywhere is a half-open offset into it, in characters.
    `blocks` and `parts` are in order, do not overlap and lie inside the text.
    """

    text: str
    name: str = "input"
    kind: str = "text"
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        for group in (self.blocks, self.parts):
            last = 0
            for item in group:
                if not last <= item.start <= item.end <= len(self.text):
                    raise ValueError(f"{item!r} does not lie in order inside a text of {len(self.text)} characters")
                last = item.end

    def part(self, number: int) -> Document:
        """The document `number` (from 1) as a document of its own, offsets counted from its own start.

        Raises IndexError when there is none.
        """
        chosen = next((p for p in self.parts if p.number == number), None)
        if chosen is None:
            raise IndexError(f"there is no document {number}; this input holds {len(self.parts)}")
        low, high = chosen.start, chosen.end
        blocks = tuple(
            replace(b, start=b.start - low, end=b.end - low) for b in self.blocks if low <= b.start and b.end <= high
        )
        whole = replace(chosen, start=0, end=high - low)
        return replace(self, text=self.text[low:high], blocks=blocks, parts=(whole,))
