"""What the ledger itself says of a table's rows before it is published."""

from __future__ import annotations

import pytest

from luoshi.queries.table_checks import checks_of
from luoshi.records.models import ResponsibilityTable, TableRow
from luoshi.services import tables as services
from luoshi.services.errors import RefusedError
from tests.cast import City, make_city
from tests.reports import REPORT, actor, ready_report
from tests.tables import rows, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


def codes(table: ResponsibilityTable) -> list[tuple[str, str]]:
    return [(str(check.code), check.severity) for check in checks_of(table, rows(table))]


@pytest.mark.parametrize("task", ["新任务", " 新任务 ", "New task"])
def test_a_row_nobody_wrote_is_not_published(city: City, table: ResponsibilityTable, task: str) -> None:
    TableRow.objects.filter(pk=rows(table)[0].pk).update(task=task)
    assert ("empty-task", "error") in codes(table)
    with pytest.raises(RefusedError, match="错误"):
        services.publish(table=table, edition=0, actor=actor(city), reason="")


@pytest.mark.parametrize(
    ("task", "note", "told"),
    [
        ("新增学位6180个，改造老旧小区89个。", "", False),
        ("新增学位6,180个，改造老旧小区89.0个。", "", False),  # the same figures, written otherwise
        ("新增学位。", "", False),  # one left out is another check's
        ("新增学位6800个，改造老旧小区89个。", "", True),
        ("新增学位6800个，改造老旧小区89个。", "按市政府常务会议纪要调为6800个", False),  # the reason is on record
    ],
)
def test_a_figure_that_the_report_does_not_have(
    city: City, table: ResponsibilityTable, task: str, note: str, told: bool
) -> None:
    table.source = ready_report(city)
    table.save()
    start = REPORT.index("新增学位6180个")
    row = rows(table)[1]
    TableRow.objects.filter(pk=row.pk).update(task=task, note=note, start=start, end=REPORT.index("\n", start))
    assert (("figure-not-in-quote", "warning") in codes(table)) == told
