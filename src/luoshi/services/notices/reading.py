"""Reading: notices that a person has seen. Nobody else is told, so that it is no event."""

from __future__ import annotations

from luoshi.records import clock
from luoshi.records.models import Notice, User


def mark_read(*, person: User, notice: Notice | None = None) -> int:
    """Mark one of a person's notices as read, or all of them; returns how many were not."""
    unread = Notice.objects.filter(person=person, read_at=None)
    return (unread.filter(pk=notice.pk) if notice else unread).update(read_at=clock.now())
