"""Contributing: what a cooperating unit did, put beside the lead unit's report."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Move, Role
from luoshi.records import clock
from luoshi.records.models import Assignment, Contribution, Grant, Matter, ReportDue, Unit, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.holding import held
from luoshi.services.matters.moving import move_matter
from luoshi.services.reporting.submitting import person_of
from luoshi.services.reporting.writing import LONGEST_TEXT, check_asked


@transaction.atomic
def contribute(*, matter: Matter, due: ReportDue | None, actor: Actor, text: str) -> Contribution:
    """Hand in what the person's unit contributed to a period; said again, it stands beside the first.

    Raises RefusedError for an empty text or a period that is not the matter's or not begun; NotPermittedError for
    others than cooperating units.
    """
    person = person_of(actor)
    text = text.strip()
    if not text:
        raise RefusedError(_("请填写配合情况。"))
    if len(text) > LONGEST_TEXT:
        raise RefusedError(_("每栏最多 %(most)d 字，请精简，详细材料请作为佐证上传。") % {"most": LONGEST_TEXT})
    if due is not None and (due.matter_id != matter.pk or due.starts > clock.today()):
        raise RefusedError(_("该期还没有开始，或不属于本事项。"))
    current = held(matter.pk)
    check_asked(due)
    unit = _helping_unit(matter, person)
    if unit is None:
        raise NotPermittedError(_("配合情况由配合单位联络员填写。"))
    made = Contribution.objects.create(matter=current, due=due, unit=unit, text=text, by=person, at=clock.now())
    told = {"unit": unit.name, "period": f"{due.starts}–{due.ends}" if due else ""}
    move_matter(
        matter=current,
        move=Move.CONTRIBUTE,
        actor=actor,
        revision=current.revision,
        told={**told, "text": text[:200]},
        fresh=True,
    )
    return made


def _helping_unit(matter: Matter, person: User) -> Unit | None:
    """The cooperating unit that the person answers for."""
    mine = Grant.objects.filter(person=person, role=Role.LIAISON, unit__isnull=False).values("unit")
    helping = Assignment.objects.filter(
        matter=matter, ended=False, part=Assignment.Part.COOPERATE, unit__in=mine
    ).select_related("unit")
    found = helping.first()
    return found.unit if found else None
