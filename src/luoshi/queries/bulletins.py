"""What a bulletin (督查通报) may say: only what the ledger knows of a period and a scope."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from luoshi.ledger import Colour, Level, Message, SheetState, Status
from luoshi.ledger.messages import from_data
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.inspections import inspected_in
from luoshi.records import clock
from luoshi.records.models import LightChange, Matter, Programme, ReportDue, Sheet, Unit

_NOT_COUNTED = (Status.DRAFT.value, Status.WITHDRAWN.value, Status.MERGED.value)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which matters: all, those of one unit, or of one section of the table; first and last day of the period."""

    starts: date
    ends: date
    unit: Unit | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Lagging:
    """A matter with a red light at the period's end, and why."""

    number: str
    title: str
    unit: str
    why: Message


@dataclass(frozen=True, slots=True)
class UnitLights:
    """A unit's matters by their light."""

    unit: str
    lights: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.lights.values())


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The facts of a bulletin. `as_of`: the day of the lights, the period's end or today if that comes first.

    `due` reports fell due in the period: `in_time` and `late` were made, the rest were not.
    """

    scope: Scope
    as_of: date
    lights: Counter[str]
    units: tuple[UnitLights, ...]
    lagging: tuple[Lagging, ...]
    closed: int
    due: int
    in_time: int
    late: int
    sheets: dict[Level, int]
    missed: int
    inspections: tuple[str, ...]

    @property
    def total(self) -> int:
        """The matters counted."""
        return sum(self.lights.values())

    @property
    def unreported(self) -> int:
        """Reports that fell due and were not made."""
        return self.due - self.in_time - self.late


def bulletin_of(access: Access, programme: Programme, scope: Scope) -> Bulletin:
    """The facts, of the matters that the person may see. A constant number of queries."""
    matters = _matters(access, programme, scope)
    as_of = min(scope.ends, clock.today())
    shone = _lights(matters, as_of)
    told = {matter.pk: matter for matter in matters.select_related("lead")}
    units: dict[str, UnitLights] = {}
    lagging = []
    for pk, (colour, why) in shone.items():
        matter = told[pk]
        name = matter.lead.name if matter.lead else ""
        units.setdefault(name, UnitLights(name)).lights[colour] += 1
        if colour == Colour.RED:
            lagging.append(Lagging(matter.number, matter.title, name, why))
    period = {"gte": scope.starts, "lte": scope.ends}
    dues = ReportDue.objects.filter(matter__in=matters, **_within("due", period)).filter(due__lt=clock.today())
    counted = dues.aggregate(
        fell_due=Count("pk"),
        in_time=Count("pk", filter=Q(reported_on__lte=F("due"))),
        late=Count("pk", filter=Q(reported_on__gt=F("due"))),
    )
    sheets = visible.sheets(access).filter(matter__in=matters, **_within("issued_on", period))
    by_level = dict(sheets.order_by().values_list("level").annotate(count=Count("pk")))
    return Bulletin(
        scope=scope,
        as_of=as_of,
        lights=Counter(colour for colour, _why in shone.values()),
        units=tuple(sorted(units.values(), key=lambda one: (-one.lights[Colour.RED], -one.total, one.unit))),
        lagging=tuple(sorted(lagging, key=lambda one: one.number)),
        closed=matters.filter(**_within("closed_on", period)).count(),
        due=counted["fell_due"],
        in_time=counted["in_time"],
        late=counted["late"],
        sheets={level: by_level.get(level.value, 0) for level in Level},
        missed=_missed(sheets),
        inspections=_inspections(programme, scope),
    )


def sections_of(access: Access, programme: Programme) -> list[str]:
    """The sections that a bulletin can be limited to."""
    matters = visible.matters(access).filter(programme=programme).exclude(section="")
    return list(dict.fromkeys(matters.order_by("number").values_list("section", flat=True)))


def _matters(access: Access, programme: Programme, scope: Scope) -> QuerySet[Matter]:
    seen = visible.matters(access).filter(programme=programme, created_at__date__lte=scope.ends)
    matters = Matter.objects.filter(pk__in=seen.values("pk")).exclude(status__in=_NOT_COUNTED)
    if scope.unit is not None:
        matters = matters.filter(lead=scope.unit)
    return matters.filter(section=scope.section) if scope.section else matters


def _lights(matters: QuerySet[Matter], as_of: date) -> dict[int, tuple[str, Message]]:
    """The light of each matter on a day and what it said: as it is now, or as it last turned by then."""
    if as_of >= clock.today():
        rows = matters.values_list("pk", "light", "light_said")
        return {pk: (light, _message(said)) for pk, light, said in rows}
    changes = LightChange.objects.filter(matter__in=matters, day__lte=as_of).order_by("day")
    return {pk: (light, _message(said)) for pk, light, said in changes.values_list("matter", "colour", "said")}


def _message(said: dict[str, object]) -> Message:
    return from_data(said) if said else Message("")


def _within(name: str, period: dict[str, date]) -> dict[str, date]:
    return {f"{name}__{how}": day for how, day in period.items()}


def _missed(sheets: QuerySet[Sheet]) -> int:
    return sheets.filter(state=SheetState.MISSED.value).count()


def _inspections(programme: Programme, scope: Scope) -> tuple[str, ...]:
    found = inspected_in(programme, scope.starts, scope.ends)
    if scope.unit is not None:
        found = found.filter(targets__unit=scope.unit).distinct()
    return () if scope.section else tuple(found.values_list("title", flat=True))
