"""Evidence as its pages show it: what is used where, by whom, and where else the same thing is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from luoshi.ledger import AT_REST, Permission, Status
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.called import with_names
from luoshi.queries.compiled import compiled
from luoshi.queries.visible import Ids
from luoshi.records.models import Closing, Evidence, EvidenceUse, Matter, Report, Unit

_PICKED = 60  # pieces that one look for earlier evidence shows
_GONE = frozenset({Status.MERGED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Adding:
    """For whom a person may add evidence to a matter: units of his that answer for it, and (supervisors, verifiers)
    without a unit. `now` is whether the matter's status lets him.
    """

    units: tuple[Unit, ...]
    without_unit: bool
    now: bool

    def __bool__(self) -> bool:
        return self.now and (self.without_unit or bool(self.units))


def adding(access: Access, matter: Matter) -> Adding:
    """For whom a person may add evidence to a matter. One query for liaisons, none for others."""
    region, status = matter.programme.region_id, Status(matter.status)
    whole = access.may(Permission.ASSIGN_MATTERS, region) or access.may(Permission.VERIFY, region)
    units: tuple[Unit, ...] = ()
    if access.own_units:
        answering = Q(assignments__matter=matter, assignments__ended=False)
        units = tuple(Unit.objects.filter(answering, pk__in=access.own_units, region=region).distinct())
    return Adding(units, whole, status not in (_GONE if whole else AT_REST))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else the same content (by its hash, byte for byte) is used: matters that the person may see, how many that
    he may not, and how many other places within the same matter.
    """

    matters: tuple[Matter, ...] = ()
    hidden: int = 0
    here: int = 0

    def __bool__(self) -> bool:
        return bool(self.matters or self.hidden or self.here)


@dataclass(frozen=True, slots=True)
class Shown:
    """A use of evidence as the gallery shows it."""

    use: EvidenceUse
    elsewhere: Elsewhere
    removable: bool
    captionable: bool
    too_early: bool  # the picture was taken before the programme's first day

    @property
    def evidence(self) -> Evidence:
        """The piece."""
        return self.use.evidence

    @property
    def busy(self) -> bool:
        """Whether its preview is being made."""
        return self.evidence.preview == Evidence.Preview.QUEUED


def gallery(
    access: Access, matter: Matter, report: Report | None = None, closing: Closing | None = None
) -> list[Shown]:
    """The uses of evidence for a matter, or for one report or request of it, the newest first.

    What was taken back comes last, and only for those who read all matters. The number of queries does not grow with
    the number of uses.
    """
    if report is not None:
        uses = _of_report(matter.pk, report.pk, *access.whose_matters)
    elif closing is not None:
        uses = _of_closing(matter.pk, closing.pk, *access.whose_matters)
    else:
        uses = _of_matter(matter.pk, *access.whose_matters)
    found = sorted(uses, key=lambda use: (use.removed, -use.pk))
    for use in found:
        use.matter = matter
    return shown(access, matter, found)


@compiled
def _of_matter(matter: int, regions: Ids, units: Ids, posts: Ids) -> QuerySet[EvidenceUse]:
    uses = visible.evidence_uses_of_whom(regions, units, posts).filter(matter=matter)
    named = with_names(uses, "unit", "added_by", "removed_by", "report", "report__due")
    return named.select_related("evidence").order_by()


@compiled
def _of_report(matter: int, report: int, regions: Ids, units: Ids, posts: Ids) -> QuerySet[EvidenceUse]:
    return _of_matter.plain(matter, regions, units, posts).filter(report=report)


@compiled
def _of_closing(matter: int, closing: int, regions: Ids, units: Ids, posts: Ids) -> QuerySet[EvidenceUse]:
    return _of_matter.plain(matter, regions, units, posts).filter(closing=closing)


def shown(access: Access, matter: Matter, uses: Sequence[EvidenceUse]) -> list[Shown]:
    """Uses with where else the same is used. Two queries, and one for liaisons."""
    others = elsewhere(access, uses)
    may = adding(access, matter) if uses else Adding((), False, False)
    starts = matter.programme.starts
    return [
        Shown(
            use,
            others[use.pk],
            removable=not use.removed and removable(access, use),
            captionable=captionable(access, use, may),
            too_early=(at := use.evidence.taken_at) is not None and timezone.localdate(at) < starts,
        )
        for use in uses
    ]


def removable(access: Access, use: EvidenceUse) -> bool:
    """Whether the person may take a piece back now: his unit's (or his own), until it was handed on to be verified.

    What was reported is taken back once its report was corrected. A supervisor always may, for instance what should
    never have been handed in.
    """
    if access.may(Permission.ASSIGN_MATTERS, use.matter.programme.region_id):
        return True
    own = use.unit_id in access.own_units if use.unit_id else use.added_by_id == access.person.pk
    reported = use.report is not None and use.report.state == Report.State.SUBMITTED
    return own and not reported and not use.closing_id and not is_awaiting(use)


def captionable(access: Access, use: EvidenceUse, may: Adding) -> bool:
    """Whether the person may correct a piece's caption now: of his unit's pieces (without a unit his own), as long as
    the unit might add to the same place, that is also once the report was submitted, until the matter is closed.
    """
    own = use.added_by_id == access.person.pk and may.without_unit
    if use.unit_id is not None:
        own = use.unit_id in {unit.pk for unit in may.units}
    replaced = use.report is not None and use.report.state == Report.State.REPLACED
    decided = use.closing is not None and use.closing.state != Closing.State.PENDING
    open_yet = Status(use.matter.status) not in (AT_REST if use.unit_id else _GONE)
    return own and open_yet and not (use.removed or replaced or decided)


def is_awaiting(use: EvidenceUse) -> bool:
    """Whether what a unit handed in waits for its verification, or was verified."""
    return use.unit_id is not None and Status(use.matter.status) in {Status.CLOSING, *AT_REST}


def elsewhere(access: Access, uses: Sequence[EvidenceUse]) -> dict[int, Elsewhere]:
    """By use: where else the same content is used in the region, taken-back uses aside. Two queries."""
    if not uses:
        return {}
    regions = {use.evidence.region_id for use in uses}
    same = EvidenceUse.objects.filter(
        removed=False, evidence__region__in=regions, evidence__sha256__in={use.evidence.sha256 for use in uses}
    ).values_list("evidence__region", "evidence__sha256", "matter", "pk")
    places: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for region, sha256, matter, pk in same:
        places[region, sha256].append((matter, pk))
    ids = {matter for found in places.values() for matter, _pk in found}
    seen = visible.matters(access).filter(pk__in=ids).in_bulk()
    return {use.pk: _elsewhere(use, places[use.evidence.region_id, use.evidence.sha256], seen) for use in uses}


def _elsewhere(use: EvidenceUse, places: list[tuple[int, int]], seen: dict[int, Matter]) -> Elsewhere:
    others = sorted({matter for matter, _pk in places} - {use.matter_id})
    known = tuple(seen[matter] for matter in others if matter in seen)
    here = sum(matter == use.matter_id and pk != use.pk for matter, pk in places)
    return Elsewhere(known, len(others) - len(known), here)


@dataclass(frozen=True, slots=True)
class Pickable:
    """A piece that may be used again, with the numbers of the person's matters that use it."""

    evidence: Evidence
    numbers: tuple[str, ...]


def pickable(access: Access, matter: Matter, words: str = "") -> list[Pickable]:
    """Earlier evidence that may be used for a matter: own units' for liaisons, all that they see for others.

    What the matter uses already is left out; `words` are looked for in names, titles, sources and captions. The newest
    sixty. Two queries, and one for the units.
    """
    found = visible.evidence(access).filter(region=matter.programme.region_id)
    seen = visible.evidence_uses(access).filter(removed=False)  # what is used where nobody looks is not searched either
    units = adding(access, matter).units
    if units:
        found = found.filter(Q(unit__in=units) | Q(pk__in=seen.filter(unit__in=units).values("evidence")))
    found = found.exclude(pk__in=EvidenceUse.objects.filter(matter=matter, removed=False).values("evidence"))
    for word in words.split()[:5]:
        used = seen.filter(Q(caption__icontains=word) | Q(matter__number__icontains=word)).values("evidence")
        own = Q(file_name__icontains=word) | Q(title__icontains=word) | Q(source__icontains=word)
        found = found.filter(own | Q(pk__in=used))
    pieces = list(found.select_related("unit")[:_PICKED])
    uses = seen.filter(evidence__in=pieces).select_related("matter")
    numbers: dict[int, dict[str, None]] = defaultdict(dict)
    for use in uses.order_by("id"):
        numbers[use.evidence_id][use.matter.number] = None
    return [Pickable(piece, tuple(numbers[piece.pk])) for piece in pieces]


def count(matter: Matter, *, of_units: bool = False) -> int:
    """How many pieces a matter has; with `of_units` those alone that its units handed in."""
    uses = EvidenceUse.objects.filter(matter=matter, removed=False)
    if of_units:
        uses = uses.filter(unit__isnull=False)
    return uses.values("evidence").distinct().count()
