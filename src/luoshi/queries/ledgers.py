"""The ledger: which matters a person sees, filtered and sorted, and everything about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Assignment, Edition, Event, Matter, Programme

_AROUND = 120  # characters of the source shown on each side of a quote


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a person asked the list for; the empty value of a field asks nothing."""

    words: str = ""
    section: str = ""
    unit: str = ""
    leader: str = ""
    kind: str = ""
    withdrawn: bool = False
    sort: str = "number"

    @classmethod
    def of(cls, said: Mapping[str, str]) -> LedgerFilter:
        """From a page's address."""
        kind = said.get("kind", "")
        return cls(
            said.get("q", "").strip()[:100],
            said.get("section", ""),
            said.get("unit", ""),
            said.get("leader", ""),
            kind if kind in {kind.value for kind in Matter.Kind} else "",
            said.get("withdrawn") == "1",
            said["sort"] if said.get("sort") in ("number", "deadline", "lead") else "number",
        )


def ledger(access: Access, programme: Programme, asked: LedgerFilter) -> list[Matter]:
    """The matters of a programme that the person may see and asked for, with their assignments. Two queries."""
    found = visible.matters(access).filter(programme=programme)
    if not asked.withdrawn:
        found = found.exclude(status=Matter.Status.WITHDRAWN)
    if asked.words:
        found = found.filter(
            Q(task__icontains=asked.words) | Q(number__icontains=asked.words) | Q(quote__icontains=asked.words)
        )
    if asked.section:
        found = found.filter(section=asked.section)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    matters = list(with_assignments(found))
    if asked.unit:
        matters = [matter for matter in matters if asked.unit in {name_of(one) for one in standing(matter)}]
    if asked.leader:
        matters = [matter for matter in matters if asked.leader in matter.leaders_written]
    keys = {
        "number": lambda matter: (len(matter.number), matter.number),
        "deadline": lambda matter: (str(matter.deadline or "9999"), matter.number),
        "lead": lambda matter: (lead_of(matter), matter.number),
    }
    return sorted(matters, key=keys[asked.sort])


def with_assignments(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with their standing assignments read along."""
    current = Assignment.objects.filter(ended=False).select_related("unit")
    return matters.prefetch_related(Prefetch("assignments", queryset=current, to_attr="standing"))


def standing(matter: Matter) -> list[Assignment]:
    """The assignments that hold, as `with_assignments` read them."""
    found: list[Assignment] = getattr(matter, "standing")  # noqa: B009  # set by the prefetch
    return found


def name_of(assignment: Assignment) -> str:
    """The unit's own name, or what is written where it is none of the region's."""
    return assignment.unit.name if assignment.unit else assignment.written


def lead_of(matter: Matter) -> str:
    """The name of the unit that leads."""
    return next((name_of(one) for one in standing(matter) if one.part == Assignment.Part.LEAD), "")


def helpers_of(matter: Matter) -> list[str]:
    """The names of the units that help."""
    return [name_of(one) for one in standing(matter) if one.part == Assignment.Part.COOPERATE]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be filtered by: what stands in it."""

    sections: tuple[str, ...]
    units: tuple[str, ...]
    leaders: tuple[str, ...]


def choices(access: Access, programme: Programme) -> Choices:
    """Sections in the table's order, units and leaders that the person's matters name."""
    matters = with_assignments(visible.matters(access).filter(programme=programme).order_by("number"))
    sections: dict[str, None] = {}
    units: dict[str, None] = {}
    leaders: dict[str, None] = {}
    for matter in matters:
        sections |= {matter.section: None} if matter.section else {}
        units |= dict.fromkeys(name_of(one) for one in standing(matter))
        leaders |= dict.fromkeys(matter.leaders_written)
    return Choices(tuple(sections), tuple(sorted(units)), tuple(leaders))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the words around it in its document."""

    before: str
    quote: str
    after: str
    document_id: int | None
    start: int | None


def quoted(access: Access, matter: Matter) -> Quoted:
    """The quote in its context; without the document for somebody who may not read that."""
    source = matter.source
    readable = source is not None and access.may(Permission.READ_DOCUMENTS, matter.programme.region_id)
    if source is None or not readable or matter.start is None or matter.end is None:
        return Quoted("", matter.quote, "", None, None)
    low, high = max(0, matter.start - _AROUND), matter.end + _AROUND
    before = source.text[low : matter.start].rpartition("\n")[2]
    after = source.text[matter.end : high].partition("\n")[0]
    return Quoted(before, matter.quote, after, source.document_id, matter.start)


def editions_with(matter: Matter) -> list[Edition]:
    """The editions in which a matter stands, the oldest first."""
    if matter.row is None:
        return []
    found = Edition.objects.filter(table=matter.row.table_id).select_related("published_by").order_by("number")
    return [edition for edition in found if any(said["matter"] == matter.pk for said in edition.rows)]


def time_line(matter: Matter) -> QuerySet[Event]:
    """Everything that happened to a matter, the newest first; whoever sees the matter sees its time line."""
    return Event.objects.filter(subject="matter", subject_id=matter.pk).select_related("actor").order_by("-at", "-pk")
