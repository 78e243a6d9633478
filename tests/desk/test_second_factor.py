"""The second factor: who must have one, setting it up, signing in with a code, and giving it up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from luoshi.ledger import Role
from luoshi.records.models import User
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
ACTIVATE, AUTHENTICATE = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"
REAUTHENTICATE = "/accounts/2fa/reauthenticate/"
RIGHT = "correct horse battery"


@pytest.fixture(autouse=True)
def _no_counters() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def code_of(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, person: User) -> str:
    return str(client.post("/accounts/login/", {"login": person.username, "password": RIGHT})["Location"])


def activate(client: Client) -> str:
    """Set a second factor up in the signed-in client; returns its secret."""
    client.get(ACTIVATE)
    secret = client.session[totp.SECRET_SESSION_KEY]
    assert client.post(ACTIVATE, {"code": code_of(secret)})["Location"] == "/accounts/2fa/recovery-codes/"
    return str(secret)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("rule", ["required", "optional"])
def test_supervisors_and_administrators_must_have_one(
    client: Client, city: City, settings: Settings, role: Role, rule: str
) -> None:
    settings.SECOND_FACTOR = rule
    person = city.people["liaison-science" if role == Role.LIAISON else role.value]
    sign_in(client, person)
    answer = client.get("/")
    if rule == "required" and role in (Role.SUPERVISOR, Role.ADMIN):
        assert answer["Location"] == ACTIVATE
        assert client.get(ACTIVATE).status_code == 200
    else:
        assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)  # what follows a commit happens within the request, as on a server
def test_a_code_is_asked_for_after_the_password(client: Client, city: City, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    person = city.people["supervisor"]
    sign_in(client, person)
    secret = activate(client)
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert sign_in(client, person).startswith(AUTHENTICATE)
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    assert client.post(AUTHENTICATE, {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_session_that_began_without_the_factor_must_give_a_code_too(city: City, settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    person, own, other = city.people["supervisor"], Client(), Client()
    sign_in(other, person)  # whoever knows the password only
    sign_in(own, person)
    secret = activate(own)
    assert own.get("/").status_code == 200
    for address in ("/", "/documents/", "/accounts/2fa/", "/accounts/2fa/recovery-codes/", "/accounts/password/"):
        assert other.get(address)["Location"] == REAUTHENTICATE
    assert other.get(REAUTHENTICATE).status_code == 200
    cache.clear()  # the code of this half minute was used to set the factor up
    other.post(REAUTHENTICATE, {"code": code_of(secret)})
    assert other.get("/").status_code == 200


def test_codes_cannot_be_tried_without_end(client: Client, city: City) -> None:
    person = city.people["supervisor"]
    sign_in(client, person)
    secret = activate(client)
    client.post("/accounts/logout/")
    sign_in(client, person)
    for _attempt in range(5):
        client.post(AUTHENTICATE, {"code": "000000"})
    assert client.post(AUTHENTICATE, {"code": code_of(secret)}).status_code == 200, "too many attempts"
    assert client.get("/").status_code == 302


def test_a_recovery_code_works_once(client: Client, city: City) -> None:
    person = city.people["admin"]
    sign_in(client, person)
    activate(client)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    assert code in page
    for expected in (302, 200):
        client.post("/accounts/logout/")
        sign_in(client, person)
        assert client.post(AUTHENTICATE, {"code": code}).status_code == expected


def test_the_secret_is_not_kept_in_the_clear(client: Client, city: City) -> None:
    sign_in(client, city.people["admin"])
    secret = activate(client)
    kept = Authenticator.objects.get(user=city.people["admin"], type="totp").data["secret"]
    assert secret not in kept


@pytest.mark.parametrize(("rule", "left"), [("required", 1), ("optional", 0)])
def test_who_must_have_one_cannot_give_it_up(
    client: Client, city: City, settings: Settings, rule: str, left: int
) -> None:
    settings.SECOND_FACTOR = rule
    sign_in(client, city.people["supervisor"])
    activate(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").count() == left


def test_setting_up_asks_for_the_password_again_when_it_was_given_long_ago(client: Client, city: City) -> None:
    client.force_login(city.people["supervisor"])
    assert client.get(ACTIVATE)["Location"].startswith("/accounts/reauthenticate/")
