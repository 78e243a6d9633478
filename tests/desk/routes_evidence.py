"""Routes of evidence."""

from __future__ import annotations

from django.core.files.base import ContentFile

from luoshi.ledger import Permission
from luoshi.records.models import EvidenceUse, Matter
from tests.cast import City
from tests.desk.routes import Made, Route
from tests.pieces import bare_use, matter_of

READ, ADD = Permission.READ_ALL_MATTERS, Permission.ADD_EVIDENCE


def _matter(city: City, unit: str) -> Made:
    known = Matter.objects.filter(programme=city.programme, lead=city.units[unit]).first()
    return {"pk": (known or matter_of(city, unit)).pk}


def _use(city: City, unit: str) -> EvidenceUse:
    matter = Matter.objects.get(pk=_matter(city, unit)["pk"])
    use = EvidenceUse.objects.filter(matter=matter).first() or bare_use(city, matter, unit)
    if not use.evidence.file:
        use.evidence.file.save(f"evidence/test-{use.evidence_id}", ContentFile(b"x"), save=False)
        use.evidence.thumbnail = use.evidence.file.name
        use.evidence.save()
    return use


def _piece(city: City, unit: str) -> Made:
    return {"pk": _use(city, unit).evidence_id}


def _used(city: City, unit: str) -> Made:
    return {"pk": _use(city, unit).pk}


def _link(_city: City, _unit: str) -> Made:
    return {"address": "https://www.yunchuan.gov.cn/1", "title": "名单", "published": "2025-03-31"}


def _earlier(city: City, unit: str) -> Made:
    """A piece of the same unit's other matter."""
    return {"evidence": bare_use(city, matter_of(city, unit), unit).evidence_id}


ROUTES = [
    Route("evidence-add", kwargs=_matter, sees=READ, of_unit=True, changes=ADD, data=lambda _c, _u: {"caption": "无"}),
    Route("evidence-link", kwargs=_matter, sees=READ, of_unit=True, changes=ADD, page=False, data=_link),
    Route("evidence-reuse", kwargs=_matter, sees=READ, of_unit=True, changes=ADD, data=_earlier),
    Route("evidence-shelf", kwargs=_matter, sees=READ, of_unit=True),
    Route(
        "evidence-remove",
        kwargs=_used,
        sees=READ,
        of_unit=True,
        changes=ADD,
        page=False,
        data=lambda _c, _u: {"reason": "传错了"},
    ),
    Route(
        "evidence-caption",
        kwargs=_used,
        sees=READ,
        of_unit=True,
        changes=Permission.ANSWER_FOR_UNIT,  # a unit's words are corrected by nobody else
        page=False,
        data=lambda _c, _u: {"caption": "开工仪式", "stood": ""},
    ),
    Route("evidence-file", kwargs=_piece, sees=READ, of_unit=True),
    Route("evidence-thumbnail", kwargs=_piece, sees=READ, of_unit=True),
]
