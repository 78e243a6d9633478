"""Which units an inspection would go to again, though they were inspected just now (decree 733, article 15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from luoshi.ledger.inspections import Aim, repetitions
from luoshi.queries.rules import rules_of
from luoshi.records.models import Inspection, InspectionTarget, Matter, Programme, Unit


def repeated_aims(
    programme: Programme,
    targets: Sequence[tuple[Unit, Matter | None]],
    starts: date,
    ends: date,
    inspection: Inspection | None = None,
) -> tuple[str, ...]:
    """A line for each repetition, over all programmes of the region; `inspection` itself repeats nothing. One query."""
    units = {unit.pk: unit for unit, _matter in targets}
    known = InspectionTarget.objects.filter(unit__in=units).exclude(inspection__state=Inspection.State.CANCELLED)
    if inspection is not None:
        known = known.exclude(inspection=inspection)
    others = [
        Aim(one.unit_id, one.matter_id, one.inspection.starts, one.inspection.ends, one.inspection.title)
        for one in known.select_related("inspection").order_by("pk")
    ]
    aims = [Aim(unit.pk, matter.pk if matter else None, starts, ends) for unit, matter in targets]
    found = repetitions(aims, others, rules_of(programme).ladder.no_repeat_days)
    lines = (f"{units[one.aim.unit].name}：{one.why.told(gettext)}" for one in found)
    return tuple(dict.fromkeys(lines))
