"""Signing for a matter, objecting to it, and what the supervision office answers: keep it there, or give it away."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.ledger import Move
from luoshi.ledger.kinds import Kind, dump_fields, load_fields
from luoshi.ledger.kinds.instructions import InstructionFields
from luoshi.ledger.policies import check_can_reassign
from luoshi.records import clock
from luoshi.records.models import Assignment, Matter, Objection, TableRow, Unit
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.limits import plan_by, sign_by
from luoshi.services.matters.moving import move_matter
from luoshi.services.matters.waiting import change_hands

_LONGEST = 400


@transaction.atomic
def accept(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Sign for a matter; from now on its plan is waited for, where its kind has one."""
    changes: dict[str, object] = {"answer_due": plan_by(matter)}
    return move_matter(matter=matter, move=Move.ACCEPT, actor=actor, revision=revision, changes=changes)


@transaction.atomic
def object_to(*, matter: Matter, actor: Actor, revision: int, reason: str, suggested: Unit | None = None) -> Matter:
    """Say that a matter is not the unit's own, with the reason, and perhaps whose it is."""
    check_length(reason)
    if suggested is not None and suggested.region_id != matter.programme.region_id:
        raise RefusedError(_("建议的单位须在本地区。"))
    if suggested is not None and suggested.pk == matter.lead_id:
        raise RefusedError(_("建议的单位不能是现牵头单位。"))
    told = {"suggested": suggested.name} if suggested else {}
    moved = move_matter(matter=matter, move=Move.OBJECT, actor=actor, revision=revision, reason=reason, told=told)
    if moved.lead is None or actor.person is None:  # the policy lets a lead unit's liaison through, and nobody else
        raise RuntimeError("a unit objects by a person")
    Objection.objects.create(matter=moved, unit=moved.lead, reason=reason.strip(), suggested=suggested, by=actor.person)
    return moved


@transaction.atomic
def retract_objection(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """Take an objection back; the time limit for signing stays what it was."""
    moved = move_matter(matter=matter, move=Move.RETRACT_OBJECTION, actor=actor, revision=revision)
    Objection.objects.filter(matter=moved, state=Objection.State.OPEN).update(
        state=Objection.State.RETRACTED, decided_by=actor.person, decided_at=clock.now()
    )
    return moved


@transaction.atomic
def keep_assignment(*, matter: Matter, actor: Actor, revision: int, reason: str) -> Matter:
    """Refuse an objection, with the reason: the unit signs for the matter, and objects no more."""
    check_length(reason)
    waiting = Objection.objects.filter(matter=matter, state=Objection.State.OPEN)
    moved = move_matter(
        matter=matter, move=Move.KEEP_ASSIGNMENT, actor=actor, revision=revision, reason=reason,
        changes={"answer_due": sign_by(matter.programme)},
    )  # fmt: skip
    if waiting.filter(by=actor.person).exists():
        raise RefusedError(_("这份异议是您本人提出的，请由其他督查员答复。"))
    waiting.update(state=Objection.State.KEPT, decided_by=actor.person, decided_at=clock.now(), answer=reason.strip())
    return moved


@transaction.atomic
def reassign(*, matter: Matter, actor: Actor, revision: int, lead: Unit, reason: str) -> Matter:
    """Give a matter to another lead unit, which has to sign for it; an objection that waits is upheld by it.

    What the former unit handed in and asked for is taken back; a cooperating unit that becomes the lead leads only.
    """
    check_length(reason)
    if lead.region_id != matter.programme.region_id or not lead.active:
        raise RefusedError(_("请选择本地区在用的单位。"))
    changes = {
        "lead": lead,
        "answer_due": sign_by(matter.programme),
        "named_person": "",
        "planner": None,
        "done_on": None,
    }
    moved = move_matter(
        matter=matter, move=Move.REASSIGN, actor=actor, revision=revision, reason=reason, changes=changes,
        check=lambda who, state: check_can_reassign(who, state, lead.pk, reason),
    )  # fmt: skip
    change_hands(moved, actor.person, reason.strip())
    _give_lead(moved, lead)
    return moved


def _give_lead(matter: Matter, lead: Unit) -> None:
    """End the lead assignment that stands, and the new lead's part as a helper; make the new one.

    The row of its table follows, so that the next edition says what holds and does not undo it.
    """
    standing = Assignment.objects.filter(matter=matter, ended=False)
    standing.filter(part=Assignment.Part.LEAD).update(ended=True)
    standing.filter(unit=lead).update(ended=True)
    Assignment.objects.create(matter=matter, part=Assignment.Part.LEAD, unit=lead, written=lead.name)
    if matter.row is not None:
        others = [name for name in matter.row.units if name != lead.name]
        TableRow.objects.filter(pk=matter.row.pk).update(lead_unit=lead.name, units=others, revision=F("revision") + 1)


def deployed(matter: Matter, day: date) -> dict[str, object]:
    """An instruction's own fields with the day on which work began (部署), if it is one and has none yet."""
    if Kind(matter.kind) != Kind.INSTRUCTION:
        return {}
    own = load_fields(Kind.INSTRUCTION, matter.own)
    if not isinstance(own, InstructionFields) or own.deployed is not None:
        return {}
    return {"own": {**dump_fields(own), "deployed": day.isoformat()}}


def check_length(text: str) -> None:
    """Refuse a reason that its record cannot hold whole: nothing that is written is cut."""
    length = len(text.strip())
    if length > _LONGEST:
        raise RefusedError(_("理由最多 %(most)d 字，现为 %(length)d 字。") % {"most": _LONGEST, "length": length})
