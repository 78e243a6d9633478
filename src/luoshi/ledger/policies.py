"""Policies: whether a move may be made now, by this person; each check raises with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import ParamSpec

from luoshi.ledger.errors import FourEyesError, IncompleteError, NotAllowedError, RefusalError, WrongStatusError
from luoshi.ledger.kinds.closing import ClosingFacts, VerificationMethod, missing_for_closing
from luoshi.ledger.kinds.kind import Kind
from luoshi.ledger.lights import Milestone
from luoshi.ledger.messages import Message, joined
from luoshi.ledger.messages import message as _
from luoshi.ledger.moves.move import Move, Transition, Who
from luoshi.ledger.moves.transitions import APPROVER, sources, transition
from luoshi.ledger.standing import Actor, Relation
from luoshi.ledger.statuses import AT_REST, Status

_P = ParamSpec("_P")
# What is decided about somebody's work is decided by somebody outside of it (four eyes; domain, section 5).
_OF_PLAN = frozenset({Move.APPROVE_PLAN, Move.RETURN_PLAN})
_OF_CLOSING = frozenset({Move.CLOSE, Move.RETURN, Move.LOOK_BACK, Move.REOPEN})
_APPROVED = frozenset({Move.SUSPEND, Move.RESUME, Move.MERGE, Move.WITHDRAW})
FOUR_EYES_UNIT = _("您所在单位参与办理本事项，不能由您审批或核实，请由其他单位的人员办理。")
FOUR_EYES_PERSON = _("这是您本人提交的，不能由您审批或核实，请由其他人员办理。")


@dataclass(frozen=True, slots=True)
class MatterState:
    """What the policies look at in a matter; people and units are ids of records.

    `reporters` are all who ever reported, contributed or asked for close-out; `planner` submitted the plan that waits;
    `closer` verified the close-out; `asker` made the request that a suspension, merging or withdrawal answers;
    `bound_units` are units whose objection was refused for this matter.
    """

    kind: Kind
    status: Status
    lead_unit: int | None = None
    reporters: frozenset[int] = frozenset()
    planner: int | None = None
    closer: int | None = None
    asker: int | None = None
    bound_units: frozenset[int] = frozenset()


def possible(check: Callable[_P, object]) -> Callable[_P, bool]:
    """The question that goes with a check: whether it would pass."""

    def ask(*args: _P.args, **kwargs: _P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except RefusalError:
            return False
        return True

    return ask


def check_may_move(move: Move, actor: Actor, matter: MatterState) -> Transition:
    """The table's row for a move, after all that depends on the matter and the person, and not on what a form supplies.

    Raises WrongStatusError, NotAllowedError or FourEyesError.
    """
    row = transition(move, matter.status)
    if row is None:
        raise WrongStatusError(_wrong_status(move, matter.status))
    check_is_one_of(row.who, actor, move.label)
    _check_state(move, matter)
    _check_four_eyes(row, actor, matter)
    return row


def check_can_move(move: Move, actor: Actor, matter: MatterState, reason: str = "") -> Transition:
    """The table's row for a move, after everything but what a move of its own checks below asks besides.

    Raises WrongStatusError, NotAllowedError, FourEyesError or IncompleteError.
    """
    row = check_may_move(move, actor, matter)
    if row.reason_required and not reason.strip():
        raise IncompleteError((_("请写明%(move)s的理由。", move=move.label),))
    return row


def check_is_one_of(who: tuple[Who, ...], actor: Actor, act: Message) -> None:
    """Refuse a person in none of the capacities. Raises NotAllowedError."""
    if not any(actor.may(one.permission, one.relations) for one in who):
        allowed = joined(tuple(one.label for one in who), "/")
        raise NotAllowedError(_("“%(act)s”由%(who)s办理，请联系他们。", act=act, who=allowed))


def _wrong_status(move: Move, status: Status) -> Message:
    wanted = joined(tuple(source.label for source in sources(move)), "/")
    return _(
        "事项现为“%(status)s”，不能%(move)s；须为：%(wanted)s。", status=status.label, move=move.label, wanted=wanted
    )


def _check_state(move: Move, matter: MatterState) -> None:
    if move == Move.OBJECT and matter.lead_unit in matter.bound_units:
        # A unit objects once to being assigned: otherwise the same objection could hold a matter up for ever.
        raise WrongStatusError(_("贵单位的异议已有答复并维持交办，请签收办理；情况有变的，请联系督查室改派。"))
    if move == Move.START and matter.kind.needs_plan:
        raise WrongStatusError(_("%(kind)s须先报送方案，经批准后开始办理。", kind=matter.kind.label))
    if move == Move.SUBMIT_PLAN and not matter.kind.needs_plan:
        raise WrongStatusError(_("%(kind)s不需要报送方案，请直接开始办理。", kind=matter.kind.label))


def _check_four_eyes(row: Transition, actor: Actor, matter: MatterState) -> None:
    approved = row.move in _APPROVED and row.who == APPROVER
    if actor.participates and (approved or row.move in _OF_PLAN | _OF_CLOSING):
        # The table asks for one fitting capacity; he may answer for a unit of the matter in another.
        raise FourEyesError(FOUR_EYES_UNIT)
    if row.move in _OF_PLAN and actor.person == matter.planner:
        raise FourEyesError(FOUR_EYES_PERSON)
    if row.move in _OF_CLOSING and actor.person in matter.reporters:
        # He may have changed his unit since he reported.
        raise FourEyesError(FOUR_EYES_PERSON)
    if row.move in (Move.LOOK_BACK, Move.REOPEN) and actor.person == matter.closer:
        raise FourEyesError(_("本事项由您核实销号，回头看须由其他人员办理。"))
    if approved and not _leads(actor) and matter.asker in (None, actor.person):
        # A leader may decide unasked; who stands in for one decides on what somebody else asked for.
        raise FourEyesError(_("事项没有责任领导，须先由其他人员提出申请，再由您代批。"))


def bars_reporters(status: Status) -> bool:
    """Whether something can be done in a status that is not for those who reported, so that these must be known."""
    return any(status in sources(move) for move in _OF_CLOSING)


def _leads(actor: Actor) -> bool:
    return any(capacity.relation == Relation.APPROVING_LEADER for capacity in actor.capacities)


def check_can_reassign(actor: Actor, matter: MatterState, new_lead: int, reason: str) -> None:
    """Reassigning names another lead unit; to leave it as it is would be to keep the assignment."""
    check_can_move(Move.REASSIGN, actor, matter, reason)
    if new_lead == matter.lead_unit:
        raise IncompleteError((_("改派须选择另一个牵头单位；维持原单位的，请用“维持交办”。"),))


def check_can_submit_plan(
    actor: Actor, matter: MatterState, person: str, steps: Collection[Milestone], deadline: date | None
) -> None:
    """A plan names a person (实名领办) and has steps with days, none later than the matter's deadline."""
    check_can_move(Move.SUBMIT_PLAN, actor, matter)
    check_plan(person, steps, deadline)


def check_plan(person: str, steps: Collection[Milestone], deadline: date | None) -> None:
    """What every plan says, be it the first or a changed one. Raises IncompleteError with a line for each lack."""
    missing = []
    if not person.strip():
        missing.append(_("请填写领办人姓名。"))
    if not steps:
        missing.append(_("请至少列出一个有期限的节点。"))
    if any(not step.name.strip() or step.weight <= 0 for step in steps):
        missing.append(_("每个节点都要有内容，权重要大于0。"))
    if late := "、".join(step.name for step in steps if deadline is not None and step.due > deadline):
        missing.append(_("节点“%(names)s”晚于事项时限%(deadline)s，请提前或申请延期。", names=late, deadline=deadline))
    if missing:
        raise IncompleteError(tuple(missing))


def check_can_request_closing(actor: Actor, matter: MatterState, facts: ClosingFacts) -> None:
    """No close-out without evidence, nor against the kind's closing rule; all that is missing is told at once."""
    check_can_move(Move.REQUEST_CLOSING, actor, matter)
    if missing := missing_for_closing(facts):
        raise IncompleteError(missing)


def check_can_close(
    actor: Actor, matter: MatterState, verified: str, methods: Collection[VerificationMethod], facts: ClosingFacts
) -> None:
    """A close-out states what was verified and how (domain, section 5); the closing rule is checked again."""
    check_can_move(Move.CLOSE, actor, matter)
    missing = list(missing_for_closing(facts))
    if not verified.strip():
        missing.append(_("请写明核实了什么。"))
    if not methods:
        missing.append(_("请选择核实方式：查阅资料、电话核查或现场核实。"))
    if missing:
        raise IncompleteError(tuple(missing))


def check_can_merge(actor: Actor, matter: MatterState, into: Status, *, into_itself: bool, reason: str) -> None:
    """A matter goes into another that is still open; into itself, or into one at rest, it would be lost."""
    check_can_move(Move.MERGE, actor, matter, reason)
    if into_itself:
        raise IncompleteError((_("事项不能并入自己，请另选事项。"),))
    if into in AT_REST or into == Status.DRAFT:
        raise IncompleteError((_("要并入的事项现为“%(status)s”，请另选办理中的事项。", status=into.label),))


can_move = possible(check_can_move)
can_reassign = possible(check_can_reassign)
can_submit_plan = possible(check_can_submit_plan)
can_request_closing = possible(check_can_request_closing)
can_close = possible(check_can_close)
can_merge = possible(check_can_merge)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that starts in the matter's status, and why this person may not make it; None when he may."""

    move: Move
    refusal: Message | None


def offers(actor: Actor, matter: MatterState) -> tuple[Offer, ...]:
    """Every move from the matter's status, with the reason for those that are not this person's to make.

    What a form still has to supply (reason, evidence, plan) is held against nobody here.
    """
    return tuple(Offer(move, _refusal(move, actor, matter)) for move in Move if transition(move, matter.status))


def _refusal(move: Move, actor: Actor, matter: MatterState) -> Message | None:
    try:
        check_may_move(move, actor, matter)
    except RefusalError as error:
        return error.message
    return None
