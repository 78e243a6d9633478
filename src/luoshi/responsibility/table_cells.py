"""The cells of a row beside its task: filled from merged cells above, and read by what their columns hold."""

from __future__ import annotations

from dataclasses import replace

from luoshi.responsibility.assignment import Assignment, assign
from luoshi.responsibility.grid import ANSWERING, Header
from luoshi.responsibility.leaders import people_then_units
from luoshi.responsibility.paths import squeeze
from luoshi.responsibility.placing import Placed
from luoshi.responsibility.vocabulary import UNIT_ROLES, ColumnRole

Fields = tuple[tuple[int, str], ...]
_CARRIED: frozenset[ColumnRole | None] = frozenset({*ANSWERING, "deadline"})


def fill_down(placed: Placed, header: Header, above: Fields, *, flat: bool) -> Fields:
    """The row's fields, with what a cell merged downwards says in a row that says nothing of it.

    Where text was all that was left of a table, an empty cell is a merged one: all of who answers is carried when none
    is named, a leader or a unit that leads alone only where the cells stand in their columns. Real cells come filled,
    so an empty one there is empty, unless the number is missing too (one numbered item over several rows).
    """
    mine = {at for at, _ in placed.fields}
    held = {header.roles[at] for at in mine}
    numbered = "number" in held or not header.has("number")
    carried: frozenset[ColumnRole | None] = frozenset()
    if not held & UNIT_ROLES and (flat or not numbered):
        carried = _CARRIED
    elif flat and placed.exact:
        carried = frozenset({"leader", "lead"})
    kept = [
        (at, text) for at, text in above if at < len(header.roles) and header.roles[at] in carried and at not in mine
    ]
    return tuple(sorted((*placed.fields, *kept)))


def assignment_of(fields: Fields, header: Header) -> Assignment:
    """What the cells of a row say of who answers for it, when, and beside that."""
    leader = next((text for at, text in fields if header.roles[at] == "leader"), "")
    units = {text for at, text in fields if header.roles[at] in UNIT_ROLES}
    people: ColumnRole = "leader" if header.has("leader") else "person"
    found = Assignment()
    for at, text in fields:
        role = header.roles[at]
        if role in UNIT_ROLES and role is not None:
            names, rest = people_then_units(text) if leader in ("", text) else ("", text)
            found = found.merged(replace(assign(role, rest), leaders=assign("leader", names).leaders))
        elif role is not None and (role == "deadline" or (role == people and text not in units)):
            found = found.merged(assign(role, text))
    milestones = _joined(fields, header, "milestone", "detail")
    return replace(found, milestones=milestones, note=_joined(fields, header, "note", "progress", "person"))


def _joined(fields: Fields, header: Header, *roles: ColumnRole) -> str | None:
    """Cells of several columns in one text, each behind its column's name unless it is the only one."""
    wanted = [role for role in roles if role != "person" or header.has("leader")]
    several = sum(1 for role in header.roles if role in wanted) > 1
    lines = [
        f"{squeeze(header.names[at])}：{text}" if several or header.roles[at] in ("progress", "person") else text
        for at, text in fields
        if header.roles[at] in wanted
    ]
    return "\n".join(lines) or None
