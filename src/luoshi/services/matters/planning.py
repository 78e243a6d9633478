"""Plans: handed in by the lead unit with a named person and steps, decided on by the leader, and the start of work."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Milestone as Step
from luoshi.ledger import Move
from luoshi.ledger.policies import check_can_submit_plan
from luoshi.records import clock
from luoshi.records.models import Matter, Plan, User
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.limits import plan_by
from luoshi.services.matters.moving import check_seen, move_matter, refreshed
from luoshi.services.matters.signing import check_length, deployed
from luoshi.services.matters.steps import as_kept, from_kept, replace_steps

_LONGEST_PERSON, _LONGEST_STEP, _LONGEST_MEASURES, _MOST_STEPS = 60, 300, 5000, 60


@transaction.atomic
def submit_plan(
    *, matter: Matter, actor: Actor, revision: int, person: str, steps: Sequence[Step], measures: str = ""
) -> Plan:
    """Hand in a plan: who answers for it by name (实名领办), its steps with days, and what will be done."""
    check_plan(person, steps, measures)
    by = person_of(actor)
    moved = move_matter(
        matter=matter, move=Move.SUBMIT_PLAN, actor=actor, revision=revision, changes={"planner": by},
        told={"person": person.strip(), "steps": told_steps(steps)},
        check=lambda who, state: check_can_submit_plan(who, state, person, steps, matter.deadline),
    )  # fmt: skip
    return Plan.objects.create(
        matter=moved, number=next_number(moved), person=person.strip(), measures=measures.strip(),
        steps=as_kept(steps), submitted_by=by,
    )  # fmt: skip


@transaction.atomic
def retract_plan(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Take a plan back before it is decided on; the time limit for handing it in stays what it was."""
    moved = move_matter(
        matter=matter, move=Move.RETRACT_PLAN, actor=actor, revision=revision, changes={"planner": None}
    )
    _decided(moved, Plan.State.RETRACTED, actor, "")
    return moved


@transaction.atomic
def approve_plan(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Approve the plan that waits: its steps hold from now on, its person is named, and work begins."""
    check_seen(Matter.objects.get(pk=matter.pk), revision)
    plan = waiting_plan(matter)
    moved = move_matter(
        matter=matter, move=Move.APPROVE_PLAN, actor=actor, revision=revision,
        changes={"named_person": plan.person, "planner": None, "answer_due": None}, told={"plan": plan.number},
    )  # fmt: skip
    Plan.objects.filter(matter=moved, state=Plan.State.APPROVED).update(state=Plan.State.REPLACED)
    _decided(moved, Plan.State.APPROVED, actor, "")
    replace_steps(moved, from_kept(plan.steps))
    return refreshed(moved.pk)


@transaction.atomic
def return_plan(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Send the plan that waits back, with the reason; the unit has as long as for a first one."""
    check_length(reason)
    check_seen(Matter.objects.get(pk=matter.pk), revision)
    plan = waiting_plan(matter)
    moved = move_matter(
        matter=matter, move=Move.RETURN_PLAN, actor=actor, revision=revision, reason=reason,
        changes={"planner": None, "answer_due": plan_by(matter)}, told={"plan": plan.number},
    )  # fmt: skip
    _decided(moved, Plan.State.RETURNED, actor, reason.strip())
    return moved


@transaction.atomic
def start(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Begin work on a matter whose kind has no plan; of an instruction this is the day it was deployed."""
    changes: dict[str, object] = {"answer_due": None} | deployed(matter, clock.today())
    return move_matter(matter=matter, move=Move.START, actor=actor, revision=revision, changes=changes)


def check_plan(person: str, steps: Sequence[Step], measures: str = "") -> None:
    """Refuse what the record of a plan cannot hold whole, and two steps of one name."""
    if len(person.strip()) > _LONGEST_PERSON:
        raise RefusedError(_("领办人姓名最多 %(most)d 字。") % {"most": _LONGEST_PERSON})
    if len(measures.strip()) > _LONGEST_MEASURES:
        raise RefusedError(_("措施最多 %(most)d 字。") % {"most": _LONGEST_MEASURES})
    if len(steps) > _MOST_STEPS:
        raise RefusedError(_("节点最多 %(most)d 个。") % {"most": _MOST_STEPS})
    names = [step.name.strip() for step in steps]
    if any(len(name) > _LONGEST_STEP for name in names):
        raise RefusedError(_("节点内容最多 %(most)d 字。") % {"most": _LONGEST_STEP})
    if len(set(names)) < len(names):
        raise RefusedError(_("有两个节点内容相同，请合并或写明区别。"))


def waiting_plan(matter: Matter) -> Plan:
    """The plan that waits. Raises RefusedError when there is none."""
    plan = Plan.objects.filter(matter=matter, state=Plan.State.SUBMITTED).first()
    if plan is None:
        raise RefusedError(_("没有待批的方案，请刷新后再看。"))
    return plan


def next_number(matter: Matter) -> int:
    """The number of the matter's next plan."""
    last = Plan.objects.filter(matter=matter).values_list("number", flat=True).first()
    return (last or 0) + 1


def told_steps(steps: Sequence[Step]) -> list[str]:
    """Steps as an event tells them."""
    return [f"{step.due.isoformat()} {step.name.strip()}" for step in steps]


def person_of(actor: Actor) -> User:
    """Who acts; plans and requests are made by people."""
    if actor.person is None:
        raise RuntimeError("a matter is moved by a person")
    return actor.person


def _decided(matter: Matter, state: Plan.State, actor: Actor, reason: str) -> None:
    Plan.objects.filter(matter=matter, state=Plan.State.SUBMITTED).update(
        state=state, decided_by=actor.person, decided_at=clock.now(), reason=reason
    )
