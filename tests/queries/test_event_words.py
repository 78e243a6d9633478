"""The log in words: rows and findings by what they say, cells by their names, nothing of how they are stored."""

from __future__ import annotations

import pytest

from luoshi.queries.event_words import Told, told
from luoshi.queries.row_words import MOST
from luoshi.records.models import Event, ResponsibilityTable
from luoshi.services import findings
from luoshi.services import tables as services
from tests.cast import City, make_city
from tests.reports import actor, ready_report, statement
from tests.tables import picks, rows, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


def last(act: str) -> Told:
    return told([Event.objects.filter(act=act).latest("pk")])[0]


def test_a_changed_cell_is_told_by_its_row_and_name(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    services.edit_row(table=table, row_id=row.pk, revision=1, texts={"units": "市财政局、市教育局"}, actor=actor(city))
    [change] = last("table.edit").changes
    assert row.task.startswith(change.field.rstrip("…"))
    assert change.after == "配合单位：市财政局、市教育局"


def test_a_row_that_goes_or_moves(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    services.remove_rows(table=table, picks=picks(row), actor=actor(city))
    # Rows that only moved up are not told.
    assert [change.after for change in last("table.remove").changes] == ["删除"]


def test_of_very_many_rows_the_first_are_told(city: City, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    said = {str(pk): {"note": "改", "revision": 2} for pk in range(row.pk, row.pk + MOST + 5)}
    event = Event(act="table.bulk", subject="responsibilitytable", subject_id=table.pk, before={}, after=said)
    changes = told([event])[0].changes
    assert len(changes) == MOST + 1
    assert changes[-1].after == "还有 5 行"


def test_a_finding_is_told_by_its_quote_and_many_by_their_number(city: City) -> None:
    version = ready_report(city)
    one = statement(version, "学位")
    findings.accept_finding(finding=one, revision=1, actor=actor(city))
    assert (last("finding.accept").kind, last("finding.accept").subject) == ("条目", one.quote)
    findings.accept_confident(version=version, confidence=0, low=0, high=len(version.text), actor=actor(city))
    assert (last("finding.accept-all").act, last("finding.accept-all").subject[-1]) == ("采纳可信条目", "条")


def test_a_new_title_is_not_taken_for_new_names_of_units(city: City, table: ResponsibilityTable) -> None:
    services.rename_table(table=table, title="新的标题", actor=actor(city))
    assert last("table.title").act == "修改分解表标题"
    assert [(one.field, one.after) for one in last("table.title").changes] == [("标题", "新的标题")]
