"""Telling: rows of notices for people, and of postings for the channels of their region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from luoshi.ledger import Message
from luoshi.ledger.messages import as_data
from luoshi.records import clock
from luoshi.records.models import Channel, Matter, Notice, NoticeChoice, NoticeKind, Posting, Programme, User
from luoshi.records.models.notice_kinds import LINK_LENGTH
from luoshi.services.notices.hours import mail_due

_BATCH = 500
_ASKED = 5_000  # people in one query; a database takes no list without end
_KEY_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that people are to be told.

    `key` names the thing for good, such as "sheet-17-issued": whoever was told it is not told again, however often a
    job runs. `link` is a path of the desk, beginning with a slash. Of a thing without a programme no channel is told.
    """

    people: Iterable[User]
    kind: NoticeKind
    title: Message
    link: str
    key: str
    programme: Programme | None = None
    matter: Matter | None = None

    def __post_init__(self) -> None:
        if not self.link.startswith("/") or self.link.startswith(("//", "/\\")) or len(self.link) > LINK_LENGTH:
            raise ValueError(f"a notice leads to a page of the desk, not to {self.link!r}")
        if not 0 < len(self.key) <= _KEY_LENGTH:
            raise ValueError(f"the key of a notice has 1 to {_KEY_LENGTH} characters: {self.key!r}")


def tell(wanted: Iterable[Wanted]) -> bool:
    """Write the notices and postings in the caller's transaction; returns whether any of them is to be sent."""
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is written in the transaction of what it tells of")
    told = [(one, {person.pk for person in one.people}) for one in wanted]
    people = _people({pk for _one, ids in told for pk in ids})
    notices = [_notice(one, person) for one, ids in told for pk in sorted(ids) if (person := people.get(pk))]
    postings = _postings([one for one, ids in told if ids & people.keys()])
    Notice.objects.bulk_create(notices, batch_size=_BATCH, ignore_conflicts=True)
    Posting.objects.bulk_create(postings, batch_size=_BATCH, ignore_conflicts=True)
    return bool(postings) or any(notice.mail_due for notice in notices)


def _people(ids: set[int]) -> dict[int, User]:
    """The active ones of people by id, with their choices."""
    asked, found = sorted(ids), dict[int, User]()
    for start in range(0, len(asked), _ASKED):
        chunk = User.objects.filter(pk__in=asked[start : start + _ASKED], is_active=True)
        found |= {person.pk: person for person in chunk.select_related("notice_choice")}
    return found


def choice_of(person: User) -> NoticeChoice | None:
    """What a person chose, none for one who never did."""
    chosen: NoticeChoice | None = getattr(person, "notice_choice", None)
    return chosen


def _notice(one: Wanted, person: User) -> Notice:
    mailed = settings.MAIL_ON and person.email
    return Notice(
        person=person,
        programme=one.programme,
        matter=one.matter,
        kind=one.kind,
        title=as_data(one.title),
        link=one.link,
        key=one.key,
        created_at=clock.now(),
        mail_due=mail_due(choice_of(person), one.kind, clock.passing()) if mailed else None,
    )


def _postings(wanted: list[Wanted]) -> list[Posting]:
    regions = {one.programme.region_id for one in wanted if one.programme}
    if not regions:
        return []
    channels = list(Channel.objects.filter(region__in=regions, active=True))
    return [
        Posting(
            channel=channel,
            programme=one.programme,
            kind=one.kind,
            title=as_data(one.title),
            link=one.link,
            key=one.key,
        )
        for one in wanted
        for channel in channels
        if one.programme and channel.region_id == one.programme.region_id and one.kind in channel.kinds
    ]
