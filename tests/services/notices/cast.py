"""What the tests of notices share: a thing told, and a channel that leads to a server of the tests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from luoshi.ledger.messages import message
from luoshi.records.models import Channel, Delivery, Notice, NoticeKind, User
from luoshi.services.notices.telling import Wanted, tell
from tests.cast import City
from tests.services.notices.robot_servers import RobotServer


def told(city: City, people: Iterable[User] = (), key: str = "sheet-1", words: str = "催办单：%(name)s") -> bool:
    """Tell people one thing, without anything being sent; the supervisor where nobody is named."""
    title = message(words, name="高新技术企业")
    everybody = list(people) or [city.people["supervisor"]]
    with transaction.atomic():
        return tell([Wanted(everybody, NoticeKind.SHEET, title, "/ledger/", key, city.programme)])


def channel_to(city: City, server: RobotServer, **more: object) -> Channel:
    """A channel of the city that tells of sheets."""
    said = {"service": server.service, "address": server.address, "secret": server.secret, "kinds": ["sheet"]}
    return Channel.objects.create(region=city.region, name="督查群", **{**said, **more})


def states() -> list[str]:
    """The states of all deliveries, the oldest first."""
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def told_by_kind(city: City) -> dict[str, set[str]]:
    """Who was told, by the kind of notice; nobody twice of the same thing."""
    names = {person.pk: name for name, person in city.people.items()}
    rows = [(str(notice.kind), names[notice.person_id]) for notice in Notice.objects.all()]
    assert len(rows) == len(set(rows)), rows
    return {kind: {name for of, name in rows if of == kind} for kind, _name in rows}
