"""Pages of reconciliation: making one, filters, both quotes, overriding, files; and levels side by side."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from luoshi.desk.views.reconciliations.show import A_PAGE
from luoshi.records.models import Reconciliation, ResponsibilityTable
from luoshi.services import reconciliations as services
from tests.cast import City, make_city
from tests.reconciled import PLAN, REVIEW, paper, papers, reconciled, row_of
from tests.reports import actor, read
from tests.shared import SHARED, needs_shared
from tests.tables import published, table_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
LIST = "/reconciliations/"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def made(
    city: City, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Reconciliation:
    """Last year's report against this year's; the supervisor is signed in."""
    client.force_login(city.people["supervisor"])
    return reconciled(city, django_capture_on_commit_callbacks)


def listed(client: Client, made: Reconciliation, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}{made.pk}/?{query}")
    assert answer.context is not None
    return [line.row.target.get("indicator") or line.row.quote for line in answer.context["lines"]]


def words(answer: HttpResponseBase) -> str:
    return getattr(answer, "content", b"").decode()


def test_the_form_proposes_last_year_against_this_year(client: Client, city: City) -> None:
    plan, review = papers(city)
    client.force_login(city.people["supervisor"])
    page = words(client.get(LIST))
    assert f'<option value="v{plan.pk}" selected>' in page
    assert f'name="review" value="{review.pk}" checked>' in page
    assert f'name="review" value="{plan.pk}">' in page


def test_a_table_of_the_year_before_is_proposed_where_its_report_is_absent(client: Client, city: City) -> None:
    review = paper(city, REVIEW, 2025)
    table = ResponsibilityTable.objects.create(programme=city.programme, title="云川市2024年分解表", year=2024)
    client.force_login(city.people["supervisor"])
    page = words(client.get(LIST))
    assert f'<option value="t{table.pk}" selected>' in page
    assert f'value="{review.pk}" checked>' in page


def test_the_ledger_is_a_plan_whose_promises_lead_to_their_matters(
    client: Client, city: City, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = paper(city, REVIEW, 2025)
    client.force_login(city.people["supervisor"])
    assert f'value="l{city.programme.pk}"' not in words(client.get(LIST))
    published(city, table_of(city, ["新增高新技术企业50家以上。"]))
    assert f'value="l{city.programme.pk}"' in words(client.get(LIST))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{LIST}new", {"plan": f"l{city.programme.pk}", "review": [review.pk]})
    made = Reconciliation.objects.get()
    page = words(client.get(f"{LIST}{made.pk}/"))
    assert f'href="/ledger/{city.programme.matters.get().pk}/"' in page
    assert f"{city.programme.name}台账</a>" in page
    client.force_login(make_city("青岚市", "990200").people["supervisor"])
    assert client.post(f"{LIST}new", {"plan": f"l{city.programme.pk}", "review": [review.pk]}).status_code == 404


def test_empty_lists_say_what_to_do(client: Client, city: City) -> None:
    client.force_login(city.people["supervisor"])
    assert "先上传上一年和今年的报告" in words(client.get(LIST))


def test_one_is_made_and_waits_for_its_job(client: Client, city: City) -> None:
    plan, review = papers(city)
    client.force_login(city.people["supervisor"])
    answer = client.post(f"{LIST}new", {"plan": f"v{plan.pk}", "review": [review.pk]}, follow=True)
    assert "排队等待对账" in words(answer)
    made = Reconciliation.objects.get()
    assert list(made.reviews.all()) == [review]
    Reconciliation.objects.update(state="failed", trouble="没有在计划中找到指标")
    page = words(client.get(f"{LIST}{made.pk}/progress"))
    assert "没有在计划中找到指标" in page
    assert "重试" in page
    client.force_login(city.people["leader"])
    assert "重试" not in words(client.get(f"{LIST}{made.pk}/progress"))


# What a form may say that nobody meant.
NONSENSE = [
    ({"plan": "", "review": []}, 404),
    ({"plan": "v99999999999999", "review": []}, 404),
    ({"plan": "t1", "review": []}, 404),
    ({"plan": "PLAN", "review": []}, 302),  # no review: refused in words
    ({"plan": "PLAN", "review": ["x"]}, 404),
    ({"plan": "PLAN", "review": ["987654321"]}, 404),
]


@pytest.mark.parametrize(("said", "status"), NONSENSE)
def test_a_form_of_nonsense_makes_nothing(client: Client, city: City, said: dict[str, object], status: int) -> None:
    plan, _review = papers(city)
    client.force_login(city.people["supervisor"])
    form = said | {"plan": f"v{plan.pk}" if said["plan"] == "PLAN" else said["plan"]}
    assert client.post(f"{LIST}new", form).status_code == status
    assert not Reconciliation.objects.exists()


def test_another_regions_papers_are_not_found(client: Client, city: City) -> None:
    plan, _review = papers(city)
    foreign = paper(make_city("青岚市", "990200"), REVIEW, 2025)
    client.force_login(city.people["supervisor"])
    for form in ({"plan": f"v{plan.pk}", "review": [foreign.pk]}, {"plan": f"v{foreign.pk}", "review": [plan.pk]}):
        assert client.post(f"{LIST}new", form).status_code == 404
    assert client.get(f"{LIST}levels?doc={foreign.pk}&doc={plan.pk}").context["chosen"] == {plan.pk}


# What the address asks for, and the promises that are listed.
FILTERS = [
    ("verdict=missed", ["地区生产总值"]),
    ("verdict=not-reported", ["新增城镇就业", "改造老旧小区"]),  # the silent ones
    ("section=（二）惠民生", ["学位", "改造老旧小区"]),
    ("q=72家", ["高新技术企业"]),
    ("overridden=1", []),
    ("kind=carry-over&verdict=dropped", ["新增城镇就业", "改造老旧小区"]),
    ("kind=task&verdict=missed", ["地区生产总值增长6%左右"]),
    ("verdict=done&q=学位", ["学位"]),  # a verdict of another kind asks nothing
    ("kind=nonsense&verdict=nonsense&section=无", []),
]


@pytest.mark.parametrize(("query", "promises"), FILTERS)
def test_the_list_shows_what_was_asked_for(
    client: Client, made: Reconciliation, query: str, promises: list[str]
) -> None:
    assert listed(client, made, query) == promises
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}{made.pk}/excel?{query}").content))
    assert [line[2].value for line in book.worksheets[0].iter_rows(min_row=2)] == promises


def test_both_quotes_lead_into_their_documents(client: Client, made: Reconciliation) -> None:
    row = row_of(made, "高新技术企业")
    assert made.plan is not None
    assert row.result_version is not None
    page = words(client.get(f"{LIST}{made.pk}/"))
    assert f"/documents/{made.plan.document_id}/?version=1#{row.start}" in page
    assert f"/documents/{row.result_version.document_id}/?version=1#{row.result_start}" in page
    for said in ("↑</i> 超额", "✕</i> 未达到", "✓</i> 达到", "○</i> 未报告", "<b>2</b>", "33%"):
        assert said in page, said
    part = words(client.get(f"{LIST}{made.pk}/?verdict=missed", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "高新技术企业" not in part


def test_an_override_is_shown_with_the_engines_verdict(client: Client, made: Reconciliation) -> None:
    row = row_of(made, "城镇就业")
    address = f"{LIST}{made.pk}/rows/{row.pk}/override"
    form = words(client.get(f"{address}?back=verdict%3Dnot-reported", headers={"HX-Request": "true"}))
    assert "新增城镇就业3万人以上" in form
    assert 'value="not-reported"' not in form, "the engine's own is no other verdict"
    assert "请填写改判理由" in words(client.post(address, {"revision": 1, "verdict": "met", "reason": " "}))
    said = {"revision": 1, "verdict": "met", "reason": "统计公报：3.2万人", "back": "verdict=not-reported"}
    answer = client.post(address, said)
    assert answer["Location"] == f"{LIST}{made.pk}/?verdict=not-reported#row-{row.pk}"
    page = words(client.get(f"{LIST}{made.pk}/?verdict=met"))
    for told in ("统计公报：3.2万人", "系统判定", "改判 1 条", "○</i> 未报告"):
        assert told in page, told
    assert listed(client, made, "overridden=1") == ["新增城镇就业"]
    late = client.post(address, said)
    assert late.status_code == 409
    assert "刚被他人改判" in words(late)
    client.post(f"{LIST}{made.pk}/rows/{row.pk}/withdraw", {"revision": 2})
    assert listed(client, made, "overridden=1") == []


def test_who_only_reads_is_offered_no_override(client: Client, city: City, made: Reconciliation) -> None:
    client.force_login(city.people["verifier"])
    page = words(client.get(f"{LIST}{made.pk}/"))
    assert "data-override" not in page
    assert "重新对账" not in page
    assert client.put(f"{LIST}{made.pk}/rows/1/override").status_code == 403


def test_the_word_file_has_two_columns_as_governments_print_them(
    client: Client, city: City, made: Reconciliation
) -> None:
    row = row_of(made, "城镇就业")
    services.override_verdict(row=row, revision=1, verdict="met", reason="据公报", actor=actor(city))
    document = docx.Document(io.BytesIO(client.get(f"{LIST}{made.pk}/word").content))
    lines = [[cell.text for cell in line.cells] for line in document.tables[0].rows]
    assert lines[0] == ["序号", "年初承诺", "完成情况"]
    assert lines[1] == ["二、2024年主要预期目标"] * 3
    assert lines[2] == ["1", "地区生产总值增长6%左右", "地区生产总值增长5%"]
    assert lines[4] == ["3", "新增城镇就业3万人以上", "（所给文件未见报告）（核定：达到。据公报）"]
    assert document.paragraphs[0].text == "云川市2024年政府工作报告完成情况对照表"
    silent = docx.Document(io.BytesIO(client.get(f"{LIST}{made.pk}/word?kind=task&verdict=done").content))
    assert any("；低空经济产业园建成投用" in cell.text for line in silent.tables[0].rows for cell in line.cells)


def test_long_lists_are_paged_and_an_override_leads_back_to_its_page(client: Client, made: Reconciliation) -> None:
    row = row_of(made, "城镇就业")
    for at in range(250):
        row.pk, row.order, row.section = None, 100 + at, "三、其他"
        row.quote = f"新增城镇就业{at + 1}万人"
        row.save()
    page = words(client.get(f"{LIST}{made.pk}/?section=三、其他&page=2"))
    assert "<b>250</b> 条" in page
    assert "第 2 页，共 3 页" in page
    assert "新增城镇就业101万人" in page
    assert "新增城镇就业100万人" not in page
    assert "page=3" in page
    far = row_of(made, "新增城镇就业230万人")
    back = {"revision": 1, "verdict": "met", "reason": "公报", "back": "section=三、其他"}
    answer = client.post(f"{LIST}{made.pk}/rows/{far.pk}/override", back)
    assert answer["Location"].endswith(f"page=3#row-{far.pk}")
    assert len(client.get(f"{LIST}{made.pk}/csv?section=三、其他").content.splitlines()) == 251
    assert client.get(f"{LIST}{made.pk}/?page=999").context["page"].number == 3


def test_sources_that_disagree_stand_side_by_side_on_the_page_and_in_its_files(
    client: Client, city: City, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client.force_login(city.people["supervisor"])
    plan = paper(city, PLAN.replace("6%左右", "10%以上"), 2024)
    told = (REVIEW.replace("地区生产总值增长5%，", "地区生产总值增长15%，"), 2025)
    bulletin = "云川市2024年国民经济和社会发展统计公报\n\n全年地区生产总值比上年增长15.7%。一般公共预算收入增长3.1%。\n"
    reviews = [paper(city, *told), paper(city, bulletin, 2024)]
    with django_capture_on_commit_callbacks(execute=True):
        made = services.create_reconciliation(plan=plan, reviews=reviews, actor=actor(city))
    growth, revenue = row_of(made, "地区生产总值"), row_of(made, "一般公共预算")
    assert (growth.verdict, [one["part"] for one in growth.evidence]) == ("exceeded", ["other"])
    assert (revenue.verdict, revenue.why.startswith("来源说法不一")) == ("not-comparable", True)
    page = words(client.get(f"{LIST}{made.pk}/"))
    table = docx.Document(io.BytesIO(client.get(f"{LIST}{made.pk}/word").content)).tables[0]
    paper_out = "".join(cell.text for cell in table.rows[2].cells)
    listed_out = client.get(f"{LIST}{made.pk}/csv").content.decode("utf-8-sig")
    for out in (page, paper_out, listed_out):
        assert "增长15%" in out
        assert "增长15.7%" in out
        assert "统计公报" in out


def test_the_csv_file_keeps_codes(client: Client, made: Reconciliation) -> None:
    text = client.get(f"{LIST}{made.pk}/csv").content.decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    assert (first["verdict"], first["override"], first["promised"]) == ("missed", "", "增长6%左右")


def test_pages_take_no_more_queries_for_more_rows(
    client: Client, city: City, made: Reconciliation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for row in list(made.rows.all()) * 20:
        row.pk = None
        row.save()
    with django_assert_max_num_queries(17):
        assert len(listed(client, made)) == A_PAGE
    with django_assert_max_num_queries(14):
        assert "云川市2024年政府工作报告" in words(client.get(LIST))


@needs_shared
def test_a_real_table_and_the_next_years_report_through_the_page(
    client: Client, city: City, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    from luoshi.services.documents import hand_in_document

    client.force_login(city.people["supervisor"])
    ids = []
    for name in ("tables/taizhou-2020-decomposition.txt", "reports/taizhou-2021.txt"):
        data = (SHARED / "corpus" / name).read_bytes()
        handed = hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name=name[-20:])
        ids.append(read(handed).pk)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{LIST}new", {"plan": f"v{ids[0]}", "review": [ids[1]]})
    made = Reconciliation.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert client.get(f"{LIST}{made.pk}/?kind=task").context["page"].paginator.count == 115
    assert 0 < len(listed(client, made, "verdict=not-reported")) < len(listed(client, made))
    for ending in ("word", "excel", "csv"):
        assert client.get(f"{LIST}{made.pk}/{ending}?kind=task").status_code == 200
