"""Sheets as pages show them: the ladder's overview, the filtered list, a case's history, and a matter's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from luoshi.ledger import Level, Message, Permission, SheetState
from luoshi.ledger.messages import from_data
from luoshi.ledger.sheets import WAITING
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.asked_already import asked_already
from luoshi.queries.compiled import compiled
from luoshi.queries.visible import Ids
from luoshi.records import clock
from luoshi.records.models import Inspection, Matter, Programme, Sheet, Unit

_WAITING = [state.value for state in WAITING]
# What still asks for something: also what was missed and has not been made good.
STILL_ASKS = Q(met_on=None) & ~Q(state__in=[SheetState.MET.value, SheetState.WITHDRAWN.value])
SCOPES = ("asking", "missed", "answered", "done", "all")


@dataclass(frozen=True, slots=True)
class SheetFilter:
    """What a person asked the list for; `scope` is one of SCOPES."""

    scope: str = "asking"
    level: str = ""
    unit: int | None = None
    words: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> SheetFilter:
        """From a page's address."""
        scope, level, unit = said.get("scope", ""), said.get("level", ""), said.get("unit", "")
        return cls(
            scope if scope in SCOPES else "asking",
            level if level in tuple(Level) else "",
            int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 10 else None,
            said.get("q", "").strip()[:100],
        )


def listed_sheets(access: Access, programme: Programme, asked: SheetFilter) -> QuerySet[Sheet]:
    """The sheets that the person may see and asked for, with matter and unit: the highest step first, then by day."""
    found = visible.sheets(access).filter(programme=programme)
    if asked.scope == "asking":
        found = found.filter(STILL_ASKS, ~_followed())
    elif asked.scope == "missed":
        found = found.filter(~_followed(), state=SheetState.MISSED.value, met_on=None)
    elif asked.scope == "answered":
        found = found.filter(state=SheetState.ANSWERED.value)
    elif asked.scope == "done":
        found = found.exclude(STILL_ASKS)
    if asked.level:
        found = found.filter(level=asked.level)
    if asked.unit is not None:
        found = found.filter(unit=asked.unit)
    if asked.words:
        about = Q(matter__title__icontains=asked.words) | Q(matter__number__icontains=asked.words)
        found = found.filter(about | Q(number__icontains=asked.words))
    steps = Case(*(When(level=level.value, then=Value(at)) for at, level in enumerate(Level)))
    latest = ["-issued_on"] if asked.scope in ("done", "all") else []
    return found.select_related("matter", "unit").annotate(step=steps).order_by(*latest, "-step", "answer_by", "-pk")


def _followed() -> Exists:
    """Whether a sheet was followed by one of a higher step: its case is told by that one."""
    return Exists(Sheet.objects.filter(matter=OuterRef("matter"), key=OuterRef("key"), pk__gt=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder in the overview."""

    level: Level
    asking: int
    answered: int
    missed: int
    done: int


def overview(access: Access, programme: Programme) -> list[Step]:
    """How many cases stand on each step of the ladder, and how many sheets of it are done with. One query."""
    rows: dict[str, dict[str, Any]] = {
        row["level"]: dict(row)
        for row in visible.sheets(access)
        .filter(programme=programme)
        .order_by()
        .annotate(followed=_followed())
        .values("level")
        .annotate(
            asking=Count("pk", filter=STILL_ASKS & Q(followed=False)),
            answered=Count("pk", filter=Q(state=SheetState.ANSWERED.value)),
            missed=Count("pk", filter=Q(state=SheetState.MISSED.value, met_on=None, followed=False)),
            done=Count("pk", filter=~STILL_ASKS),
        )
    }
    return [Step(level, *(rows.get(level.value, {}).get(name, 0) for name in _COUNTED)) for level in Level]


_COUNTED = ("asking", "answered", "missed", "done")


def units_with_sheets(access: Access, programme: Programme) -> QuerySet[Unit]:
    """The units that the list can be filtered by."""
    return Unit.objects.filter(pk__in=visible.sheets(access).filter(programme=programme).values("unit"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet with what a page says of it: why it was issued, and how many days are left (negative: over)."""

    sheet: Sheet
    why: Message
    left: int
    asks: bool

    @classmethod
    def of(cls, sheet: Sheet, today: date) -> Shown:
        """As of a day."""
        done = sheet.state in (SheetState.MET, SheetState.WITHDRAWN) or sheet.met_on is not None
        return cls(sheet, why_of(sheet), (sheet.answer_by - today).days, not done)

    @property
    def sign(self) -> str:
        """The step as a sign, so that no level is told by its colour alone."""
        return _SIGNS[Level(self.sheet.level)]


_SIGNS = {Level.REMINDER: "①", Level.URGING: "②", Level.ORDER: "③"}


def why_of(sheet: Sheet) -> Message:
    """Why a sheet was issued."""
    return from_data(sheet.said)


def history_of(sheet: Sheet) -> list[Sheet]:
    """All sheets of the same case, the lowest step first."""
    return list(Sheet.objects.filter(matter=sheet.matter_id, key=sheet.key).order_by("pk"))


@dataclass(frozen=True, slots=True)
class OnMatter:
    """What a matter's page says of supervision."""

    sheets: tuple[Shown, ...]
    inspections: tuple[Inspection, ...]
    asked: tuple[str, ...]
    may_issue: bool

    def __bool__(self) -> bool:
        return bool(self.sheets or self.inspections or self.may_issue)


_OF_SHEET = ("number", "level", "state", "issued_on", "answer_by", "met_on", "said")


@compiled
def _sheets(matter: int, regions: Ids, units: Ids) -> QuerySet[Sheet]:
    return visible.sheets_of(regions, units).filter(matter=matter).only(*_OF_SHEET).order_by("-pk")


@compiled
def _inspections(matter: int, regions: Ids, units: Ids) -> QuerySet[Inspection]:
    found = visible.inspections_of(regions, units).filter(targets__matter=matter)
    return found.distinct().only("title", "state", "starts")


def on_matter(access: Access, matter: Matter) -> OnMatter:
    """The sheets and inspections of a matter that the person may see, and whether he may issue a sheet."""
    today = clock.today()
    regions, units, _posts = access.whose_matters
    sheets, inspections = _sheets(matter.pk, regions, units), _inspections(matter.pk, regions, units)
    may_issue = access.may(Permission.SUPERVISE, matter.programme.region_id)
    return OnMatter(
        tuple(Shown.of(sheet, today) for sheet in sheets),
        tuple(inspections),
        asked_already(matter) if may_issue else (),
        may_issue,
    )
