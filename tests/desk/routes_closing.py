"""Routes of close-out and of looking back."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.records.models import Matter, User
from luoshi.services.events import Actor
from luoshi.services.look_back import draw_sample
from tests.cast import City
from tests.closings import another, asked_to_close, at_work, closed, closing_of, evidence_for
from tests.desk.routes import Made, Route


def _waiting(city: City, unit: str) -> Matter:
    number = f"2025-1{unit}"
    return Matter.objects.filter(programme=city.programme, number=number).first() or asked_to_close(
        city, number, unit=unit
    )


def _closing(city: City, unit: str) -> Made:
    return {"pk": closing_of(_waiting(city, unit)).pk}


def _waiting_matter(city: City, unit: str) -> Made:
    return {"pk": _waiting(city, unit).pk}


def _working(city: City, unit: str) -> Made:
    number = f"2025-2{unit}"
    matter = Matter.objects.filter(programme=city.programme, number=number).first()
    if matter is None:
        matter = at_work(city, number, unit=unit)
        evidence_for(city, matter, unit=unit)
    return {"pk": matter.pk}


def _struck_off(city: City, unit: str) -> Made:
    number = f"2025-3{unit}"
    matter = Matter.objects.filter(programme=city.programme, number=number).first()
    if matter is None:
        name = f"{city.region.code}-closer"
        closer = User.objects.filter(username=name).first() or another(city, "verifier", name)
        matter = closed(city, number, unit=unit, by=closer)
    return {"pk": matter.pk}


def _sample(city: City, unit: str) -> Made:
    known = city.programme.samples.first()
    if known is None:
        _struck_off(city, unit)
        known = draw_sample(programme=city.programme, actor=Actor(city.people["supervisor"]), size=1)
    return {"pk": known.pk}


def _programme(city: City, unit: str) -> Made:
    _struck_off(city, unit)
    return {"programme": city.programme.pk}


def _verified(_city: City, _unit: str) -> Made:
    return {"revision": 2, "answer": "close", "verified": "查阅验收备案表。", "methods": ["files"]}


def _found(city: City, unit: str) -> Made:
    revision = Matter.objects.get(**_struck_off(city, unit)).revision
    return {"revision": revision, "answer": "hold", "found": "现场查看，成效保持。"}


_SEEN = Permission.READ_ALL_MATTERS
ROUTES = [
    Route("closing"),
    Route("closing-show", kwargs=_closing, sees=_SEEN, of_unit=True),
    Route(
        "closing-answer",
        kwargs=_closing,
        sees=_SEEN,
        of_unit=True,
        changes=Permission.VERIFY,
        page=False,
        data=_verified,
    ),
    Route(
        "closing-request",
        Permission.ANSWER_FOR_UNIT,
        _working,
        sees=_SEEN,
        of_unit=True,
        data=lambda _c, _u: {"revision": 1, "achieved": "全部完成。"},
    ),
    Route(
        "closing-retract",
        Permission.ANSWER_FOR_UNIT,
        _waiting_matter,
        sees=_SEEN,
        of_unit=True,
        page=False,
        data=lambda _c, _u: {"revision": 2},
    ),
    Route("closing-look-back", Permission.LOOK_BACK, _struck_off, sees=_SEEN, data=_found),
    Route("closing-look-backs", Permission.LOOK_BACK),
    Route(
        "closing-draw",
        Permission.LOOK_BACK,
        _programme,
        page=False,
        data=lambda _c, _u: {"how": "size", "amount": 1, "seed": ""},
    ),
    Route("closing-sample", Permission.LOOK_BACK, _sample),
]
