"""The parts of a report: which stretch is review, which is plan, and under which heading a sentence stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from luoshi.extraction.structure import Cut, Years, body_cuts, end_cuts, find_headings, front_cuts
from luoshi.reading.chrome import tail_start
from luoshi.reading.document import Metadata, Part
from luoshi.reading.landmarks import landmarks
from luoshi.reading.metadata import read_metadata

Role = Literal[
    "front-matter",
    "review",
    "problems",
    "outlook",
    "plan-targets",
    "plan-tasks",
    "livelihood",
    "self-government",
    "closing",
    "boilerplate",
]
_LEAD = 15  # characters of the text behind a heading that identify the section
_PREAMBLE = 40  # characters before the first chapter from which they are a preamble and no mere salutation


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text under one heading; the sections of a document follow one another without gap."""

    level: int
    heading: str
    role: Role
    start: int
    end: int
    lead: str
    year: int | None = None


def read_outline(text: str, *, parts: Iterable[Part] = ()) -> tuple[Section, ...]:
    r"""Cut a text into sections that cover it from its first to its last character.

    `parts` are the documents the text holds; without them the whole text is one report. Parts that are no reports,
    and what lies between parts, become boilerplate.

    >>> report = "各位代表：\n现在，我代表某县政府报告工作，请审议。\n一、2020年工作回顾\n生产总值增长4%。\n"
    >>> report += "二、2021年工作安排\n主要预期目标是：生产总值增长7%以上。\n（一）强工业。加快建设。\n（二）惠民生。\n"
    >>> [(s.level, s.heading, s.role) for s in read_outline(report)]  # doctest: +NORMALIZE_WHITESPACE
    [(1, '', 'front-matter'), (1, '一、2020年工作回顾', 'review'), (1, '二、2021年工作安排', 'plan-targets'),
     (2, '（一）强工业', 'plan-tasks'), (2, '（二）惠民生', 'plan-tasks')]
    """
    cuts: list[Cut] = []
    end = 0
    for part in parts or (Part(1, 0, len(text)),):
        if text[end : part.start].strip():
            cuts.append(Cut(end, 1, "boilerplate"))
        if part.is_report:
            cuts.extend(_report(text, part.start, part.end, part.metadata))
        else:
            cuts.append(Cut(part.start, 1, "boilerplate"))
        end = part.end
    if text[end:].strip():
        cuts.append(Cut(end, 1, "boilerplate"))
    return _sections(text, cuts)


def _sections(text: str, cuts: list[Cut]) -> tuple[Section, ...]:
    """Sections from cuts: the first begins at zero, each ends where the next begins."""
    cuts = [c for c in cuts if text[c.at : c.at + 1]] or [Cut(0, 1, "plan-tasks")]
    cuts[0] = replace(cuts[0], at=0)
    ends = [*(c.at for c in cuts[1:]), len(text)]
    return tuple(_section(text, cut, end) for cut, end in zip(cuts, ends, strict=True) if end > cut.at or not text)


def _section(text: str, cut: Cut, end: int) -> Section:
    low, high = cut.heading if cut.heading[1] <= end else (0, 0)  # a cut inside a heading leaves no heading
    after = high if high else cut.at
    window = text[after : after + 60].lstrip("。.！!：:；;*# \t\n\u3000\xa0" if high else " \t\n\u3000\xa0")
    return Section(cut.level, text[low:high], cast(Role, cut.role), cut.at, end, window[:_LEAD], cut.year)


def _report(text: str, low: int, high: int, metadata: Metadata) -> list[Cut]:
    """The cuts of one report."""
    marks = landmarks(text, low, high)
    marks = replace(marks, end=tail_start(text, low, high, marks))
    if metadata == Metadata():
        metadata = read_metadata(text[low:high], landmarks(text) if (low, high) == (0, len(text)) else None)
    years = Years(metadata.year_reported, metadata.year_planned)
    start = max(low, marks.body)
    headings = find_headings(text, start, marks.end)
    first = headings[0].start if headings else marks.end
    if marks.body < 0 and not headings:
        return [Cut(low, 1, "plan-tasks", year=years.planned)]
    cuts = front_cuts(text, low, marks.body if marks.body >= 0 else first, marks)
    chapters = any(h.level == 1 for h in headings)
    if marks.body >= 0 and chapters and len(text[marks.body : first].strip()) > _PREAMBLE:
        cuts.append(Cut(_first_word(text, marks.body), 1, "review", year=years.reported))
    cuts.extend(body_cuts(text, marks, years, headings))
    cuts.extend(end_cuts(text, marks.end, high, years.planned))
    return sorted(cuts, key=lambda cut: cut.at)


def _first_word(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at
