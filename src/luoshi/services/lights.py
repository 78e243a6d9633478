"""Lights are computed here and kept beside the matter; never typed. A change of colour is kept with its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from luoshi.ledger import Light, LightRules, Status, light_of
from luoshi.ledger.messages import as_data
from luoshi.queries.light_facts import light_facts
from luoshi.queries.rules import rules_of
from luoshi.records import clock
from luoshi.records.models import LightChange, LightCount, Matter, Programme
from luoshi.services.events import Actor, hold_back_others, record_event

_BATCH = 500
_FIELDS = ("pk", "status", "deadline", "done_on", "answer_due", "light", "light_said", "light_on")


def refresh_light(matter: Matter) -> Light:
    """Compute a matter's light today, after something was done to it; the matter in hand is brought up to date."""
    today = clock.today()
    light = light_of(light_facts([matter], today)[matter.pk], rules_of(matter.programme).lights, today)
    _keep([(matter, light)], today)
    return light


def refresh_lights(programme: Programme, today: date) -> int:
    """Compute the lights of a programme's matters on a day; how many turned. Run twice, it changes nothing more."""
    rules = rules_of(programme).lights
    turned = sum(_refresh(programme, ids, rules, today) for ids in _batches(programme))
    count_lights(programme, today)
    if turned:
        with transaction.atomic():
            after = {"day": today.isoformat(), "turned": turned}
            record_event(programme=programme, actor=Actor(), act="lights.compute", subject=programme, after=after)
    return turned


@transaction.atomic
def count_lights(programme: Programme, day: date) -> None:
    """Keep how many matters of each unit shine in which colour, for the bars of later months."""
    hold_back_others(programme)
    shining = Matter.objects.filter(programme=programme).exclude(status__in=[Status.WITHDRAWN, Status.MERGED])
    counts = shining.order_by().values_list("lead", "light").annotate(n=Count("pk"))
    LightCount.objects.filter(programme=programme, day=day).delete()
    LightCount.objects.bulk_create(
        LightCount(programme=programme, day=day, unit_id=lead, colour=light, count=count)
        for lead, light, count in counts
    )


def _batches(programme: Programme) -> Iterator[list[int]]:
    ids = list(Matter.objects.filter(programme=programme).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


@transaction.atomic
def _refresh(programme: Programme, ids: list[int], rules: LightRules, today: date) -> int:
    """Of a batch; what is done to its matters meanwhile waits, lest an older light be written over a newer one."""
    hold_back_others(programme)
    matters = list(Matter.objects.filter(pk__in=ids).only(*_FIELDS))
    facts = light_facts(matters, today)
    return _keep([(matter, light_of(facts[matter.pk], rules, today)) for matter in matters], today)


def _keep(lights: list[tuple[Matter, Light]], today: date) -> int:
    """Write what differs: the light beside the matter, and its change of colour."""
    differing, turned = [], []
    for matter, light in lights:
        said: dict[str, Any] = as_data(light.reason)
        if matter.light_on is None or matter.light != light.colour.value:
            turned.append(LightChange(matter=matter, day=today, colour=light.colour.value, said=said))
        if (matter.light, matter.light_said) != (light.colour.value, said) or matter.light_on is None:
            matter.light, matter.light_said, matter.light_on = light.colour.value, said, today
            differing.append(matter)
    _write(differing)
    LightChange.objects.bulk_create(
        turned, update_conflicts=True, unique_fields=["matter", "day"], update_fields=["colour", "said"]
    )
    return len(turned)


def _write(matters: list[Matter]) -> None:
    """The lights of matters as they are in hand: one prepared statement for all, many times as fast as bulk_update."""
    ops = connection.ops
    rows = [
        (one.light, ops.adapt_json_value(one.light_said, None), ops.adapt_datefield_value(one.light_on), one.pk)
        for one in matters
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE records_matter SET light = %s, light_said = %s, light_on = %s WHERE id = %s", rows
            )
