"""Signing in: nobody signs up by himself, strangers are locked out, an identity provider may vouch for the known."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.records.models import User
from luoshi.services.events import Actor
from luoshi.services.people import set_own_password


def client_address(request: HttpRequest) -> str:
    """The address a request came from; a proxy's word is taken only where settings say that there is one."""
    direct = str(request.META.get("REMOTE_ADDR", ""))[:45]
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return forwarded if _is_address(forwarded) else direct
    return direct


def address_counted(request: HttpRequest) -> str:
    """The address under which failures are counted: of IPv6 the network, since one computer has all addresses of it."""
    address = client_address(request)
    if not _is_address(address):
        return ""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((int(found), 64), strict=False).network_address)
    return address


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return "%" not in written  # a zone is no part of an address that is kept


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The user name under which failures are counted: Admin and admin are the same person, and are locked together.

    To PostgreSQL, which compares in capitals, so is admın (its i has no dot).
    """
    tried = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return str(tried).strip().upper().lower()[:255]


def locked_out(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """What somebody sees who failed too often."""
    return render(request, "desk/locked_out.html", {"minutes": int(settings.AXES_COOLOFF_TIME * 60)}, status=429)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: django-axes counts failed passwords, and says so by a page of its own."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address under which attempts are counted, as elsewhere."""
        return address_counted(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """A password that passes the rules and is not the initial one again."""
        if user is not None and user.must_change_password and user.check_password(password):
            raise ValidationError(_("新密码不能与初始密码相同。"))
        return str(super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        """Set the password that a person chose."""
        set_own_password(actor=Actor(user, client_address(self.request)), person=user, password=password)

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Not within a few minutes of signing in: whoever just gave the password is not asked for it again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > account_settings.REAUTHENTICATION_TIMEOUT)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The workbench."""
        return reverse("workbench")


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
