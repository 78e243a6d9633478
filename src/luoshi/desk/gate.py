"""First things first: an initial password is changed and a second factor set up before anything else is seen."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from luoshi.ledger import Role
from luoshi.queries.access import access_of
from luoshi.records.models import User

_BOUND = frozenset({Role.SUPERVISOR, Role.ADMIN})
# Where somebody may go who has still to do one of the first things; the pages for doing them are under /accounts/.
_ALWAYS = ("/language/", "/static/", "/health", "/words.js")
_OPEN = (*_ALWAYS, "/accounts/")
# Of those pages the ones for somebody who has a second factor and signed in without it.
_WITHOUT_CODE = (*_ALWAYS, "/accounts/2fa/reauthenticate/", "/accounts/login/", "/accounts/logout/")


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether the person who sent a request must have a second factor."""
    return settings.SECOND_FACTOR == "required" and bool(access_of(request).roles & _BOUND)


class FirstThingsFirst:
    """Middleware that sends people to what they must do first, and htmx to the page of signing in when it is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if isinstance(request.user, User) and not request.path.startswith(_ALWAYS):
            factors = _factors(request.user) if needs_second_factor(request) else None
            if factors and not request.path.startswith(_WITHOUT_CODE) and not _gave_code(request, factors):
                messages.info(request, _("请输入动态口令，再继续使用系统。"))
                return _away(request, redirect("mfa_reauthenticate"))
            if not request.path.startswith(_OPEN):
                if request.user.must_change_password and not _vouched_for(request):
                    messages.info(request, _("这是管理员设的初始密码，请先改成您自己的密码。"))
                    return _away(request, redirect("account_change_password"))
                if factors is not None and not factors:
                    messages.info(request, _("督查员和管理员需要先绑定动态口令，再使用系统。"))
                    return _away(request, redirect("mfa_activate_totp"))
        return _away(request, self._get_response(request))


def _factors(person: User) -> frozenset[int]:
    """Ids of a person's second factors."""
    return frozenset(Authenticator.objects.filter(user=person).values_list("pk", flat=True))


def _gave_code(request: HttpRequest, factors: frozenset[int]) -> bool:
    """Whether this session gave a code of one of the factors.

    One that began with the password alone, before the factor was set up elsewhere, did not.
    """
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record.get("id") in factors for record in records)


def _vouched_for(request: HttpRequest) -> bool:
    """Whether an identity provider signed the person in, so that the password here was not used."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)


def _away(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A redirect to /accounts/ that answers htmx would be swapped into the page; let the whole page go there."""
    target = response.get("Location", "")
    if response.status_code != 302 or "HX-Request" not in request.headers or not target.startswith("/accounts/"):
        return response
    whole = HttpResponse(status=204)
    whole["HX-Redirect"] = target
    whole.cookies = response.cookies
    return whole
