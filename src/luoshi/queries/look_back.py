"""Looking back as its pages show it: what waits, what was found, and a sample with the recipe to draw it again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from luoshi.ledger.sampling import ranks
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import LookBack, LookBackSample, Programme

_ANSWERED = 50  # how many results the list shows


def waiting(access: Access, programme: Programme) -> QuerySet[LookBack]:
    """What is to be looked at again, the soonest due first."""
    return _seen(access, programme).filter(state=LookBack.State.WAITING).order_by("due", "pk")


def answered(access: Access, programme: Programme) -> QuerySet[LookBack]:
    """The last results."""
    return _seen(access, programme).exclude(state=LookBack.State.WAITING).order_by("-at", "-pk")[:_ANSWERED]


def _seen(access: Access, programme: Programme) -> QuerySet[LookBack]:
    matters = visible.matters(access).filter(programme=programme).values("pk")
    return LookBack.objects.filter(matter__in=matters).select_related("matter__lead", "closer", "by", "sample")


def samples(access: Access, programme: Programme) -> QuerySet[LookBackSample]:
    """The samples that were drawn, each with how many wait and how many were taken up again."""
    return (
        visible.samples(access)
        .filter(programme=programme)
        .select_related("drawn_by")
        .annotate(
            drawn_count=Count("look_backs"),
            waiting_count=Count("look_backs", filter=Q(look_backs__state=LookBack.State.WAITING)),
            reopened_count=Count("look_backs", filter=Q(look_backs__state=LookBack.State.REOPENED)),
        )
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """A matter of a sample's population: its place by digest, and whether it was drawn."""

    place: int
    number: str
    digest: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A sample drawn again from its seed and its population; `same`: it gives the matters that are put down."""

    sample: LookBackSample
    ranked: list[Ranked]
    look_backs: list[LookBack]
    same: bool

    @property
    def first(self) -> str:
        """A number to try the recipe with."""
        return self.ranked[0].number if self.ranked else ""


def redrawn(sample: LookBackSample) -> Redrawn:
    """A sample as anybody can draw it again."""
    numbers = [number for _pk, number in sample.population]
    ranked = [
        Ranked(place, number, digest, place <= sample.size)
        for place, (number, digest) in enumerate(ranks(numbers, sample.seed), 1)
    ]
    backs = list(LookBack.objects.filter(sample=sample).select_related("matter__lead", "by").order_by("matter__number"))
    wanted = {one.number for one in ranked if one.taken} | set(sample.always)
    return Redrawn(sample, ranked, backs, wanted == {back.matter.number for back in backs})
