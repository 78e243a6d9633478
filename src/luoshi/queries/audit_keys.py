"""The keys of the events' hashes. They live outside the database: who can only write there cannot make a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from luoshi.records.models import Chain
from luoshi.records.secret_files import made_once

SHORTEST = 32  # characters of a key
_FINGERPRINT = 16  # hexadecimal digits


class AuditKeyError(RuntimeError):
    """The key that is here cannot go on with the log; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its fingerprint, which may be shown and is kept with each event."""

    fingerprint: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ring:
    """The key that events are written with, and every key that is here, by fingerprint."""

    current: Key
    keys: Mapping[str, Key]


def key_of(written: str) -> Key:
    """A key as it is written, with its fingerprint.

    >>> key_of("a key that is only for tests").fingerprint
    '6c117bed0c0ab7cc'
    """
    digest = hashlib.sha256(b"luoshi audit key\0" + written.encode()).hexdigest()
    return Key(digest[:_FINGERPRINT], written.encode())


def ring() -> Ring:
    """The keys of this installation: the first is the present one, those behind it are older.

    They stand in LUOSHI_AUDIT_KEY, parted by commas, else in the file `audit-key`, one a line. The file is made when
    nothing was written yet; raises AuditKeyError when it is gone though events were.
    """
    written = settings.AUDIT_KEY.replace(",", "\n") or _kept()
    keys = [key_of(line.strip()) for line in written.splitlines() if line.strip()]
    if not keys:
        raise AuditKeyError(f"{settings.AUDIT_KEY_FILE} is empty: put the key of the log back from its backup")
    return Ring(keys[0], {key.fingerprint: key for key in keys})


def _kept() -> str:
    if not settings.AUDIT_KEY_FILE.exists() and (used := fingerprints()):
        raise AuditKeyError(
            f"the key of the log ({', '.join(used)}) is gone: put {settings.AUDIT_KEY_FILE} back from its backup, or,"
            " if it is lost, run luoshi audit accept-key"
        )
    return made_once(settings.AUDIT_KEY_FILE)


def fingerprints() -> list[str]:
    """Of the keys with which the last events of all chains were written."""
    return sorted(Chain.objects.exclude(key="").order_by().values_list("key", flat=True).distinct())


def must_fit(key: Key, chain: Chain) -> None:
    """Raise AuditKeyError for a key that is another one than a chain was written with."""
    if chain.key not in ("", key.fingerprint):
        raise AuditKeyError(
            f"the key is another one ({key.fingerprint}) than that of the log ({chain.key}): put the old one back, or"
            " put the new one before it and run luoshi audit accept-key"
        )
