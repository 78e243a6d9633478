"""Signing in: nobody signs up by himself, strangers are locked out, an identity provider may vouch for the known."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from luoshi.records.models import User


def client_address(request: HttpRequest) -> str:
    """The address a request came from; a proxy's word is taken only where settings say that there is one."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def locked_out(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """What somebody sees who failed too often."""
    return render(request, "desk/locked_out.html", {"minutes": int(settings.AXES_COOLOFF_TIME * 60)}, status=429)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider signs in people who have an account here, matched by their user name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the provider's identity to the account of the same user name, or say that there is none."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo", claims)
        name = claims.get("preferred_username", "")
        person = User.objects.filter(username=name, is_active=True).first() if name else None
        if person is None:
            messages.error(request, _("统一认证中的用户在本系统没有账号，请联系管理员开通。"))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
