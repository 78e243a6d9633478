"""Brackets in running text that say who answers for the words before them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.responsibility.assignment import Assignment, keys_in, parse_assignment, says_role
from luoshi.responsibility.departments import is_known
from luoshi.responsibility.names import is_group, is_unit, opens_unit
from luoshi.responsibility.vocabulary import UNIT_ROLES

# Any bracket, opening or closing.
_BRACKET = re.compile(r"[（(\[【〔）)\]】〕]")
_FAMILY = {"（": 0, "(": 0, "）": 0, ")": 0, "[": 1, "]": 1, "【": 2, "】": 2, "〔": 3, "〕": 3}
_OPENS = frozenset("（([【〔")
# A word without which no bracket assigns anything: cheap to look for before parsing.
_HINT = re.compile(r"牵头|负责|配合|单位|部门|责任|落实|承办|主办|参与|参加|协助|协办|实施|推进")
# A character without which a bracket lists no units: 市财政局; near miss: （试行）.
_UNIT_HINT = re.compile(r"[局委办厅部府]")
# The clause that closes a sentence and says who does it: ，由市水务局牵头，各区政府配合; near miss: 由此可见.
_BY_CLAUSE = re.compile(r"[，,。；;]\s{0,2}(?P<said>由[^。；;！？\n]{4,200})")
_LONGEST = 800
_DEEPEST = 3  # 各县（市、区）政府 inside a role bracket, and a bracket inside that; deeper nesting is no assignment


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket with its assignment; `implied` where it only lists units and no word says what they do."""

    start: int
    end: int
    assignment: Assignment
    implied: bool = False


def find_brackets(text: str, start: int = 0, end: int | None = None) -> list[Bracket]:
    """The brackets that assign, in order, none inside another.

    >>> [bracket] = find_brackets("扩大投资。（牵头单位：市发改委；责任单位：各县（市、区）政府）")
    >>> bracket.assignment.names
    ('市发改委', '各县（市、区）政府')
    """
    found: list[Bracket] = []
    stop = len(text) if end is None else end
    for low, high in _pairs(text, start, stop):
        bracket = _read(text, low, high)
        if bracket is not None:
            while found and found[-1].start > low:
                found.pop()
            found.append(bracket)
    found = _with_clauses(text, start, stop, found)
    sure = any(not bracket.implied for bracket in found)
    return found if sure or len(found) >= 3 else []


def _with_clauses(text: str, start: int, end: int, found: list[Bracket]) -> list[Bracket]:
    """The brackets, and the clauses that say the same without a bracket (由甲牵头，乙配合)."""
    more: list[Bracket] = []
    for match in _BY_CLAUSE.finditer(text, start, end) if "由" in text and "牵头" in text else ():
        if "牵头" not in match["said"]:
            continue
        assignment = parse_assignment(match["said"].strip())
        names = assignment.names
        sound = all(is_known(name) or (is_unit(name) and (opens_unit(name) or is_group(name))) for name in names)
        if assignment.leads and sound:
            more.append(Bracket(match.start("said" if match[0][0] in "。；;" else 0), match.end(), assignment))
    starts = [bracket.start for bracket in found]  # those found lie apart, in order
    free = [one for one in more if not _overlaps(one, found, bisect_left(starts, one.end))]
    return sorted([*found, *free], key=lambda bracket: bracket.start) if free else found


def _overlaps(clause: Bracket, found: list[Bracket], after: int) -> bool:
    """Whether the last bracket that begins before the clause's end reaches into it."""
    return after > 0 and found[after - 1].end > clause.start


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Matching brackets, inner before outer, short and not deep; one pass, whatever the text."""
    stack: list[list[int]] = []  # position, family, height of what is nested inside
    open_families = [0, 0, 0, 0]
    for match in _BRACKET.finditer(text, start, end):
        mark = match[0]
        family = _FAMILY[mark]
        if mark in _OPENS:
            stack.append([match.start(), family, 0])
            open_families[family] += 1
            continue
        if not open_families[family]:
            continue
        while stack[-1][1] != family:
            open_families[stack.pop()[1]] -= 1
        low, _, height = stack.pop()
        open_families[family] -= 1
        if stack:
            stack[-1][2] = max(stack[-1][2], height + 1)
        if height < _DEEPEST and match.end() - low <= _LONGEST:
            yield low, match.end()


def _read(text: str, low: int, high: int) -> Bracket | None:
    content = "".join(line.strip() for line in text[low + 1 : high - 1].split("\n"))  # a wrapped line breaks words
    if len(content) < 3:
        return None
    if _HINT.search(content):
        keyed = any(role in UNIT_ROLES for _, _, role in keys_in(content))
        if not keyed and not says_role(content):
            return _read_list(text, content, low, high)
        assignment = parse_assignment(content)
        names = assignment.names
        fine = sum(1 for name in names if is_unit(name) or is_known(name))
        sound = bool(names) and (keyed or (fine * 10 >= 7 * len(names) and max(map(len, names)) <= 30))
        return Bracket(low, high, assignment) if sound else None
    return _read_list(text, content, low, high)


def _read_list(text: str, content: str, low: int, high: int) -> Bracket | None:
    """A bracket at the end of a sentence that lists units and nothing else: （市发展改革委、市财政局）."""
    if not _UNIT_HINT.search(content) or len(content) > 300 or not _ends_sentence(text, low, high):
        return None
    assignment = parse_assignment(content)
    names = assignment.names
    sure = [is_known(name) or (is_unit(name) and (opens_unit(name) or is_group(name))) for name in names]
    known = sum(1 for name in names if is_known(name))
    return Bracket(low, high, assignment, implied=True) if names and all(sure) and known else None


def _ends_sentence(text: str, low: int, high: int) -> bool:
    before, after = text[low - 1 : low], text[high : high + 1]
    return (before in "。；;\n" or after in "。；;\n") if after else True
