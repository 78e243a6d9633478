"""What a move is: who makes it, from which status to which, and whether it must say why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from luoshi.ledger.messages import Message
from luoshi.ledger.messages import message as _
from luoshi.ledger.roles import Permission
from luoshi.ledger.standing import Relation
from luoshi.ledger.statuses import Status


class Move(StrEnum):
    """Everything that can be done to a matter; a report, a contribution or a look-back may leave its status alone."""

    ASSIGN = "assign"
    REASSIGN = "reassign"
    ACCEPT = "accept"
    OBJECT = "object"
    RETRACT_OBJECTION = "retract-objection"
    KEEP_ASSIGNMENT = "keep-assignment"
    SUBMIT_PLAN = "submit-plan"
    RETRACT_PLAN = "retract-plan"
    APPROVE_PLAN = "approve-plan"
    RETURN_PLAN = "return-plan"
    START = "start"
    REPORT = "report"
    CONTRIBUTE = "contribute"
    CORRECT_REPORT = "correct-report"
    REQUEST_CLOSING = "request-closing"
    RETRACT_CLOSING = "retract-closing"
    CLOSE = "close"
    RETURN = "return"
    LOOK_BACK = "look-back"
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME = "resume"
    MERGE = "merge"
    WITHDRAW = "withdraw"
    RESTORE = "restore"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Move.ASSIGN: _("交办"),
    Move.REASSIGN: _("改派"),
    Move.ACCEPT: _("签收"),
    Move.OBJECT: _("提出异议"),
    Move.RETRACT_OBJECTION: _("撤回异议"),
    Move.KEEP_ASSIGNMENT: _("维持交办"),
    Move.SUBMIT_PLAN: _("报送方案"),
    Move.RETRACT_PLAN: _("撤回方案"),
    Move.APPROVE_PLAN: _("批准方案"),
    Move.RETURN_PLAN: _("退回方案"),
    Move.START: _("开始办理"),
    Move.REPORT: _("填报进展"),
    Move.CONTRIBUTE: _("提供配合情况"),
    Move.CORRECT_REPORT: _("更正填报"),
    Move.REQUEST_CLOSING: _("申请销号"),
    Move.RETRACT_CLOSING: _("撤回销号申请"),
    Move.CLOSE: _("销号"),
    Move.RETURN: _("退回"),
    Move.LOOK_BACK: _("回头看通过"),
    Move.REOPEN: _("回头看重办"),
    Move.SUSPEND: _("中止"),
    Move.RESUME: _("恢复办理"),
    Move.MERGE: _("并入"),
    Move.WITHDRAW: _("撤销"),
    Move.RESTORE: _("恢复交办"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Those who may: a permission, held in a capacity of one of these relations; `label` is how people call them."""

    permission: Permission
    relations: frozenset[Relation]
    label: Message


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `who` lists those of whom any may; `event` is the act as the log of events calls it."""

    move: Move
    source: Status
    target: Status
    who: tuple[Who, ...]
    event: str
    reason_required: bool


def rows(
    move: Move,
    sources: Iterable[Status],
    target: Status | None,
    who: tuple[Who, ...],
    *,
    event: str = "",
    reason: bool = False,
) -> Iterator[Transition]:
    """Rows of a move from several statuses; without a target the status stays. Event: <move>-matter if not said."""
    for source in sources:
        yield Transition(move, source, target or source, who, event or f"{move}-matter", reason)
