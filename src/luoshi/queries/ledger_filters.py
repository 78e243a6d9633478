"""What the ledger's list is asked for, as it stands in the page's address, and the matters that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from luoshi.ledger import AT_REST, Colour, Kind, Status
from luoshi.records.models import Assignment, Matter

_NEAR = timedelta(days=7)
_MONTH = timedelta(days=30)
_GONE = (Status.WITHDRAWN, Status.MERGED)
DUES = ("overdue", "week", "month", "none")
SORTS = ("number", "light", "deadline", "lead")
GROUPS = ("section", "lead", "leader", "light", "kind")
COLUMNS = ("light", "leaders", "lead", "helpers", "deadline", "status", "kind", "section", "reason", "done")
SHOWN = ("light", "leaders", "lead", "helpers", "deadline")
_ORDER = [Colour.RED, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.GREY]


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a person asked the list for; the empty value of a field asks nothing.

    `unit` is a unit's id, or a name as it is written; `part` its part; `due` one of DUES; `withdrawn` asks for those
    taken out of the ledger too. `columns` are those shown.
    """

    words: str = ""
    section: str = ""
    unit: str = ""
    part: str = ""
    leader: str = ""
    kind: str = ""
    light: str = ""
    status: str = ""
    due: str = ""
    withdrawn: bool = False
    sort: str = "number"
    group: str = ""
    columns: tuple[str, ...] = SHOWN

    @classmethod
    def of(cls, said: Mapping[str, str], columns: list[str] | None = None) -> LedgerFilter:
        """From a page's address; what makes no sense asks nothing."""
        chosen = tuple(name for name in COLUMNS if name in (columns or ()))
        return cls(
            words=said.get("q", "").strip()[:100],
            section=said.get("section", "")[:300],
            unit=said.get("unit", "")[:80],
            part=_one_of(said.get("part"), Assignment.Part.values),
            leader=said.get("leader", "")[:60],
            kind=_one_of(said.get("kind"), list(Kind)),
            light=_one_of(said.get("light"), list(Colour)),
            status=_one_of(said.get("status"), list(Status)),
            due=_one_of(said.get("due"), DUES),
            withdrawn=said.get("withdrawn") == "1",
            sort=_one_of(said.get("sort"), SORTS) or "number",
            group=_one_of(said.get("group"), GROUPS),
            columns=chosen or SHOWN,
        )

    @property
    def query(self) -> str:
        """The address that asks for the same."""
        named = {
            "q": self.words,
            **{name: getattr(self, name) for name in ("section", "unit", "part", "leader", "kind", "light", "status")},
            "due": self.due,
            "withdrawn": "1" if self.withdrawn else "",
            "sort": self.sort if self.sort != "number" else "",
            "group": self.group,
        }
        columns = [] if self.columns == SHOWN else [("col", name) for name in self.columns]
        return urlencode([(name, value) for name, value in named.items() if value] + columns)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(replace(self, sort="number", group="", columns=SHOWN, withdrawn=False) != LedgerFilter())

    def without(self, name: str) -> LedgerFilter:
        """The same without one condition."""
        changed: dict[str, Any] = {name: ""}
        return replace(self, **changed)


def _one_of(said: str | None, allowed: Collection[str]) -> str:
    return said if said is not None and said in allowed else ""


def narrowed(matters: QuerySet[Matter], asked: LedgerFilter, today: date) -> QuerySet[Matter]:
    """The matters that answer the question, in no order yet."""
    if not asked.withdrawn and asked.status not in _GONE:
        matters = matters.exclude(status__in=_GONE)
    for name in ("section", "kind", "light", "status"):
        if value := getattr(asked, name):
            matters = matters.filter(**{name: value})
    if asked.unit:
        matters = _of_unit(matters, asked.unit, asked.part)
    if asked.leader:
        matters = matters.filter(leaders_line__contains=f"、{asked.leader}、")
    if asked.due:
        matters = _due(matters, asked.due, today)
    if asked.words:
        words = asked.words
        # Finding a string takes a database a tenth of the time that matching a pattern does.
        found = matters.alias(in_task=StrIndex("task", Value(words)), in_quote=StrIndex("quote", Value(words)))
        matters = found.filter(Q(number__icontains=words) | Q(in_task__gt=0) | Q(in_quote__gt=0))
    return matters


def _of_unit(matters: QuerySet[Matter], unit: str, part: str) -> QuerySet[Matter]:
    if unit.isdecimal() and part == Assignment.Part.LEAD:
        return matters.filter(lead=int(unit))
    named = Q(unit=int(unit)) if unit.isdecimal() else Q(unit__name=unit) | Q(unit=None, written=unit)
    standing = Assignment.objects.filter(named, ended=False)
    return matters.filter(pk__in=(standing.filter(part=part) if part else standing).values("matter"))


def _due(matters: QuerySet[Matter], due: str, today: date) -> QuerySet[Matter]:
    if due == "none":
        return matters.filter(deadline=None)
    open_ = matters.exclude(status__in=[*AT_REST, Status.DRAFT, Status.SUSPENDED])
    if due == "overdue":
        return open_.filter(deadline__lt=today)
    return open_.filter(deadline__range=(today, today + (_NEAR if due == "week" else _MONTH)))


def ordered(matters: QuerySet[Matter], asked: LedgerFilter, sections: Sequence[str] = ()) -> QuerySet[Matter]:
    """The matters in the order asked for: groups first, `sections` in the table's order.

    Numbers are given in the order of ids.
    """
    severity = Case(
        *(When(light=colour, then=Value(place)) for place, colour in enumerate(_ORDER)), output_field=IntegerField()
    )
    groups = {
        "section": ["_section"],
        "lead": ["lead__order", "lead"],
        "leader": ["leaders_line"],
        "light": ["_severity"],
        "kind": ["kind"],
    }
    sorts: dict[str, list[Any]] = {
        "number": [],
        "light": ["_severity"],
        "deadline": [F("deadline").asc(nulls_last=True)],
        "lead": ["lead__order", "lead"],
    }
    by: list[Any] = [*groups.get(asked.group, []), *sorts[asked.sort], "pk"]
    if "_section" in by:
        places = (When(section=section, then=Value(place)) for place, section in enumerate(sections))
        matters = matters.annotate(_section=Case(*places, default=Value(-1), output_field=IntegerField()))
    return (matters.annotate(_severity=severity) if "_severity" in by else matters).order_by(*by)
