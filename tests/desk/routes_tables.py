"""Routes of responsibility tables."""

from __future__ import annotations

import io

from luoshi.desk.official import official_table, rows_as_official
from luoshi.exchange.official_excel import write_excel
from luoshi.ledger import Permission
from luoshi.records.models import ResponsibilityTable
from luoshi.services import tables as services
from tests.cast import City
from tests.desk.routes import Made, Route, nothing
from tests.reports import actor, ready_report
from tests.tables import published, rows, table_of

READ, EDIT, PUBLISH = Permission.READ_TABLES, Permission.EDIT_TABLES, Permission.PUBLISH


def _table(city: City, _unit: str) -> Made:
    return {"pk": _known(city).pk}


def _known(city: City) -> ResponsibilityTable:
    return ResponsibilityTable.objects.filter(programme=city.programme).first() or table_of(city)


def _failed(city: City, unit: str) -> Made:
    made = _table(city, unit)
    ResponsibilityTable.objects.filter(**made).update(job=ResponsibilityTable.Job.FAILED)
    return made


def _row(city: City, _unit: str) -> Made:
    table = _known(city)
    return {"pk": table.pk, "row": rows(table)[1].pk}


def _cell(city: City, unit: str) -> Made:
    return _row(city, unit) | {"field": "lead_unit"}


def _edition(city: City, _unit: str) -> Made:
    table = _known(city)
    if not table.edition:
        published(city, table)
    return {"pk": table.pk, "number": 1}


def _changed(city: City, _unit: str) -> Made:
    table = _known(city)
    row = rows(table)[0]
    services.edit_row(table=table, row_id=row.pk, revision=row.revision, texts={"note": "改"}, actor=actor(city))
    return {"pk": table.pk}


def _upload(city: City, _unit: str) -> Made:
    table = _known(city)
    stream = io.BytesIO()
    write_excel(official_table(table, rows_as_official(rows(table), {})), stream)
    kept = services.keep_upload(table=table, data=stream.getvalue(), name="a.xlsx", actor=actor(city))
    return {"pk": table.pk, "upload": kept.pk}


def _picked(city: City, _unit: str) -> Made:
    return {"row": [f"{row.pk}:{row.revision}" for row in rows(_known(city))[:2]]}


def _draft(city: City, _unit: str) -> Made:
    return {"version": ready_report(city).pk}


ROUTES = [
    Route("tables", READ),
    Route("tables-draft", EDIT, sees=Permission.READ_DOCUMENTS, changes=EDIT, page=False, data=_draft, posted=True),
    Route("tables-import", EDIT, page=False, data=nothing),
    Route("tables-show", READ, _table, READ),
    Route("tables-progress", READ, _table, READ),
    Route("tables-again", EDIT, _failed, READ, changes=EDIT, page=False, data=nothing),
    Route("tables-title", EDIT, _table, READ, changes=EDIT, page=False, data=lambda _c, _u: {"title": "新标题"}),
    Route("tables-row", READ, _row, READ, changes=EDIT, data=lambda _c, _u: {"revision": 1, "note": "注"}),
    Route("tables-split", EDIT, _row, READ, changes=EDIT, page=False, data=lambda _c, _u: {"revision": 1, "at": 9}),
    Route("tables-move", EDIT, _row, READ, changes=EDIT, page=False, data=lambda _c, _u: {"revision": 1}),
    Route("tables-proposed", READ, _cell, READ),
    Route("tables-add", EDIT, _table, READ, changes=EDIT, page=False, data=lambda _c, _u: {"task": "修路"}),
    Route("tables-merge", EDIT, _table, READ, changes=EDIT, page=False, data=_picked),
    Route("tables-remove", EDIT, _table, READ, changes=EDIT, page=False, data=_picked),
    Route("tables-bulk", EDIT, _table, READ, changes=EDIT, page=False, data=lambda c, u: _picked(c, u) | {"field": "note", "text": "注"}),
    Route("tables-rename", EDIT, _table, READ, changes=EDIT, page=False, data=lambda c, u: _picked(c, u) | {"name": "市科学技术局", "by": "市教育局"}),
    Route("tables-accept", EDIT, _table, READ, changes=EDIT, page=False, data=nothing),
    Route("tables-undo", EDIT, _changed, READ, changes=EDIT, page=False, data=nothing),
    Route("tables-word", READ, _table, READ),
    Route("tables-excel", READ, _table, READ),
    Route("tables-upload", EDIT, _table, READ, changes=EDIT, page=False, data=nothing),
    Route("tables-differences", EDIT, _upload, READ, data=nothing),
    Route("tables-publish", PUBLISH, _table, READ, data=lambda _c, _u: {"edition": 0}),
    Route("tables-edition", READ, _edition, READ),
    Route("tables-edition-word", READ, _edition, READ),
    Route("tables-edition-excel", READ, _edition, READ),
]  # fmt: skip
