"""What a person may do with a matter now: moves, requests and decisions, each with the reason where he may not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.ledger import (
    Actor,
    Kind,
    MatterState,
    Message,
    Move,
    Permission,
    RefusalError,
    RequestKind,
    RequestStatus,
    Status,
    offers,
)
from luoshi.ledger.moves.transitions import OFFICE
from luoshi.ledger.request_policies import check_can_ask, check_can_decide, check_can_retract
from luoshi.ledger.statuses import AT_REST
from luoshi.queries.access import Access
from luoshi.queries.compiled import compiled
from luoshi.queries.own_fields import OwnField, editable
from luoshi.queries.standing import Standing
from luoshi.records.models import Matter, MatterRequest, Post

# Moves that pages of their own make: reports, and closing.
ELSEWHERE = frozenset(
    {
        Move.REPORT,
        Move.CONTRIBUTE,
        Move.CORRECT_REPORT,
        Move.REQUEST_CLOSING,
        Move.RETRACT_CLOSING,
        Move.CLOSE,
        Move.RETURN,
        Move.LOOK_BACK,
        Move.REOPEN,
    }
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits, and whether this person may decide on it or take it back; else why he may not decide."""

    request: MatterRequest
    may_decide: bool
    may_retract: bool
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class Offers:
    """All that a person may do; `refused` are the moves and requests that are not his now, each with the reason."""

    moves: tuple[Move, ...]
    requests: tuple[RequestKind, ...]
    waiting: tuple[Waiting, ...]
    refused: tuple[tuple[Message, Message], ...]
    own: tuple[OwnField, ...]
    office: bool
    notes: bool


def offers_of(standing: Standing, matter: Matter, requests: Collection[MatterRequest]) -> Offers:
    """What a person may do with a matter. `requests` are all of the matter's."""
    capacities, state = standing.actor, standing.state
    pending = [one for one in requests if one.status == RequestStatus.PENDING.value]
    found = offers(capacities, state)
    asked = [(kind, _asking(kind, capacities, state, pending)) for kind in RequestKind]
    own = () if Status(matter.status) in AT_REST else editable(capacities, Kind(matter.kind))
    return Offers(
        moves=tuple(one.move for one in found if one.refusal is None and one.move not in ELSEWHERE),
        requests=tuple(kind for kind, refusal in asked if refusal is None),
        waiting=tuple(_waiting(one, capacities) for one in pending),
        refused=(
            *((one.move.label, one.refusal) for one in found if one.refusal is not None),
            *_refused_requests(asked),
        ),
        own=tuple(field for field in own if field.name != "noted"),
        office=any(capacities.may(one.permission, one.relations) for one in OFFICE),
        notes=_notes(matter, own),
    )


def instructing(access: Access, region: int) -> tuple[Post, ...]:
    """The posts in whose name a person may write instructions: a leader's own, for the office any that leads."""
    if not access.may(Permission.INSTRUCT, region):
        return ()
    if access.may(Permission.ASSIGN_MATTERS, region):
        return tuple(_leading(region))
    return tuple(Post.objects.filter(pk__in=access.own_posts, region=region, leads=True))


@compiled
def _leading(region: int) -> QuerySet[Post]:
    return Post.objects.filter(region=region, leads=True, active=True)


def instructing_on(access: Access, matter: Matter) -> tuple[Post, ...]:
    """The same for an instruction about a matter: about one at rest, or about another instruction, there is none."""
    if Status(matter.status) in AT_REST or matter.kind == Kind.INSTRUCTION:
        return ()
    return instructing(access, matter.programme.region_id)


def _asking(kind: RequestKind, capacities: Actor, state: MatterState, pending: list[MatterRequest]) -> Message | None:
    kinds = [RequestKind(one.kind) for one in pending]
    try:
        check_can_ask(kind, capacities, state, kinds, "…")
    except RefusalError as error:
        return error.message
    return None


def _refused_requests(asked: list[tuple[RequestKind, Message | None]]) -> Iterator[tuple[Message, Message]]:
    for kind, refusal in asked:
        if refusal is not None:
            yield kind.label, refusal


def _waiting(request: MatterRequest, capacities: Actor) -> Waiting:
    kind, status, why = RequestKind(request.kind), RequestStatus(request.status), None
    try:
        check_can_decide(kind, capacities, status, request.asked_by_id, approve=True)
    except RefusalError as error:
        why = error.message
    try:
        check_can_retract(kind, capacities, status)
    except RefusalError:
        return Waiting(request, why is None, False, why)
    return Waiting(request, why is None, True, why)


def _notes(matter: Matter, own: tuple[OwnField, ...]) -> bool:
    """Whether the person is the leader who has still to read what was reported on his instruction."""
    waits = matter.kind == Kind.INSTRUCTION and matter.own.get("reported") and not matter.own.get("noted")
    return bool(waits) and any(field.name == "noted" for field in own)
