"""The parts of a report: which stretch is review, which is plan, and under which heading a sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, cast

from luoshi.extraction.frame import Cut, end_cuts, front_cuts
from luoshi.extraction.headings import Heading, find_headings
from luoshi.extraction.passages import Turn, address_role, find_turns
from luoshi.extraction.roles import FIVE_YEAR_PLAN, Years, chapter_role, section_role
from luoshi.reading.document import Metadata, Part
from luoshi.reading.landmarks import Landmarks, landmarks
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
_UNTIL = re.compile(r"到\s?(20\d\d)\s?年")  # the year a goal is set for. Sample: 到2026年; near miss: 2026年


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
    """Cut a text into sections that cover it from its first to its last character.

    `parts` are the documents the text holds; without them the whole text is one report. Parts that are no reports,
    and what lies between parts, become boilerplate.

    >>> report = ("各位代表：\\n现在，我代表市人民政府，向大会报告工作，请予审议。\\n一、2020年工作回顾\\n生产总值增长4%。\\n"
    ...           "二、2021年工作安排\\n主要预期目标是：生产总值增长7%以上。\\n（一）强工业。加快项目建设。\\n（二）惠民生。办好实事。\\n")
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
    low, high = cut.heading
    after = high if high else cut.at
    window = text[after : after + 60].lstrip("。！!：:；;*# \t\n\u3000\xa0" if high else " \t\n\u3000\xa0")
    return Section(cut.level, text[low:high], cast(Role, cut.role), cut.at, end, window[:_LEAD], cut.year)


def _report(text: str, low: int, high: int, metadata: Metadata) -> list[Cut]:
    """The cuts of one report."""
    marks = landmarks(text, low, high)
    if metadata == Metadata():
        metadata = read_metadata(text[low:high], landmarks(text) if (low, high) == (0, len(text)) else None)
    years = Years(metadata.year_reported, metadata.year_planned)
    start = max(low, marks.body)
    headings = find_headings(text, start, marks.end)
    first = headings[0].start if headings else marks.end
    if marks.body < 0 and not headings:
        return [Cut(low, 1, "plan-tasks", year=years.planned)]
    cuts = front_cuts(text, low, marks.body if marks.body >= 0 else first, marks)
    if marks.body >= 0 and len(text[marks.body : first].strip()) > _PREAMBLE:
        cuts.append(Cut(_first_word(text, marks.body), 1, "review", year=years.reported))
    cuts.extend(_Walk(text, marks, years, headings).cuts())
    cuts.extend(end_cuts(text, marks.end, high, years.planned))
    return cuts


def _first_word(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


class _Walk:
    """One pass over a report's headings and turns that keeps in mind which chapter it is in."""

    def __init__(self, text: str, marks: Landmarks, years: Years, headings: list[Heading]) -> None:
        self.text, self.marks, self.years, self.headings = text, marks, years, headings
        self.speech = marks.body >= 0
        self.done: list[Cut] = []
        self.chapter = ""  # the chapter's role, with `plan` not yet told apart
        self.chapter_words = ""
        self.chapter_start = 0
        self.role = ""
        self.under: dict[int, str] = {}  # the role at each level of the headings above
        self.targets_seen = False
        self.outlook_year: int | None = None

    def cuts(self) -> list[Cut]:
        """The cuts of the body up to the end of the closing."""
        turns = find_turns(self.text, self.headings[0].start if self.headings else self.marks.body, self.marks.end)
        events: list[Heading | Turn] = [*self.headings, *turns]
        # A heading before a turn at the same place: the turn then sees what the heading has decided.
        events.sort(key=lambda e: (e.start, 0) if isinstance(e, Heading) else (e.at, 1))
        for event in events:
            at = event.start if isinstance(event, Heading) else event.at
            if 0 <= self.marks.closing <= at:
                break
            if isinstance(event, Heading):
                self._heading(event)
            else:
                self._turn(event)
        if self.marks.closing >= 0:
            self._cut(self.marks.closing, 1, "closing")
        return self.done

    def _cut(self, at: int, level: int, role: str, heading: tuple[int, int] = (0, 0)) -> None:
        if self.done and self.done[-1].at == at and not heading[1]:
            self.done[-1] = replace(self.done[-1], role=role, year=self._year(role))
        else:
            self.done.append(Cut(at, level, role, heading, self._year(role)))
        self.role = role

    def _year(self, role: str) -> int | None:
        if role in ("review", "problems"):
            return self.years.reported
        if role == "outlook":
            return self.outlook_year
        return self.years.planned if role not in ("closing", "front-matter", "boilerplate") else None

    def _heading(self, heading: Heading) -> None:
        words = self.text[heading.start : heading.end]
        if heading.level == 1:
            role = self._chapter(heading, words)
        else:
            role = self._below(heading, words)
        self.under = {level: r for level, r in self.under.items() if level < heading.level} | {heading.level: role}
        self._cut(heading.start, heading.level, role, (heading.start, heading.end))

    def _chapter(self, heading: Heading, words: str) -> str:
        first = not self.chapter
        self.chapter = chapter_role(words, self.years, first=first and self.speech)
        self.chapter_words, self.chapter_start = words, heading.start
        if self.chapter == "outlook":
            self.outlook_year = self._outlook_year(words, heading.end)
        if self.chapter != "plan":
            return self.chapter
        aims = section_role(words, "plan", self.years) == "plan-targets"
        role = "plan-targets" if aims or (self.speech and not self.targets_seen) else "plan-tasks"
        self.targets_seen = True
        return role

    def _outlook_year(self, words: str, after: int) -> int | None:
        named = FIVE_YEAR_PLAN.search(words)
        if named:
            return self.years.plan_span(named[1])[1]
        planned = self.years.planned
        until = [int(y) for y in _UNTIL.findall(self.text, after, after + 3000) if planned is None or int(y) > planned]
        return until[0] if until else planned + 4 if planned else None

    def _below(self, heading: Heading, words: str) -> str:
        above = max((level for level in self.under if level < heading.level), default=0)
        parent = self.under.get(above, self.chapter or "plan")
        if heading.level > 2 and self.role == "livelihood":
            return self.role
        if above == 1 and self.chapter == "plan":
            if heading.level > 2 and self._has_sections():
                return parent
            return section_role(words, "plan", self.years)
        if parent == "plan-targets":
            return parent
        return section_role(words, parent, self.years)

    def _has_sections(self) -> bool:
        """Whether （一） headings follow in this chapter."""
        later = (h for h in self.headings if h.start > self.chapter_start)
        for heading in later:
            if heading.level <= 2:
                return heading.level == 2
        return False

    def _turn(self, turn: Turn) -> None:
        at, kind = turn.at, turn.kind
        if self.chapter in ("review", "problems"):
            self._turn_in_review(at, kind)
        elif self.chapter == "outlook":
            self._turn_in_outlook(at, kind)
        elif kind == "address":
            role = address_role(self.text, at, self.marks.end, self.role)
            if role != self.role or (self.done and self.done[-1].heading[1] and self.done[-1].level > 1):
                self._headless(at, role)
        elif kind == "livelihood" and self.role == "plan-tasks" and self._at_line_start(at):
            self._headless(at, "livelihood")
        elif kind == "self-government" and self.role in ("plan-tasks", "livelihood") and self._late(at):
            self._headless(at, "self-government")

    def _turn_in_review(self, at: int, kind: str) -> None:
        if kind == "address" and (self.role != "review" or self.done[-1].level > 1):
            self._headless(at, "review")
        elif kind == "problems" and self.role == "review" and at > self.chapter_start + 400:
            self._headless(at, "problems")
        elif kind == "outlook" and self._ahead(at):
            self.outlook_year = self._outlook_year(self.text[at : at + 12], at)
            self.chapter = "outlook"
            self._headless(at, "outlook")

    def _ahead(self, at: int) -> bool:
        """Whether a paragraph begins here that speaks of the years to come, in a chapter that announces it."""
        named = FIVE_YEAR_PLAN.match(self.text, at)
        if not self._at_line_start(at) or not self.years.planned:
            return False
        if named:
            return self.years.plan_span(named[1])[1] > self.years.planned and named[0].strip("“”\"") in self.chapter_words
        return self.text.startswith(("今后五年", "未来五年"), at) and "今后" in self.chapter_words

    def _turn_in_outlook(self, at: int, kind: str) -> None:
        if kind == "address" and self.done[-1].level > 1:
            self._headless(at, "outlook")

    def _headless(self, at: int, role: str) -> None:
        self.under = {level: r for level, r in self.under.items() if level < 2}
        self._cut(at, 2, role)

    def _at_line_start(self, at: int) -> bool:
        return not self.text[max(0, self.text.rfind("\n", 0, at) + 1) : at].strip()

    def _late(self, at: int) -> bool:
        return at > self.chapter_start + (self.marks.end - self.chapter_start) // 2
