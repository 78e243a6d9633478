"""Cutting a plan into rows as official responsibility tables do: by subject and responsible unit.

The practice behind the rules, seen in real decomposition tables: a row is mostly a sentence. A sentence is cut where
the subject passes to another department's duty. Sentences that go on with the same subject stay one row, until one of
them states a result (a figure, a thing finished or won): a row ends where its result stands. A sentence that only sets
the frame (坚持…, 围绕…) belongs to what follows it. A chapter on the government itself is cut by paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from luoshi.extraction.outline import Role
from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.pieces import Piece, Scan
from luoshi.extraction.undertakings.subjects import FIELD_OF

_LONGEST_ROW = 300  # characters beyond which nothing more is joined to a row
_REMARK = 60  # characters up to which a sentence that undertakes nothing is joined to the one before
_TOPIC = 18  # characters up to which a first sentence of one clause is but the topic of its paragraph


class Row(NamedTuple):
    """A stretch of the text that one row of a table would hold."""

    start: int
    end: int
    clauses: Sequence[Clause]


def cut_rows(scan: Scan, spans: Iterable[tuple[int, int, bool]], role: Role, *, cells: bool = False) -> list[Row]:
    """Cut the sentences of one section into rows.

    `spans` are start and end of each sentence and whether a paragraph begins with it. What undertakes nothing and
    belongs to nothing is left out. With `cells` the paragraphs are cells of a table, cut by hand: each is one row.

    >>> text = "加强人民调解。新建城区幼儿园5所，加快城东水库建设。"
    >>> rows = cut_rows(Scan(text, 0, len(text)), [(0, 7, True), (7, 26, False)], "plan-tasks")
    >>> [text[row.start:row.end] for row in rows]
    ['加强人民调解。', '新建城区幼儿园5所', '加快城东水库建设。']
    """
    rows: list[Row] = []
    group: list[Piece] = []
    for start, end, opens in spans:
        for piece in scan.pieces(start, end, opens, role, whole=cells):
            if group and (piece.first if cells else not _joins(scan.text, group, piece, role)):
                _close(rows, group, role)
                group = []
            group.append(piece)
    if group:
        _close(rows, group, role)
    return rows


def _close(rows: list[Row], group: Sequence[Piece], role: Role) -> None:
    """Make a row of the pieces, if they undertake anything."""
    first = group[0]
    if len(group) == 1:
        undertakes, means, clauses = first.undertakes, first.means, first.clauses
    else:
        undertakes = any(piece.undertakes for piece in group)
        means = any(piece.means for piece in group)
        clauses = [clause for piece in group for clause in piece.clauses]
    if undertakes or (means and role == "self-government") or (first.marked and role == "livelihood"):
        rows.append(Row(first.start, group[-1].end, clauses))


def _joins(text: str, group: Sequence[Piece], piece: Piece, role: Role) -> bool:
    """Whether a piece goes on with the row that the pieces before it began."""
    last = group[-1]
    if piece.apart or role == "plan-targets" or piece.end - group[0].start > _LONGEST_ROW:
        return False
    if role == "self-government":
        return not last.result
    if not piece.undertakes:
        return not piece.means and piece.end - piece.start <= _REMARK
    if not last.undertakes and not any(before.undertakes for before in group):
        return True
    if last.result or _parallel(text, last, piece):
        return False
    return _is_topic(last, piece) or (last.chief is not None and last.chief == piece.chief)


def _is_topic(last: Piece, piece: Piece) -> bool:
    """Whether a paragraph's short first sentence is but the topic of what follows, and no matter of another duty."""
    if not last.first or len(last.clauses) > 1 or last.end - last.start > _TOPIC:
        return False
    return last.chief is None or piece.chief is None or FIELD_OF[last.chief] == FIELD_OF[piece.chief]


def _parallel(text: str, one: Piece, other: Piece) -> bool:
    """Whether two pieces begin with the same verb: items of a list, each for itself."""
    a, b = one.clauses[0], other.clauses[0]
    verb = text[a.verb_start : a.verb_end]
    return bool(verb) and verb == text[b.verb_start : b.verb_end]
