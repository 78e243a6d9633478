"""What follows when a request is approved, in the transaction of the approval."""

from __future__ import annotations

from typing import Any

from luoshi.ledger import Move, RequestKind, Status
from luoshi.ledger.policies import check_can_merge
from luoshi.records import clock
from luoshi.records.models import Assignment, Matter, MatterRequest, Plan
from luoshi.services.events import Actor, record_event
from luoshi.services.matters.exits import place_of_merging
from luoshi.services.matters.moving import change_matter, move_matter, refreshed
from luoshi.services.matters.planning import next_number, told_steps
from luoshi.services.matters.steps import from_kept, replace_steps
from luoshi.services.matters.waiting import take_back

_MOVES = {
    RequestKind.SUSPENSION: Move.SUSPEND,
    RequestKind.MERGING: Move.MERGE,
    RequestKind.WITHDRAWAL: Move.WITHDRAW,
}


def grant(*, request: MatterRequest, act: str, actor: Actor, revision: int, answer: str) -> None:
    """Do what was asked for. The request still waits meanwhile: who asked is what the moves look at."""
    kind = RequestKind(request.kind)
    if kind in _MOVES:
        _leave(request, _MOVES[kind], act, actor, revision, answer)
        return
    changes, told = _effect(request, kind)
    changed = change_matter(
        matter=request.matter, actor=actor, revision=revision, act=act, changes=changes, reason=answer, told=told,
        asker=request.asked_by,
    )  # fmt: skip
    if kind == RequestKind.PLAN_CHANGE:
        _change_plan(changed, request, actor)
    elif kind == RequestKind.RELEASE:
        Assignment.objects.filter(
            matter=changed, unit=request.unit, part=Assignment.Part.COOPERATE, ended=False
        ).update(ended=True)


def _effect(request: MatterRequest, kind: RequestKind) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of the matter that change, and what else the event tells. The first deadline is never overwritten."""
    matter = request.matter
    if kind == RequestKind.EXTENSION:
        return {"deadline": request.until, "first_deadline": matter.first_deadline or matter.deadline}, {}
    if kind == RequestKind.PLAN_CHANGE:
        person = request.person or matter.named_person
        return {"named_person": person}, {"steps": told_steps(from_kept(request.steps))}
    return {}, {"unit": request.unit.name if request.unit else ""}


def _change_plan(matter: Matter, request: MatterRequest, actor: Actor) -> None:
    """The changed plan is a version of its own; what was done stays done, what it no longer names is dropped."""
    Plan.objects.filter(matter=matter, state=Plan.State.APPROVED).update(state=Plan.State.REPLACED)
    Plan.objects.create(
        matter=matter, number=next_number(matter), person=request.person or matter.named_person,
        measures=request.reason, steps=request.steps, state=Plan.State.APPROVED, submitted_by=request.asked_by,
        submitted_at=request.asked_at, decided_by=actor.person, decided_at=clock.now(),
    )  # fmt: skip
    replace_steps(matter, from_kept(request.steps))
    refreshed(matter.pk)


def _leave(request: MatterRequest, move: Move, act: str, actor: Actor, revision: int, answer: str) -> None:
    """Two events: that it was approved, and the move that follows from it, for the reason that was asked with."""
    matter = request.matter
    into = place_of_merging(matter, request.into) if request.into else None
    moved = move_matter(
        matter=matter, move=move, actor=actor, revision=revision, reason=request.reason,
        changes={"merged_into": into} if into else None,
        check=(
            (lambda who, state: check_can_merge(
                who, state, Status(into.status), into_itself=into.pk == matter.pk, reason=request.reason
            )) if into else None
        ),
    )  # fmt: skip
    record_event(
        programme=moved.programme, actor=actor, act=act, subject=moved, after={"request": request.pk}, reason=answer
    )
    if move != Move.SUSPEND:
        take_back(moved, request.reason, but=request.pk)
