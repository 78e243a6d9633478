"""The frame around a report's body: front matter before the first chapter, annexes and colophon behind the closing."""

from __future__ import annotations

from luoshi.extraction.structure.flow import Cut
from luoshi.extraction.structure.unmarked import find_headings
from luoshi.reading.chrome import annexes, head_end
from luoshi.reading.landmarks import Landmarks, find_notice, titles


def front_cuts(text: str, low: int, high: int, marks: Landmarks) -> list[Cut]:
    """The cuts before the body: furniture, the notice that carries the report, the title."""
    cuts: list[Cut] = []
    furniture = head_end(text, low, high, marks)
    if text[low:furniture].strip(" \t\n\u3000#*"):
        cuts.append(Cut(low, 1, "boilerplate"))
    notice = find_notice(text, furniture, high)
    heads = [t for t in titles(text, notice[1] if notice else furniture, high) if t[0] >= furniture]
    named = ([notice] if notice else []) + heads[-1:]
    first = named[0][0] if named else high
    if text[furniture:first].strip():
        cuts.append(Cut(_first_word(text, furniture), 1, "front-matter"))
    cuts.extend(Cut(start, 1, "front-matter", (start, end)) for start, end in named)
    return cuts


def _first_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def end_cuts(text: str, low: int, high: int, year: int | None) -> list[Cut]:
    """The cuts behind the speech: an annex with the livelihood list is part of the promise, the rest is not."""
    cuts: list[Cut] = []
    for annex in annexes(text, low, high):
        if annex.title is None:
            cuts.append(Cut(annex.start, 1, "boilerplate"))
            continue
        cuts.append(Cut(annex.start, 1, "livelihood", annex.title, year))
        items = find_headings(text, annex.title[1], annex.end)
        cuts.extend(Cut(h.start, h.level + 1, "livelihood", (h.start, h.end), year) for h in items)
    return cuts
