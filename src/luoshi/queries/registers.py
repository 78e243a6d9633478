"""A region's own units and leaders as the cores want them: which names there are and what each stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Q

from luoshi.records import clock
from luoshi.records.models import Post, Programme, Region, Tenure, Unit, UnitName
from luoshi.responsibility import Registry, Resolution
from luoshi.responsibility.departments import spellings
from luoshi.responsibility.groups import counties_of, expand_group, spread_of
from luoshi.responsibility.likely import likely_units

_Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RegionRegister(Registry):
    """The register of a region; a name met before is not looked up again."""

    seen: dict[str, Resolution] = field(default_factory=dict, compare=False, repr=False)
    guesses: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def resolve(self, written: str) -> Resolution:
        """What a written name stands for."""
        found = self.seen.get(written)
        if found is None:
            found = self.seen[written] = Registry.resolve(self, written)
        return found

    def likely(self, written: str) -> tuple[str, ...]:
        """Units that a name may mean which is none of the register's."""
        found = self.guesses.get(written)
        if found is None:
            guesses = (name for name in likely_units(written, self) if name != written)
            found = self.guesses[written] = tuple(guesses)
        return found


@lru_cache(maxsize=32)
def _register(names: _Names) -> RegionRegister:
    return RegionRegister(dict(names))


def register_of(region: Region) -> RegionRegister:
    """The units of a region by every name they go by; kept as long as no name changes. Two queries."""
    names = {name: name for name in Unit.objects.filter(region=region, active=True).values_list("name", flat=True)}
    others = UnitName.objects.filter(unit__region=region, unit__active=True).values_list("name", "unit__name")
    written = dict(names)
    for other, formal in others:
        written.setdefault(other, formal)
    for formal in names:
        for short in spellings(formal):
            written.setdefault(short, formal)
    return _register(tuple(written.items()))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may be named in a region's tables, with all that a written name leads to."""

    region: Region
    register: RegionRegister
    units: dict[str, Unit]
    posts: dict[str, Post]

    def unit(self, written: str) -> Unit | None:
        """The unit that a name stands for; None where it is none of the region's own."""
        resolved = self.register.resolve(written)
        return self.units.get(resolved.unit or "") if resolved.how in ("exact", "alias") else None

    def expanded(self, written: str) -> list[tuple[str, Unit | None]]:
        """A name with its unit; a group that can be written out as its members, each with its unit."""
        if spread_of(written) != "expandable":
            return [(written, self.unit(written))]
        members = expand_group(written, self.region.code, counties=counties_of(self.register))
        return [(name, self.unit(name)) for name in members] or [(written, None)]

    def post(self, written: str) -> Post | None:
        """The post of a leader who is written by his post, his name, or both."""
        bare = "".join(written.split())
        if bare in self.posts:
            return self.posts[bare]
        return next((post for name, post in self.posts.items() if len(name) > 1 and bare.endswith(name)), None)


def cast_of(programme: Programme) -> Cast:
    """The cast of a programme's region, and its leaders of today (or of the nearest day of its year). Five queries."""
    region = programme.region
    on = min(max(clock.today(), programme.starts), programme.ends)
    posts: dict[str, Post] = {}
    for post in Post.objects.filter(region=region, leads=True):
        posts[post.title] = post
    holding = Tenure.objects.filter(
        Q(until=None) | Q(until__gte=on), post__region=region, post__leads=True, since__lte=on
    )
    for tenure in holding.select_related("post", "person"):
        if tenure.person.name:
            posts[tenure.person.name] = tenure.post
    units = {unit.name: unit for unit in Unit.objects.filter(region=region, active=True)}
    return Cast(region, register_of(region), units, posts)


def offered_names(region: Region, written: Iterable[str] = ()) -> list[str]:
    """Names of units to choose from: those of the region, then those that a table has beside them."""
    own = list(Unit.objects.filter(region=region, active=True).values_list("name", flat=True))
    return list(dict.fromkeys([*own, *sorted(written)]))
