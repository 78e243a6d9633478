"""Notifying: what other services call when something happened that people are to know of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from luoshi.ledger import Message
from luoshi.records.models import Matter, NoticeKind, Programme, User
from luoshi.services.notices.sending import wake
from luoshi.services.notices.telling import Wanted, tell


def notify(
    *,
    people: Iterable[User],
    kind: NoticeKind,
    title: Message,
    link: str,
    key: str,
    programme: Programme | None,
    matter: Matter | None = None,
) -> None:
    """Tell people one thing, each of them once, and the channels of the programme's region; see `Wanted`.

    Must be called in the transaction of what it tells of: nobody is told of what was rolled back. Inactive people are
    left out. Sending begins when the transaction is committed.
    """
    notify_many([Wanted(people, kind, title, link, key, programme, matter)])


def notify_many(wanted: Iterable[Wanted]) -> None:
    """Tell many things to many people, in a number of queries that grows with neither (but for batches)."""
    if tell(wanted):
        transaction.on_commit(wake, robust=True)  # what is written waits, whatever happens now
