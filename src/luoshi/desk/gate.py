"""First things first: an initial password is changed and a second factor set up before anything else is seen."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
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
_OPEN = ("/accounts/", "/language/", "/static/", "/health", "/words.js")


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether the person who sent a request must have a second factor."""
    return settings.SECOND_FACTOR == "required" and bool(access_of(request).roles & _BOUND)


class FirstThingsFirst:
    """Middleware that sends people to what they must do first, and htmx to the page of signing in when it is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if isinstance(request.user, User) and not request.path.startswith(_OPEN):
            if request.user.must_change_password and not _vouched_for(request):
                messages.info(request, _("这是管理员设的初始密码，请先改成您自己的密码。"))
                return _away(request, redirect("account_change_password"))
            if needs_second_factor(request) and not is_mfa_enabled(request.user):
                messages.info(request, _("督查员和管理员需要先绑定动态口令，再使用系统。"))
                return _away(request, redirect("mfa_activate_totp"))
        return _away(request, self._get_response(request))


def _vouched_for(request: HttpRequest) -> bool:
    """Whether an identity provider signed the person in, so that the password here was not used."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(record.get("method") == "socialaccount" for record in records)


def _away(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A redirect to /accounts/ that answers htmx would be swapped into the page; let the whole page go there."""
    target = response.get("Location", "")
    if response.status_code != 302 or "HX-Request" not in request.headers or not target.startswith("/accounts/"):
        return response
    whole = HttpResponse(status=204)
    whole["HX-Redirect"] = target
    whole.cookies = response.cookies
    return whole
