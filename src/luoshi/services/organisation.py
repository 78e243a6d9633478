"""Units and the names they go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.records import clock
from luoshi.records.models import Region, Unit, UnitName
from luoshi.services.changes import change_row, check_length, plain
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event

_LONGEST_NAME, _LONGEST_CLASS = 80, 40
_DEEPEST = 12  # levels of units in one region; deeper is a ring


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of a unit: short when `until` is none and `former` is not set, else no longer borne."""

    name: str
    former: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class UnitFields:
    """What is said of a unit, as a form or a workbook's row gives it."""

    name: str
    parent: Unit | None = None
    ranking_class: str = ""
    order: int = 0
    active: bool = True
    names: tuple[OtherName, ...] = ()


@transaction.atomic
def create_unit(*, actor: Actor, region: Region, fields: UnitFields) -> Unit:
    """Add a unit to a region. Raises RefusedError for a name in use, or a superior unit of another region."""
    hold_back_others(region)
    _check_unit(region, fields, None)
    values = _unit_values(fields)
    unit = Unit.objects.create(region=region, **values)
    _write_names(unit, fields.names)
    after = {**plain(unit, values), "names": _names_of(unit)}
    record_event(programme=None, region=region, actor=actor, act="create-unit", subject=unit, after=after)
    return unit


@transaction.atomic
def change_unit(*, actor: Actor, unit: Unit, revision: int, fields: UnitFields) -> Unit:
    """Change a unit and replace its other names.

    A renamed unit keeps its old name as a former one when `fields.names` does not list it, so that tables that
    were written before are still understood. Raises RefusedError as above, and ChangedMeanwhileError.
    """
    hold_back_others(unit.region)
    current = Unit.objects.get(pk=unit.pk)
    names = fields.names
    if current.name != fields.name and all(other.name != current.name for other in names):
        names = (*names, OtherName(current.name, former=True, until=clock.today() - timedelta(days=1)))
    _check_unit(unit.region, fields, unit)
    before = _names_of(unit)
    changed = change_row(
        unit, revision=revision, values=_unit_values(fields), act="change-unit", actor=actor, region=unit.region
    )
    _write_names(unit, names)
    after = _names_of(unit)
    if before != after:
        _mark_changed(unit, changed.revision, revision)
        record_event(
            programme=None,
            region=unit.region,
            actor=actor,
            act="change-unit-names",
            subject=unit,
            before={"names": before},
            after={"names": after},
        )
    return Unit.objects.get(pk=unit.pk)


def _mark_changed(unit: Unit, reached: int, began: int) -> None:
    """Names are rows of their own; a change of names alone must still turn the unit's revision."""
    if reached == began:
        Unit.objects.filter(pk=unit.pk, revision=began).update(revision=began + 1)


def _unit_values(fields: UnitFields) -> dict[str, Any]:
    return {
        "name": fields.name,
        "parent": fields.parent,
        "ranking_class": fields.ranking_class,
        "order": fields.order,
        "active": fields.active,
    }


def _names_of(unit: Unit) -> list[list[str]]:
    return [
        [one.name, one.kind, one.until.isoformat() if one.until else ""]
        for one in UnitName.objects.filter(unit=unit).order_by("kind", "name")
    ]


def _write_names(unit: Unit, names: tuple[OtherName, ...]) -> None:
    unit.names.all().delete()
    UnitName.objects.bulk_create(
        UnitName(
            unit=unit,
            name=other.name,
            kind=UnitName.Kind.FORMER if other.former else UnitName.Kind.ALIAS,
            until=other.until,
        )
        for other in names
    )


def _check_unit(region: Region, fields: UnitFields, own: Unit | None) -> None:
    check_length(fields.ranking_class, _LONGEST_CLASS)
    for name in (fields.name, *(other.name for other in fields.names)):
        check_length(name, _LONGEST_NAME)
    others = Unit.objects.filter(region=region, name=fields.name)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise RefusedError(
            _("%(region)s已有单位“%(name)s”，请直接修改该单位。") % {"region": region, "name": fields.name}
        )
    listed = [other.name for other in fields.names]
    if len(set(listed)) < len(listed) or fields.name in listed:
        raise RefusedError(_("“%(name)s”的其他名称有重复，请删去重复的。") % {"name": fields.name})
    above, depth = fields.parent and Unit.objects.get(pk=fields.parent.pk), 0  # as it stands now
    while above is not None:
        depth += 1
        if above.region_id != region.pk:
            raise RefusedError(_("上级单位须在同一地区。"))
        if (own and above.pk == own.pk) or depth > _DEEPEST:
            raise RefusedError(_("上级单位不能是本单位或其下级单位。"))
        above = above.parent
