"""The ledger: which matters a person sees, filtered and sorted, and everything about one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Substr

from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.compiled import compiled
from luoshi.queries.kept import Head, kept
from luoshi.queries.ledger_filters import LedgerFilter, narrowed, ordered
from luoshi.records import clock
from luoshi.records.models import (
    Assignment,
    DocumentVersion,
    Edition,
    Matter,
    Programme,
    Report,
    SavedView,
    Unit,
)

PAGE = 50
# What a row of the list shows of a matter.
_LISTED = ("number", "title", "kind", "status", "section", "light", "light_said", "leaders_written", "deadline_words",
           "deadline")  # fmt: skip
_PARTS = "_luoshi_parts"
_AROUND = 120  # characters of the source shown on each side of a quote


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of the list. `lights` counts matters by colour, whatever light was asked for; `total` those asked for.

    `page` begins at 1.
    """

    matters: tuple[Matter, ...] = ()
    total: int = 0
    page: int = 1
    more: bool = False
    lights: Mapping[str, int] = field(default_factory=dict)


def ledger(access: Access, programme: Programme, asked: LedgerFilter, page: int = 1) -> LedgerPage:
    """A page of the programme's matters that the person may see and asked for. Four queries, or five."""
    mine = visible.matters_of(access, programme)
    lights = counted(narrowed(mine, asked.without("light"), clock.today()))
    total = lights.get(asked.light, 0) if asked.light else sum(lights.values())
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    matters = all_of(access, programme, asked).only(*_LISTED)[(page - 1) * PAGE : page * PAGE]
    return LedgerPage(tuple(with_assignments(matters)), total, page, page * PAGE < total, lights)


def all_of(access: Access, programme: Programme, asked: LedgerFilter) -> QuerySet[Matter]:
    """All matters asked for, in order, for a file or a page."""
    mine = visible.matters_of(access, programme)
    sections = sections_of(mine) if asked.group == "section" else ()
    found = ordered(narrowed(mine, asked, clock.today()), asked, sections)
    return with_done(found) if "done" in asked.columns else found


def counted(matters: QuerySet[Matter]) -> dict[str, int]:
    """How many matters shine in each colour."""
    return dict(matters.order_by().values_list("light").annotate(n=Count("pk")))


def with_done(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with what was last reported done (`done_said`)."""
    last = Report.objects.filter(matter=OuterRef("pk"), state=Report.State.SUBMITTED).order_by("-submitted_at")
    return matters.annotate(done_said=Subquery(last.values("done")[:1]))


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's part in a matter, by the unit's own name, or by what is written where it is none of the region's."""

    part: str
    unit_id: int | None
    name: str


def with_assignments(matters: Iterable[Matter]) -> list[Matter]:
    """The matters, read, with their standing assignments. One query more."""
    found = {matter.pk: matter for matter in matters}
    parts: dict[int, list[UnitPart]] = {pk: [] for pk in found}
    for pk, part, unit, name, written in _assignments(tuple(found)):
        parts[pk].append(UnitPart(part, unit, name or written))
    for pk, matter in found.items():
        setattr(matter, _PARTS, parts[pk])
    return list(found.values())


@compiled
def _assignments(matters: tuple[int, ...]) -> QuerySet[Assignment, tuple[int, str, int | None, str | None, str]]:
    current = Assignment.objects.filter(matter__in=matters, ended=False).order_by("matter_id", "order")
    return current.values_list("matter", "part", "unit", "unit__name", "written")


def standing(matter: Matter) -> list[UnitPart]:
    """The assignments that hold, as `with_assignments` read them."""
    found: list[UnitPart] = getattr(matter, _PARTS)
    return found


def lead_of(matter: Matter) -> str:
    """The name of the unit that leads."""
    return next((one.name for one in standing(matter) if one.part == Assignment.Part.LEAD), "")


def helpers_of(matter: Matter) -> list[str]:
    """The names of the units that help."""
    return [one.name for one in standing(matter) if one.part == Assignment.Part.COOPERATE]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be filtered by: what stands in it; units with their ids."""

    sections: tuple[str, ...]
    units: tuple[tuple[int, str], ...]
    leaders: tuple[str, ...]


def choices(access: Access, programme: Programme, head: Head | None) -> Choices:
    """Sections in the table's order, units and leaders that the person's matters name.

    For whoever reads all matters of a programme they are worked out once after each event; `head` is then the log's.
    """
    mine = visible.matters_of(access, programme)
    if head is None:
        return _choices(mine, programme)
    return kept(head, "ledger-choices", lambda: _choices(mine, programme))


def _choices(mine: QuerySet[Matter], programme: Programme) -> Choices:
    standing = Assignment.objects.filter(unit=OuterRef("pk"), ended=False, matter__in=mine)
    units = Unit.objects.filter(Exists(standing), region=programme.region_id)
    lines = mine.exclude(leaders_line="").order_by().values_list("leaders_line", flat=True).distinct()
    leaders = dict.fromkeys(name for line in lines for name in line.split("、") if name)
    return Choices(sections_of(mine), tuple((unit.pk, unit.name) for unit in units), tuple(leaders))


def sections_of(matters: QuerySet[Matter]) -> tuple[str, ...]:
    """The sections, in the order of their first matters."""
    found = matters.exclude(section="").order_by().values_list("section").annotate(first=Min("pk"))
    return tuple(section for section, _first in sorted(found, key=lambda pair: pair[1]))


def views_of(access: Access, programme: Programme) -> list[SavedView]:
    """The person's own views, and those that others share with him: who sees other matters sees other lists."""
    if access.person.pk is None:
        return []
    views = _all_views if access.may(Permission.READ_ALL_MATTERS, programme.region_id) else _own_views
    return views(access.person.pk, programme.pk)


@compiled
def _all_views(person: int, programme: int) -> QuerySet[SavedView]:
    return _named_views(Q(person=person) | Q(shared=True), programme)


@compiled
def _own_views(person: int, programme: int) -> QuerySet[SavedView]:
    return _named_views(Q(person=person), programme)


def _named_views(which: Q, programme: int) -> QuerySet[SavedView]:
    named = ("name", "query", "shared", "person__name", "person__username")
    return SavedView.objects.filter(which, programme=programme).select_related("person").only(*named)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the words around it in its document."""

    before: str
    quote: str
    after: str
    document_id: int | None
    start: int | None


def quoted(access: Access, matter: Matter) -> Quoted:
    """The quote in its context; without the document for somebody who may not read that.

    Of the document only what stands around the quote is read. One query.
    """
    start, end = matter.start, matter.end
    readable = access.may(Permission.READ_DOCUMENTS, matter.programme.region_id)
    if matter.source_id is None or not readable or start is None or end is None:
        return Quoted("", matter.quote, "", None, None)
    low = max(0, start - _AROUND)
    before, after = Substr("text", low + 1, start - low), Substr("text", end + 1, _AROUND)
    found = DocumentVersion.objects.filter(pk=matter.source_id).values_list("document", before, after)
    document, ahead, behind = found.get()
    return Quoted(ahead.rpartition("\n")[2], matter.quote, behind.partition("\n")[0], document, start)


def editions_with(matter: Matter) -> list[Edition]:
    """The editions in which a matter stands, the oldest first.

    It is looked for in the text of what was published: to read all rows of every edition would cost more than the page.
    """
    if matter.row_id is None:
        return []
    written = Edition.objects.filter(table__rows=matter.row_id).alias(text=Cast("rows", TextField()))
    named = f'"matter": {matter.pk}'  # as SQLite keeps JSON, and as PostgreSQL writes it
    found = written.filter(Q(text__contains=f"{named},") | Q(text__contains=f"{named}}}"))
    return list(found.order_by("number").only("table", "number"))
