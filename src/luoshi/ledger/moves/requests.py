"""Requests: what a unit asks for and somebody else decides, beside the matter's own status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.moves.move import Who
from luoshi.ledger.moves.transitions import APPROVER, HELPER, LEAD, OFFICE


class RequestKind(StrEnum):
    """What is asked for. A matter has at most one open request of a kind."""

    EXTENSION = "extension"
    PLAN_CHANGE = "plan-change"
    SUSPENSION = "suspension"
    MERGING = "merging"
    WITHDRAWAL = "withdrawal"
    RELEASE = "release"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    RequestKind.EXTENSION: _("延期"),
    RequestKind.PLAN_CHANGE: _("调整方案"),
    RequestKind.SUSPENSION: _("中止"),
    RequestKind.MERGING: _("并入其他事项"),
    RequestKind.WITHDRAWAL: _("撤销"),
    RequestKind.RELEASE: _("退出配合"),
}


class RequestStatus(StrEnum):
    """How far a request is; all but the first are final."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    RETRACTED = "retracted"


class RequestMove(StrEnum):
    """What is done to a request."""

    ASK = "ask"
    APPROVE = "approve"
    REFUSE = "refuse"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class RequestTransition:
    """One row of the requests' table; `source` is None for a request that is only being made."""

    kind: RequestKind
    move: RequestMove
    source: RequestStatus | None
    target: RequestStatus
    who: tuple[Who, ...]
    event: str
    reason_required: bool


# A unit asks to help no longer, and the office that named it decides; everything else the responsible leader approves.
_ASKERS = dict.fromkeys(RequestKind, (*LEAD, *OFFICE)) | {RequestKind.RELEASE: HELPER}
_DECIDERS = dict.fromkeys(RequestKind, APPROVER) | {RequestKind.RELEASE: OFFICE}


def _rows_of(kind: RequestKind) -> tuple[RequestTransition, ...]:
    ask, approve, refuse, retract = (f"{move}-{kind}" for move in RequestMove)
    pending = RequestStatus.PENDING
    return (
        RequestTransition(kind, RequestMove.ASK, None, pending, _ASKERS[kind], ask, True),
        RequestTransition(kind, RequestMove.APPROVE, pending, RequestStatus.APPROVED, _DECIDERS[kind], approve, False),
        RequestTransition(kind, RequestMove.REFUSE, pending, RequestStatus.REFUSED, _DECIDERS[kind], refuse, True),
        RequestTransition(kind, RequestMove.RETRACT, pending, RequestStatus.RETRACTED, _ASKERS[kind], retract, False),
    )


REQUEST_TRANSITIONS: tuple[RequestTransition, ...] = tuple(row for kind in RequestKind for row in _rows_of(kind))

_BY_MOVE = {(row.kind, row.move, row.source): row for row in REQUEST_TRANSITIONS}


def request_transition(kind: RequestKind, move: RequestMove, source: RequestStatus | None) -> RequestTransition | None:
    """The row of a move of a request; None when the move does not start there."""
    return _BY_MOVE.get((kind, move, source))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """A matter's deadlines: `first` is never overwritten, `extended` holds each later one as it was approved."""

    first: date | None
    extended: tuple[date, ...] = ()

    @property
    def current(self) -> date | None:
        """The deadline that holds.

        >>> Deadlines(date(2025, 6, 30), (date(2025, 9, 30),)).current
        datetime.date(2025, 9, 30)
        """
        return self.extended[-1] if self.extended else self.first

    def extend(self, until: date) -> Deadlines:
        """With a later deadline; whether it may be is check_can_ask_extension's to say."""
        return Deadlines(self.first, (*self.extended, until))
