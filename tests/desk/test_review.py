"""The review page and its small endpoints: what they answer, what they refuse, and what two people see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from luoshi.records.models import Document, DocumentVersion, Finding
from luoshi.services.findings import accept_finding
from tests.cast import City, make_city
from tests.reports import REPORT, actor, next_version, other_supervisor, ready_report, report, statement

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def version(city: City) -> DocumentVersion:
    return ready_report(city)


@pytest.fixture
def desk(client: Client, city: City) -> Client:
    client.force_login(city.people["supervisor"])
    return client


def act(client: Client, finding: Finding, name: str, **fields: object) -> _MonkeyPatchedWSGIResponse:
    return client.post(f"/documents/findings/{finding.pk}/{name}", {"revision": finding.revision, **fields})


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_the_page_shows_every_character_once_and_every_finding(desk: Client, version: DocumentVersion) -> None:
    page = desk.get(f"/documents/{version.document_id}/").content.decode()
    article = page.partition('id="text"')[2].partition(">")[2].partition("</article>")[0]
    bare = re.sub(r"<small.*?</small>", "", article)
    shown, written = ("".join(text.split()) for text in (words(bare), REPORT))
    assert shown.replace("。", "") == written.replace("。", "")  # a heading's full stop is left out
    for finding in version.findings.all():
        assert f'id="f{finding.pk}"' in page
        marked = re.findall(rf'<mark[^>]* data-f="(?:\d+ )*{finding.pk}(?: \d+)*">([^<]*)</mark>', article)
        assert "".join(marked) == finding.quote


def test_the_text_is_escaped(desk: Client, city: City) -> None:
    version = report(city, REPORT.replace("绿道", "<img src=x onerror=alert(1)>绿道"))
    page = desk.get(f"/documents/{version.document_id}/").content.decode()
    assert "<img src=x" not in page


def test_tables_stay_readable(desk: Client, city: City) -> None:
    html = (
        "<h1>2025年目标</h1><table><tr><td>指标</td><td>目标</td></tr><tr><td>新增企业</td><td>50家</td></tr></table>"
    )
    version = report(city, html, name="表.html")
    page = desk.get(f"/documents/{version.document_id}/").content.decode()
    assert len(re.findall(r"<td", page.partition('id="text"')[2].partition("</article>")[0])) == 4


def test_an_act_answers_with_what_changed(desk: Client, version: DocumentVersion) -> None:
    finding = statement(version, "高新技术企业")
    answer = act(desk, finding, "accept")
    assert answer.status_code == 200
    said = answer.json()
    assert list(said["items"]) == [str(finding.pk)]
    assert 'data-state="accepted" data-role="plan-tasks"' in said["items"][str(finding.pk)].replace("  ", " ")
    assert len(said["leaves"]) == 1
    assert "s-accepted" in next(iter(said["leaves"].values()))
    assert "✓ 1" in said["coverage"]
    undone = desk.post(f"/documents/versions/{version.pk}/undo").json()
    assert 'data-state="open"' in undone["items"][str(finding.pk)]


def test_what_is_split_or_merged_leaves_the_list(desk: Client, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    said = act(desk, finding, "split", at=finding.start + 4).json()
    assert said["items"].pop(str(finding.pk)) is None
    assert len(said["items"]) == 2
    pieces = list(Finding.objects.filter(came_from=finding))
    said = act(desk, pieces[0], "merge", other=pieces[1].pk, other_revision=1).json()
    assert sorted(html is None for html in said["items"].values()) == [False, True, True]


def test_two_people_save_the_same_finding(desk: Client, city: City, version: DocumentVersion) -> None:
    finding = statement(version, "高新技术企业")
    second = Client()
    second.force_login(other_supervisor(city))
    fields = {"indicator": "高新技术企业", "measure": "increment", "op": ">=", "unit": "家", "kind": "target"}
    assert act(desk, finding, "edit", **fields, value="60", accept="1").status_code == 200
    later = act(second, finding, "edit", **fields, value="70", accept="1")
    assert later.status_code == 409
    said = later.json()
    clash = words(said["clash"])
    assert "60" in clash
    assert "70" in clash
    assert 'name="revision" value="2"' in said["clash"]
    assert 'data-revision="2"' in said["items"][str(finding.pk)]
    # The choice is made from the revision that both now know.
    chosen = second.post(f"/documents/findings/{finding.pk}/edit", {"revision": 2, "value": "70", "accept": "1"})
    assert chosen.status_code == 200
    assert Finding.objects.get(pk=finding.pk).fields["value"] == 70


def test_a_clash_over_a_decision_shows_what_holds(desk: Client, city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    assert act(desk, finding, "accept").status_code == 200
    answer = act(desk, finding, "reject")
    assert answer.status_code == 409
    assert answer.json()["clash"] is None
    assert 'data-state="accepted"' in answer.json()["items"][str(finding.pk)]


def test_others_changes_are_fetched_cheaply(
    desk: Client, city: City, version: DocumentVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/documents/versions/{version.pk}/changes"
    finding = statement(version, "学位")
    change = accept_finding(finding=finding, revision=1, actor=actor(city))
    said = desk.get(address, {"since": 0}).json()
    assert (said["change"], list(said["items"])) == (change.pk, [str(finding.pk)])
    with django_assert_max_num_queries(5):  # session, person, grants, version, last change
        assert desk.get(address, {"since": change.pk}).json() == {"change": change.pk}


def test_many_are_accepted_at_once(desk: Client, version: DocumentVersion) -> None:
    address = f"/documents/versions/{version.pk}/accept-all"
    low = REPORT.index("（一）强产业")
    said = desk.post(address, {"low": low, "high": REPORT.index("（二）")}).json()
    assert said["message"] == "采纳了 1 条"
    assert len(desk.post(address).json()["items"]) == Finding.objects.filter(state="accepted").count() - 1
    assert "没有待核" in desk.post(address).json()["message"]


def test_the_tasks_of_a_section_are_accepted_at_once(desk: Client, version: DocumentVersion) -> None:
    address = f"/documents/versions/{version.pk}/accept-all"
    said = desk.post(address, {"low": REPORT.index("（二）"), "kind": "task"}).json()
    assert said["message"].startswith("采纳了")
    assert set(Finding.objects.filter(state="accepted").values_list("kind", flat=True)) == {"task"}
    assert "没有待核的任务" in desk.post(address, {"low": REPORT.index("（二）"), "kind": "task"}).json()["message"]


def test_a_report_of_another_year_is_pointed_out(desk: Client, version: DocumentVersion) -> None:
    address = f"/documents/{version.document_id}/"
    assert "请核对是否放错项目" not in desk.get(address).content.decode()
    Document.objects.update(year=2024)
    assert "计划年度是 2024 年，本项目是 2025 年" in desk.get(address).content.decode()


def test_what_stands_around_the_report_is_folded_and_the_page_speaks_english(desk: Client, city: City) -> None:
    outline = [
        {"id": "s0", "level": 1, "heading": "", "role": "boilerplate", "start": 0, "end": 12},
        {"id": "s1", "level": 1, "heading": "", "role": "plan-tasks", "start": 12, "end": len(REPORT)},
    ]
    version = ready_report(city)
    DocumentVersion.objects.filter(pk=version.pk).update(outline=outline)
    desk.cookies["django_language"] = "en"
    page = desk.get(f"/documents/{version.document_id}/").content.decode()
    translation.activate("zh-hans")  # the middleware leaves the thread in the reader's language
    assert '<div class="inside" id="b0" hidden>' in page
    assert '<button type="button" class="fold" aria-expanded="false" aria-controls="b0"' in page
    assert '<div class="inside" id="b1">' in page
    for word in ("文外杂项", "重点任务", "新增", "有事可核"):
        assert word not in [part.strip() for part in words(page).split()], word


def test_words_that_were_selected_come_with_a_filled_form(desk: Client, version: DocumentVersion) -> None:
    start = REPORT.index("改造老旧小区89个")
    address = f"/documents/versions/{version.pk}/new/{start}-{start + 9}"
    form = desk.get(address).content.decode()
    assert 'name="value" value="89"' in form
    assert 'name="year" value="2025"' in form
    fields = {"indicator": "老旧小区", "value": "89", "measure": "increment", "op": "=", "unit": "个", "kind": "target"}
    said = desk.post(address, {"finding_kind": "statement", **fields}).json()
    assert "人工" not in said["message"]
    assert Finding.objects.get(origin="person").quote == "改造老旧小区89个"
    assert desk.post(address, {"finding_kind": "statement", **fields, "value": ""}).status_code == 422
    for bad in ("5-5", "9-5", f"0-{len(REPORT) + 1}", f"0-{10**20}"):
        assert desk.get(f"/documents/versions/{version.pk}/new/{bad}").status_code == 400


def test_where_a_finding_comes_from(desk: Client, city: City, version: DocumentVersion) -> None:
    finding = statement(version, "学位")
    act(desk, finding, "edit", value="7000", accept="")
    page = words(desk.get(f"/documents/findings/{finding.pk}/").content.decode())
    assert "6180" in page
    assert "7000" in page
    assert str(city.people["supervisor"]) in page


@pytest.mark.parametrize("name", ["accept", "reject", "reopen", "edit", "split", "merge"])
def test_requests_that_make_no_sense(desk: Client, version: DocumentVersion, name: str) -> None:
    finding = statement(version, "学位")
    for revision in ("", "x", "-1", "1" * 40, "²"):
        answer = desk.post(f"/documents/findings/{finding.pk}/{name}", {"revision": revision})
        assert answer.status_code == 400
    assert desk.post(f"/documents/findings/{finding.pk + 10**6}/{name}", {"revision": 1}).status_code == 404
    assert desk.put(f"/documents/findings/{finding.pk}/{name}").status_code == 405


def test_an_old_version_is_shown_and_not_changed(desk: Client, city: City, version: DocumentVersion) -> None:
    accept_finding(finding=statement(version, "老旧小区"), revision=1, actor=actor(city))
    second = next_version(version, REPORT.replace("89个", "91个"), city)
    old = desk.get(f"/documents/{version.document_id}/?version=1").content.decode()
    assert "旧版本，只供查阅" in old
    new = desk.get(f"/documents/{version.document_id}/").content.decode()
    assert "未能沿用" in new
    assert "改造老旧小区89个" in new
    assert act(desk, statement(version, "学位"), "accept").status_code == 422
    assert act(desk, statement(second, "学位"), "accept").status_code == 200


def test_the_page_is_few_queries(
    desk: Client, version: DocumentVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(16):
        desk.get(f"/documents/{version.document_id}/")
