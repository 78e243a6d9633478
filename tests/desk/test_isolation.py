"""Isolation: every address × every role × own or another unit × own or another region, generated from the matrix.

A new address fails here until it is listed in `tests/desk/routes_<area>.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.ledger import Role
from luoshi.records.models import (
    Channel,
    Delivery,
    Document,
    Finding,
    Grant,
    Matter,
    Notice,
    Post,
    Programme,
    Reconciliation,
    ReconciliationRow,
    ResponsibilityTable,
    TableRow,
    Tenure,
    Unit,
    User,
)
from tests.cast import City, make_city
from tests.desk.routes import Made, Route, every_route

pytestmark = pytest.mark.django_db
# Not the desk's own: signing in (its tests are in test_signing_in), language, health, the words of scripts.
_ELSEWHERE = ("accounts/", "language/", "health", "words.js")
_LOGIN = "/accounts/login/"
_NEVER = 987654321  # an id that nothing has
ROUTES = every_route()
# What only the other city's pages may show: its name, and the code that its people's user names begin with.
_STRANGE = ("青岚", "990200")


def desk_names(patterns: list[URLPattern | URLResolver] | None = None, at: str = "") -> Iterator[str]:
    """The names of the desk's addresses; an address without a name by its pattern."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        here = at + str(one.pattern)
        if here.startswith(_ELSEWHERE):
            continue
        if isinstance(one, URLResolver):
            yield from desk_names(one.url_patterns, here)
        else:
            yield one.name or f"(no name) {here}"


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    names = list(desk_names())
    assert len(names) == len(set(names)), "two addresses have one name"
    missing = sorted(set(names) - set(ROUTES))
    assert not missing, (
        f"Without a test of isolation: {', '.join(missing)}. Add a Route for each to ROUTES in "
        "tests/desk/routes_<area>.py: the permission that its view needs, a function that makes the thing which its "
        "address names, and what is posted; see Route in tests/desk/routes.py."
    )
    assert not sorted(set(ROUTES) - set(names)), "listed, but no longer an address"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose thing is asked for."""

    own_region: bool
    own_unit: bool


PLACES = [Place(True, True), Place(True, False), Place(False, True), Place(False, False)]


def person_of(city: City, role: Role) -> User:
    """The city's person of a role; the liaison is the department of science's."""
    return city.people["liaison-science" if role == Role.LIAISON else role.value]


@pytest.fixture
def cities() -> tuple[City, City]:
    return make_city("云川市", "990100"), make_city("青岚市", "990200")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address with what it names and what is posted, made once and asked for by everybody."""

    address: str
    data: Made

    @classmethod
    def of(cls, route: Route, city: City, unit: str = "science", *, posting: bool) -> Asked:
        """For a city's thing."""
        address = reverse(route.name, kwargs=route.kwargs(city, unit) if route.kwargs else {})
        return cls(address, {}).filled(route, city, unit) if posting else cls(address, {})

    def filled(self, route: Route, city: City, unit: str) -> Asked:
        """The same address with what its form sends."""
        return Asked(self.address, route.data(city, unit) if route.data else {})

    def by(self, client: Client, *, posting: bool) -> HttpResponseBase:
        """The answer to a client."""
        return client.post(self.address, self.data) if posting else client.get(self.address)


def signed_in(city: City, role: Role) -> Client:
    """A client of the city's person of a role."""
    client = Client()
    client.force_login(person_of(city, role))
    return client


class Sessions:
    """The sessions of a city's people, who sign in once; each request comes from a new client with one of them."""

    def __init__(self, city: City) -> None:
        self._cookies = {role: signed_in(city, role).cookies[settings.SESSION_COOKIE_NAME].value for role in Role}

    def client(self, role: Role) -> Client:
        """A client of the person of a role."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[role]
        return client


def everything_of(city: City) -> list[list[object]]:
    """Every row of a region, to see whether anything of it changed."""
    of_programme = {"programme__region": city.region}
    found: list[QuerySet[Any]] = [
        Unit.objects.filter(region=city.region),
        Post.objects.filter(region=city.region),
        Programme.objects.filter(region=city.region),
        Grant.objects.filter(region=city.region),
        Tenure.objects.filter(post__region=city.region),
        User.objects.filter(pk__in=[person.pk for person in city.people.values()]),
        Document.objects.filter(**of_programme),
        Finding.objects.filter(version__document__programme__region=city.region),
        ResponsibilityTable.objects.filter(**of_programme),
        TableRow.objects.filter(table__programme__region=city.region),
        Matter.objects.filter(**of_programme),
        Channel.objects.filter(region=city.region),
        Delivery.objects.filter(channel__region=city.region),
        Notice.objects.filter(**of_programme),
        Reconciliation.objects.filter(**of_programme),
        ReconciliationRow.objects.filter(reconciliation__programme__region=city.region),
    ]
    return [list(queryset.order_by("pk").values_list()) for queryset in found]


def status_of(answer: HttpResponseBase) -> int:
    """The status, with any success as 200; being sent to sign in is none."""
    if answer.status_code == 302 and answer["Location"].startswith(_LOGIN):
        return 302
    return 200 if answer.status_code in (200, 201, 202, 204, 302) else answer.status_code


def shown(answer: HttpResponseBase) -> str:
    """What a page says; a file that is sent is not looked into here."""
    return "" if answer.streaming else getattr(answer, "content", b"").decode(errors="ignore")


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_each_role_reaches_what_the_matrix_gives_it(cities: tuple[City, City], name: str) -> None:
    """By GET and by POST; what an address names is made once for both and for every role, and put back after each."""
    route, (own, other) = ROUTES[name], cities
    sessions = Sessions(own)
    for place in PLACES if route.names_a_thing(posting=True) else PLACES[:1]:
        made = transaction.savepoint()
        unit, city = "science" if place.own_unit else "education", own if place.own_region else other
        asked = Asked.of(route, city, unit, posting=False)
        for posting in (False, True):
            if posting:
                asked = asked.filled(route, city, unit)
            if posting or route.names_a_thing(posting=False) or place == PLACES[0]:
                each_role(sessions, route, place, asked, posting=posting)
        transaction.savepoint_rollback(made)


def each_role(sessions: Sessions, route: Route, place: Place, asked: Asked, *, posting: bool) -> None:
    """Ask for a thing as each role in turn."""
    for role in Role:
        before = transaction.savepoint()
        answer = asked.by(sessions.client(role), posting=posting)
        expected = route.expected(role, own_region=place.own_region, own_unit=place.own_unit, posting=posting)
        method = "POST" if posting else "GET"
        case = f"{method} by {role} at {route.name}, own region: {place.own_region}, own unit: {place.own_unit}"
        assert status_of(answer) == expected, f"{case}: {answer.status_code} instead of {expected}"
        if place.own_region:
            assert not [word for word in _STRANGE if word in shown(answer)], f"{case}: another region is shown"
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_strangers_are_asked_to_sign_in_everywhere(cities: tuple[City, City], name: str) -> None:
    asked = Asked.of(ROUTES[name], cities[0], posting=True)
    for posting in (False, True):
        answer = asked.by(Client(), posting=posting)
        assert answer.status_code == 302
        assert answer["Location"].startswith(_LOGIN)


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.data))
def test_nothing_is_changed_by_a_form_of_another_site(cities: tuple[City, City], name: str) -> None:
    asked = Asked.of(ROUTES[name], cities[0], posting=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cities[0].people["admin"])
    assert asked.by(client, posting=True).status_code == 403


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.kwargs))
def test_what_is_not_there_or_only_half_ones_own_is_not_found(cities: tuple[City, City], name: str) -> None:
    """By nobody: a thing that never was, and a thing of another region under the address of one's own."""
    route, (own, other) = ROUTES[name], cities
    assert route.kwargs
    mine, theirs = route.kwargs(own, "science"), route.kwargs(other, "science")
    asked = [{key: _NEVER if isinstance(value, int) else value for key, value in mine.items()}]
    asked += [mine | {key: theirs[key]} for key in mine if len(mine) > 1 and theirs[key] != mine[key]]
    posting = not route.page
    data = route.data(own, "science") if posting and route.data else {}
    sessions = Sessions(own)
    for kwargs in asked:
        for role in Role:
            expected = route.expected(role, own_region=False, own_unit=False, posting=posting)
            answer = Asked(reverse(name, kwargs=kwargs), data).by(sessions.client(role), posting=posting)
            assert status_of(answer) == expected, f"{role} at {name} with {kwargs}"


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.kwargs and route.data))
def test_a_form_about_ones_own_changes_nothing_elsewhere(cities: tuple[City, City], name: str) -> None:
    """Whatever it says: here it names rows, people and units of another region."""
    route, (own, other) = ROUTES[name], cities
    address = Asked.of(route, own, posting=False).address
    foreign = Asked.of(route, other, posting=True)
    before = everything_of(other)
    for role in (Role.SUPERVISOR, Role.ADMIN):
        made = transaction.savepoint()
        signed_in(own, role).post(address, foreign.data)
        assert everything_of(other) == before, f"{role} at {name}"
        transaction.savepoint_rollback(made)
