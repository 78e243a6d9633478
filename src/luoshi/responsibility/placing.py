"""Which column a cell belongs to when cells have slipped: by what the cell holds, in the order of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from luoshi.responsibility.grid import Header
from luoshi.responsibility.labels import CHINESE_NUMBER_ONLY, NUMBER_ONLY, label_of
from luoshi.responsibility.leaders import people_then_units, split_leaders
from luoshi.responsibility.names import is_deadline, is_person
from luoshi.responsibility.unit_lists import units_share
from luoshi.responsibility.vocabulary import TASK_ROLES, UNIT_ROLES, ColumnRole

_MOST_CELLS = 40
_LIKES = 0.6  # from this share of units' names on, a cell is a list of units


@dataclass(frozen=True, slots=True)
class Placed:
    """A row sorted out: the cells of headings and task with their columns, and the other cells by column.

    `exact` says that every cell stood in its own column.
    """

    area: tuple[tuple[int, str], ...]
    fields: tuple[tuple[int, str], ...]
    exact: bool


@lru_cache(maxsize=64)
def place(cells: tuple[str, ...], header: Header, *, flat: bool) -> Placed:
    """Each cell of a row in its column.

    A table with real cells is taken by position; one rebuilt from text only where every cell fits its column.
    """
    texts = [cell.strip() for cell in cells]
    if not flat or len(texts) > _MOST_CELLS or _fits_where_it_stands(texts, header):
        return _by_position(texts, header)
    return _by_content(_apart([text for text in texts if text], header), header)


def _by_position(texts: Sequence[str], header: Header) -> Placed:
    area = set(header.area)
    inside: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    for at, text in enumerate(texts[: len(header.roles)]):
        if not text:
            continue
        if at not in area:
            others.append((at, text))
        elif not inside or inside[-1][1] != text or header.names[inside[-1][0]] != header.names[at]:
            inside.append((at, text))  # a cell merged over columns of one name counts once
    return Placed(tuple(inside), tuple(others), exact=True)


def _fits_where_it_stands(texts: Sequence[str], header: Header) -> bool:
    if len([text for text in texts if text]) == 0 or any(texts[len(header.roles) :]):
        return False
    area = set(header.area)
    for at, text in enumerate(texts[: len(header.roles)]):
        if text and _fit(text, "task" if at in area else header.roles[at]) < 0:
            return False
    return True


def _apart(texts: list[str], header: Header) -> list[str]:
    """Cells, those that hold leaders and units together taken apart."""
    if not (header.has("leader", "person") and header.has("lead", "units", "helper")):
        return texts
    found: list[str] = []
    for text in texts:
        people, units = people_then_units(text) if len(text) < 400 else ("", text)
        both = people and units and units_share(units) >= _LIKES
        found.extend((people, units) if both else (text,))
    return found


@lru_cache(maxsize=4096)
def _fit(text: str, role: ColumnRole | None) -> float:
    """How well a cell fits a role: above 0 it may well be, below 0 it should not."""
    if role == "number":
        return 3 if NUMBER_ONLY.fullmatch(text) or CHINESE_NUMBER_ONLY.fullmatch(text) else -4
    if role in ("leader", "person"):
        return 3 if _are_people(text) else -3
    if role in UNIT_ROLES:
        share = units_share(text)
        return 3 if share >= _LIKES else (1 if share > 0.3 else -3)
    if role == "deadline":
        return 3 if is_deadline(text) else -2
    if role in TASK_ROLES or role is None:
        return _fit_task(text)
    return -2 if units_share(text) >= 0.8 else 0.2


def _fit_task(text: str) -> float:
    if NUMBER_ONLY.fullmatch(text) or _are_people(text):
        return -3
    if is_deadline(text):
        return -1
    if units_share(text) >= 0.8 and label_of(text) is None:
        return -3
    return 1 + min(len(text), 40) / 40


def _are_people(text: str) -> bool:
    return len(text) <= 60 and bool(text) and all(map(is_person, split_leaders(text)))


def _by_content(texts: list[str], header: Header) -> Placed:
    """The best way of giving each cell a column in the order of both; the columns of the task take any number."""
    area = header.area
    slots: list[int] = []  # one entry a column; of neighbouring task columns only the last
    for at in range(len(header.roles)):
        if at in area and slots and slots[-1] in area:
            slots[-1] = at
        elif at in area or header.roles[at] is not None:
            slots.append(at)
    best: list[list[tuple[float, int]]] = [[(0.0, -1)] * (len(slots) + 1)]
    for text in texts:
        best.append(_next_line(best[-1], text, slots, header))
    inside: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    reach = len(slots)
    for line in range(len(texts), 0, -1):
        slot = best[line][reach][1]
        if slot >= 0:
            column = slots[slot]
            (inside if column in area else others).append((column, texts[line - 1]))
            reach = slot + 1 if column in area else slot
    return Placed(tuple(reversed(inside)), tuple(reversed(others)), exact=False)


def _next_line(before: list[tuple[float, int]], text: str, slots: list[int], header: Header) -> list[tuple[float, int]]:
    """Scores with one more cell: entry k is the best with k slots open, and the slot this cell took (-1: none)."""
    line: list[tuple[float, int]] = []
    for reach in range(len(slots) + 1):
        score, slot = before[reach][0] - 5, -1  # a cell that fits nowhere is dropped only for want of anything better
        if reach:
            column = slots[reach - 1]
            is_area = column in header.area
            own = before[reach if is_area else reach - 1][0] + _fit(text, "task" if is_area else header.roles[column])
            if line[-1][0] >= max(own, score):
                line.append(line[-1])
                continue
            if own >= score:
                score, slot = own, reach - 1
        line.append((score, slot))
    return line
