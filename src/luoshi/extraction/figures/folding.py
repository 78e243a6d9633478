"""A view of a sentence that is easy to match, with a map back to the text as written.

Full-width digits and letters become half-width, half-width marks become Chinese ones, blanks and line breaks go.
Nothing is ever changed in the source: an offset in the view leads back to an offset in the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Blanks of all kinds, and the comma inside 12,345. Sample: the blank in "6.5 %"; near miss: the comma in 8%,2022
_WHITE = " \t\n\r\f\v\u3000\xa0\u200b\u200c\u200d\ufeff\u2002\u2003\u2009\u202f\u2028\u2029"
_MARKS = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_SAME = dict(
    zip(
        "％﹪．－–−‐‑﹣～〜∼「」『』﹒〔〕[]【】╱∕／＋﹢○∶",
        "%%.------~~~“”“”.（）（）（）///++〇：",
        strict=True,
    )
)
_WIDE = {chr(c + 0xFEE0): chr(c) for c in range(0x21, 0x7F)}
_FOLDED = {**_WIDE, **dict.fromkeys(_WHITE, ""), **_MARKS, **_SAME, **{mark: mark for mark in "，；：（）！？"}}
# A character that folding changes or drops. Sample: ％, ６, a blank; near miss: %, 6, ，
_UNEVEN = re.compile(f"[{''.join(re.escape(c) for c in _FOLDED if _FOLDED[c] != c)}]")
# A comma that groups digits by three. Sample: 12,345; near miss: 5,6 or 2021,2022
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded run of text: `text[i]` stands in the document at `place(i)`."""

    text: str
    start: int
    places: tuple[int, ...] | None

    def place(self, index: int) -> int:
        """The document offset of the view's character at `index`."""
        return self.start + (index if self.places is None else self.places[index])

    def span(self, low: int, high: int) -> tuple[int, int]:
        """The document's half-open span of the view's `low:high` (which must not be empty)."""
        return self.place(low), self.place(high - 1) + 1


def fold(source: str, start: int, end: int) -> Folded:
    """Fold `source[start:end]`.

    >>> view = fold("力争增长 ６.5 ％以上", 0, 13)
    >>> view.text
    '力争增长6.5%以上'
    >>> "力争增长 ６.5 ％以上"[slice(*view.span(4, 8))]
    '６.5 ％'
    """
    piece = source[start:end]
    if "," in piece or "，" in piece:
        piece = _THOUSANDS.sub(" ", piece)
    text = _UNEVEN.sub(lambda match: _FOLDED[match[0]], piece)
    if len(text) == len(piece):
        return Folded(text, start, None)
    return Folded(text, start, tuple(i for i, c in enumerate(piece) if c not in _WHITE))
