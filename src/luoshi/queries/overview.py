"""A programme at a glance: said, done, achieved; lights now and a month ago; units by light; what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet, Sum

from luoshi.ledger import Colour, Status
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.compiled import compiled
from luoshi.queries.events import ACT_NAMES
from luoshi.queries.kept import Head, kept
from luoshi.records.models import Event, LightCount, Matter, Programme, Unit

COLOURS = (Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.GREY)
_GONE = (Status.WITHDRAWN, Status.MERGED)
_DONE = (Status.CLOSING, Status.CLOSED)
_LOOKED_AT = 400  # events of the log's end that are looked through for what changed
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A colour's part of a bar: how many, and where in a hundred it begins and how long it is."""

    colour: str
    count: int
    at: float
    width: float


@dataclass(frozen=True, slots=True)
class Overview:
    """Matters said, reported done and verified as achieved; their lights as bars, `before` on an earlier day."""

    said: int = 0
    done: int = 0
    achieved: int = 0
    now: tuple[Part, ...] = ()
    before: tuple[Part, ...] = ()
    before_on: date | None = None


@dataclass(frozen=True, slots=True)
class UnitLights:
    """The lights of the matters that a unit leads: colours with their counts, in the order of COLOURS."""

    unit: int
    name: str
    order: int
    counts: tuple[tuple[str, int], ...]

    @property
    def led(self) -> int:
        """How many it leads."""
        return sum(count for _colour, count in self.counts)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a matter."""

    at: datetime
    act: str
    who: str
    matter: Matter


@dataclass(frozen=True, slots=True)
class Glance:
    """A whole programme: its strip, and its units by lights."""

    strip: Overview
    units: tuple[UnitLights, ...]


def glance(programme: Programme, today: date, head: Head) -> Glance:
    """A whole programme at a glance, worked out once after each event, the last of which is the log's `head`."""

    def work_out() -> Glance:
        matters = Matter.objects.filter(programme=programme)
        return Glance(overview(matters, programme, today, whole=True), unit_lights(matters))

    return kept(head, f"glance-{today}", work_out)


def overview(matters: QuerySet[Matter], programme: Programme, today: date, *, whole: bool) -> Overview:
    """The strip of some matters. One query, and two for the earlier bar of a `whole` programme."""
    rows = (
        matters.exclude(status__in=_GONE)
        .order_by()
        .values("light", "status")
        .annotate(n=Count("pk"), d=Count("done_on"))
    )
    now: dict[str, int] = defaultdict(int)
    done = achieved = 0
    for row in rows:
        now[row["light"]] += row["n"]
        achieved += row["n"] if row["status"] == Status.CLOSED else 0
        done += row["n"] if row["status"] in _DONE else row["d"]
    day, before = _before(programme, today) if whole else (None, {})
    return Overview(sum(now.values()), done, achieved, bar(now), bar(before), day)


def _before(programme: Programme, today: date) -> tuple[date | None, dict[str, int]]:
    """The lights at the last day of the month before, or the last day counted before it."""
    end = today.replace(day=1) - timedelta(days=1)
    kept = LightCount.objects.filter(programme=programme, day__lte=end)
    day = kept.order_by("-day").values_list("day", flat=True).first()
    if day is None:
        return None, {}
    counts = kept.filter(day=day).order_by().values_list("colour").annotate(n=Sum("count"))
    return day, dict(counts)


def bar(counts: Mapping[str, int]) -> tuple[Part, ...]:
    """Counts by colour as parts of a bar of a hundred."""
    whole, at, parts = sum(counts.values()), 0.0, []
    for colour in COLOURS:
        if count := counts.get(colour.value, 0):
            width = count * 100 / whole
            parts.append(Part(colour.value, count, round(at, 3), round(width, 3)))
            at += width
    return tuple(parts)


def unit_lights(matters: QuerySet[Matter]) -> tuple[UnitLights, ...]:
    """Units by the lights of the matters they lead, those with most red first. Two queries."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = matters.filter(lead__isnull=False).exclude(status__in=_GONE).order_by().values_list("lead", "light")
    for lead, light, count in rows.annotate(n=Count("pk")):
        if lead is not None:
            counts[lead][light] = count
    units = Unit.objects.in_bulk(list(counts))
    found = [
        UnitLights(pk, units[pk].name, units[pk].order, tuple((one.value, lights.get(one.value, 0)) for one in COLOURS))
        for pk, lights in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (*(-count for _, count in one.counts[:2]), one.order, one.unit)))


@compiled
def _ends(programme: int, sequence: int, person: int) -> QuerySet[Event, tuple[datetime, str, str | None, int | None]]:
    log = Event.objects.filter(chain__programme=programme, sequence__gt=sequence, subject="matter")
    others = log.exclude(actor=person).order_by("-sequence")
    return others.values_list("at", "act", "actor__name", "subject_id")[: 5 * _TOLD]


def changes_since(access: Access, programme: Programme, since: datetime | None, head: Head) -> Sequence[Change]:
    """What happened to the person's matters since he was last here, the newest first. Two queries.

    Only the end of the log is looked through, so that a long absence costs no more than a short one.
    """
    ends = _ends(programme.pk, head.length - _LOOKED_AT, access.person.pk or 0)
    told = [one for one in ends if since is None or one[0] > since]
    numbers = {pk for *_said, pk in told if pk is not None}
    matters = visible.matters(access).only("number", "title").in_bulk(numbers) if numbers else {}
    return [
        Change(at, str(ACT_NAMES.get(act, act)), who or "", matters[pk]) for at, act, who, pk in told if pk in matters
    ][:_TOLD]
