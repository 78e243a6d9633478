"""The second factor: supervisors and administrators set it up before they see anything."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from luoshi.ledger import Role
from luoshi.queries.access import access_of

_BOUND = frozenset({Role.SUPERVISOR, Role.ADMIN})
# Where somebody without a second factor may still go.
_OPEN = ("/accounts/", "/language/", "/static/", "/health", "/words.js")


class SecondFactorRequired:
    """Middleware that sends those who must have a second factor, and have none, to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if (
            settings.SECOND_FACTOR == "required"
            and request.user.is_authenticated
            and not request.path.startswith(_OPEN)
            and access_of(request).roles & _BOUND
            and not is_mfa_enabled(request.user)
        ):
            messages.info(request, _("督查员和管理员需要先绑定动态口令，再使用系统。"))
            return redirect("mfa_activate_totp")
        return self._get_response(request)
