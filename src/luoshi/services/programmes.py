"""Programmes: begun and changed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.records.models import Programme, Region
from luoshi.services.changes import change_row, plain
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event

_FIELDS = ("year", "name", "starts", "ends")


@transaction.atomic
def create_programme(*, actor: Actor, region: Region, year: int, name: str, starts: date, ends: date) -> Programme:
    """Begin a region's year. Raises RefusedError for a name that stands already, or an end before the start."""
    hold_back_others(region)
    _check(region, year, name, starts, ends, None)
    programme = Programme.objects.create(region=region, year=year, name=name, starts=starts, ends=ends)
    after = {"region": region.pk, **plain(programme, _FIELDS)}
    record_event(programme=programme, actor=actor, act="create-programme", subject=programme, before=None, after=after)
    return programme


@transaction.atomic
def change_programme(
    *, actor: Actor, programme: Programme, revision: int, year: int, name: str, starts: date, ends: date
) -> Programme:
    """Change a programme's year, name and dates. Raises RefusedError as above, and ChangedMeanwhileError."""
    hold_back_others(programme.region)
    _check(programme.region, year, name, starts, ends, programme)
    values = {"year": year, "name": name, "starts": starts, "ends": ends}
    return change_row(
        programme,
        revision=revision,
        values=values,
        act="change-programme",
        actor=actor,
        region=programme.region,
        programme=programme,
    )


def _check(region: Region, year: int, name: str, starts: date, ends: date, own: Programme | None) -> None:
    if ends < starts:
        raise RefusedError(_("结束日期早于开始日期，请改正。"))
    others = Programme.objects.filter(region=region, year=year, name=name)
    if own is not None:
        others = others.exclude(pk=own.pk)
    if others.exists():
        raise RefusedError(_("%(region)s%(year)s年已有同名项目，请换一个名称。") % {"region": region, "year": year})
