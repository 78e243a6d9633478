"""Gathering: what waits for a person or a channel is put into one message, so that nobody is flooded."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from luoshi.records import clock
from luoshi.records.models import Channel, Delivery, Notice, Posting, User
from luoshi.services.notices.hours import after_quiet

UNDER_WAY = (Delivery.State.PENDING, Delivery.State.SENDING)


class _NothingLeftError(Exception):
    """Somebody else gathered it meanwhile."""


def gather(now: datetime) -> None:
    """Make a delivery for each person and channel that something waits for and that none is under way to."""
    for person in _people(now).order_by("pk"):
        gather_mail(person, now)
    for channel in _channels().order_by("pk"):
        if after_quiet(now, channel) == now:
            gather_postings(channel)


def gather_mail(person: User, now: datetime) -> Delivery | None:
    """One mail of what a person has not read; None when another worker was first."""
    return _gathered(Delivery(person=person), waiting_notices(now).filter(person=person))


def gather_postings(channel: Channel) -> Delivery | None:
    """One message of what a channel has not been told; None when another worker was first."""
    return _gathered(Delivery(channel=channel), Posting.objects.filter(channel=channel, delivery=None))


def _gathered(delivery: Delivery, waiting: QuerySet[Notice] | QuerySet[Posting]) -> Delivery | None:
    """The delivery with what waits; the database takes one under way only, and each row into one only."""
    try:
        with transaction.atomic():
            delivery.next_try = clock.passing()
            delivery.save(force_insert=True)
            if not waiting.update(delivery=delivery):
                raise _NothingLeftError
    except (IntegrityError, _NothingLeftError):
        return None
    return delivery


def waiting_notices(now: datetime) -> QuerySet[Notice]:
    """Notices to be mailed by now that were not read in the desk before."""
    return Notice.objects.filter(mail_due__lte=now, delivery=None, read_at=None)


def next_gathering(now: datetime) -> datetime | None:
    """When there will be something to gather next, going by what waits now."""
    mails = Notice.objects.filter(mail_due__gt=now, delivery=None, read_at=None).order_by("mail_due")
    moments = [*mails.values_list("mail_due", flat=True)[:1], *(after_quiet(now, one) for one in _channels())]
    return min((moment for moment in moments if moment is not None), default=None)


def _people(now: datetime) -> QuerySet[User]:
    waiting = Exists(waiting_notices(now).filter(person=OuterRef("pk")))
    under_way = Exists(Delivery.objects.filter(state__in=UNDER_WAY, person=OuterRef("pk")))
    return User.objects.filter(waiting, ~under_way, is_active=True)


def _channels() -> QuerySet[Channel]:
    waiting = Exists(Posting.objects.filter(channel=OuterRef("pk"), delivery=None))
    under_way = Exists(Delivery.objects.filter(state__in=UNDER_WAY, channel=OuterRef("pk")))
    return Channel.objects.filter(waiting, ~under_way, active=True)
