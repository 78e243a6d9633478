"""Pages of responsibility tables; who may open which is in the test of isolation."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from luoshi.exchange.official_word import write_word
from luoshi.records.models import ResponsibilityTable, TableRow
from luoshi.services import tables as services
from tests.cast import City, make_city
from tests.reports import actor
from tests.tables import picks, published, rows, suggestions, table_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def table(city: City) -> ResponsibilityTable:
    return table_of(city)


@pytest.fixture
def supervisor(client: Client, city: City) -> Client:
    client.force_login(city.people["supervisor"])
    return client


def post(client: Client, table: ResponsibilityTable, path: str, data: dict[str, Any], *, script: bool = True) -> Answer:
    return client.post(f"/tables/{table.pk}/{path}", data, headers=JSON if script else {})


def test_the_list_tells_drafts_from_what_is_published_and_taught(supervisor: Client, city: City) -> None:
    assert "还没有发布过分解表" in supervisor.get("/tables/").content.decode()
    published(city)
    table_of(city)
    ResponsibilityTable.objects.filter(state="draft").update(title="往年的表", purpose="teaching")
    page = supervisor.get("/tables/").content.decode()
    assert "没有草稿" in page
    assert "第 1 版" in page
    assert "往年的表" in page


def test_a_cell_is_saved_and_the_answer_holds_row_and_checks(supervisor: Client, table: ResponsibilityTable) -> None:
    row = rows(table)[0]
    answer = post(supervisor, table, f"rows/{row.pk}/", {"revision": 1, "lead_unit": "市水利局"})
    told = answer.json()
    assert list(told["rows"]) == [str(row.pk)]
    assert "市水利局" in told["rows"][str(row.pk)]
    assert (told["errors"], told["marks"][str(row.pk)], told["undo"]) == (1, "error", True)


def test_a_stale_save_is_answered_with_both_versions(
    supervisor: Client, city: City, table: ResponsibilityTable
) -> None:
    row = rows(table)[0]
    services.edit_row(table=table, row_id=row.pk, revision=1, texts={"lead_unit": "市教育局"}, actor=actor(city))
    late = {"revision": 1, "lead_unit": "市水利局"}
    answer = post(supervisor, table, f"rows/{row.pk}/", late)
    assert answer.status_code == 409
    assert "市教育局" in answer.json()["both"]
    assert "市水利局" in answer.json()["both"]
    page = post(supervisor, table, f"rows/{row.pk}/", late, script=False)
    assert page.status_code == 409
    assert 'name="revision" value="2"' in page.content.decode()


# What a page would never send, and what is answered.
BAD = [
    ("rows/{row}/", {"lead_unit": "市教育局"}, 400),  # no revision
    ("rows/{row}/", {"revision": "x", "lead_unit": "市教育局"}, 400),
    ("rows/{row}/split", {"revision": "1", "at": "-4"}, 400),
    ("rows/{row}/split", {"revision": "1", "at": "0"}, 400),
    ("rows/{row}/move", {"revision": "1", "before": "987654"}, 400),
    ("rows/merge", {"row": ["1"]}, 400),
    ("rows/merge", {}, 400),
    ("rows/remove", {}, 400),
    ("rows/bulk", {"row": ["{row}:1"], "field": "order", "text": "1"}, 400),
    ("rows/bulk", {"field": "deadline", "text": "全年"}, 400),
    ("rows/rename", {"row": ["{row}:1"], "name": "市教育局"}, 400),
    ("rows/new", {"task": ""}, 400),
    ("undo", {}, 400),
    ("rows/987654/", {"revision": "1", "note": "注"}, 404),
]


@pytest.mark.parametrize(("path", "data", "status"), BAD)
def test_bad_requests_are_refused_in_words(
    supervisor: Client, table: ResponsibilityTable, path: str, data: dict[str, Any], status: int
) -> None:
    row = str(rows(table)[0].pk)
    sent = {
        name: [one.replace("{row}", row) for one in value] if isinstance(value, list) else value
        for name, value in data.items()
    }
    answer = post(supervisor, table, path.replace("{row}", row), sent)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert post(supervisor, table, path.replace("{row}", row), sent, script=False).status_code == status


def test_a_row_of_another_table_is_not_written(supervisor: Client, city: City, table: ResponsibilityTable) -> None:
    other = rows(table_of(city))[0]
    assert post(supervisor, table, f"rows/{other.pk}/", {"revision": 1, "note": "注"}).status_code == 404
    assert post(supervisor, table, "rows/remove", {"row": [f"{other.pk}:1"]}).status_code == 400
    assert not TableRow.objects.filter(removed=True).exists()


def test_what_is_proposed_is_listed_likeliest_first(supervisor: Client, city: City) -> None:
    table = table_of(city, lead="")
    answer = supervisor.get(f"/tables/{table.pk}/rows/{rows(table)[0].pk}/proposed/lead_unit").json()
    assert [(one["text"], one["score"]) for one in answer["proposals"]] == [("市科学技术局", 83), ("市教育局", 10)]
    page = supervisor.get(f"/tables/{table.pk}/").content.decode()
    assert "同2024年表第14行" in page


def test_what_people_write_is_shown_as_text(supervisor: Client, city: City) -> None:
    evil = '<script>"x"</script>'
    table = table_of(city, [evil], lead="")
    said = {"lead_unit": [{"value": evil, "score": 0.9, "reason": evil, "basis": "table"}]}
    table.rows.update(suggestions=said, section=evil, units=[evil])
    page = supervisor.get(f"/tables/{table.pk}/").content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("job", "said"), [("queued", "排队"), ("running", "正在切分"), ("failed", "没有起草成功")])
def test_a_table_that_is_not_ready_says_how_far_it_is(
    supervisor: Client, table: ResponsibilityTable, job: str, said: str
) -> None:
    ResponsibilityTable.objects.filter(pk=table.pk).update(job=job, trouble="文件没有读取成功")
    assert said in supervisor.get(f"/tables/{table.pk}/").content.decode()
    assert "HX-Refresh" not in supervisor.get(f"/tables/{table.pk}/progress")
    ResponsibilityTable.objects.filter(pk=table.pk).update(job="ready")
    assert supervisor.get(f"/tables/{table.pk}/progress")["HX-Refresh"] == "true"


def form_of(client: Client, table: ResponsibilityTable) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"/tables/{table.pk}/excel").content))


def handed_in(client: Client, table: ResponsibilityTable, book: openpyxl.Workbook) -> Answer:
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "改过.xlsx"
    return client.post(f"/tables/{table.pk}/upload", {"file": stream}, follow=True)


def differences_in(answer: Answer) -> list[str]:
    return [one.id for one, _place in answer.context["differences"]]


def cell(book: openpyxl.Workbook, row: int, header: str, text: str) -> None:
    sheet = book.worksheets[0]
    sheet.cell(row, {one.value: at for at, one in enumerate(sheet[3], 1)}[header]).value = text


def test_some_differences_of_a_form_are_applied(supervisor: Client, table: ResponsibilityTable) -> None:
    book = form_of(supervisor, table)
    cell(book, 4, "完成时限", "6月底前")
    cell(book, 5, "牵头单位", "市教育局")
    book.worksheets[0].delete_rows(6)
    page = handed_in(supervisor, table, book)
    ids = differences_in(page)
    assert len(ids) == 3
    supervisor.post(page.request["PATH_INFO"], {"difference": ids[:1]})
    first, second, _third = rows(table)
    assert (first.deadline, str(first.deadline_date), second.lead_unit) == ("6月底前", "2025-06-30", "市科学技术局")


def test_a_form_compared_before_a_change_is_compared_anew(
    supervisor: Client, city: City, table: ResponsibilityTable
) -> None:
    book = form_of(supervisor, table)
    cell(book, 4, "牵头单位", "市教育局")
    page = handed_in(supervisor, table, book)
    row = rows(table)[0]
    services.edit_row(table=table, row_id=row.pk, revision=1, texts={"lead_unit": "市财政局"}, actor=actor(city))
    address = page.request["PATH_INFO"]
    again = supervisor.post(address, {"difference": differences_in(page)}, follow=True)
    assert "已重新比对" in again.content.decode()
    assert "冲突" in again.content.decode()
    assert rows(table)[0].lead_unit == "市财政局"


def word_file(_client: Client, table: ResponsibilityTable) -> bytes:
    from luoshi.desk.official import official_table

    stream = io.BytesIO()
    write_word(official_table(table, ()), stream)
    return stream.getvalue()


@pytest.mark.parametrize("data", [lambda _c, _t: b"no workbook", word_file])
def test_what_is_no_form_is_refused_in_words(
    supervisor: Client, table: ResponsibilityTable, data: Callable[[Client, ResponsibilityTable], bytes]
) -> None:
    file = io.BytesIO(data(supervisor, table))
    file.name = "a.xlsx"
    answer = supervisor.post(f"/tables/{table.pk}/upload", {"file": file}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/tables/{table.pk}/"
    assert 'role="alert"' in answer.content.decode()
    assert not table.uploads.exists()


def test_a_form_of_another_table_is_refused(supervisor: Client, city: City, table: ResponsibilityTable) -> None:
    other = table_of(city)
    assert "另一张表" in handed_in(supervisor, other, form_of(supervisor, table)).content.decode()
    assert not other.uploads.exists()


def test_publishing_shows_what_forbids_it(supervisor: Client, table: ResponsibilityTable) -> None:
    TableRow.objects.filter(pk=rows(table)[0].pk).update(lead_unit="")
    page = supervisor.get(f"/tables/{table.pk}/publish").content.decode()
    assert "还有 1 处错误" in page
    answer = supervisor.post(f"/tables/{table.pk}/publish", {"edition": "0"})
    assert answer.status_code == 409
    assert not table.editions.exists()


def test_the_later_of_two_publishers_is_told(supervisor: Client, city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    answer = supervisor.post(f"/tables/{table.pk}/publish", {"edition": "0"})
    assert answer.status_code == 409
    assert "发布为第 1 版" in answer.content.decode()


def test_an_edition_shows_what_it_changed(supervisor: Client, city: City, table: ResponsibilityTable) -> None:
    published(city, table)
    services.remove_rows(table=table, picks=picks(rows(table)[2]), actor=actor(city))
    services.bulk_edit(table=table, picks=picks(rows(table)[0]), texts={"deadline": "6月底前"}, actor=actor(city))
    published(city, table, reason="调整时限")
    page = supervisor.get(f"/tables/{table.pk}/editions/2/").content.decode()
    assert "新增 0，修改 1，撤销 1" in page
    assert "<del>年底前</del> → <ins>6月底前</ins>" in page
    assert supervisor.get(f"/tables/{table.pk}/editions/3/").status_code == 404


@pytest.fixture
def long_table(city: City) -> ResponsibilityTable:
    table = table_of(city, [f"新增停车位{number}个。" for number in range(300)])
    table.rows.update(suggestions=suggestions(), units=["市教育局", "各县（市、区）政府"])
    return table


def test_a_long_grid_asks_the_database_no_more_than_a_short_one(
    supervisor: Client, long_table: ResponsibilityTable, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(22):
        supervisor.get(f"/tables/{long_table.pk}/")
    row = rows(long_table)[7]
    with django_assert_max_num_queries(36):
        post(supervisor, long_table, f"rows/{row.pk}/", {"revision": 1, "note": "注"})
    with django_assert_max_num_queries(20):
        supervisor.get("/tables/")


def test_checks_are_told_in_the_language_of_the_reader(supervisor: Client, city: City) -> None:
    table = table_of(city, lead="")
    assert "没有牵头单位" in supervisor.get(f"/tables/{table.pk}/").content.decode()
    supervisor.cookies["django_language"] = "en"
    page = supervisor.get(f"/tables/{table.pk}/").content.decode()
    assert "has no lead unit" in page
    assert "没有牵头单位" not in page
    translation.activate("zh-hans")  # the middleware leaves the thread in the reader's language
