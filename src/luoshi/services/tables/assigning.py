"""A row becomes a matter: who answers for it, by when, from which sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luoshi.ledger import OPEN, Status
from luoshi.queries.registers import Cast
from luoshi.records.models import Assignment, Matter, TableRow
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.limits import sign_by
from luoshi.services.matters.waiting import change_hands
from luoshi.services.tables.values import plain

_LONGEST_TITLE = 200
_LONGEST_NAME = 80
_COPIED = ("kind", "task", "section", "subsection", "milestones", "schedule")
_TOLD = ("title", "kind", "task", "section", "subsection", "deadline_words", "deadline", "milestones", "schedule")
_Part = tuple[str, int | None, str]


def assign(matter: Matter, row: TableRow, cast: Cast, actor: Actor, reason: str) -> bool:
    """Make a matter of a row, or bring the row's matter up to date; an event tells what differs, if anything does.

    Returns whether anything does.

    The quote and the first deadline are set once and never again. A matter that an amendment gives to another lead
    unit is assigned anew; one that was taken out comes back as assigned; every other status stays.
    """
    new = matter.pk is None
    before = {} if new else _state(matter)
    lead = cast.unit(row.lead_unit)
    handed_on = not new and matter.lead_id != (lead.pk if lead else None) and _is_open(matter)
    if new:
        _freeze(matter, row)
    else:
        matter.revision += 1
    if new or matter.status == Status.WITHDRAWN or handed_on:
        matter.status = Status.ASSIGNED.value
        matter.answer_due = sign_by(matter.programme)
    if handed_on:
        matter.named_person, matter.planner, matter.done_on = "", None, None
    matter.lead = lead
    _copy(matter, row, new=new)
    matter.save()
    if handed_on:
        change_hands(matter, actor.person, reason)
    _assign_units(matter, row, cast)
    posts = [post for post in map(cast.post, row.leaders) if post]
    if not new or posts:
        matter.leaders.set(posts)
    return _tell(matter, before, actor, reason)


def _copy(matter: Matter, row: TableRow, *, new: bool) -> None:
    """What the table says of the matter itself."""
    if new or row.deadline != matter.deadline_words:
        # An extension that was granted stands until the table itself says another deadline.
        matter.deadline = row.deadline_date
    for name in _COPIED:
        setattr(matter, name, getattr(row, name))
    matter.title = _title(row.task)
    matter.deadline_words = row.deadline
    matter.first_deadline = matter.first_deadline or row.deadline_date
    matter.write_leaders(row.leaders)


def _tell(matter: Matter, before: dict[str, Any], actor: Actor, reason: str) -> bool:
    """The event, if anything differs from before (nothing: the matter is new); whether anything does."""
    told = {name: value for name, value in _state(matter).items() if before.get(name) != value}
    if not told:
        return False
    record_event(
        programme=matter.programme,
        actor=actor,
        act="matter.amend" if before else "matter.assign",
        subject=matter,
        before={name: before[name] for name in told} if before else None,
        after=told | {"number": matter.number},
        reason=reason,
    )
    return True


def _is_open(matter: Matter) -> bool:
    return Status(matter.status) in OPEN


def _freeze(matter: Matter, row: TableRow) -> None:
    """The quote: the source's own words where the row stands in it, else the row's."""
    source = row.table.source
    matter.quote = row.task
    if source is not None and row.start is not None and row.end is not None:
        matter.source, matter.start, matter.end = source, row.start, row.end
        matter.quote = source.text[row.start : row.end]


def _title(task: str) -> str:
    bare = " ".join(task.split())
    return bare if len(bare) <= _LONGEST_TITLE else bare[: _LONGEST_TITLE - 1] + "…"


def _state(matter: Matter) -> dict[str, Any]:
    """What an event tells of a matter."""
    standing = matter.assignments.filter(ended=False).values_list("part", "written")
    return {
        **{name: plain(getattr(matter, name)) for name in _TOLD},
        "status": str(matter.status),
        "leaders": matter.leaders_written,
        "units": [f"{part}:{written}" for part, written in standing],
    }


def _assign_units(matter: Matter, row: TableRow, cast: Cast) -> None:
    """End what the row no longer says, add what it says now; what stays is not touched."""
    wanted = {part: at for at, part in enumerate(_parts(row, cast))}
    for standing in matter.assignments.filter(ended=False):
        key = (standing.part, standing.unit_id, standing.written)
        if wanted.pop(key, None) is None:
            Assignment.objects.filter(pk=standing.pk).update(ended=True)
    Assignment.objects.bulk_create(
        Assignment(matter=matter, part=part, unit_id=unit, written=written[:_LONGEST_NAME], order=at)
        for (part, unit, written), at in wanted.items()
    )


def _parts(row: TableRow, cast: Cast) -> Iterator[_Part]:
    """Lead and helpers, each unit once; groups that can be written out are, others stay as written."""
    lead = cast.unit(row.lead_unit)
    taken = {lead.pk if lead else None}
    yield Assignment.Part.LEAD.value, lead.pk if lead else None, row.lead_unit
    for name in dict.fromkeys(row.units):
        for written, unit in cast.expanded(name):
            if unit is not None and unit.pk in taken:
                continue
            taken |= {unit.pk} if unit else set()
            yield Assignment.Part.COOPERATE.value, unit.pk if unit else None, written
