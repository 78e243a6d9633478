"""Isolation: every address × every role × own or another unit × own or another region, generated from the matrix.

A new address fails here until it is listed in `tests/desk/routes_<area>.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from luoshi.desk.views import errors
from luoshi.ledger import Role
from tests.cast import make_city
from tests.desk.asking import LOGIN, Asked, Place, Sessions, World, everything_of, shown, status_of
from tests.desk.routes import Route, every_route
from tests.desk.routes_matters import make_matters

pytestmark = pytest.mark.django_db
# Not the desk's own: signing in (its tests are in test_signing_in), language, health, the words of scripts.
_ELSEWHERE = ("accounts/", "language/", "health", "words.js")
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


PLACES = [Place(True, True), Place(True, False), Place(False, True), Place(False, False)]


@pytest.fixture(scope="module")
def made_once(module_transaction: DjangoDbBlocker) -> World:
    """The rows are made once for all tests; what a test does to them is undone after it."""
    with module_transaction.unblock():
        own, other = make_city("云川市", "990100"), make_city("青岚市", "990200")
        make_matters(own)
        make_matters(other)
        return World(own, other, Sessions(own))


@pytest.fixture
def world(made_once: World) -> World:
    """The objects are the test's own, since makers change them."""
    return World(deepcopy(made_once.own), deepcopy(made_once.other), made_once.sessions)


@pytest.fixture
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without the frame around their two sentences, which is half the work of most requests here.

    It is that of every page that is shown; test_refusals_in_their_frame looks at it around refusals.
    """

    def plain(_request: HttpRequest, _template: str, said: dict[str, object], status: int) -> HttpResponse:
        return HttpResponse(f"{status} {said['title']} {said['advice']}", status=status)

    monkeypatch.setattr(errors, "render", plain)


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_each_role_reaches_what_the_matrix_gives_it(world: World, name: str) -> None:
    """By GET and by POST; what an address names is made once for both and for every role, and put back after each."""
    route = ROUTES[name]
    for place in PLACES if route.names_a_thing(posting=True) else PLACES[:1]:
        made = transaction.savepoint()
        unit, city = "science" if place.own_unit else "education", world.own if place.own_region else world.other
        asked = Asked.of(route, city, unit, posting=False)
        for posting in (False, True):
            if posting:
                asked = asked.filled(route, city, unit)
            if posting or route.names_a_thing(posting=False) or place == PLACES[0]:
                each_role(world.sessions, route, place, asked, posting=posting)
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
def test_strangers_are_asked_to_sign_in_everywhere(world: World, name: str) -> None:
    asked = Asked.of(ROUTES[name], world.own, posting=True)
    for posting in (False, True):
        answer = asked.by(Client(), posting=posting)
        assert answer.status_code == 302
        assert answer["Location"].startswith(LOGIN)


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.data))
def test_nothing_is_changed_by_a_form_of_another_site(world: World, name: str) -> None:
    asked = Asked.of(ROUTES[name], world.own, posting=True)
    assert asked.by(world.sessions.forged(Role.ADMIN), posting=True).status_code == 403


@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.kwargs))
def test_what_is_not_there_or_only_half_ones_own_is_not_found(world: World, name: str) -> None:
    """By nobody: a thing that never was, and a thing of another region under the address of one's own."""
    route, own, other = ROUTES[name], world.own, world.other
    assert route.kwargs
    mine, theirs = route.kwargs(own, "science"), route.kwargs(other, "science")
    asked = [{key: _NEVER if isinstance(value, int) else value for key, value in mine.items()}]
    asked += [mine | {key: theirs[key]} for key in mine if len(mine) > 1 and theirs[key] != mine[key]]
    posting = not route.page
    data = route.data(own, "science") if posting and route.data else {}
    for kwargs in asked:
        for role in Role:
            expected = route.expected(role, own_region=False, own_unit=False, posting=posting)
            answer = Asked(reverse(name, kwargs=kwargs), data).by(world.sessions.client(role), posting=posting)
            assert status_of(answer) == expected, f"{role} at {name} with {kwargs}"


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.kwargs and route.data))
def test_a_form_about_ones_own_changes_nothing_elsewhere(world: World, name: str) -> None:
    """Whatever it says: here it names rows, people and units of another region."""
    route, own, other = ROUTES[name], world.own, world.other
    address = Asked.of(route, own, posting=False).address
    foreign = Asked.of(route, other, posting=True)
    before = everything_of(other)
    for role in (Role.SUPERVISOR, Role.ADMIN):
        made = transaction.savepoint()
        world.sessions.client(role).post(address, foreign.data)
        assert everything_of(other) == before, f"{role} at {name}"
        transaction.savepoint_rollback(made)


@pytest.mark.parametrize("role", Role)
def test_refusals_in_their_frame(world: World, role: Role) -> None:
    """As people see them, which the other tests leave out: each with its status, and nothing of the other region."""
    seen = set()
    for route in ROUTES.values():
        expected = route.expected(role, own_region=False, own_unit=False, posting=False)
        if expected in (403, 404) and expected not in seen and route.kwargs:
            answer = Asked.of(route, world.other, posting=False).by(world.sessions.client(role), posting=False)
            assert status_of(answer) == expected, route.name
            assert 'class="side"' in shown(answer)
            assert not [word for word in _STRANGE if word in shown(answer)]
            seen.add(expected)
    assert seen == {403, 404}
