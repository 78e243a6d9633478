"""The headings above a row: which holds now, carried down over missing cells and page breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.responsibility.labels import label_of

# A run of blanks, for one; near miss: a single blank.
_BLANKS = re.compile(r"[ \u3000]{2,}")
_ALIKE = 0.5  # two spellings of one heading share at least half of their pairs of characters


def squeeze(text: str) -> str:
    r"""The text on one line: line breaks out, runs of blanks to one.

    >>> squeeze("1. 推进\n乡村振兴")
    '1. 推进乡村振兴'
    """
    return _BLANKS.sub(" ", "".join(line.strip() for line in text.replace("\t", "\n").split("\n")))


def alike(one: str, other: str) -> bool:
    """Whether two headings are the same but for a word: same number, half of the characters' pairs.

    >>> alike("1. 全方位扩大对外开放", "1. 全方位对外开放"), alike("1. 做强工业", "2. 做强工业")
    (True, False)
    """
    first, second = label_of(one), label_of(other)
    if (first.text if first else "") != (second.text if second else ""):
        return False
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (squeeze(one), squeeze(other))]
    return 2 * len(pairs[0] & pairs[1]) >= 2 * _ALIKE * max(len(pairs[0]), len(pairs[1]), 1)


@dataclass(slots=True)
class Path:
    """Headings from the outermost to the innermost, each with its rank (the smaller, the further out)."""

    steps: list[tuple[float, str]] = field(default_factory=list)

    def put(self, rank: float, text: str, *, after_break: bool = False) -> None:
        """A heading of this rank begins; deeper ones end. The same again changes nothing.

        After a page break a heading is repeated, at times in other words: the first spelling is kept.
        """
        text = squeeze(text)
        same = next((old for old_rank, old in self.steps if old_rank == rank), None)
        if same is not None and (same == text or (after_break and alike(same, text))):
            return
        self.steps = [(old_rank, old) for old_rank, old in self.steps if old_rank < rank]
        self.steps.append((rank, text))

    def cut(self, rank: float) -> None:
        """The headings of this rank and deeper ones end."""
        self.steps = [step for step in self.steps if step[0] < rank]

    def drop(self, rank: float) -> None:
        """The heading of this rank ends."""
        self.steps = [step for step in self.steps if step[0] != rank]

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(text for _, text in self.steps)
