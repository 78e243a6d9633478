"""What waits for an answer when a matter changes hands or comes to rest: nothing is left hanging."""

from __future__ import annotations

from collections.abc import Collection

from luoshi.ledger import RequestKind, RequestStatus
from luoshi.records import clock
from luoshi.records.models import Closing, Matter, MatterRequest, Objection, Plan, User

# Whoever leads may answer these; the new lead unit asks for its own.
_OF_LEAD = tuple(kind for kind in RequestKind if kind != RequestKind.RELEASE)


def take_back(matter: Matter, why: str, kinds: Collection[RequestKind] = tuple(RequestKind), but: int = 0) -> None:
    """Take back the plan and the requests that wait, in the transaction of the move that makes them pointless.

    `but` is the request that is being granted: who decides on it settles it.
    """
    Plan.objects.filter(matter=matter, state=Plan.State.SUBMITTED).update(
        state=Plan.State.RETRACTED, decided_at=clock.now(), reason=why
    )
    waiting = MatterRequest.objects.filter(matter=matter, status=RequestStatus.PENDING.value, kind__in=kinds)
    waiting.exclude(pk=but).update(status=RequestStatus.RETRACTED.value, decided_at=clock.now(), answer=why)


def change_hands(matter: Matter, person: User | None, why: str) -> None:
    """Answer an open objection as upheld, and take back what the former lead unit asked for.

    An objection of the very person who acts now is taken back instead: nobody answers his own.
    """
    open_ones = Objection.objects.filter(matter=matter, state=Objection.State.OPEN)
    answered = {"decided_by": person, "decided_at": clock.now(), "answer": why}
    open_ones.exclude(by=person).update(state=Objection.State.REASSIGNED, **answered)
    open_ones.filter(by=person).update(state=Objection.State.RETRACTED, **answered)
    take_back(matter, why, _OF_LEAD)
    Closing.objects.filter(matter=matter, state=Closing.State.PENDING).update(
        state=Closing.State.RETRACTED, decided_at=clock.now(), reason=why
    )


def answered_by_move(matter: Matter, kind: RequestKind, person: User | None, why: str) -> None:
    """A request that a leader's own move grants is approved; one that he himself had made is taken back."""
    pending = MatterRequest.objects.filter(matter=matter, kind=kind.value, status=RequestStatus.PENDING.value)
    said = {"decided_by": person, "decided_at": clock.now(), "answer": why}
    pending.exclude(asked_by=person).update(status=RequestStatus.APPROVED.value, **said)
    pending.filter(asked_by=person).update(status=RequestStatus.RETRACTED.value, **said)
