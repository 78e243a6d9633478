"""OpenID Connect: the whole flow against a provider on loopback; only the known are let in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from luoshi.records.models import User
from tests.cast import City, make_city
from tests.desk.identity_provider import Provider, asked_in, provider

pytestmark = pytest.mark.django_db
BEGIN, LOGIN = "/accounts/oidc/oidc/login/", "/accounts/login/"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def identity(settings: Settings) -> Iterator[Provider]:
    with provider() as known:
        app = {
            "provider_id": "oidc",
            "name": "云川市统一身份认证",
            "client_id": "luoshi",
            "secret": "shared",
            "settings": {"server_url": known.address, "oauth_pkce_enabled": True},
        }
        settings.OIDC, settings.OIDC_ON = app, True
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield known


def come_back(client: Client, identity: Provider, name: str, *, begin: str = BEGIN) -> HttpResponseBase:
    """Begin at the desk, be somebody at the provider, and come back with its code."""
    identity.person = name
    sent = client.get(begin)
    assert sent["Location"].startswith(f"{identity.address}/authorise?")
    return client.get(identity.authorise(asked_in(sent["Location"])))


def test_the_button_is_there_only_where_a_provider_is_set(
    client: Client, identity: Provider, settings: Settings
) -> None:
    assert f'href="{BEGIN}' in client.get(LOGIN).content.decode()
    assert "用云川市统一身份认证登录" in client.get(LOGIN).content.decode()
    settings.OIDC_ON = False
    assert BEGIN not in client.get(LOGIN).content.decode()


def test_somebody_with_an_account_here_is_signed_in(client: Client, city: City, identity: Provider) -> None:
    person = city.people["verifier"]
    assert come_back(client, identity, person.username)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    come_back(client, identity, person.username)
    assert SocialAccount.objects.get().user == person, "the second time he is known, and tied once"


def test_an_initial_password_does_not_stand_in_the_way(client: Client, city: City, identity: Provider) -> None:
    person = city.people["verifier"]
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    come_back(client, identity, person.username)
    assert client.get("/").status_code == 200


def test_a_stranger_is_told_that_he_has_no_account(client: Client, city: City, identity: Provider) -> None:
    before = User.objects.count()
    answer = come_back(client, identity, "stranger")
    assert answer["Location"] == LOGIN
    assert "没有账号" in client.get(LOGIN).content.decode()
    assert client.get("/")["Location"].startswith(LOGIN)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_who_was_deactivated_stays_out(client: Client, city: City, identity: Provider) -> None:
    person = city.people["verifier"]
    come_back(client, identity, person.username)
    client.post("/accounts/logout/")
    User.objects.filter(pk=person.pk).update(is_active=False)
    come_back(client, identity, person.username)
    assert client.get("/")["Location"].startswith(LOGIN)


def test_the_second_factor_is_asked_for_here_too(client: Client, city: City, identity: Provider) -> None:
    person = city.people["supervisor"]
    TOTP.activate(person, generate_totp_secret())
    assert Authenticator.objects.filter(user=person).exists()
    assert come_back(client, identity, person.username)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/")["Location"].startswith(LOGIN)


def test_a_code_with_the_state_of_another_browser_is_refused(client: Client, city: City, identity: Provider) -> None:
    identity.person = city.people["verifier"].username
    other = Client()
    address = identity.authorise(asked_in(other.get(BEGIN)["Location"]))
    answer = client.get(address)
    assert "统一认证未成功" in answer.content.decode()
    assert client.get("/")["Location"].startswith(LOGIN)
