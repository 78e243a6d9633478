"""The one table of transitions: which move leads from which status to which, who makes it, and what it writes down."""

from __future__ import annotations

from itertools import chain

from luoshi.ledger.messages import message as _
from luoshi.ledger.moves.move import Move, Transition, Who, rows
from luoshi.ledger.roles import Permission
from luoshi.ledger.standing import Relation
from luoshi.ledger.statuses import AT_WORK, Status

_ANY_UNIT = frozenset({Relation.LEAD_UNIT, Relation.COOPERATING_UNIT, Relation.UNINVOLVED})
LEAD = (Who(Permission.ANSWER_FOR_UNIT, frozenset({Relation.LEAD_UNIT}), _("牵头单位联络员")),)
HELPER = (Who(Permission.ANSWER_FOR_UNIT, frozenset({Relation.COOPERATING_UNIT}), _("配合单位联络员")),)
# The supervision office runs the ledger, also for matters that its own office leads.
OFFICE = (Who(Permission.ASSIGN_MATTERS, _ANY_UNIT, _("督查员")),)
APPROVER = (
    Who(Permission.APPROVE, frozenset({Relation.APPROVING_LEADER}), _("责任领导")),
    Who(Permission.ASSIGN_MATTERS, frozenset({Relation.STANDING_IN}), _("督查员（事项没有责任领导时）")),
)
# A unit can't verify its own report (domain, section 5): the relation shuts it out, and so does the policy.
VERIFIER = (Who(Permission.VERIFY, frozenset({Relation.UNINVOLVED}), _("未参与办理的核查员")),)
LOOKER = (Who(Permission.LOOK_BACK, frozenset({Relation.UNINVOLVED}), _("未参与办理的督查员或核查员")),)

_WITH_UNIT = (Status.ACCEPTED, Status.PLANNED, *sorted(AT_WORK))
_TAKEN_ON = (*_WITH_UNIT, Status.SUSPENDED)
_NOT_YET = (Status.ASSIGNED, Status.OBJECTED)
# Reports are never blocked by a plan that waits for its approval.
_REPORTING = (Status.ACCEPTED, Status.PLANNED, Status.IN_PROGRESS)

TRANSITIONS: tuple[Transition, ...] = tuple(
    chain(
        # Assignment and objection
        rows(Move.ASSIGN, [Status.DRAFT], Status.ASSIGNED, OFFICE),
        rows(Move.ACCEPT, [Status.ASSIGNED], Status.ACCEPTED, LEAD),
        rows(Move.OBJECT, [Status.ASSIGNED], Status.OBJECTED, LEAD, event="object-to-matter", reason=True),
        rows(Move.RETRACT_OBJECTION, [Status.OBJECTED], Status.ASSIGNED, LEAD, event="retract-objection"),
        rows(Move.KEEP_ASSIGNMENT, [Status.OBJECTED], Status.ASSIGNED, OFFICE, event="keep-assignment", reason=True),
        rows(Move.REASSIGN, (*_NOT_YET, *_TAKEN_ON), Status.ASSIGNED, OFFICE, reason=True),
        # Plan
        rows(Move.SUBMIT_PLAN, [Status.ACCEPTED], Status.PLANNED, LEAD, event="submit-plan"),
        rows(Move.RETRACT_PLAN, [Status.PLANNED], Status.ACCEPTED, LEAD, event="retract-plan"),
        rows(Move.APPROVE_PLAN, [Status.PLANNED], Status.IN_PROGRESS, APPROVER, event="approve-plan"),
        rows(Move.RETURN_PLAN, [Status.PLANNED], Status.ACCEPTED, APPROVER, event="return-plan", reason=True),
        rows(Move.START, [Status.ACCEPTED], Status.IN_PROGRESS, LEAD),
        # Reports
        rows(Move.REPORT, _REPORTING, None, LEAD, event="report"),
        rows(Move.REPORT, [Status.RETURNED, Status.REOPENED], Status.IN_PROGRESS, LEAD, event="report"),
        rows(Move.CONTRIBUTE, _WITH_UNIT, None, HELPER, event="contribute"),
        rows(Move.CORRECT_REPORT, _WITH_UNIT, None, LEAD, event="correct-report", reason=True),
        # Close-out
        rows(Move.REQUEST_CLOSING, sorted(AT_WORK), Status.CLOSING, LEAD, event="request-closing"),
        rows(Move.RETRACT_CLOSING, [Status.CLOSING], Status.IN_PROGRESS, LEAD, event="retract-closing"),
        rows(Move.CLOSE, [Status.CLOSING], Status.CLOSED, VERIFIER),
        rows(Move.RETURN, [Status.CLOSING], Status.RETURNED, VERIFIER, reason=True),
        rows(Move.LOOK_BACK, [Status.CLOSED], None, LOOKER, event="look-back"),
        rows(Move.REOPEN, [Status.CLOSED], Status.REOPENED, LOOKER, reason=True),
        # Out of the ordinary, each with reason; what was signed for leaves the ledger with approval only, or the office
        # alone could make a red light vanish
        rows(Move.SUSPEND, sorted(AT_WORK), Status.SUSPENDED, APPROVER, reason=True),
        rows(Move.RESUME, [Status.SUSPENDED], Status.IN_PROGRESS, APPROVER, reason=True),
        rows(Move.MERGE, _TAKEN_ON, Status.MERGED, APPROVER, reason=True),
        rows(Move.WITHDRAW, [Status.DRAFT, *_NOT_YET], Status.WITHDRAWN, OFFICE, reason=True),
        rows(Move.WITHDRAW, _TAKEN_ON, Status.WITHDRAWN, APPROVER, reason=True),
        rows(Move.RESTORE, [Status.MERGED, Status.WITHDRAWN], Status.ASSIGNED, OFFICE, reason=True),
    )
)

_BY_MOVE = {(row.move, row.source): row for row in TRANSITIONS}


def transition(move: Move, source: Status) -> Transition | None:
    """The row of a move from a status; None when the move does not start there.

    >>> transition(Move.CLOSE, Status.CLOSING).target
    <Status.CLOSED: 'closed'>
    """
    return _BY_MOVE.get((move, source))


def sources(move: Move) -> tuple[Status, ...]:
    """The statuses from which a move starts, in the order of a matter's life."""
    return tuple(status for status in Status if (move, status) in _BY_MOVE)
