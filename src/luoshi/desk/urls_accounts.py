"""Addresses of signing in: those of allauth that are used, and none of those for signing up or resetting by mail."""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.http import Http404, HttpRequest
from django.urls import include, path


def closed(request: HttpRequest, **_kwargs: Any) -> NoReturn:
    """Nothing is here; allauth wants to know the address all the same."""
    raise Http404


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", social.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("closed/password", closed, name="account_set_password"),
    path("closed/mail", closed, name="account_email"),
    path("closed/sign-up", closed, name="account_signup"),
    path("closed/identity", closed, name="socialaccount_signup"),
    path("closed/identities", closed, name="socialaccount_connections"),
]
