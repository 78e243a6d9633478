"""Pieces: stretches of a sentence that no table would cut further."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from luoshi.extraction.lexicon.undertakings import undertaking_words
from luoshi.extraction.outline import Role
from luoshi.extraction.undertakings.clauses import FIGURE, Clause, clause_spans
from luoshi.extraction.undertakings.grammar import read_clause
from luoshi.extraction.undertakings.outcomes import is_comparison
from luoshi.extraction.undertakings.proofs import REACHED
from luoshi.extraction.undertakings.subjects import FIELD_OF, chief_of, find_subjects
from luoshi.extraction.undertakings.verbs import skip_lead

_SHORTEST = 8  # characters that each side of a cut inside a sentence must have at least
_LONGEST_OUTCOME = 40  # characters of an outcome without a figure at most
_LOOK_BACK = 8  # clauses before a cut among which something must be undertaken
_PREPOSITIONS = undertaking_words().prepositions
_NONE: set[int] = set()
_HALVES = frozenset("；;")
_COLONS = frozenset("：:")
_END_MARKS = frozenset("。！？!?\n \u3000")

# An item's mark at a sentence's or clause's start. Sample: （二）, 3. , 二是, ②; near miss: 3.5万, 一是一
_MARK = re.compile(
    r"[\s—●•■◆]{0,4}(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]|[二三四五六七八九十]{1,3}是"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}，)"
)
MARK_FIRST = frozenset("\n\u3000 \t—●•■◆（(0123456789①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十第")
# An outcome told of a subject without a figure. Sample: 收入稳步增长, 与经济增长基本同步; near miss: 转换增长动力
_OUTCOME = re.compile(r"(?:增长|同步|下降|稳定|平衡|持平|完成[^，]{0,12}(?:目标|指标|任务))[。\s]*$")
# The predicate of such an outcome. Sample: 产量保持稳定, 收支基本平衡; near miss: 稳定器
_STATE = re.compile(r"保持(?:[一-龥]{0,4}(?:稳定|平衡|持平))?|稳定$|平衡$|持平$|回稳向好$|稳中[一-龥]{2}$|促稳提质$")
# What heralds a list and is no part of it. Sample: 主要预期目标是：; near miss: 出台政策：
_HERALD = re.compile(r"(?:目标|任务|工作|事|方面|要求|举措|指标)(?:是|为|有|如下)?$|[是为]$|如下$")


class Piece:
    """A stretch that is never cut further.

    `chief` is its subject. `apart`: nothing may be joined to it from before. `first`: a paragraph begins with it.
    `marked`: it begins with an item's mark. `undertakes`: something shall be done. `means`: it states at least a
    stance. `result`: it states a result.
    """

    __slots__ = ("apart", "chief", "clauses", "end", "first", "marked", "means", "result", "start", "undertakes")

    def __init__(
        self, start: int, end: int, clauses: Sequence[Clause], chief: int | None, apart: bool, first: bool, marked: bool
    ) -> None:
        self.start, self.end, self.clauses, self.chief = start, end, clauses, chief
        self.apart, self.first, self.marked = apart, first, marked
        self.undertakes = self.means = self.result = False
        for clause in clauses:
            kind = clause.kind
            if kind is not None:
                self.means = True
                if not kind.principle:
                    self.undertakes = True
            if clause.figure or (clause.proof == "event" and clause.result):
                self.result = True


def has_mark(text: str, at: int) -> bool:
    """Whether an item's mark stands at `at`.

    >>> has_mark("（二）强工业", 0), has_mark("二是强工业", 0), has_mark("3.5万个", 0)
    (True, True, False)
    """
    return text[at : at + 1] in MARK_FIRST and _MARK.match(text, at) is not None


class Scan:
    """A stretch of text with its terms and figures, found in one pass, from which sentences are cut into pieces."""

    __slots__ = ("_figures", "_numbers", "_places", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self._places, self._numbers = find_subjects(text, start, end)
        self._figures = [found.start() for found in FIGURE.finditer(text, start, end)]
        self._figures.append(len(text))

    def _figure(self, start: int, end: int) -> bool:
        """Whether a figure begins in a stretch."""
        return self._figures[bisect_left(self._figures, start)] < end

    def pieces(self, start: int, end: int, opens: bool, role: Role, *, whole: bool = False) -> list[Piece]:
        """The sentence cut at item marks, at semicolons, and where its subject passes to another duty.

        With `whole` it is not cut.
        """
        text = self.text
        spans = clause_spans(text, start, end)
        if not spans:  # nothing but marks
            return []
        clauses, marks, breaks = self._read(spans, start, end)
        first = bisect_left(self._places, start)
        numbers = self._numbers[first : bisect_left(self._places, end, first)]
        cuts = _NONE
        if role == "plan-targets":
            _state_targets(text, clauses)
            cuts = _target_cuts(text, spans, clauses)
        elif len(numbers) > 1 and len(clauses) > 1:
            cuts = self._subject_cuts(clauses, numbers, first)
        marked = text[start] in MARK_FIRST and has_mark(text, start)
        if whole or not (cuts or marks or breaks):
            return [Piece(start, end, clauses, chief_of(numbers), opens or marked, opens, marked)]
        pieces: list[Piece] = []
        low = 0
        for high in (*sorted(cuts.union(marks, breaks)), len(spans)):
            opened = opens and not low
            item = low in marks if low else marked
            apart = opened or item or low in cuts
            pieces.append(self._piece(spans[low][0], spans[high - 1][1], clauses[low:high], apart, opened, item))
            low = high
        return pieces

    def _piece(self, start: int, end: int, clauses: list[Clause], apart: bool, first: bool, marked: bool) -> Piece:
        at = bisect_left(self._places, start)
        chief = chief_of(self._numbers[at : bisect_left(self._places, end, at)])
        return Piece(start, end, clauses, chief, apart, first, marked)

    def _read(
        self, spans: Sequence[tuple[int, int, str]], start: int, end: int
    ) -> tuple[list[Clause], list[int], list[int]]:
        """The clauses of a sentence, which of them begin with an item's mark, and which follow a semicolon."""
        text = self.text
        trimmed = end
        while trimmed > start + 1 and text[trimmed - 1] in _END_MARKS:
            trimmed -= 1
        figures = self._figure(start, end)
        clauses: list[Clause] = []
        marks: list[int] = []
        breaks: list[int] = []
        for low, high, mark in spans:
            if clauses and text[low] in MARK_FIRST and has_mark(text, low):
                marks.append(len(clauses))
            clause = read_clause(
                text, low, high if mark else max(low + 1, trimmed), figures and self._figure(low, high)
            )
            if mark in _HALVES:
                breaks.append(len(clauses) + 1)
            elif mark in _COLONS and _HERALD.search(text, low, high):
                clause = clause._replace(kind=None, proof="direction")
            clauses.append(clause)
        if breaks and breaks[-1] == len(clauses):
            breaks.pop()
        return clauses, marks, breaks

    def _subject_cuts(self, clauses: Sequence[Clause], numbers: Sequence[int], first: int) -> set[int]:
        """Before which clauses a sentence is cut: another department's duty begins and the old one does not return.

        `numbers` are the sentence's subjects, `first` the place of the first of them in the scan's list.
        """
        names = [FIELD_OF[number] for number in numbers]
        if len(set(names) - {None}) < 2:
            return _NONE
        fields: list[list[str]] = [[] for _ in clauses]
        n, final = 0, {}
        for name, place in zip(names, self._places[first : first + len(names)], strict=True):
            while place >= clauses[n].end and n + 1 < len(clauses):
                n += 1
            if name:
                fields[n].append(name)
                final[name] = n
        cuts: set[int] = set()
        low, counts = 0, dict[str, int]()
        for n, own in enumerate(fields):
            if own and counts and counts.keys().isdisjoint(own) and self._may_cut(clauses, low, n):
                returns = final[max(counts, key=counts.__getitem__)] > n
                if not returns:
                    cuts.add(n)
                    low, counts = n, {}
            for name in own:
                counts[name] = counts.get(name, 0) + 1
        return cuts

    def _may_cut(self, clauses: Sequence[Clause], low: int, n: int) -> bool:
        clause = clauses[n]
        if not clause.undertakes or clause.subject_first or clause.concluding:
            return False
        if clause.end - clause.start < _SHORTEST or clauses[n - 1].end - clauses[low].start < _SHORTEST:
            return False
        if self.text.startswith(_PREPOSITIONS, skip_lead(self.text, clause.start, clause.end)):
            return False  # a frame goes on with what stands before it
        return any(before.undertakes for before in clauses[max(low, n - _LOOK_BACK) : n])


def _state_targets(text: str, clauses: list[Clause]) -> None:
    """Among headline targets an outcome without a verb that undertakes (就业8万人) is a target all the same."""
    for n, clause in enumerate(clauses):
        if clause.kind is None and clause.subject_first and _is_target(text, clause):
            low, high = clause.verb_start, clause.verb_end
            state = (
                _STATE.search(text, low + 1, clause.end)
                if low == high and not text.startswith(_PREPOSITIONS, low)
                else None
            )
            if state:
                low, high = state.span()
            clauses[n] = clause._replace(kind=REACHED, stage="complete", verb_start=low, verb_end=high)


def _target_cuts(text: str, spans: Sequence[tuple[int, int, str]], clauses: Sequence[Clause]) -> set[int]:
    """Headline targets: each outcome is a row of its own, and so is what leads up to the colon."""
    cuts = {n for n, (_, _, mark) in enumerate(spans, 1) if mark in _COLONS and n < len(spans)}
    waiting = False
    for n, clause in enumerate(clauses):
        waiting = waiting and n not in cuts
        own = clause.figure or (clause.subject_first and clause.kind is REACHED)
        if own and waiting and _is_apart(text, clause):
            cuts.add(n)
        waiting = waiting or own
    return cuts


def _is_apart(text: str, clause: Clause) -> bool:
    """Whether a clause stands for itself: a comparison and a part (其中) belong to the target before."""
    return not text.startswith("其中", clause.start) and not is_comparison(
        text, skip_lead(text, clause.start, clause.end)
    )


def _is_target(text: str, clause: Clause) -> bool:
    if not _is_apart(text, clause):
        return False
    short = clause.end - clause.start <= _LONGEST_OUTCOME
    return clause.figure or (short and _OUTCOME.search(text, clause.start, clause.end) is not None)
