"""Targets: which matters serve them, and what following them takes besides their words (baseline, tolerance, pace)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.ledger.kinds import Service as CoreService
from luoshi.ledger.kinds import check_services
from luoshi.queries.light_facts import target_of
from luoshi.records.models import Matter, MatterTarget, Service, TargetReading
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, hold_back_others
from luoshi.services.matters.creating import check_can_create
from luoshi.services.matters.families import parents_in, services_in
from luoshi.services.matters.moving import change_matter, refreshed
from luoshi.services.matters.refusals import said

_QUARTERS = 4


@transaction.atomic
def link_target(*, matter: Matter, target: MatterTarget, counts: bool, actor: Actor, revision: int) -> Matter:
    """Let a matter serve a target, or change whether its figure counts; one matter may serve several, without copies.

    Raises RefusedError where a figure would be counted twice.
    """
    check_can_create(matter.programme, actor)
    hold_back_others(matter.programme)
    if target.programme_id != matter.programme_id:
        raise RefusedError(_("只能关联同一年度项目中的目标。"))
    others = [one for one in services_in(matter.programme) if (one.matter, one.target) != (matter.pk, target.pk)]
    with said():
        check_services([*others, CoreService(matter.pk, target.pk, counts)], parents_in(matter.programme))
    Service.objects.update_or_create(matter=matter, target=target, defaults={"counts": counts})
    changed = change_matter(
        matter=matter, actor=actor, revision=revision, act="matter.serve-target", changes={},
        told={"target": str(target.name), "counts": counts},
    )  # fmt: skip
    _refresh_others(target, matter)
    return changed


@transaction.atomic
def unlink_target(*, matter: Matter, target: MatterTarget, actor: Actor, revision: int, reason: str) -> Matter:
    """Let a matter serve a target no longer; refused once it reported a figure, which would then be lost from sight."""
    check_can_create(matter.programme, actor)
    if not reason.strip():
        raise RefusedError(_("请写明取消关联的理由。"))
    hold_back_others(matter.programme)
    if TargetReading.objects.filter(target=target, report__matter=matter).exists():
        raise RefusedError(_("本事项已为该目标填报过数据，不能取消关联；可改为不计入。"))
    if not Service.objects.filter(matter=matter, target=target).delete()[0]:
        raise RefusedError(_("本事项没有关联该目标，请刷新后再看。"))
    changed = change_matter(
        matter=matter, actor=actor, revision=revision, act="matter.leave-target", changes={}, reason=reason,
        told={"target": str(target.name)},
    )  # fmt: skip
    _refresh_others(target, matter)
    return changed


@transaction.atomic
def change_target(
    *,
    matter: Matter,
    target: MatterTarget,
    actor: Actor,
    revision: int,
    baseline: float | None,
    tolerance: float | None,
    quarters: Sequence[float] = (),
) -> Matter:
    """Say from where a target sets out, what 左右 allows, and its shares by quarter (0 to 1; none: an even pace).

    `revision` is the target's. What was promised (figure, comparator, unit) is not changed here: it follows the words.
    """
    check_can_create(matter.programme, actor)
    trajectory: dict[str, Any] = {"quarters": list(quarters)} if len(quarters) == _QUARTERS else {}
    values = {"baseline": baseline, "tolerance": tolerance, "trajectory": trajectory}
    before = {name: getattr(target, name) for name in values}
    for name, value in values.items():
        setattr(target, name, value)
    with said():
        target_of(target)
    hold_back_others(matter.programme)
    done = MatterTarget.objects.filter(pk=target.pk, revision=revision).update(**values, revision=F("revision") + 1)
    if done != 1:
        raise ChangedMeanwhileError(_("目标刚由他人修改，请查看后再决定。"), current=dict(before), wanted=dict(values))
    changed = change_matter(
        matter=matter, actor=actor, revision=matter.revision, act="matter.change-target", changes={},
        told={"target": str(target.name), **{name: value for name, value in values.items() if value}},
    )  # fmt: skip
    _refresh_others(target, matter)
    return changed


def _refresh_others(target: MatterTarget, matter: Matter) -> None:
    """The lights of all other matters that serve the target."""
    for other in Matter.objects.filter(services__target=target).exclude(pk=matter.pk):
        refreshed(other.pk)
