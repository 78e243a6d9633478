"""Drafts and imports: jobs that make all rows or none, and what past tables teach them."""

from __future__ import annotations

import pytest

from luoshi.records.models import DocumentVersion, Finding, ResponsibilityTable
from luoshi.services import tables as services
from luoshi.services.documents import hand_in_document
from luoshi.services.errors import RefusedError
from luoshi.services.tables.creating import fill_table
from tests.cast import City, make_city
from tests.reports import actor, ready_report
from tests.tables import rows, table_of

pytestmark = pytest.mark.django_db
TABLE = """目标任务\t责任领导\t牵头单位\t配合单位\t完成时限
新增高新技术企业40家以上\t李云舟\t市科技局\t市财政局、市教育局等\t年底前
新增学位5000个\t王岚\t市教育局\t各县（市、区）政府\t8月底前
"""


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def drafted(city: City, version: DocumentVersion) -> ResponsibilityTable:
    table = services.create_draft(version=version, actor=actor(city))
    fill_table.call(table.pk, False)
    table.refresh_from_db()
    return table


def imported(city: City, data: bytes, name: str, purpose: str = "teaching", year: int = 2024) -> ResponsibilityTable:
    version = hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name=name, kind="table")
    table = services.import_table(version=version, actor=actor(city), purpose=purpose, year=year)
    fill_table.call(table.pk, True)
    table.refresh_from_db()
    return table


def test_a_table_is_taken_in_with_everything_it_says(city: City) -> None:
    table = imported(city, TABLE.encode(), "2024.txt")
    assert (table.job, table.trouble, table.purpose, table.year) == ("ready", "", "teaching", 2024)
    first, second = rows(table)
    assert (first.lead_unit, first.units, first.etc) == ("市科技局", ["市财政局", "市教育局"], True)
    assert (second.deadline, str(second.deadline_date), second.leaders) == ("8月底前", "2024-08-31", ["王岚"])


def test_a_file_without_a_table_is_said_to_have_none(city: City) -> None:
    table = imported(city, "今天天气很好。".encode(), "a.txt")
    assert table.job == "failed"
    assert table.trouble
    assert not table.rows.exists()
    services.fill_again(table=table, actor=actor(city))
    table.refresh_from_db()
    assert table.job == "queued"
    with pytest.raises(RefusedError):
        services.fill_again(table=table, actor=actor(city))


def test_a_draft_holds_what_the_review_left_and_suggests_what_was_taught(city: City) -> None:
    imported(city, TABLE.encode(), "2024.txt")
    version = ready_report(city)
    Finding.objects.filter(version=version, kind="task", quote__contains="老旧小区").update(state="rejected")
    table = drafted(city, version)
    found = rows(table)
    assert table.job == "ready"
    assert all(version.text[row.start : row.end] == row.task for row in found)
    assert not [row for row in found if "老旧小区" in row.task]
    firms = next(row for row in found if "高新技术企业" in row.task)
    assert firms.lead_unit == "", "a suggestion waits for a person"
    lead = firms.suggestions["lead_unit"][0]
    assert lead["value"] in ("市科技局", "市科学技术局")
    assert lead["reason"]
    assert [Finding.objects.get(pk=pk).fields["indicator"] for pk in firms.targets] == ["高新技术企业"]
    assert {row.kind for row in found} == {"indicator", "task"}


def test_a_draft_run_twice_is_made_once(city: City) -> None:
    table = drafted(city, ready_report(city))
    count = table.rows.count()
    fill_table.call(table.pk, False)
    assert table.rows.count() == count


def test_a_document_that_is_not_read_makes_no_draft(city: City) -> None:
    version = ready_report(city)
    version.state = DocumentVersion.State.RUNNING
    version.save()
    with pytest.raises(RefusedError):
        services.create_draft(version=version, actor=actor(city))


def test_the_job_begins_when_the_table_is_kept(city: City, django_capture_on_commit_callbacks: object) -> None:
    version = ready_report(city)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without types
        table = services.create_draft(version=version, actor=actor(city))
    table.refresh_from_db()
    assert (table.job, table.progress) == ("ready", 100)


def test_another_regions_tables_teach_nothing(city: City) -> None:
    other = make_city("青岚市", "990200")
    table_of(other, ["新增高新技术企业50家以上。"], lead="市高新企业专班")
    ResponsibilityTable.objects.update(purpose="teaching")
    table = drafted(city, ready_report(city))
    assert "专班" not in str([row.suggestions for row in rows(table)])
