"""Steps of a matter: of its table, then of its plan; what is done stays, what is dropped is kept to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from luoshi.ledger import Milestone as Step
from luoshi.records.models import Matter, Milestone

_LONGEST_NAME = 300
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def replace_steps(matter: Matter, steps: Sequence[Step]) -> None:
    """Let these be the steps that hold, in their order.

    A step that is done stays as it is, named again or not; one that is named again takes the new day and weight; one
    that is not named any more is dropped, and stays to be read.
    """
    holding = list(Milestone.objects.filter(matter=matter, dropped=False))
    known = {step.name: step for step in holding}
    kept, new = set[int](), list[Milestone]()
    for order, step in enumerate(steps):
        name = step.name.strip()[:_LONGEST_NAME]
        held = known.pop(name, None)
        if held is None:
            new.append(Milestone(matter=matter, name=name, due=step.due, weight=step.weight, order=order))
            continue
        kept.add(held.pk)
        changes = {"order": order} if held.done_on else {"order": order, "due": step.due, "weight": step.weight}
        Milestone.objects.filter(pk=held.pk).update(**changes)
    Milestone.objects.bulk_create(new)
    gone = [step.pk for step in holding if step.pk not in kept and step.done_on is None]
    Milestone.objects.filter(pk__in=gone).update(dropped=True)


def quarterly(matter: Matter) -> list[Step]:
    """The quarterly steps of the matter's table (季度形象进度), each due at the end of its quarter."""
    year = matter.programme.year
    return [
        Step(said.strip()[:_LONGEST_NAME], date(year, *end))
        for said, end in zip(matter.milestones, _QUARTER_ENDS, strict=False)
        if isinstance(said, str) and said.strip()
    ]


def as_kept(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps as a plan or a request keeps them."""
    return [{"name": step.name.strip(), "due": step.due.isoformat(), "weight": step.weight} for step in steps]


def from_kept(kept: Sequence[Mapping[str, Any]]) -> list[Step]:
    """Steps as a plan or a request kept them."""
    return [Step(one["name"], date.fromisoformat(one["due"]), weight=float(one["weight"])) for one in kept]
