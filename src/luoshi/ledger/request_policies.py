"""Policies of requests: who may ask for what and when, and who decides, never the one who asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from luoshi.ledger.errors import FourEyesError, IncompleteError, WrongStatusError
from luoshi.ledger.messages import message as _
from luoshi.ledger.moves.requests import (
    Deadlines,
    RequestKind,
    RequestMove,
    RequestStatus,
    RequestTransition,
    request_transition,
)
from luoshi.ledger.policies import FOUR_EYES_PERSON, FOUR_EYES_UNIT, MatterState, check_is_one_of, possible
from luoshi.ledger.standing import Actor
from luoshi.ledger.statuses import AT_WORK, Status

_TAKEN_ON = AT_WORK | {Status.ACCEPTED, Status.PLANNED}
_STATUSES = {
    RequestKind.EXTENSION: _TAKEN_ON,
    RequestKind.PLAN_CHANGE: AT_WORK,
    RequestKind.SUSPENSION: AT_WORK,
    RequestKind.MERGING: _TAKEN_ON | {Status.SUSPENDED},
    RequestKind.WITHDRAWAL: _TAKEN_ON | {Status.SUSPENDED},
    RequestKind.RELEASE: _TAKEN_ON | {Status.ASSIGNED},
}


def check_can_ask(
    kind: RequestKind, actor: Actor, matter: MatterState, open_kinds: Collection[RequestKind], reason: str
) -> RequestTransition:
    """The row for making a request. `open_kinds` are the kinds of the matter's requests that wait.

    Raises WrongStatusError, NotAllowedError or IncompleteError.
    """
    if matter.status not in _STATUSES[kind]:
        raise WrongStatusError(
            _("事项现为“%(status)s”，不能申请%(kind)s。", status=matter.status.label, kind=kind.label)
        )
    row = _row(kind, RequestMove.ASK, None)
    check_is_one_of(row.who, actor, _("申请%(kind)s", kind=kind.label))
    if kind in open_kinds and kind != RequestKind.RELEASE:
        # Several units may each ask to be released; whose it is, the record knows.
        raise WrongStatusError(_("已有一份%(kind)s申请待批，请等待批复或先撤回。", kind=kind.label))
    if not reason.strip():
        raise IncompleteError((_("请写明申请%(kind)s的理由。", kind=kind.label),))
    return row


def check_can_ask_extension(
    actor: Actor,
    matter: MatterState,
    open_kinds: Collection[RequestKind],
    reason: str,
    deadlines: Deadlines,
    until: date,
    today: date,
) -> None:
    """An extension goes beyond the deadline that holds, and beyond today; the first deadline stays where it is.

    Asked for after the deadline it is late, but not refused: the light stays red until it is approved.
    """
    check_can_ask(RequestKind.EXTENSION, actor, matter, open_kinds, reason)
    current = deadlines.current
    if current is None:
        raise IncompleteError((_("本事项没有时限，不需要延期。"),))
    if until <= max(current, today):
        raise IncompleteError((_("新时限应晚于现时限%(deadline)s和今天，请重新填写。", deadline=current),))


def check_can_decide(
    kind: RequestKind,
    actor: Actor,
    status: RequestStatus,
    asker: int,
    *,
    approve: bool,
    reason: str = "",
) -> RequestTransition:
    """The row for deciding on a request: not by the one who asked, nor by anybody of a unit that takes part.

    Raises WrongStatusError, NotAllowedError, FourEyesError or IncompleteError.
    """
    row = request_transition(kind, RequestMove.APPROVE if approve else RequestMove.REFUSE, status)
    if row is None:
        raise WrongStatusError(_("这份%(kind)s申请已经办结，不能再批。", kind=kind.label))
    check_is_one_of(row.who, actor, _("审批%(kind)s申请", kind=kind.label))
    if actor.person == asker:
        raise FourEyesError(FOUR_EYES_PERSON)
    if actor.participates:
        raise FourEyesError(FOUR_EYES_UNIT)
    if row.reason_required and not reason.strip():
        raise IncompleteError((_("请写明不批准的理由。"),))
    return row


def check_can_retract(kind: RequestKind, actor: Actor, status: RequestStatus) -> RequestTransition:
    """The row for taking a request back, which any of those may who might have made it."""
    row = request_transition(kind, RequestMove.RETRACT, status)
    if row is None:
        raise WrongStatusError(_("这份%(kind)s申请已经办结，不能撤回。", kind=kind.label))
    check_is_one_of(row.who, actor, _("撤回%(kind)s申请", kind=kind.label))
    return row


def _row(kind: RequestKind, move: RequestMove, source: RequestStatus | None) -> RequestTransition:
    row = request_transition(kind, move, source)
    if row is None:
        raise WrongStatusError(_("不能申请%(kind)s。", kind=kind.label))
    return row


can_ask = possible(check_can_ask)
can_ask_extension = possible(check_can_ask_extension)
can_decide = possible(check_can_decide)
can_retract = possible(check_can_retract)
