"""Routes of documents and findings."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.records.models import DocumentVersion, Finding
from luoshi.services.findings import accept_finding
from tests.cast import City
from tests.desk.routes import Made, Route, nothing
from tests.reports import REPORT, actor, ready_report

READ, EDIT = Permission.READ_DOCUMENTS, Permission.EDIT_DOCUMENTS


def _last(city: City) -> DocumentVersion:
    known = DocumentVersion.objects.filter(document__programme=city.programme).order_by("id").last()
    return known or ready_report(city)


def _document(city: City, _unit: str) -> Made:
    return {"pk": _last(city).document_id}


def _version(city: City, _unit: str) -> Made:
    return {"pk": _last(city).pk}


def _unread(city: City, _unit: str) -> Made:
    version = _last(city)
    DocumentVersion.objects.filter(pk=version.pk).update(state=DocumentVersion.State.FAILED)
    return {"pk": version.pk}


def _alike(city: City, _unit: str) -> Made:
    """A report that looks like one which its programme has already."""
    known, version = ready_report(city), ready_report(city)
    DocumentVersion.objects.filter(pk=version.pk).update(about={"alike": known.document_id})
    return {"pk": version.pk}


def _finding(city: City, _unit: str) -> Made:
    return {"pk": _high_tech(city).pk}


def _high_tech(city: City) -> Finding:
    return Finding.objects.get(version=_last(city), fields__indicator="高新技术企业")


def _acted_on(city: City, _unit: str) -> Made:
    accept_finding(finding=_high_tech(city), revision=1, actor=actor(city))
    return _version(city, _unit)


def _revision(_city: City, _unit: str) -> Made:
    return {"revision": 1}


def _edited(_city: City, _unit: str) -> Made:
    return {"revision": 1, "indicator": "国家高新技术企业", "value": "60", "accept": "1"}


def _merged(city: City, _unit: str) -> Made:
    other = Finding.objects.get(version=_last(city), fields__indicator="学位")
    return {"revision": 1, "other": other.pk, "other_revision": 1}


def _selected(city: City, _unit: str) -> Made:
    start = REPORT.index("开工建设低空经济产业园")
    return _version(city, _unit) | {"start": start, "end": start + 11}


def _added(_city: City, _unit: str) -> Made:
    said = {"object": "低空经济产业园", "verb": "开工建设", "stage": "start", "measurability": "event"}
    return {"finding_kind": "task", **said}


def _described(_city: City, _unit: str) -> Made:
    return {"title": "云川市报告", "kind": "report", "government": "", "year": "2025"}


ROUTES = [
    Route("documents", READ),
    Route("documents-list", READ),
    Route("documents-hand-in", EDIT, page=False, data=lambda _c, _u: {"text": REPORT + "附。"}),
    Route("documents-show", READ, _document, READ),
    Route("documents-new-version", EDIT, _document, READ, changes=EDIT, page=False, data=lambda _c, _u: {"text": "改"}),
    Route("documents-about", EDIT, _document, READ, changes=EDIT, page=False, data=_described),
    Route("documents-again", EDIT, _unread, READ, changes=EDIT, page=False, data=nothing),
    Route("documents-as-version", EDIT, _alike, READ, changes=EDIT, page=False, data=nothing),
    Route("documents-progress", READ, _version, READ),
    Route("documents-file", READ, _version, READ),
    Route("documents-changes", READ, _version, READ),
    Route("documents-finding-new", EDIT, _selected, READ, changes=EDIT, data=_added),
    Route("documents-undo", EDIT, _acted_on, READ, changes=EDIT, page=False, data=nothing),
    Route("documents-accept-all-confident", EDIT, _version, READ, changes=EDIT, page=False, data=nothing),
    Route("documents-finding-show", READ, _finding, READ),
    Route("documents-finding-accept", EDIT, _finding, READ, changes=EDIT, page=False, data=_revision),
    Route("documents-finding-reject", EDIT, _finding, READ, changes=EDIT, page=False, data=_revision),
    Route("documents-finding-reopen", EDIT, _finding, READ, changes=EDIT, page=False, data=_revision),
    Route("documents-finding-edit", EDIT, _finding, READ, changes=EDIT, data=_edited),
    Route("documents-finding-split", EDIT, _finding, READ, changes=EDIT, data=_revision),
    Route("documents-finding-merge", EDIT, _finding, READ, changes=EDIT, page=False, data=_merged),
]
