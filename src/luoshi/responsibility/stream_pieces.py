"""What a piece of a line is, in a table without borders: task, leaders, units or deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.responsibility.departments import is_known
from luoshi.responsibility.grid import Header
from luoshi.responsibility.leaders import split_leaders
from luoshi.responsibility.names import is_deadline, is_person, is_unit, opens_unit
from luoshi.responsibility.unit_lists import are_two_names, opens_inside, split_units, units_share

# The number that opens a row: 3 加快…, 3、加快…, 3．加快…; near misses: 3个, 3.5亿元.
NUMBERED = re.compile(r"(\d{1,3})(?:[.．、﹒](?!\d)\s{0,9}|[ \t\u3000]{1,9})(?=\S)")
# The blanks between two cells of a line.
GAP = re.compile(r"[ \u3000]+")
# Marks that no name of a project holds: ，, 。; near miss: 、.
SENTENCE = re.compile(r"[，。；：]")
# The level that opens a unit's name.
_LEVEL = re.compile(r"[市区县省]")
LONGEST_NAME = 15
ENDS = ("。", "；", "等")
OPEN_LIST = ("等", "等。")
_TAIL = 80  # characters at a task's end among which units are looked for
_GOES_ON = ("、", "，", ",")
_NEVER_FIRST = "、，（(）)"  # no line of a task opens with one
_LIKES = 0.6  # from this share of units' names on, a piece is a list of units


@dataclass(slots=True)
class RowPieces:
    """One row while it is read."""

    number: str = ""
    low: int = 0
    high: int = 0
    task: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def past_task(self) -> bool:
        """Whether anything behind the task was read."""
        return bool(self.people or self.units or self.deadline or self.rest)


def pieces_of(line: str) -> list[str]:
    """A line cut at blanks, words of the task put together again."""
    found: list[str] = []
    for word in GAP.split(line):
        if found and _is_plain(word) and _is_plain(found[-1]) and not _is_other_cell(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return found


def _is_plain(word: str) -> bool:
    return units_share(word) < _LIKES and not is_deadline(word) and not is_person(word)


def _is_other_cell(before: str, word: str) -> bool:
    """Whether two words, both no units, are of different cells: one ends its own, or the other goes on with names."""
    return before.endswith(ENDS) or word in OPEN_LIST or word[0] in _NEVER_FIRST


def goes_on_with_task(row: RowPieces, pieces: list[str]) -> bool:
    """Whether the first piece of a line without a number is more of the task above, which has not come to its end."""
    first = pieces[0]
    if not row.task or row.task[-1].endswith(ENDS) or first in OPEN_LIST or first[0] in _NEVER_FIRST:
        return False
    return units_share(first) < _LIKES and not is_person(first) and not is_deadline(first)


def is_broken(units: str, more: str) -> bool:
    """Whether a list of units breaks off in a name or bracket that the next piece goes on with."""
    if units.count("（") > units.count("）") or more[0] in _NEVER_FIRST:
        return True
    last = split_units(units).names[-1:]
    first = split_units(more).names[:1]
    if not last or not first or units.endswith((*_GOES_ON, *ENDS)):
        return False
    if is_unit(last[0]) and not opens_inside(first[0]):
        return False
    return is_unit(last[0] + first[0]) and not are_two_names(last[0], first[0])


def kind_of(piece: str, row: RowPieces, header: Header) -> str:
    """What a piece is: `people`, `units`, `deadline` or `task`."""
    if not row.task and not row.past_task and not is_known(piece):
        return "task"  # whatever it looks like, a row opens with its task
    if header.has("leader", "person") and all(map(is_person, split_leaders(piece))):
        return "people"
    if header.has("deadline") and is_deadline(piece):
        return "deadline"
    if units_share(piece) >= _LIKES:
        return "units"
    if row.units and (piece[0] in _NEVER_FIRST or (len(piece) <= 30 and piece.endswith(_GOES_ON))):
        return "units"
    if row.people and not row.units and len(piece) <= LONGEST_NAME and opens_unit(piece) and not SENTENCE.search(piece):
        return "units"  # the first part of a name that its cell's width broke
    return "task"


def peel_units(text: str) -> tuple[str, str]:
    """Task and units that ran together without anything between, apart; units must be sure to be cut off.

    >>> peel_units("改造老旧小区20个市财政局市教育局各街道")
    ('改造老旧小区20个', '市财政局市教育局各街道')
    """
    low = max(0, len(text) - _TAIL)
    for match in _LEVEL.finditer(text[low:]):
        tail = text[low + match.start() :]
        names = split_units(tail).names
        if names and is_known(names[0]) and all(map(is_unit, names)):
            return text[: low + match.start()].rstrip(), tail
    return text, ""
