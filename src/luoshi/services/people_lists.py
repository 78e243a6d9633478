"""Lists of units and people taken in at once: rehearsed first, then done in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.ledger import Permission, Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.event_words import Told, told
from luoshi.records import clock
from luoshi.records.models import Event, Post, Region, Tenure, Unit, UnitName, User
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others
from luoshi.services.grants import grant_role
from luoshi.services.organisation import OtherName, UnitFields, change_unit, create_unit
from luoshi.services.people import change_person, create_person
from luoshi.services.posts import appoint, create_post


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as a list has it; `former` pairs a name with the last year of its use, where that is known."""

    line: int
    region: str
    name: str
    short: tuple[str, ...] = ()
    former: tuple[tuple[str, int | None], ...] = ()
    parent: str = ""
    ranking_class: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as a list has him."""

    line: int
    region: str
    name: str
    username: str
    role: Role
    unit: str
    post: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class LineError:
    """Why a line of a list cannot be taken; `people` says of which list."""

    people: bool
    line: int
    message: str


@dataclass(slots=True)
class Taken:
    """What came of lists: the events in words, initial passwords by person, and the lines that could not be taken."""

    told: list[Told] = field(default_factory=list)
    passwords: list[tuple[User, str]] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)


def take_lists(*, actor: Actor, units: Sequence[ListedUnit], people: Sequence[ListedPerson], rehearse: bool) -> Taken:
    """Add and change what the lists say; nothing that they leave out is removed.

    A rehearsal does everything and takes it back, so that what it tells is what will happen; it makes no passwords.
    With any error nothing is done at all.
    """
    taken = Taken()
    with transaction.atomic():
        # All at once: lists of several regions come in any order.
        named = {unit.region for unit in units} | {person.region for person in people}
        hold_back_others(*Region.objects.filter(name__in=named), None)
        last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
        taking = _Taking(actor, Access(actor.person) if actor.person else None, rehearse, taken)
        for unit in _superiors_first(units):
            taking.line(False, unit.line, partial(taking.take_unit, unit))
        for person in people:
            taking.line(True, person.line, partial(taking.take_person, person))
        taken.told = told(Event.objects.filter(pk__gt=last, actor=actor.person).select_related("actor").order_by("pk"))
        if rehearse or taken.errors:
            transaction.set_rollback(True)
    if taken.errors:
        taken.passwords.clear()
    return taken


def _superiors_first(units: Iterable[ListedUnit]) -> list[ListedUnit]:
    """Units so ordered that a superior unit in the list stands before those under it."""
    by_name = {(unit.region, unit.name): unit for unit in units}
    ordered: dict[tuple[str, str], ListedUnit] = {}
    for unit in by_name.values():
        path = [unit]
        while (above := by_name.get((path[-1].region, path[-1].parent))) is not None and above not in path:
            path.append(above)
        for one in reversed(path):
            ordered.setdefault((one.region, one.name), one)
    return list(ordered.values())


@dataclass(slots=True)
class _Taking:
    """The taking of lists, line by line."""

    actor: Actor
    access: Access | None
    rehearse: bool
    taken: Taken

    def line(self, people: bool, number: int, act: Callable[[], None]) -> None:
        """Take a line, or note why it cannot be taken."""
        try:
            with transaction.atomic():
                act()
        except RefusedError as refused:
            self.taken.errors.append(LineError(people, number, str(refused)))

    def region(self, name: str) -> Region:
        """The region of a name in which the actor may edit units and people."""
        found = Region.objects.filter(name=name)
        if self.access is not None:
            editable = self.access.regions_with(Permission.EDIT_UNITS) & self.access.regions_with(
                Permission.EDIT_PEOPLE
            )
            found = found.filter(pk__in=editable)
        region = found.order_by("code").first()
        if region is None:
            raise RefusedError(_("您管理的地区中没有“%(name)s”。") % {"name": name})
        return region

    def unit(self, region: Region, name: str) -> Unit:
        """A unit of a region by its name."""
        unit = Unit.objects.filter(region=region, name=name).first()
        if unit is None:
            raise RefusedError(_("%(region)s没有单位“%(name)s”。") % {"region": region, "name": name})
        return unit

    def take_unit(self, said: ListedUnit) -> None:
        """Add a unit, or change it where it differs."""
        region = self.region(said.region)
        parent = self.unit(region, said.parent) if said.parent else None
        known = Unit.objects.filter(region=region, name=said.name).first()
        names = _other_names(said, known)
        if known is None:
            order = (Unit.objects.filter(region=region).aggregate(last=Max("order"))["last"] or 0) + 1
            fields = UnitFields(said.name, parent, said.ranking_class, order, names=names)
            create_unit(actor=self.actor, region=region, fields=fields)
        else:
            fields = UnitFields(said.name, parent, said.ranking_class, known.order, known.active, names)
            change_unit(actor=self.actor, unit=known, revision=known.revision, fields=fields)

    def take_person(self, said: ListedPerson) -> None:
        """Add a person, or his role and post, and put his name right."""
        region = self.region(said.region)
        unit = self.unit(region, said.unit)
        post = self._post(region, unit, said.post) if said.post else None
        own_unit = unit if said.role == Role.LIAISON else None
        led = post if said.role == Role.LEADER else None
        person = User.objects.filter(username__iexact=said.username).first()
        if person is None:
            person, password = create_person(
                actor=self.actor,
                region=region,
                username=said.username,
                name=said.name,
                role=said.role,
                signs_in=not self.rehearse,
                unit=own_unit,
                post=led,
            )
            self.taken.passwords.append((person, password))
        else:
            self._keep(person, said)
            grant_role(actor=self.actor, person=person, role=said.role, region=region, unit=own_unit, post=led)
        if post is not None and not Tenure.objects.filter(post=post, person=person, until=None).exists():
            appoint(actor=self.actor, post=post, person=person, since=said.since or clock.today())

    def _keep(self, person: User, said: ListedPerson) -> None:
        if self.access is not None and not visible.people(self.access).filter(pk=person.pk).exists():
            raise RefusedError(_("用户名“%(name)s”已被使用，请换一个。") % {"name": said.username})
        if person.name != said.name:
            change_person(
                actor=self.actor,
                person=person,
                revision=person.revision,
                username=person.username,
                name=said.name,
                mobile=person.mobile,
            )

    def _post(self, region: Region, unit: Unit, title: str) -> Post:
        known = Post.objects.filter(region=region, unit=unit, title=title).first()
        return known or create_post(actor=self.actor, region=region, unit=unit, title=title)


def _other_names(said: ListedUnit, known: Unit | None) -> tuple[OtherName, ...]:
    """Names as a list has them; a former name keeps the day on record when the list gives the same year or none."""
    kept = {one.name: one.until for one in known.names.filter(kind=UnitName.Kind.FORMER)} if known else {}
    former = []
    for name, year in said.former:
        until = kept.get(name)
        if year is not None and (until is None or until.year != year):
            until = date(year, 12, 31)
        former.append(OtherName(name, former=True, until=until))
    return (*(OtherName(name) for name in said.short), *former)
