"""When a person was here last, so that the workbench can tell what changed since. Not an act: no event tells of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from luoshi.records import clock
from luoshi.records.models import User

# Coming back within this time is the same visit.
_PAUSE = timedelta(hours=1)


def visited(*, person: User | AnonymousUser) -> datetime | None:
    """Note that somebody is here; the end of his visit before this one, or None at the first."""
    if not isinstance(person, User):
        return None
    now = clock.now()
    if person.seen_at is None or now - person.seen_at > _PAUSE:
        User.objects.filter(pk=person.pk, seen_at=person.seen_at).update(seen_before=F("seen_at"), seen_at=now)
        return person.seen_at
    return person.seen_before
