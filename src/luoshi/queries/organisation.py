"""Units as trees, and posts with who holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from luoshi.ledger import Permission
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records import clock
from luoshi.records.models import Post, Region, Tenure, Unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in its tree; `depth` is 0 for one without a superior unit."""

    unit: Unit
    depth: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A region with its units in the order of the tree, superiors before those under them."""

    region: Region
    branches: tuple[Branch, ...]


def unit_trees(access: Access, *, words: str = "") -> list[Tree]:
    """A tree for each region whose units the person may read; with `words` only units of such a name, side by side."""
    units = visible.units(access).prefetch_related("names").order_by("order", "id")
    if words:
        units = units.filter(Q(name__icontains=words) | Q(names__name__icontains=words)).distinct()
    regions = visible.regions(access).filter(pk__in=access.regions_with(Permission.READ_UNITS))
    by_region: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        by_region[unit.region_id].append(unit)
    return [Tree(region, tuple(_branches(by_region[region.pk]))) for region in regions]


def _branches(units: list[Unit]) -> Iterator[Branch]:
    known = {unit.pk for unit in units}
    under: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        under[unit.parent_id if unit.parent_id in known else None].append(unit)
    waiting = [Branch(unit, 0) for unit in reversed(under[None])]
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting += [Branch(unit, branch.depth + 1) for unit in reversed(under[branch.unit.pk])]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post with who holds it today, and everybody who held or will hold it, the latest first."""

    post: Post
    holders: tuple[Tenure, ...]
    tenures: tuple[Tenure, ...]


def held_posts(access: Access) -> list[HeldPost]:
    """The posts that the person may read: of the regions themselves first, then by unit."""
    history = Prefetch("tenures", Tenure.objects.select_related("person").order_by("-since", "-id"))
    posts = (
        visible.posts(access)
        .select_related("region", "unit")
        .prefetch_related(history)
        .order_by("region__code", "unit__order", "unit_id", "order", "id")
    )
    held = [held_post(post) for post in posts]
    return sorted(held, key=lambda one: (one.post.region.code, one.post.unit_id is not None))


def held_post(post: Post) -> HeldPost:
    """A post with its tenures."""
    today = clock.today()
    tenures = tuple(sorted(post.tenures.all(), key=lambda one: one.since, reverse=True))
    holders = tuple(one for one in tenures if one.since <= today and (one.until is None or one.until >= today))
    return HeldPost(post, holders, tenures)
