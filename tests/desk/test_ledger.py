"""The ledger: who sees which matters, filters, the Excel file, and the page of one matter."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from luoshi.records.models import Matter, ResponsibilityTable, SavedView
from luoshi.services import tables as services
from tests.cast import City, make_city
from tests.reports import actor
from tests.tables import picks, published, rows, table_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Settings) -> City:
    settings.LUOSHI_TODAY = date(2025, 3, 3)
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    """Three matters, the second led by the department of education, the third withdrawn by an amendment."""
    table = table_of(city)
    services.bulk_edit(table=table, picks=picks(rows(table)[1]), texts={"lead_unit": "市教育局"}, actor=actor(city))
    published(city, table)
    services.remove_rows(table=table, picks=picks(rows(table)[2]), actor=actor(city))
    published(city, table, reason="已并入其他事项")
    return table


def listed(client: Client, query: str = "") -> list[str]:
    page = HTMLParser(client.get(f"/ledger/?{query}").content)
    return [link.text() for link in page.css("table.ledger td.nowrap a")]


# What the address asks for, and the matters that are listed.
FILTERS = [
    ("", ["2025-001", "2025-002"]),
    ("withdrawn=1", ["2025-001", "2025-002", "2025-003"]),
    ("q=老旧小区", ["2025-002"]),
    ("q=2025-001", ["2025-001"]),
    ("section=一、强产业", ["2025-001"]),
    ("unit=市教育局", ["2025-002"]),
    ("unit=市教育局&part=cooperate", []),
    # Units in the order of the register, as officials list them.
    ("leader=副市长&sort=lead", ["2025-001", "2025-002"]),
    ("light=green", ["2025-001", "2025-002"]),
    ("light=red", []),
    ("status=withdrawn", ["2025-003"]),
    ("due=overdue", []),
    ("group=section", ["2025-001", "2025-002"]),
    ("leader=市长", []),
    ("kind=indicator", []),
    # Nonsense asks nothing.
    ("kind=nonsense&sort=nonsense&page=x", ["2025-001", "2025-002"]),
]


@pytest.mark.parametrize(("query", "numbers"), FILTERS)
def test_the_list_shows_what_was_asked_for(
    client: Client, city: City, table: ResponsibilityTable, query: str, numbers: list[str]
) -> None:
    client.force_login(city.people["supervisor"])
    assert listed(client, query) == numbers
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/ledger/excel?{query}").content))
    assert [line[0].value for line in book.worksheets[0].iter_rows(min_row=2)] == numbers


def test_groups_stand_in_the_order_of_the_table(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["supervisor"])
    page = HTMLParser(client.get("/ledger/?group=section&col=light&col=reason&col=done").content)
    assert [band.text() for band in page.css("tr.band th")] == ["一、强产业", "二、惠民生"]
    headers = page.css("thead th")[2:]
    assert [header.attributes["class"] for header in headers] == ["col-light", "col-reason", "col-done"]


def test_the_list_goes_out_as_csv_and_as_word(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["supervisor"])
    lines = client.get("/ledger/csv?withdrawn=1").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("number,kind")
    word = docx.Document(io.BytesIO(client.get("/ledger/word?group=section&col=lead").content))
    texts = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert texts[0] == ["编号", "事项", "牵头单位"]
    assert texts[1][0] == "一、强产业"
    assert texts[2][0] == "2025-001"


def test_views_are_kept_shared_and_dropped(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["supervisor"])
    kept = {"programme": city.programme.pk, "name": "教育", "unit": "市教育局", "col": ["light"], "shared": "1"}
    assert client.post("/ledger/views", kept).status_code == 302
    view = SavedView.objects.get(name="教育")
    assert listed(client, view.query) == ["2025-002"]
    client.force_login(city.people["verifier"])
    assert "教育" in client.get("/ledger/").content.decode()
    assert client.post(f"/ledger/views/{view.pk}/drop").status_code == 404, "another's view"
    client.force_login(city.people["supervisor"])
    client.post(f"/ledger/views/{view.pk}/drop")
    assert not SavedView.objects.exists()
    client.post("/ledger/views", kept | {"name": ""})
    assert not SavedView.objects.exists(), "a view without a name"


def test_a_liaison_sees_his_units_matters_only(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["liaison-education"])
    assert listed(client, "withdrawn=1") == ["2025-002"]
    page = client.get("/ledger/").content.decode()
    assert "高新技术企业" not in page, "not among what can be filtered by, either"
    other = Matter.objects.get(number="2025-001")
    assert client.get(f"/ledger/{other.pk}/").status_code == 404


def test_an_admin_without_matters_is_told_so(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["admin"])
    assert listed(client) == []
    assert "您的角色不涉及事项" in client.get("/ledger/").content.decode()


def test_a_matter_tells_who_answers_and_what_happened(client: Client, city: City, table: ResponsibilityTable) -> None:
    services.bulk_edit(table=table, picks=picks(rows(table)[0]), texts={"deadline": "6月底前"}, actor=actor(city))
    published(city, table, reason="提前完成")
    client.force_login(city.people["leader"])
    page = client.get(f"/ledger/{Matter.objects.get(number='2025-001').pk}/").content.decode()
    for words in (
        "2025-001",
        "市科学技术局",
        "最初时限 2025-12-31",
        "2025-06-30",
        "交办",
        "修订",
        "提前完成",
        "第 3 版",
    ):
        assert words in page, words


def test_a_withdrawn_matter_keeps_its_page(client: Client, city: City, table: ResponsibilityTable) -> None:
    client.force_login(city.people["verifier"])
    page = client.get(f"/ledger/{Matter.objects.get(number='2025-003').pk}/").content.decode()
    assert "已撤销" in page
    assert "已并入其他事项" in page


def test_three_hundred_matters_take_no_more_queries(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    published(city, table_of(city, [f"新增停车位{number}个。" for number in range(300)]))
    client.force_login(city.people["supervisor"])
    with django_assert_max_num_queries(18):
        assert len(listed(client)) == 50
    with django_assert_max_num_queries(18):
        assert listed(client, "page=6")[-1] == "2025-300"


def test_who_has_no_part_in_matters_is_told_so(client: Client, city: City) -> None:
    client.force_login(city.people["admin"])
    page = client.get("/ledger/").content.decode()
    assert "您的角色不涉及事项" in page
    assert "分解表发布后" not in page
