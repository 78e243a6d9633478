"""Texts that stand in the database sealed: who reads a copy of it, but not the installation's key, learns nothing."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.utils.encoding import force_bytes

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _Text = models.TextField[str, str]
else:
    _Text = models.TextField

_FOR = b"luoshi sealed text:"  # so that the key serves for this alone


class SealedTextField(_Text):
    """A text that is sealed (Fernet: AES-128 and HMAC-SHA256) with a key made of LUOSHI_SECRET_KEY.

    It cannot be searched for. What was sealed with another key reads as nothing, and has to be filled in again.
    """

    def get_prep_value(self, value: object) -> object:
        """Sealed; nothing stays nothing."""
        return _box().encrypt(str(value).encode()).decode() if value else value

    def from_db_value(self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper) -> str | None:
        """As it was written."""
        if not value:
            return value
        try:
            return _box().decrypt(value.encode()).decode()
        except InvalidToken:
            return ""


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(_FOR + force_bytes(key)).digest())) for key in keys])
