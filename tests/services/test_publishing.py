"""Publishing: numbers, frozen quotes, assignments, editions, and exactly one of two that publish at once."""

from __future__ import annotations

import pytest

from luoshi.queries.editions import changes_between
from luoshi.records.models import Assignment, Edition, Event, Matter, Programme, ResponsibilityTable, Unit
from luoshi.services import tables as services
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from tests.cast import City, make_city
from tests.concurrency import at_once
from tests.reports import actor, ready_report
from tests.tables import numbers, picks, published, rows, table_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


def test_each_row_becomes_a_matter_with_a_number(city: City, table: ResponsibilityTable) -> None:
    edition = published(city, table)
    assert numbers(table) == ["2025-001", "2025-002", "2025-003"]
    assert [said["number"] for said in edition.rows] == numbers(table)
    matter = Matter.objects.get(number="2025-001")
    assert (matter.status, str(matter.first_deadline)) == ("assigned", "2025-12-31")
    assert [post.title for post in matter.leaders.all()] == ["副市长"]
    lead = matter.assignments.get()
    assert (lead.part, lead.unit, lead.written) == ("lead", city.units["science"], "市科学技术局")
    assert Event.objects.filter(act="matter.assign", subject_id=matter.pk).count() == 1
    assert Event.objects.get(act="table.publish").after == {
        "edition": 1, "matters": 3, "added": 3, "changed": 0, "withdrawn": 0,
    }  # fmt: skip


def test_groups_are_written_out_and_open_ones_kept(city: City, table: ResponsibilityTable) -> None:
    for name in ("南湾区人民政府", "桐溪县人民政府"):
        Unit.objects.create(region=city.region, name=name)
    write(city, table, 0, units="各县（市、区）政府、市级相关单位、市教育局、市科学技术局")
    published(city, table)
    parts = Matter.objects.get(number="2025-001").assignments.filter(part=Assignment.Part.COOPERATE)
    named = [one.unit.name if one.unit else one.written for one in parts]
    assert named == ["南湾区人民政府", "桐溪县人民政府", "市级相关单位", "市教育局"]


def test_nothing_is_published_while_an_error_is_open(city: City, table: ResponsibilityTable) -> None:
    write(city, table, 1, lead_unit="")
    with pytest.raises(RefusedError):
        published(city, table)
    # A lead that is no unit of the region could be handed nothing.
    write(city, table, 1, lead_unit="市水利局")
    with pytest.raises(RefusedError):
        published(city, table)
    table.refresh_from_db()
    assert (table.edition, table.state) == (0, "draft")
    assert not Matter.objects.exists()
    assert Programme.objects.get(pk=city.programme.pk).matters_numbered == 0


def test_tables_to_learn_from_and_empty_ones_are_not_published(city: City, table: ResponsibilityTable) -> None:
    table.purpose = "teaching"
    table.save()
    with pytest.raises(RefusedError):
        published(city, table)
    with pytest.raises(RefusedError):
        published(city, table_of(city, ()))


def test_numbers_hold_over_amendments_and_are_never_reused(city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    first, _second, third = rows(table)
    services.remove_rows(table=table, picks=picks(third), actor=actor(city))
    write(city, table, 0, lead_unit="市教育局", deadline="6月底前")
    services.add_row(table=table, texts={"task": "修路", "lead_unit": "市教育局"}, actor=actor(city), after_id=first.pk)
    edition = published(city, table, reason="调整分工")
    assert numbers(table) == ["2025-001", "2025-004", "2025-002"]
    assert Matter.objects.get(number="2025-003").status == Matter.Status.WITHDRAWN
    amended = Matter.objects.get(number="2025-001")
    assert (str(amended.deadline), str(amended.first_deadline)) == ("2025-06-30", "2025-12-31")
    assert [(one.written, one.ended) for one in amended.assignments.order_by("id")] == [
        ("市科学技术局", True),
        ("市教育局", False),
    ]
    before = Edition.objects.get(table=table, number=1)
    told = {(change.what, change.number) for change in changes_between(before.rows, edition.rows)}
    assert told == {("changed", "2025-001"), ("added", "2025-004"), ("withdrawn", "2025-003")}
    assert len(before.rows) == 3, "an edition never changes"


def test_an_amendment_needs_a_reason_and_a_change(city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    with pytest.raises(RefusedError):
        published(city, table)
    write(city, table, 0, note="注")
    with pytest.raises(RefusedError):
        published(city, table, reason=" ")
    assert published(city, table, reason="补注").number == 2


def test_the_quote_is_the_sources_and_stays(city: City) -> None:
    version = ready_report(city)
    table = table_of(city, ["新增高新技术企业50家以上。"])
    start = version.text.index("新增高新技术企业")
    table.source = version
    table.save()
    table.rows.update(start=start, end=start + 14)
    write(city, table, 0, task="新增高新技术企业60家以上。")
    services.add_row(table=table, texts={"task": "其余", "lead_unit": "市教育局"}, actor=actor(city))
    version.findings.update(state="rejected")
    published(city, table)
    write(city, table, 0, task="新增高新技术企业70家以上。")
    published(city, table, reason="改数")
    matter = Matter.objects.get(number="2025-001")
    assert matter.quote == version.text[start : start + 14]
    assert matter.task == "新增高新技术企业70家以上。"


@pytest.mark.django_db(transaction=True)
def test_of_two_that_publish_at_once_one_wins(city: City, table: ResponsibilityTable) -> None:
    def act() -> Edition:
        return services.publish(
            table=ResponsibilityTable.objects.select_related("programme__region").get(pk=table.pk),
            edition=0,
            actor=actor(city),
            reason="",
        )

    answers = at_once(act, act)
    assert sorted(type(answer).__name__ for answer in answers) == ["ChangedMeanwhileError", "Edition"]
    assert isinstance(next(one for one in answers if isinstance(one, Exception)), ChangedMeanwhileError)
    assert numbers(table) == ["2025-001", "2025-002", "2025-003"]
    assert Matter.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_tables_of_a_programme_share_no_number(city: City) -> None:
    tables = [table_of(city), table_of(city)]
    at_once(*(lambda table=table: published(city, table) for table in tables))
    found = [number for table in tables for number in numbers(table)]
    assert len(set(found)) == len(found) == 6
