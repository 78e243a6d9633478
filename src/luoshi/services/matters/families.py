"""Sub-matters: a matter becomes part of another, or stands on its own again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import AT_REST, Status
from luoshi.ledger.kinds import Service as CoreService
from luoshi.ledger.kinds import check_can_be_part, check_services
from luoshi.records.models import Matter, Programme, Service
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters.creating import check_can_create
from luoshi.services.matters.holding import held
from luoshi.services.matters.moving import change_matter
from luoshi.services.matters.refusals import said


@transaction.atomic
def set_parent(*, matter: Matter, parent: Matter | None, actor: Actor, revision: int) -> Matter:
    """Let a matter be part of another of its programme; without one it stands on its own.

    Its own parts come along. Refused where a figure would then be counted twice, at the whole and at its part.
    """
    check_can_create(matter.programme, actor)
    if Status(matter.status) in AT_REST:
        raise RefusedError(_("事项%(status)s，不能再调整上级事项。") % {"status": matter.get_status_display()})
    if parent is not None:
        parent = held(parent.pk)
        if parent.programme_id != matter.programme_id:
            raise RefusedError(_("上级事项须在同一年度项目中。"))
        parents = parents_in(matter.programme)
        with said():
            check_can_be_part(matter.pk, parent.pk, parents, Status(parent.status))
            check_services(services_in(matter.programme), parents | {matter.pk: parent.pk})
    return change_matter(
        matter=matter, actor=actor, revision=revision, act="matter.set-parent", changes={"parent": parent}
    )


def parents_in(programme: Programme) -> dict[int, int]:
    """Which matter of a programme is part of which."""
    rows = Matter.objects.filter(programme=programme, parent__isnull=False).values_list("pk", "parent")
    return {part: whole for part, whole in rows if whole is not None}


def services_in(programme: Programme) -> list[CoreService]:
    """Which matter of a programme serves which target."""
    rows = Service.objects.filter(matter__programme=programme).values_list("matter", "target", "counts")
    return [CoreService(matter, target, counts) for matter, target, counts in rows]
