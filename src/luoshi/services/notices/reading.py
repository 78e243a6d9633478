"""Reading: notices that a person has seen. Nobody else is told, so that it is no event."""

from __future__ import annotations

from luoshi.records import clock
from luoshi.records.models import Notice
from luoshi.services.events import Actor


def mark_read(*, actor: Actor, notice: Notice | None = None) -> int:
    """Mark one of the actor's notices as read, or all of them; returns how many were not."""
    unread = Notice.objects.filter(person=actor.person, read_at=None)
    return (unread.filter(pk=notice.pk) if notice else unread).update(read_at=clock.now())
