"""What each role sees: its own region's, its own unit's, and nothing of another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet

from luoshi.ledger import GRANTED, Permission, Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import (
    Assignment,
    Channel,
    Delivery,
    Document,
    Grant,
    Matter,
    Reconciliation,
    ResponsibilityTable,
    Tenure,
    User,
)
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
# Each reading of a region's things, and the permission it takes; none where any role in the region is enough.
READINGS: list[tuple[Callable[[Access], QuerySet], Permission | None]] = [  # type: ignore[type-arg]  # of any model
    (visible.regions, None),
    (visible.programmes, None),
    (visible.documents, Permission.READ_DOCUMENTS),
    (visible.tables, Permission.READ_TABLES),
    (visible.reconciliations, Permission.READ_DOCUMENTS),
    (visible.units, Permission.READ_UNITS),
    (visible.posts, Permission.READ_UNITS),
    (visible.tenures, Permission.READ_UNITS),
    (visible.people, Permission.EDIT_PEOPLE),
    (visible.grants, Permission.EDIT_PEOPLE),
    (visible.events, Permission.READ_EVENTS),
    (visible.chains, Permission.READ_EVENTS),
    (visible.channels, Permission.EDIT_CHANNELS),
    (visible.deliveries, Permission.EDIT_CHANNELS),
]


def fill(city: City) -> Matter:
    """A document, a table, a published matter of the department of science, and events of both chains."""
    Document.objects.create(programme=city.programme, title=f"{city.region}报告")
    table = ResponsibilityTable.objects.create(programme=city.programme, title=f"{city.region}分解表", year=2025)
    Reconciliation.objects.create(programme=city.programme, table=table, title=f"{city.region}对账")
    Delivery.objects.create(channel=Channel.objects.create(region=city.region, service="wecom", name="群"))
    with transaction.atomic():
        actor = Actor(city.people["supervisor"])
        record_event(programme=city.programme, actor=actor, act="x", subject=city.programme)
        record_event(programme=None, region=city.region, actor=actor, act="x", subject=city.region)
    matter = Matter.objects.create(programme=city.programme, number=1, title="实施科技项目")
    Assignment.objects.create(matter=matter, unit=city.units["science"], part=Assignment.Part.LEAD)
    return matter


@pytest.fixture
def cities() -> tuple[City, City]:
    own, other = make_city("云川市", "990100"), make_city("青岚市", "990200")
    fill(own)
    fill(other)
    return own, other


def person_of(city: City, role: Role) -> User:
    return city.people["liaison-science" if role == Role.LIAISON else role.value]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_its_regions_things_and_no_others(cities: tuple[City, City], role: Role) -> None:
    own, other = cities
    access = Access(person_of(own, role))
    for reading, permission in READINGS:
        shown = list(reading(access))
        whole = list(reading(Access(person_of(own, Role.ADMIN)))) + list(
            reading(Access(person_of(own, Role.SUPERVISOR)))
        )
        allowed = permission is None or permission in GRANTED[role]
        assert bool(shown) == allowed, f"{reading.__name__} for {role}"
        assert set(shown) <= set(whole), f"{reading.__name__} for {role} shows what its whole region does not"
        strange = set(reading(Access(person_of(other, Role.ADMIN)))) | set(
            reading(Access(person_of(other, Role.SUPERVISOR)))
        )
        assert not set(shown) & strange, f"{reading.__name__} for {role} shows another region's"


@pytest.mark.parametrize("person", [AnonymousUser(), User(username="nobody", name="nobody")])
def test_strangers_and_people_without_a_role_see_nothing(
    cities: tuple[City, City], person: User | AnonymousUser
) -> None:
    if isinstance(person, User):
        person.save()
    for reading, _permission in [*READINGS, (visible.matters, None)]:
        assert not reading(Access(person)).exists()


def test_who_is_deactivated_sees_nothing(cities: tuple[City, City]) -> None:
    person = cities[0].people["supervisor"]
    person.is_active = False
    assert not visible.documents(Access(person)).exists()


def test_a_liaison_sees_the_matters_of_his_unit_only_while_it_has_them(cities: tuple[City, City]) -> None:
    own, _other = cities
    science, education = Access(own.people["liaison-science"]), Access(own.people["liaison-education"])
    matter = Matter.objects.get(programme=own.programme)
    assert list(visible.matters(science)) == [matter]
    assert not visible.matters(education).exists()
    Assignment.objects.filter(matter=matter).update(ended=True)
    assert not visible.matters(science).exists()


def test_a_leader_without_the_whole_sees_the_matters_of_his_post(cities: tuple[City, City]) -> None:
    own, _other = cities
    matter = Matter.objects.get(programme=own.programme)
    matter.leaders.add(own.posts["vice-mayor"])
    access = Access(own.people["leader"])
    assert access.own_posts == {own.posts["vice-mayor"].pk}
    assert list(visible.matters(access)) == [matter], "once, though he sees it for two reasons"


def test_a_role_in_a_second_region_opens_that_region_and_no_more_there(cities: tuple[City, City]) -> None:
    own, other = cities
    person = own.people["supervisor"]
    Grant.objects.create(person=person, role=Role.LIAISON, region=other.region, unit=other.units["science"])
    access = Access(person)
    assert set(visible.units(access).values_list("region", flat=True)) == {own.region.pk, other.region.pk}
    assert set(visible.documents(access).values_list("programme", flat=True)) == {own.programme.pk}
    assert not access.may(Permission.EDIT_DOCUMENTS, other.region.pk)


def test_people_who_once_held_a_post_stay_in_the_list(cities: tuple[City, City]) -> None:
    own, _other = cities
    person = User.objects.create(username="former", name="former")
    Tenure.objects.create(post=own.posts["vice-mayor"], person=person, since=date(2020, 1, 1), until=date(2021, 1, 1))
    assert person in visible.people(Access(own.people["admin"]))
