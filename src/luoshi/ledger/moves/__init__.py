"""What can be done to a matter: the table of transitions, and the small one of requests."""

from luoshi.ledger.moves.move import Move, Transition, Who
from luoshi.ledger.moves.requests import (
    REQUEST_TRANSITIONS,
    Deadlines,
    RequestKind,
    RequestMove,
    RequestStatus,
    RequestTransition,
    request_transition,
)
from luoshi.ledger.moves.transitions import TRANSITIONS, sources, transition

__all__ = [
    "REQUEST_TRANSITIONS",
    "TRANSITIONS",
    "Deadlines",
    "Move",
    "RequestKind",
    "RequestMove",
    "RequestStatus",
    "RequestTransition",
    "Transition",
    "Who",
    "request_transition",
    "sources",
    "transition",
]
