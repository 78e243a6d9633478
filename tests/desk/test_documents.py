"""The pages of documents: handing in, the list, progress, files, what a document is."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from luoshi.records.models import Document, DocumentVersion
from tests.cast import City, make_city
from tests.reports import REPORT, ready_report, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def desk(client: Client, city: City) -> Client:
    client.force_login(city.people["supervisor"])
    return client


def test_files_are_handed_in_and_each_is_answered(
    desk: Client, city: City, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    files = [
        SimpleUploadedFile("报告.txt", REPORT.encode()),
        SimpleUploadedFile("程序.docx", b"MZ\x90\x00\x03\x00\x00\x00"),
        SimpleUploadedFile("又一份.txt", REPORT.encode()),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post("/documents/hand-in", {"files": files}, follow=True)
    page = answer.content.decode()
    assert "“报告.txt”已上传" in page
    assert "“程序.docx”：无法识别文件类型" in page
    assert "“又一份.txt”与" in page
    assert "云川市2025年政府工作报告" in desk.get("/documents/list").content.decode()
    assert DocumentVersion.objects.get().state == "ready"


def test_a_text_is_pasted(desk: Client) -> None:
    answer = desk.post("/documents/hand-in", {"text": REPORT, "title": "会上的稿子"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "会上的稿子" in page
    assert 'hx-trigger="every 1s"' in page, "the list asks again while something is being read"
    assert 'hx-swap-oob="true"' in page
    assert not desk.post("/documents/hand-in", {}, follow=True).context["rows"][1:]


def test_the_list_stops_asking_when_everything_is_read(desk: Client, city: City) -> None:
    report(city)
    page = desk.get("/documents/list").content.decode()
    assert "every 1s" not in page
    assert "已读取" in page


def test_the_list_is_few_queries_and_reads_no_text(
    desk: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _turn in range(6):
        ready_report(city)
    desk.get("/documents/")
    with django_assert_max_num_queries(8) as seen:
        page = desk.get("/documents/")
    assert len(page.context["rows"]) == 6
    assert not [query for query in seen.captured_queries if '"text"' in query["sql"]]


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "上传今年的政府工作报告" in desk.get("/documents/").content.decode()


def test_who_only_reads_sees_no_box(client: Client, city: City) -> None:
    client.force_login(city.people["verifier"])
    page = client.get("/documents/").content.decode()
    assert 'id="drop"' not in page
    assert client.post("/documents/hand-in", {"text": REPORT}).status_code == 403


def test_progress_leads_to_the_page_when_it_is_done(desk: Client, city: City) -> None:
    version = ready_report(city)
    DocumentVersion.objects.filter(pk=version.pk).update(state="running", step="outline", progress=40)
    assert "正在读取" not in desk.get(f"/documents/{version.document_id}/").content.decode()
    assert 'value="40"' in desk.get(f"/documents/versions/{version.pk}/progress").content.decode()
    DocumentVersion.objects.filter(pk=version.pk).update(state="ready")
    assert desk.get(f"/documents/versions/{version.pk}/progress")["HX-Refresh"] == "true"


def test_a_failure_is_said_with_a_way_on(desk: Client, city: City) -> None:
    version = ready_report(city)
    DocumentVersion.objects.filter(pk=version.pk).update(state="failed", trouble="文件损坏，无法读取。")
    page = desk.get(f"/documents/{version.document_id}/").content.decode()
    assert "文件损坏，无法读取。" in page
    assert "重试" in page
    assert desk.post(f"/documents/versions/{version.pk}/again").status_code == 302
    version.refresh_from_db()
    assert version.state == "queued"


def test_a_file_comes_back_as_it_was_and_runs_nowhere(desk: Client, city: City) -> None:
    evil = b"<html><script>alert(1)</script><p>" + "新增企业5家".encode()
    desk.post("/documents/hand-in", {"files": [SimpleUploadedFile('a"b;\r\nc.html', evil)]})
    version = DocumentVersion.objects.get()
    answer = desk.get(f"/documents/versions/{version.pk}/file")
    assert b"".join(answer.streaming_content) == evil  # type: ignore[attr-defined]  # of a file's answer
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert '"' not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    version.file.delete(save=False)
    assert desk.get(f"/documents/versions/{version.pk}/file").status_code == 404


def test_what_a_document_is_can_be_corrected(desk: Client, city: City) -> None:
    document = ready_report(city).document
    said = {"title": "改过的标题", "kind": "report", "government": "云川市人民政府", "year": "2026"}
    assert desk.post(f"/documents/{document.pk}/about", said).status_code == 302
    page = desk.post(f"/documents/{document.pk}/about", said | {"year": "26"}, follow=True).content.decode()
    assert "四位数字" in page
    document.refresh_from_db()
    assert (document.title, document.year) == ("改过的标题", 2026)


def test_a_new_version_is_one_file(desk: Client, city: City) -> None:
    document = ready_report(city).document
    several = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    for files in ([], several):
        page = desk.post(f"/documents/{document.pk}/version", {"files": files}, follow=True).content.decode()
        assert "请选择一个文件" in page
    one = SimpleUploadedFile("更正.txt", REPORT.replace("89", "91").encode())
    page = desk.post(f"/documents/{document.pk}/version", {"files": [one]}, follow=True).content.decode()
    assert "第 2 版已上传" in page


@pytest.mark.parametrize("number", ["99", "0", "99999999999999999999", "x", "-1", "²"])
def test_a_version_that_is_not_there(desk: Client, city: City, number: str) -> None:
    document = ready_report(city).document
    answer = desk.get(f"/documents/{document.pk}/", {"version": number})
    assert answer.status_code == (404 if number in {"99", "0"} else 200)


def test_ids_beyond_any_database(desk: Client) -> None:
    for address in ("documents/{}/", "documents/versions/{}/file", "documents/findings/{}/"):
        assert desk.get("/" + address.format(10**30)).status_code == 404


def test_documents_of_another_region_are_not_counted(desk: Client, city: City) -> None:
    ready_report(make_city("青岚市", "990200"))
    assert desk.get("/documents/").context["rows"] == []
    assert Document.objects.count() == 1
