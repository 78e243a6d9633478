"""Notices as the bell and the list show them, and deliveries as an administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from luoshi.ledger.messages import from_data
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.compiled import compiled
from luoshi.queries.visible import Ids
from luoshi.records.models import Channel, Delivery, Notice

MANY = 99  # beyond which the bell does not count


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A notice and its words in the reader's language."""

    notice: Notice
    words: str


@dataclass(frozen=True, slots=True)
class ToldChannel:
    """A channel, and the state of its last delivery, empty for one that was never told anything."""

    channel: Channel
    state: str

    @property
    def in_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in (Delivery.State.FAILED, Delivery.State.UNCERTAIN)

    @property
    def state_word(self) -> str:
        """The state as it is called."""
        return str(Delivery.State(self.state).label) if self.state else ""


@dataclass(frozen=True, slots=True)
class ToldDelivery:
    """A delivery, how many things it tells, and in words why it failed."""

    delivery: Delivery
    count: int
    why: str


def unread_count(access: Access) -> int:
    """How many notices the person has not read, at most MANY + 1."""
    return len(_unread(access.person.pk, tuple(access.own_regions))) if access.person.pk else 0


@compiled
def _unread(person: int, regions: Ids) -> QuerySet[Notice, tuple[int]]:
    return visible.notices_of(person, regions).filter(read_at=None).order_by().values_list("pk")[: MANY + 1]


def listed_notices(access: Access, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """A person's notices, the newest first."""
    notices = visible.notices(access).select_related("programme")
    if unread:
        notices = notices.filter(read_at=None)
    return notices.filter(kind=kind) if kind else notices


def told_notices(notices: Iterable[Notice]) -> list[ToldNotice]:
    """Notices with their words."""
    return [ToldNotice(notice, from_data(notice.title).told(gettext)) for notice in notices]


def listed_channels(access: Access) -> list[ToldChannel]:
    """The channels that a person may edit, each with the state of its last delivery."""
    last = Delivery.objects.filter(channel=OuterRef("pk")).order_by("-created_at", "-pk").values("state")[:1]
    rows = visible.channels(access).select_related("region").annotate(last_state=Subquery(last))
    return [ToldChannel(row, row.last_state or "") for row in rows]


def told_deliveries(channel: Channel, most: int) -> list[ToldDelivery]:
    """The last deliveries to a channel."""
    sent = Delivery.objects.filter(channel=channel).annotate(count=Count("postings"))
    rows = sent.order_by("-created_at", "-pk")[:most]
    return [ToldDelivery(row, row.count, from_data(row.error).told(gettext) if row.error else "") for row in rows]


def masked_address(channel: Channel) -> str:
    """So much of a channel's address that one knows it again, and not enough to post there; nothing of one unreadable.

    >>> masked_address(Channel(address="https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"))
    'https://oapi.dingtalk.com/…cdef'
    """
    if not channel.address:
        return gettext("（读不出来，请重新填写）")
    parts = urlsplit(channel.address)
    return f"{parts.scheme}://{parts.hostname}/…{channel.address[-4:]}"
