"""Regions: entered with the divisions above them, from the table of divisions where they stand in it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.reading.divisions import division_with_code
from luoshi.records.models import Region
from luoshi.records.models.regions import Level
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event

# Trailing zeros of a code that stand for nothing lower: 331000 is a city of 330000.
_ABOVE = (4, 2)


@transaction.atomic
def ensure_region(*, actor: Actor, code: str, name: str = "", level: str = "") -> Region:
    """Give the region of a code, entered if it is not there, with those above it that the table of divisions knows.

    A code that is not in that table (GB/T 2260) needs a name and a level. Raises RefusedError without them.
    """
    if known := Region.objects.filter(code=code).first():
        return known
    division = division_with_code(code) if code.isdecimal() and len(code) == 6 else None
    name, level = name or (division.name if division else ""), level or (division.level if division else "")
    if not name or level not in Level.values:
        raise RefusedError(
            _("区划代码表中没有 %(code)s，请同时给出名称和层级（%(levels)s）。")
            % {"code": code, "levels": "、".join(Level.values)}
        )
    said = {"name": name, "level": level, "parent": _parent(actor, code)}
    region, made = Region.objects.get_or_create(code=code, defaults=said)
    if not made:  # by somebody else just now
        return region
    after = {"code": code, "name": name, "level": level, "parent": region.parent_id}
    record_event(programme=None, region=region, actor=actor, act="create-region", subject=region, after=after)
    return region


def _parent(actor: Actor, code: str) -> Region | None:
    for length in _ABOVE:
        above = f"{code[:length]:0<6}"
        if above == code or len(code) != 6:
            continue
        if known := Region.objects.filter(code=above).first():
            return known
        if division_with_code(above):
            return ensure_region(actor=actor, code=above)
    return None
