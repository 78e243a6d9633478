"""Cutting a plan into rows as official responsibility tables do: by subject and responsible unit.

The practice behind the rules, seen in real decomposition tables: a row is mostly a sentence. A sentence is cut where the
subject passes to another department's duty. Sentences that go on with the same subject stay one row, until one of them
states a result (a figure, a thing finished or won): a row ends where its result stands. A sentence that only sets the
frame (坚持…, 围绕…) belongs to what follows it. A chapter on the government itself is cut by paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.extraction.clauses import clause_spans
from luoshi.extraction.lexicon.undertakings import undertaking_words
from luoshi.extraction.outline import Role
from luoshi.extraction.subjects import FIELD_OF, chief, subjects_in
from luoshi.extraction.undertakings import REACHED, Clause, is_comparison, read_clause, skip_lead

_WORDS = undertaking_words()
_PREPOSITIONS, _CONCLUDING = _WORDS.prepositions, _WORDS.concluding

_LONGEST_ROW = 300  # characters beyond which nothing more is joined to a row
_REMARK = 60  # characters up to which a sentence that undertakes nothing is joined to the one before
_TOPIC = 18  # characters up to which a first sentence of one clause is but the topic of its paragraph
_SHORTEST = 8  # characters that each side of a cut inside a sentence must have at least

# An item's mark at a sentence's or clause's start. Sample: （二）, 3. , 二是, ②; near miss: 3.5万, 一是一
_MARK = re.compile(
    r"[\s—●•■◆]{0,4}(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]|[二三四五六七八九十]{1,3}是|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}，)"
)
_MARK_FIRST = frozenset("\u3000 \t—●•■◆（(0123456789①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十第")
# An outcome told of a subject without a figure. Sample: 收入稳步增长, 与经济增长基本同步; near miss: 转换增长动力
_OUTCOME = re.compile(r"(?:增长|同步|下降|稳定|平衡|持平|(?:目标|指标|任务))[。\s]*$")
_LONGEST_OUTCOME = 40  # characters
# What heralds a list and is no part of it. Sample: 主要预期目标是：; near miss: 出台政策：
_HERALD = re.compile(r"(?:目标|任务|工作|事|方面|要求|举措|指标)(?:是|为|有|如下)?$|[是为]$|如下$")


@dataclass(slots=True)
class Piece:
    """A stretch that is never cut further; `apart` says that nothing may be joined to it from before."""

    start: int
    end: int
    clauses: list[Clause]
    subjects: list[int]
    apart: bool = False
    first: bool = False  # first in its paragraph
    marked: bool = False  # begins with an item's mark
    chief: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.chief = chief(self.subjects)

    @property
    def undertakes(self) -> bool:
        return any(clause.undertakes for clause in self.clauses)

    @property
    def means(self) -> bool:
        """Whether it states at least a stance."""
        return any(clause.kind is not None for clause in self.clauses)

    @property
    def result(self) -> bool:
        return any(clause.result for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the text that one row of a table would hold."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


def has_mark(text: str, at: int) -> bool:
    """Whether an item's mark stands at `at`.

    >>> has_mark("（二）强工业", 0), has_mark("二是强工业", 0), has_mark("3.5万个", 0)
    (True, True, False)
    """
    return text[at : at + 1] in _MARK_FIRST and _MARK.match(text, at) is not None


def cut_rows(text: str, spans: Iterable[tuple[int, int, bool]], role: Role) -> list[Row]:
    """Cut the sentences of one section into rows.

    `spans` are start and end of each sentence and whether a paragraph begins with it. What undertakes nothing and
    belongs to nothing is left out.
    """
    pieces: list[Piece] = []
    for start, end, opens in spans:
        pieces.extend(_pieces(text, start, end, opens, role))
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _joins(text, groups[-1], piece, role):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_row(group) for group in groups if _is_row(group, role)]


def _is_row(group: Sequence[Piece], role: Role) -> bool:
    if role == "self-government":
        return any(piece.means for piece in group)
    if role == "livelihood" and group[0].marked:
        return True
    return any(piece.undertakes for piece in group)


def _row(group: Sequence[Piece]) -> Row:
    return Row(group[0].start, group[-1].end, tuple(clause for piece in group for clause in piece.clauses))


def _pieces(text: str, start: int, end: int, opens: bool, role: Role) -> list[Piece]:
    """A sentence, cut at item marks, at semicolons, and where its subject passes to another duty."""
    spans = clause_spans(text, start, end)
    clauses = [_read(text, low, high, mark) for low, high, mark in spans]
    subjects = [subjects_in(text, low, high) for low, high, _ in spans]
    if role == "plan-targets":
        clauses, cuts = _target_cuts(text, spans, clauses)
    else:
        cuts = _subject_cuts(text, clauses, subjects)
    marked = {n for n, (low, _, _) in enumerate(spans) if n and has_mark(text, low)}
    broken = {n for n in range(1, len(spans)) if spans[n - 1][2] in "；;"}
    bounds = [0, *sorted(cuts | marked | broken), len(spans)]
    pieces = []
    for low, high in zip(bounds, bounds[1:], strict=False):
        if low < high:
            mark = low in marked or (low == 0 and has_mark(text, start))
            first = low == 0 and opens
            inside = [number for group in subjects[low:high] for number in group]
            span = spans[low][0], spans[high - 1][1]
            pieces.append(Piece(*span, clauses[low:high], inside, mark or first or low in cuts, first, mark))
    return pieces


def _read(text: str, low: int, high: int, mark: str) -> Clause:
    clause = read_clause(text, low, _trim(text, low, high))
    if mark in ("：", ":") and _HERALD.search(text, low, high):
        return clause._replace(kind=None, proof="direction")
    return clause


def _trim(text: str, low: int, high: int) -> int:
    """The end of a clause without the full stop and closing marks behind it."""
    while high > low and text[high - 1] in "。！？!?\n \u3000":
        high -= 1
    return high


def _subject_cuts(text: str, clauses: Sequence[Clause], subjects: Sequence[Sequence[int]]) -> set[int]:
    """Before which clauses a sentence is cut because another department's duty begins and the old one does not return."""
    named = [{name for number in group if (name := FIELD_OF[number])} for group in subjects]
    if len(set().union(*named)) < 2:
        return set()
    last = {name: n for n, names in enumerate(named) for name in names}
    cuts: set[int] = set()
    low, seen, counts = 0, set[str](), dict[str, int]()
    for n, clause in enumerate(clauses):
        own = named[n]
        if n > low and own and seen and _may_cut(text, clauses, low, n) and not own & seen:
            ruling = max(counts, key=counts.__getitem__)
            if last[ruling] < n:
                cuts.add(n)
                low, seen, counts = n, set(), {}
        seen |= own
        for number in subjects[n]:
            name = FIELD_OF[number]
            if name:
                counts[name] = counts.get(name, 0) + 1
    return cuts


def _may_cut(text: str, clauses: Sequence[Clause], low: int, n: int) -> bool:
    clause = clauses[n]
    if not clause.undertakes or clause.subject_first or clause.end - clause.start < _SHORTEST:
        return False
    if text.endswith(_CONCLUDING, clause.start, clause.verb_end) or text.startswith(
        _PREPOSITIONS, skip_lead(text, clause.start, clause.end)
    ):
        return False  # a frame or a sum goes on with what stands before it
    if clauses[n - 1].end - clauses[low].start < _SHORTEST:
        return False
    return any(clauses[i].undertakes for i in range(n - 1, max(low - 1, n - 9), -1))


def _target_cuts(
    text: str, spans: Sequence[tuple[int, int, str]], clauses: list[Clause]
) -> tuple[list[Clause], set[int]]:
    """Headline targets: each outcome is a row of its own, and so is what leads up to the colon."""
    own = [clause.subject_first and _is_target(text, clause) for clause in clauses]
    cuts = {n + 1 for n, (_, _, mark) in enumerate(spans[:-1]) if mark in ("：", ":")}
    waiting = False
    for n, is_own in enumerate(own):
        if is_own and clauses[n].kind is None:
            clauses[n] = clauses[n]._replace(kind=REACHED, stage="complete")
        is_own = is_own or clauses[n].figure
        if n in cuts:
            waiting = False
        if is_own and waiting:
            cuts.add(n)
        waiting = waiting or is_own
    return clauses, cuts


def _is_target(text: str, clause: Clause) -> bool:
    """Whether a clause states a target of its own; a comparison and a part (其中) belong to the target before."""
    if text.startswith("其中", clause.start) or is_comparison(text, skip_lead(text, clause.start, clause.end)):
        return False
    short = clause.end - clause.start <= _LONGEST_OUTCOME
    return clause.figure or (short and _OUTCOME.search(text, clause.start, clause.end) is not None)


def _joins(text: str, group: Sequence[Piece], piece: Piece, role: Role) -> bool:
    """Whether a piece goes on with the row that the pieces before it began."""
    last = group[-1]
    if piece.apart or piece.end - group[0].start > _LONGEST_ROW:
        return False
    if role == "self-government":
        return not last.result
    if role == "plan-targets":
        return False
    if not piece.undertakes:
        return piece.means is False and piece.end - piece.start <= _REMARK
    if not any(p.undertakes for p in group) or _is_topic(last):
        return True
    return last.chief is not None and last.chief == piece.chief and not last.result and not _parallel(text, last, piece)


def _is_topic(piece: Piece) -> bool:
    return piece.first and len(piece.clauses) == 1 and piece.end - piece.start <= _TOPIC and not piece.result


def _parallel(text: str, one: Piece, other: Piece) -> bool:
    """Whether two pieces begin with the same verb: items of a list, each for itself."""
    a, b = one.clauses[0], other.clauses[0]
    verb = text[a.verb_start : a.verb_end]
    return bool(verb) and verb == text[b.verb_start : b.verb_end]
