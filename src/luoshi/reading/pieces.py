"""What a reader finds, before it has offsets: headings, paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from luoshi.reading.document import Block, BlockKind
from luoshi.reading.limits import Budget

# What nobody sees: control characters, soft hyphens, marks of no width, non-characters.
# Sample: "\x02", "\u200b"; near miss: "　", the Chinese blank.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
# A line break or tab, with the blanks around it. Sample: " \n "; near miss: a lone blank.
_BREAK = re.compile(r"[ \u00a0]?[\n\r\t\v\f\u0085\u2028\u2029][ \u00a0\n\r\t\v\f\u0085\u2028\u2029]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block to be. A table's `text` is its rows, one a line; anything else is a single line."""

    kind: BlockKind
    text: str
    page: int | None = None
    cells: tuple[tuple[str, ...], ...] | None = None


@dataclass(slots=True)
class Draft:
    """What one reader hands over. `kind` is what `Document.kind` will say."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def printable(text: str) -> str:
    """The text without control characters, which no reader of ours and no table can show."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    r"""The text on one line, trimmed; a line break or tab inside becomes a blank.

    >>> one_line("　　全市 \n 生产总值　")
    '全市 生产总值'
    """
    return _BREAK.sub(" ", _UNPRINTABLE.sub("", text)).strip()


def lines(text: str) -> list[str]:
    """The non-empty lines of a text, each trimmed: what one paragraph with soft breaks falls into."""
    return [line for raw in text.splitlines() if (line := one_line(raw))]


def assemble(pieces: Iterable[Piece], budget: Budget) -> tuple[str, tuple[Block, ...]]:
    """Lay the pieces out, each on a line of its own, and say where each came to stand.

    Raises ReadingError when the text is longer than `Limits.characters`.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        if not piece.text:
            continue
        end = at + len(piece.text)
        budget.check("characters", end, "its text is longer than is read")
        texts.append(piece.text)
        blocks.append(Block(piece.kind, at, end, piece.page, piece.cells))
        at = end + 1
    return "\n".join(texts), tuple(blocks)
