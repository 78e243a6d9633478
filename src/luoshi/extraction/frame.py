"""The frame around a report's body: front matter before the first chapter, annexes and colophon behind the closing."""

from __future__ import annotations

import re

from luoshi.extraction.flow import Cut
from luoshi.extraction.headings import find_headings
from luoshi.reading.landmarks import AFTERMATH, Landmarks, titles

# An official notice that passes a report on. Sample: 台州市人民政府关于印发…政府工作报告的通知; near miss: 请遵照通知执行
_NOTICE = re.compile(r"[^\n。，：]{2,30}关于\s{0,2}(?:印发|下达|转发|公布|下发|做好)[^。，；：]{2,90}?的\s{0,3}通\s{0,2}知")
_LINE = re.compile(r"[^\s][^\n]*")
# An annex's first line. Sample: 附件1; near miss: 附近
_ANNEX = re.compile(r"附\s{0,2}件\s{0,2}[\d一二三]{0,2}|附\s{0,2}[：:]")
# An annex that holds the livelihood list. Sample: 附件1 2026年省十件民生实事; near miss: 附件2 名词解释
_LIVELIHOOD_ANNEX = re.compile(r"附\s{0,2}件?\s{0,2}[\d一二三]{0,2}[：:]?\s{0,6}(?P<title>[^\n。]{0,30}(?:实事|民生项目)[^\n。]{0,12})")


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
    """The cuts behind the speech: an annex with the livelihood list is part of the promise, the rest is not."""
    cuts: list[Cut] = []
    role = ""
    for match in _LINE.finditer(text, low, high):
        line = match.group().rstrip()
        wanted, heading = role or "boilerplate", (0, 0)
        if len(line) < 40 and (_ANNEX.match(line) or AFTERMATH.match(line)):
            wanted = "boilerplate"
            named = _LIVELIHOOD_ANNEX.match(text, match.start())
            if named:
                wanted, heading = "livelihood", (named.start("title"), named.end())
        if wanted != role:
            cuts.append(Cut(match.start(), 1, wanted, heading, year if wanted == "livelihood" else None))
            role = wanted
    return [*cuts, *_items(text, cuts, high, year)]


def _items(text: str, cuts: list[Cut], high: int, year: int | None) -> list[Cut]:
    """The headings inside a livelihood annex, one level below it."""
    ends = [*(c.at for c in cuts[1:]), high]
    return [
        Cut(h.start, h.level + 1, "livelihood", (h.start, h.end), year)
        for cut, end in zip(cuts, ends, strict=False)
        if cut.role == "livelihood"
        for h in find_headings(text, cut.heading[1], end)
    ]
