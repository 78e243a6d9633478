"""Signing in by password: the pages, lock-out, password rules, initial passwords, and what is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from luoshi.desk.accounts import address_counted, name_tried
from luoshi.records.models import Event, User
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "/accounts/login/", "/accounts/password/"
RIGHT, WRONG, CHOSEN = "correct horse battery", "a wrong password", "晴天in云川city"


@pytest.fixture(autouse=True)
def _no_counters() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def sign_in(client: Client, person: User, password: str, *, name: str = "") -> HttpResponse:
    answer = client.post(LOGIN, {"login": name or person.username, "password": password})
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_password_signs_in_and_a_wrong_one_does_not(client: Client, city: City) -> None:
    person = city.people["verifier"]
    refused = sign_in(client, person, WRONG)
    assert refused.status_code == 200
    assert 'role="alert"' in refused.content.decode()
    assert sign_in(client, person, RIGHT)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_after_signing_in_one_is_where_one_wanted_to_go(client: Client, city: City) -> None:
    asked = client.get("/settings/units/")["Location"]
    answer = client.post(asked, {"login": city.people["admin"].username, "password": RIGHT, "next": "/settings/units/"})
    assert answer["Location"] == "/settings/units/"


def test_five_failures_lock_one_person_out_and_nobody_else(client: Client, city: City) -> None:
    person = city.people["liaison-science"]
    answers = [sign_in(client, person, WRONG).status_code for _attempt in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    locked = sign_in(client, person, RIGHT)
    assert locked.status_code == 429
    assert "暂时不能登录" in locked.content.decode()
    assert sign_in(client, city.people["liaison-education"], RIGHT).status_code == 302


def test_another_way_of_writing_the_name_does_not_get_round_the_lock(client: Client, city: City) -> None:
    person = city.people["supervisor"]
    for name in ("990100-Supervisor", "990100-SUPERVISOR", " 990100-supervisor", "990100-sUpervisor", person.username):
        last = sign_in(client, person, WRONG, name=name)
    assert last.status_code == 429


def test_letters_that_postgresql_takes_for_the_same_are_counted_as_one() -> None:
    assert {name_tried(None, {"username": name}) for name in ("Admin", "ADMIN", " admin", "adm\u0131n")} == {"admin"}


@pytest.mark.parametrize(
    ("proxy", "direct", "forwarded", "expected"),
    [
        (False, "192.0.2.1", "198.51.100.7", "192.0.2.1"),  # nobody vouches for the header
        (True, "192.0.2.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # the proxy's own word stands last
        (True, "192.0.2.1", "unknown", "192.0.2.1"),
        (True, "192.0.2.1", "198.51.100.7:8080", "192.0.2.1"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),  # one computer has every address of its network
        (False, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (False, "", "", ""),  # a server on a socket file
    ],
)
def test_failures_are_counted_by_address(
    rf: RequestFactory, settings: Settings, proxy: bool, direct: str, forwarded: str, expected: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    assert address_counted(rf.get("/", REMOTE_ADDR=direct, headers={"X-Forwarded-For": forwarded})) == expected


def test_addresses_of_one_network_lock_together(city: City) -> None:
    clients = [Client(REMOTE_ADDR=f"2001:db8::{number}") for number in range(1, 6)]
    assert [sign_in(client, city.people["admin"], WRONG).status_code for client in clients][-1] == 429


def test_nobody_who_was_deactivated_stays_in(client: Client, city: City) -> None:
    person = city.people["verifier"]
    sign_in(client, person, RIGHT)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/")["Location"].startswith(LOGIN)


# Each is taken by some browser for another host, or for a script.
@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example"],
)
def test_nobody_is_led_to_another_host(client: Client, city: City, target: str) -> None:
    form = {"login": city.people["verifier"].username, "password": RIGHT, "next": target}
    assert client.post(LOGIN, form)["Location"] == "/"
    assert client.post("/language/setlang/", {"language": "en", "next": target})["Location"] == "/"
    assert client.post("/accounts/logout/", {"next": target})["Location"] == LOGIN


def test_nobody_who_was_deactivated_signs_in(client: Client, city: City) -> None:
    person = city.people["verifier"]
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert sign_in(client, person, RIGHT)["Location"] == "/accounts/inactive/"
    assert client.get("/")["Location"].startswith(LOGIN)
    assert "账号已停用" in client.get("/accounts/inactive/").content.decode()


def test_an_initial_password_is_changed_before_anything_else(client: Client, city: City) -> None:
    person = city.people["leader"]
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    sign_in(client, person, RIGHT)
    assert client.get("/")["Location"] == PASSWORD
    again = client.post(PASSWORD, {"oldpassword": RIGHT, "password1": RIGHT, "password2": RIGHT})
    assert "新密码不能与初始密码相同" in again.content.decode()
    done = client.post(PASSWORD, {"oldpassword": RIGHT, "password1": CHOSEN, "password2": CHOSEN})
    assert done["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Event.objects.get(act="change-password").actor == person


# Each breaks one rule: length, commonness, digits only, likeness to the user's own name.
@pytest.mark.parametrize("password", ["short-9", "password123", "90210774531", "990100-verifie"])
def test_a_poor_password_is_refused_with_the_reason(client: Client, city: City, password: str) -> None:
    client.force_login(city.people["verifier"])
    answer = client.post(PASSWORD, {"oldpassword": RIGHT, "password1": password, "password2": password})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert User.objects.get(username="990100-verifier").check_password(RIGHT)


@pytest.mark.parametrize("name", ["signup/", "password/reset/", "email/", "closed/sign-up", "closed/mail", "3rdparty/"])
def test_nobody_signs_up_or_resets_by_mail(client: Client, name: str) -> None:
    assert client.get(f"/accounts/{name}").status_code == 404
    assert client.post(f"/accounts/{name}", {"username": "x"}).status_code == 404


def test_signing_out_takes_a_form(client: Client, city: City) -> None:
    client.force_login(city.people["verifier"])
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_a_part_of_a_page_that_needs_signing_in_takes_the_whole_page_there(client: Client) -> None:
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(LOGIN)


@pytest.mark.parametrize(
    "address", [LOGIN, PASSWORD, "/accounts/logout/", "/accounts/2fa/", "/accounts/reauthenticate/"]
)
def test_pages_hold_no_inline_script_or_style(client: Client, city: City, address: str) -> None:
    if address != LOGIN:
        client.force_login(city.people["verifier"])
    page = client.get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)
