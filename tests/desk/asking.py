"""What the tests of isolation share: whose things are asked for, by whom, and what the answers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

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
from tests.cast import City
from tests.desk.routes import Made, Route

LOGIN = "/accounts/login/"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose thing is asked for."""

    own_region: bool
    own_unit: bool


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


def person_of(city: City, role: Role) -> User:
    """The city's person of a role; the liaison is the department of science's."""
    return city.people["liaison-science" if role == Role.LIAISON else role.value]


class Sessions:
    """The sessions of a city's people, who sign in once; each request comes from a new client with one of them."""

    def __init__(self, city: City) -> None:
        self._cookies = {role: _signed_in(person_of(city, role)) for role in Role}
        self._handler = ClientHandler(enforce_csrf_checks=False)

    def client(self, role: Role) -> Client:
        """A client of the person of a role."""
        client = self._with_session(Client(), role)
        client.handler = self._handler  # the middleware is loaded once; nothing of a client is kept there
        return client

    def forged(self, role: Role) -> Client:
        """A client whose forms come from elsewhere: the proof of origin is asked for, and it has none."""
        return self._with_session(Client(enforce_csrf_checks=True), role)

    def _with_session(self, client: Client, role: Role) -> Client:
        client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[role]
        return client


def _signed_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True, slots=True)
class World:
    """Two cities, and the sessions of the first one's people."""

    own: City
    other: City
    sessions: Sessions


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
    if answer.status_code == 302 and answer["Location"].startswith(LOGIN):
        return 302
    return 200 if answer.status_code in (200, 201, 202, 204, 302) else answer.status_code


def shown(answer: HttpResponseBase) -> str:
    """What a page says; a file that is sent is not looked into here."""
    return "" if answer.streaming else getattr(answer, "content", b"").decode(errors="ignore")
