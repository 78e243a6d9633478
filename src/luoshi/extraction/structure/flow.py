"""One pass over a report's headings and turns that decides what each stretch is for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from luoshi.extraction.structure.headings import Heading
from luoshi.extraction.structure.passages import (
    Turn,
    address_role,
    at_line_start,
    fills_paragraph,
    find_turns,
    paragraph_of_year,
)
from luoshi.extraction.structure.roles import FIVE_YEAR_PLAN, Years, chapter_role, section_role
from luoshi.reading.landmarks import Landmarks

_UNTIL = re.compile(r"到\s?(20\d\d)\s?年")  # the year a goal is set for. Sample: 到2026年; near miss: 2026年
_LATE_PROBLEMS = 400  # characters of achievements that come before problems, or two fifths of the chapter
_DATELESS = frozenset({"front-matter", "closing", "boilerplate"})


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a section; `heading` is the heading's place, empty where there is none."""

    at: int
    level: int
    role: str
    heading: tuple[int, int] = (0, 0)
    year: int | None = None


def body_cuts(text: str, marks: Landmarks, years: Years, headings: list[Heading]) -> list[Cut]:
    """The cuts from the first heading to the end of the closing."""
    low = headings[0].start if headings else max(0, marks.body)
    pass_ = _Pass(text, marks, years, headings)
    if marks.body >= 0 and not any(h.level == 1 for h in headings):
        pass_.chapter, pass_.role, pass_.chapter_end = "review", "review", marks.end
        pass_.chapter_heading = Heading(low, 0, low, 1, "")
        pass_.cut(low, 1, "review")
    # A heading before a turn at the same place: the turn then sees what the heading has decided.
    events: list[tuple[int, int, Heading | Turn]] = [(h.start, 0, h) for h in headings]
    events += [(t.at, 1, t) for t in find_turns(text, low, marks.end)]
    events.sort(key=lambda event: event[:2])
    for at, _, event in events:
        if 0 <= marks.closing <= at:
            break
        if isinstance(event, Heading):
            pass_.heading(event)
        else:
            pass_.turn(event)
    if marks.closing >= 0:
        pass_.cut(marks.closing, 1, "closing")
    return pass_.done


@dataclass(slots=True)
class _Pass:
    """What the pass keeps in mind: the chapter, the role in force, and the roles of the headings above."""

    text: str
    marks: Landmarks
    years: Years
    headings: list[Heading]
    done: list[Cut] = field(default_factory=list)
    chapter: str = ""  # the chapter's role, with `plan` not yet told apart into targets and tasks
    chapter_heading: Heading = field(default_factory=lambda: Heading(0, 0, 0, 1, ""))
    role: str = ""
    above: dict[int, str] = field(default_factory=dict)
    targets_seen: bool = False
    kinds: frozenset[str] = frozenset()  # of the headings in this chapter
    chapter_end: int = 0
    last_targets: bool = False  # whether the next chapter is of the plan too, so that this one holds the targets only
    outlook_year: int | None = None

    def cut(self, at: int, level: int, role: str, heading: tuple[int, int] = (0, 0)) -> None:
        """Begin a section; a turn right behind a heading's own beginning only changes that section's role."""
        year = self._year(role)
        if self.done and self.done[-1].at == at and not heading[1]:
            self.done[-1] = replace(self.done[-1], role=role, year=year)
        else:
            self.done.append(Cut(at, level, role, heading, year))
        self.role = role

    def _year(self, role: str) -> int | None:
        if role in ("review", "problems"):
            return self.years.reported
        if role == "outlook":
            return self.outlook_year
        return None if role in _DATELESS else self.years.planned

    def heading(self, heading: Heading) -> None:
        """Begin the section of a heading."""
        words = self.text[heading.start : heading.end]
        role = self._of_chapter(heading, words) if heading.level == 1 else self._below(heading, words)
        self.above = {level: r for level, r in self.above.items() if level < heading.level} | {heading.level: role}
        self.cut(heading.start, heading.level, role, (heading.start, heading.end))

    def _of_chapter(self, heading: Heading, words: str) -> str:
        speech = self.marks.body >= 0 or any(cut.role == "review" for cut in self.done)
        self.chapter = chapter_role(words, self.years, first=speech and not self.chapter)
        self.chapter_heading = heading
        self._look_ahead()
        if self.chapter == "outlook":
            self.outlook_year = self._outlook_year(words, heading.end)
        if self.chapter != "plan":
            return self.chapter
        aims = section_role(words, "plan", self.years) == "plan-targets"
        role = "plan-targets" if aims or (speech and not self.targets_seen) else "plan-tasks"
        self.targets_seen = True
        return role

    def _outlook_year(self, words: str, after: int) -> int | None:
        """The last year of an outlook: of the five-year plan it names, else the first later year that it aims at."""
        named = FIVE_YEAR_PLAN.search(words)
        if named:
            return self.years.plan_span(named[1])[1]
        planned = self.years.planned
        until = [int(y) for y in _UNTIL.findall(self.text, after, after + 3000) if planned is None or int(y) > planned]
        return until[0] if until else planned + 4 if planned else None

    def _below(self, heading: Heading, words: str) -> str:
        upper = max((level for level in self.above if level < heading.level), default=0)
        parent = self.above.get(upper, self.chapter or "plan")
        if heading.level > 2 and self.role == "livelihood":
            return self.role
        if upper == 1 and self.chapter == "plan":
            unnumbered = heading.kind not in ("section", "chapter", "item")
            if parent == "plan-targets" and unnumbered and ("section" in self.kinds or self.last_targets):
                return parent
            return section_role(words, "plan", self.years)
        if parent == "plan-targets":
            return parent
        return section_role(words, parent, self.years)

    def _look_ahead(self) -> None:
        """Note which kinds of headings this chapter holds, and whether the next chapter is of the plan too."""
        kinds = set()
        self.last_targets, self.chapter_end = False, self.marks.end
        for at in range(bisect_right(self.headings, self.chapter_heading.start, key=_start), len(self.headings)):
            heading = self.headings[at]
            if heading.level == 1:
                words = self.text[heading.start : heading.end]
                self.chapter_end = heading.start
                self.last_targets = chapter_role(words, self.years, first=False) == "plan"
                break
            kinds.add(heading.kind)
        self.kinds = frozenset(kinds)

    def turn(self, turn: Turn) -> None:
        """Change the role where the chapter allows such a turn."""
        at, kind = turn.at, turn.kind
        halfway = (self.chapter_heading.start + self.marks.end) // 2
        if self.chapter in ("review", "problems"):
            self._turn_in_review(at, kind)
        elif self.chapter == "outlook":
            if kind == "address" and self.done[-1].level > 1:
                self._headless(at, "outlook")
            elif kind == "plan" and self._plans_the_year() and self.text.startswith(_year_words(self.years), at):
                self._begin_plan(paragraph_of_year(self.text, at, self.done[-1].at if self.done else -1))
        elif kind == "address":
            role = address_role(self.text, at, _next_start(self.headings, at, self.marks.end), self.role)
            if role != self.role or (self.done and self.done[-1].heading[1] and self.done[-1].level > 1):
                self._headless(at, role)
        elif kind == "livelihood" and self.role == "plan-tasks" and self._is_livelihood_list(at):
            self._headless(at, "livelihood")
        elif kind == "self-government" and self.role in ("plan-tasks", "livelihood") and at > halfway:
            self._headless(at, "self-government")

    def _turn_in_review(self, at: int, kind: str) -> None:
        if kind == "address" and (self.role != "review" or self.done[-1].level > 1):
            self._headless(at, "review")
        elif kind == "problems" and self.role == "review" and self._is_late_enough(at):
            self._headless(at, "problems")
        elif kind == "plan" and not self.chapter_heading.end and at_line_start(self.text, at):
            self._begin_plan(at)  # a speech without chapters
        elif kind == "outlook" and self._looks_ahead(at):
            self.outlook_year = self._outlook_year(self.text[at : at + 12], at)
            self.chapter = "outlook"
            self._headless(at, "outlook")

    def _is_late_enough(self, at: int) -> bool:
        start = self.chapter_heading.start
        return at - start > min(_LATE_PROBLEMS, (self.chapter_end - start) * 2 // 5)

    def _begin_plan(self, at: int) -> None:
        self.chapter, self.targets_seen = "plan", True
        self._headless(at, "plan-targets")

    def _plans_the_year(self) -> bool:
        """Whether an outlook's heading announces the year's work too: 今后五年目标和2021年工作安排."""
        words = self.text[self.chapter_heading.start : self.chapter_heading.end]
        return any(year in words for year in _year_words(self.years))

    def _looks_ahead(self, at: int) -> bool:
        """Whether a paragraph begins here that speaks of the years to come, in a chapter that announces it."""
        if not at_line_start(self.text, at) or not self.years.planned:
            return False
        words = self.text[self.chapter_heading.start : self.chapter_heading.end]
        named = FIVE_YEAR_PLAN.match(self.text, at)
        if named:
            return self.years.plan_span(named[1])[1] > self.years.planned and f"十{named[1]}五" in words
        return self.text.startswith(("今后五年", "未来五年"), at) and "今后" in words

    def _is_livelihood_list(self, at: int) -> bool:
        """Whether a livelihood list fills the paragraph at `at`, and is not the opening of a section."""
        heading_end = self.done[-1].heading[1] if self.done else 0
        opens = heading_end and not self.text[heading_end:at].strip("。 \n\t\u3000")
        return not opens and fills_paragraph(self.text, at)

    def _headless(self, at: int, role: str) -> None:
        self.above = {level: r for level, r in self.above.items() if level < 2}
        self.cut(at, 2, role)


def _start(heading: Heading) -> int:
    return heading.start


def _next_start(headings: list[Heading], at: int, end: int) -> int:
    following = bisect_right(headings, at, key=_start)
    return headings[following].start if following < len(headings) else end


def _year_words(years: Years) -> tuple[str, ...]:
    return ("今年", "新的一年", "明年", f"{years.planned}年")
