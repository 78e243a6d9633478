"""Fields of a matter's own kind: stages, ballots, ratings, official figures; each written by whoever may know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import AT_REST, Kind, Status
from luoshi.ledger.messages import message
from luoshi.ledger.moves.transitions import APPROVER
from luoshi.ledger.policies import check_is_one_of
from luoshi.queries.own_fields import LABELS, editable, merged
from luoshi.queries.standing import standing_in
from luoshi.records import clock
from luoshi.records.models import Matter
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.moving import change_matter
from luoshi.services.matters.planning import person_of
from luoshi.services.matters.refusals import said as told_by_core


@transaction.atomic
def change_own(*, matter: Matter, actor: Actor, revision: int, said: Mapping[str, Any], reason: str = "") -> Matter:
    """Write fields by the names of queries.own_fields. Raises NotPermittedError for those that are somebody else's."""
    current = Matter.objects.select_related("programme").get(pk=matter.pk)
    if Status(current.status) in AT_REST:
        raise RefusedError(_("事项%(status)s，不能再修改。") % {"status": current.get_status_display()})
    kind = Kind(current.kind)
    allowed = {field.name for field in editable(standing_in(person_of(actor), current), kind)}
    if not allowed:
        raise NotPermittedError(_("这些内容由其他人员填写。"))
    if foreign := [name for name in said if name not in allowed]:
        labels = "、".join(str(LABELS.get(name, name)) for name in foreign)
        raise NotPermittedError(_("“%(fields)s”由其他人员填写。") % {"fields": labels})
    _check_days(said)
    with told_by_core():
        own = merged(kind, current.own, said)
    if own == current.own:
        raise RefusedError(_("没有改动，不需要保存。"))
    return change_matter(
        matter=matter, actor=actor, revision=revision, act="matter.change-own", changes={"own": own}, reason=reason
    )


@transaction.atomic
def note_instruction(*, matter: Matter, actor: Actor, revision: int) -> Matter:
    """The leader has read what the unit reported on his instruction, and agrees (审阅)."""
    current = Matter.objects.select_related("programme").get(pk=matter.pk)
    if Kind(current.kind) != Kind.INSTRUCTION:
        raise RefusedError(_("只有批示交办事项须领导审阅。"))
    with told_by_core():
        check_is_one_of(APPROVER, standing_in(person_of(actor), current), message("审阅批示办理结果"))
    if not current.own.get("reported"):
        raise RefusedError(_("牵头单位尚未书面反馈，请待其填写反馈日期后再审阅。"))
    return change_own(matter=matter, actor=actor, revision=revision, said={"noted": clock.today()})


def _check_days(said: Mapping[str, Any]) -> None:
    """What happened did not happen tomorrow."""
    if any(isinstance(value, date) and value > clock.today() for value in said.values()):
        raise RefusedError(_("日期不能晚于今天，请改正。"))
