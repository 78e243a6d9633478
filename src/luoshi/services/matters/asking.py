"""Requests about a matter: asked for by a unit, decided on by somebody else, taken back by whoever might have asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Actor as Capacities
from luoshi.ledger import Deadlines, MatterState, RequestKind, RequestMove, RequestStatus, Role
from luoshi.ledger import Milestone as Step
from luoshi.ledger.moves import request_transition
from luoshi.ledger.policies import check_plan as check_complete
from luoshi.ledger.request_policies import check_can_ask, check_can_ask_extension, check_can_decide, check_can_retract
from luoshi.queries.standing import standing_in, state_of
from luoshi.records import clock
from luoshi.records.models import Assignment, Grant, Matter, MatterRequest, Unit, User
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.exits import check_merge_place
from luoshi.services.matters.granting import grant
from luoshi.services.matters.moving import change_matter, check_seen
from luoshi.services.matters.planning import check_plan, person_of, told_steps
from luoshi.services.matters.refusals import said
from luoshi.services.matters.signing import check_length
from luoshi.services.matters.steps import as_kept


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for besides its reason: a later day, another matter, or another plan, as the kind needs."""

    until: date | None = None
    into: Matter | None = None
    person: str = ""
    steps: Sequence[Step] = ()


@transaction.atomic
def ask(
    *, matter: Matter, kind: RequestKind, actor: Actor, revision: int, reason: str, wish: Wish | None = None
) -> MatterRequest:
    """Ask for something about a matter. Raises RefusedError and NotPermittedError; ChangedMeanwhileError."""
    check_length(reason)
    wish, person = wish or Wish(), person_of(actor)
    current = Matter.objects.select_related("programme").get(pk=matter.pk)
    check_seen(current, revision)
    with said():
        capacities, state = standing_in(person, current), state_of(current)
        _check(current, kind, capacities, state, reason, wish)
    row = request_transition(kind, RequestMove.ASK, None)
    if row is None:
        raise RuntimeError("every kind of request can be made")
    unit = _helper(current, person) if kind == RequestKind.RELEASE else None
    changed = change_matter(
        matter=matter, actor=actor, revision=revision, act=f"matter.{row.event}", changes={}, reason=reason,
        told=_told(wish, unit),
    )  # fmt: skip
    try:
        with transaction.atomic():
            return MatterRequest.objects.create(
                matter=changed, kind=kind.value, reason=reason.strip(), until=wish.until, into=wish.into, unit=unit,
                steps=as_kept(wish.steps), person=wish.person.strip(), asked_by=person,
            )  # fmt: skip
    except IntegrityError as clash:
        raise RefusedError(_("已有一份同类申请待批，请等待批复或先撤回。")) from clash


@transaction.atomic
def decide(*, request: MatterRequest, actor: Actor, revision: int, approve: bool, answer: str = "") -> MatterRequest:
    """Approve a request, with all that follows from it, or refuse it, with the reason; once, and not by the asker."""
    check_length(answer)
    person, kind = person_of(actor), RequestKind(request.kind)
    current = Matter.objects.select_related("programme").get(pk=request.matter_id)
    check_seen(current, revision)
    with said():
        row = check_can_decide(
            kind, standing_in(person, current), _status(request), request.asked_by_id, approve=approve, reason=answer
        )
    if approve:
        grant(request=request, act=f"matter.{row.event}", actor=actor, revision=revision, answer=answer.strip())
    else:
        change_matter(
            matter=current, actor=actor, revision=revision, act=f"matter.{row.event}", changes={}, reason=answer,
            told={"unit": request.unit.name} if request.unit else None, asker=request.asked_by,
        )  # fmt: skip
    return _settle(request, row.target, actor, answer)


@transaction.atomic
def retract(*, request: MatterRequest, actor: Actor, revision: int) -> MatterRequest:
    """Take a request back before it is decided on."""
    person, kind = person_of(actor), RequestKind(request.kind)
    current = Matter.objects.select_related("programme").get(pk=request.matter_id)
    check_seen(current, revision)
    with said():
        row = check_can_retract(kind, standing_in(person, current), _status(request))
    if kind == RequestKind.RELEASE and request.unit_id not in _helpers(current, person):
        raise RefusedError(_("这份申请是其他单位提出的，由该单位撤回。"))
    change_matter(matter=current, actor=actor, revision=revision, act=f"matter.{row.event}", changes={})
    return _settle(request, row.target, actor, "")


def _settle(request: MatterRequest, to: RequestStatus, actor: Actor, answer: str) -> MatterRequest:
    """Exactly one of those who decide gets past here."""
    settled = MatterRequest.objects.filter(pk=request.pk, status=RequestStatus.PENDING.value).update(
        status=to.value, decided_by=actor.person, decided_at=clock.now(), answer=answer.strip()
    )
    if settled != 1:
        raise RefusedError(_("这份申请已经办结，请刷新后再看。"))
    return MatterRequest.objects.select_related("matter__programme").get(pk=request.pk)


def _check(
    matter: Matter, kind: RequestKind, capacities: Capacities, state: MatterState, reason: str, wish: Wish
) -> None:
    waiting = MatterRequest.objects.filter(matter=matter, status=RequestStatus.PENDING.value)
    kinds = [RequestKind(one) for one in waiting.values_list("kind", flat=True)]
    if kind == RequestKind.EXTENSION:
        if wish.until is None:
            raise RefusedError(_("请填写新时限。"))
        deadlines = Deadlines(matter.first_deadline, (matter.deadline,) if matter.deadline else ())
        check_can_ask_extension(capacities, state, kinds, reason, deadlines, wish.until, clock.today())
        return
    check_can_ask(kind, capacities, state, kinds, reason)
    if kind == RequestKind.MERGING:
        if wish.into is None or wish.into.pk == matter.pk:
            raise RefusedError(_("请选择要并入的另一个事项。"))
        check_merge_place(matter, wish.into)
    if kind == RequestKind.PLAN_CHANGE:
        check_plan(wish.person, wish.steps)
        check_complete(wish.person or matter.named_person, wish.steps, matter.deadline)


def _helpers(matter: Matter, person: User) -> list[int]:
    """Units that help in a matter and for which the person answers."""
    own = Grant.objects.filter(person=person, role=Role.LIAISON).values("unit")
    helping = Assignment.objects.filter(
        matter=matter, part=Assignment.Part.COOPERATE, ended=False, unit__in=own, unit__isnull=False
    )
    return [unit for unit in helping.values_list("unit", flat=True) if unit is not None]


def _helper(matter: Matter, person: User) -> Unit:
    asking = MatterRequest.objects.filter(
        matter=matter, kind=RequestKind.RELEASE.value, status=RequestStatus.PENDING.value
    ).values("unit")
    unit = Unit.objects.filter(pk__in=_helpers(matter, person)).exclude(pk__in=asking).first()
    if unit is None:
        raise RefusedError(_("贵单位已有一份退出配合的申请待批。"))
    return unit


def _told(wish: Wish, unit: Unit | None) -> dict[str, Any] | None:
    told = {
        "until": wish.until.isoformat() if wish.until else None,
        "into": wish.into.number if wish.into else None,
        "person": wish.person.strip(),
        "steps": told_steps(wish.steps),
        "unit": unit.name if unit else None,
    }
    return {name: value for name, value in told.items() if value} or None


def _status(request: MatterRequest) -> RequestStatus:
    return RequestStatus(MatterRequest.objects.values_list("status", flat=True).get(pk=request.pk))
