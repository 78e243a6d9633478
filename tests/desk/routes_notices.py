"""Routes of notices and channels."""

from __future__ import annotations

from django.db import transaction

from luoshi.ledger import Permission
from luoshi.ledger.messages import message
from luoshi.records.models import Channel, Delivery, Notice, NoticeKind
from luoshi.services.notices import notify
from tests.cast import City
from tests.desk.routes import Made, Route, nothing

_HOOK = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"


def _notice(city: City, unit: str) -> Made:
    with transaction.atomic():
        notify(
            people=[city.people[f"liaison-{unit}"]],
            kind=NoticeKind.SHEET,
            title=message("催办单"),
            link="/ledger/",
            key="sheet-1",
            programme=city.programme,
        )
    return {"pk": Notice.objects.get(person=city.people[f"liaison-{unit}"], kind=NoticeKind.SHEET).pk}


def _region(city: City, _unit: str) -> Made:
    return {"region": city.region.pk}


def make_channel(city: City) -> Channel:
    return Channel.objects.create(region=city.region, service="dingtalk", name=f"{city.region}群", address=_HOOK)


def _channel(city: City, _unit: str) -> Made:
    return {"pk": make_channel(city).pk}


def _channel_said(city: City, _unit: str) -> Made:
    return {"revision": 1, "service": "dingtalk", "name": f"{city.region}督查群", "address": _HOOK, "kinds": ["sheet"]}


def _failed(city: City, _unit: str) -> Made:
    return {"pk": Delivery.objects.create(channel=make_channel(city), state=Delivery.State.FAILED).pk}


def _choices(_city: City, _unit: str) -> Made:
    return {"revision": 0, "mail": "off", "digest_hour": 8, "language": "en"}


_EDIT = Permission.EDIT_CHANNELS
ROUTES = [
    Route("notices"),
    Route("notices-bell"),
    Route("notices-open", kwargs=_notice, personal=True),
    Route("notices-read", kwargs=_notice, personal=True, page=False, data=nothing),
    Route("notices-read-all", page=False, data=nothing),
    Route("notices-choices", data=_choices),
    Route("settings-channels", _EDIT),
    Route("settings-channels-new", _EDIT, _region, data=_channel_said),
    Route("settings-channels-edit", _EDIT, _channel, data=_channel_said),
    Route("settings-channels-deliveries", _EDIT, _channel),
    Route("settings-channels-activity", _EDIT, _channel, page=False, data=lambda _c, _u: {"active": "0"}),
    Route("settings-channels-try", _EDIT, _channel, page=False, data=nothing),
    Route("settings-deliveries-again", _EDIT, _failed, page=False, data=nothing),
]
