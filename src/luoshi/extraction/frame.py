"""The frame around a report's body: front matter before the first chapter, annexes and colophon behind the closing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.reading.landmarks import AFTERMATH, Landmarks, line_at, titles

# An official notice that passes a report on. Sample: 台州市人民政府关于印发…政府工作报告的通知; near miss: 请遵照通知执行
_NOTICE = re.compile(r"[^\n。，：]{2,30}关于\s{0,2}(?:印发|下达|转发|公布|下发|做好)[^。，；：]{2,90}?的\s{0,3}通\s{0,2}知")
_LINE = re.compile(r"[^\s][^\n]*")
_ANNEX = re.compile(r"附\s{0,2}件\s{0,2}\d{0,2}|附\s{0,2}[：:]")


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a section; `heading` is the heading's place, empty where there is none."""

    at: int
    level: int
    role: str
    heading: tuple[int, int] = (0, 0)
    year: int | None = None


def front_cuts(text: str, low: int, high: int, marks: Landmarks) -> list[Cut]:
    """The cuts before the body: chrome, the notice that carries the report, the title."""
    cuts: list[Cut] = []
    notice = _NOTICE.search(text, low, high)
    if notice:
        start, end = notice.start(), notice.end()
        while text[start].isspace():
            start += 1
        cuts.append(Cut(start, 1, "front-matter", (start, end)))
        if text[low:start].strip():
            cuts.append(Cut(low, 1, "front-matter"))
    after = notice.end() if notice else low
    heads = [t for t in titles(text, after, high) if t[0] >= after]
    if heads:
        start, end = heads[-1]
        cuts.append(Cut(start, 1, "front-matter", (start, end)))
        if not notice and text[low:start].strip():
            cuts.append(Cut(low, 1, "boilerplate"))
    elif not notice and text[low:high].strip():
        cuts.append(Cut(low, 1, "front-matter"))
    return sorted(cuts, key=lambda c: c.at)


def end_cuts(text: str, low: int, high: int, year: int | None) -> list[Cut]:
    """The cuts behind the speech: annexes with the livelihood list are part of the promise, the rest is not."""
    cuts: list[Cut] = []
    role = ""
    for match in _LINE.finditer(text, low, high):
        line = match.group().rstrip()
        wanted = role or "boilerplate"
        if len(line) < 40 and (_ANNEX.match(line) or AFTERMATH.match(line)):
            wanted = "boilerplate"
            following = text[match.start() : match.start() + 60]
            if _ANNEX.match(line) and re.search(r"实事|民生项目", following):
                wanted = "livelihood"
        if wanted != role:
            start, end = match.start(), match.start() + len(line)
            cuts.append(Cut(start, 1, wanted, (start, end) if wanted == "livelihood" else (0, 0), year))
            role = wanted
    return cuts


__all__ = ["Cut", "end_cuts", "front_cuts", "line_at"]
