"""The second factor: its secret is kept encrypted, and those who must have one cannot take it off."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import user_username
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from cryptography.fernet import Fernet
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from luoshi.desk.gate import needs_second_factor


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts with a key derived from the installation's secret, so that a stolen database alone yields no codes."""

    def get_totp_label(self, user: Any) -> str:
        """The user name; there are no mail addresses."""
        return str(user_username(user))

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A kept secret as it is. Raises cryptography's InvalidToken when the installation's secret has changed."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not for those who must have one; an administrator takes it off when a phone is lost."""
        return not needs_second_factor(context.request)


@receiver(authenticator_added)
def remember_code(request: HttpRequest, user: Any, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Who sets up a factor has just given a code of it: the session counts as signed in with it, and no other does."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"luoshi second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
