"""The pages of evidence: adding in every way, what is shown, what is sent, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.records.models import Closing, Evidence, EvidenceUse, Grant, Matter, Programme, Report
from tests import samples
from tests.cast import City, make_city
from tests.pieces import bare_use, handed_in, matter_of, own_store

pytestmark = pytest.mark.django_db
SCRIPTED = {"HX-Request": "true"}


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def matter(city: City) -> Matter:
    return matter_of(city, "science")


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


def client_of(city: City, name: str = "liaison-science") -> Client:
    client = Client()
    client.force_login(city.people[name])
    return client


def photo(name: str = "现场.jpg", colour: str = "#3a7d44") -> SimpleUploadedFile:
    return SimpleUploadedFile(
        name, samples.picture(colour=colour, taken="2025:03:31 09:15:00", place=(30.2741, 120.1551))
    )


def test_several_files_are_each_kept_or_refused(city: City, matter: Matter) -> None:
    files = [photo(), SimpleUploadedFile("坏.jpg", b"<html>"), SimpleUploadedFile("表.xlsx", samples.excel()), photo()]
    address = f"/evidence/matters/{matter.pk}/"
    page = client_of(city).post(address, {"files": files, "caption": "开工仪式"}, follow=True)
    said = page.content.decode()
    for words in ("“现场.jpg”已添加", "“坏.jpg”：不支持", "“表.xlsx”已添加", "已经添加过"):
        assert words in said, words
    assert said.count('<p class="ev-caption">开工仪式</p>') == 2
    for words in ("2025-03-31 09:15", "30.27410°N 120.15510°E", "市科学技术局", f"{city.people['liaison-science']}"):
        assert words in said, words
    assert "请选择文件" in client_of(city).post(address, {}, follow=True).content.decode()


def test_a_script_gets_the_shelf_and_the_lines(city: City, matter: Matter) -> None:
    other = matter_of(city, "science")
    handed_in(city, other, photo().read())
    client = client_of(city)
    answer = client.post(f"/evidence/matters/{matter.pk}/", {"files": [photo()]}, headers=SCRIPTED).content.decode()
    assert f'id="evidence-m{matter.pk}"' in answer
    assert f"innerHTML:#ev-said-m{matter.pk}" in answer
    assert f"同一材料还用于{other.number}" in answer
    assert f"/ledger/{other.pk}/" in answer
    assert "<html" not in answer


def test_a_link_that_is_refused_keeps_what_was_typed(city: City, matter: Matter) -> None:
    address = f"/evidence/matters/{matter.pk}/link"
    typed = {"address": "javascript:alert(1)", "title": "高企名单公示", "published": "2025-03-31"}
    refused = client_of(city).post(address, typed)
    assert refused.status_code == 422
    assert 'value="高企名单公示"' in refused.content.decode()
    kept = client_of(city).post(address, typed | {"address": "https://www.yunchuan.gov.cn/1"}, follow=True)
    assert (
        'href="https://www.yunchuan.gov.cn/1" target="_blank" rel="noopener noreferrer nofollow"'
        in kept.content.decode()
    )
    assert "www.yunchuan.gov.cn" in kept.content.decode()


def test_earlier_pieces_are_found_and_used_again(city: City, matter: Matter) -> None:
    use, foreign = bare_use(city, matter_of(city, "science")), bare_use(city, matter_of(city, "education"), "education")
    client, address = client_of(city), f"/evidence/matters/{matter.pk}/reuse"
    page = client.get(address).content.decode()
    assert f'value="{use.evidence_id}"' in page
    assert f'value="{foreign.evidence_id}"' not in page
    assert "没有可引用的材料" in client.get(address, {"q": "别的"}, headers=SCRIPTED).content.decode()
    assert "请先勾选" in client.post(address, {"evidence": "x"}, follow=True).content.decode()
    client.post(address, {"evidence": [use.evidence_id, foreign.evidence_id], "caption": "同一次活动"})
    assert list(EvidenceUse.objects.filter(matter=matter).values_list("evidence", "caption")) == [
        (use.evidence_id, "同一次活动")
    ]


def test_a_piece_is_taken_back_with_a_reason(city: City, matter: Matter) -> None:
    use = bare_use(city, matter)
    address = f"/evidence/uses/{use.pk}/remove"
    assert "请写明撤下的原因" in client_of(city).post(address, {"reason": " "}, follow=True).content.decode()
    assert (
        "只有添加材料的单位" in client_of(city, "verifier").post(address, {"reason": "x"}, follow=True).content.decode()
    )
    assert client_of(city, "liaison-education").post(address, {"reason": "x"}).status_code == 404
    assert "已撤下" in client_of(city).post(address, {"reason": "传错了"}, headers=SCRIPTED).content.decode()
    assert "传错了" in client_of(city, "supervisor").get(f"/evidence/matters/{matter.pk}/").content.decode()
    assert client_of(city).get(f"/evidence/{use.evidence_id}/thumbnail").status_code == 404


def test_files_are_sent_with_their_type_and_in_a_sandbox(city: City, matter: Matter) -> None:
    data = samples.picture()
    use, document = handed_in(city, matter, data, '名"; 字.jpg'), handed_in(city, matter, samples.pdf(), "a.pdf")
    client = client_of(city, "leader")
    sent = client.get(f"/evidence/{use.evidence_id}/file")
    assert b"".join(sent.streaming_content) == data  # type: ignore[attr-defined]  # a streaming answer
    assert sent["Content-Type"] == "image/jpeg"
    assert sent["Content-Disposition"].startswith("inline; filename*=UTF-8''%E5%90%8D%22%3B")
    assert client.get(f"/evidence/{use.evidence_id}/file?download")["Content-Disposition"].startswith("attachment")
    assert client.get(f"/evidence/{document.evidence_id}/file")["Content-Disposition"].startswith("attachment")
    small = client.get(f"/evidence/{document.evidence_id}/thumbnail")
    for answer in (sent, small):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
    assert small["Content-Type"] == "image/webp"
    Evidence.objects.filter(pk=use.evidence_id).update(file="evidence/gone", thumbnail="")
    for what in ("file", "thumbnail"):
        assert client.get(f"/evidence/{use.evidence_id}/{what}").status_code == 404


def test_the_shelf_of_a_report_and_of_a_request(city: City, matter: Matter) -> None:
    person, unit = city.people["liaison-science"], city.units["science"]
    report = Report.objects.create(matter=matter, unit=unit, by=person)
    closing = Closing.objects.create(matter=matter, achieved="完成", asked_by=person, asked_unit=unit)
    client, link = client_of(city), f"/evidence/matters/{matter.pk}/link"
    typed = {"address": "https://www.yunchuan.gov.cn/1", "title": "名单", "published": "2025-03-31"}
    for place, of, home in (
        ("report", report, f"/reports/matters/{matter.pk}/#evidence"),  # the form that is being written
        ("closing", closing, f"/evidence/matters/{matter.pk}/?closing={closing.pk}"),
    ):
        assert client.post(link, typed | {place: of.pk})["Location"] == home
        assert EvidenceUse.objects.get(**{place: of}).matter == matter
        assert (
            "本事项的其他位置" in client.get(f"/evidence/matters/{matter.pk}/shelf?{place}={of.pk}").content.decode()
            or place == "report"
        )
    Report.objects.filter(pk=report.pk).update(state=Report.State.REPLACED)
    page = client.get(f"/evidence/matters/{matter.pk}/?report={report.pk}").content.decode()
    assert "data-evidence" not in page
    elsewhere = matter_of(city, "science")
    for wrong in (report.pk, "9" * 30, "x", "-1"):
        assert client.get(f"/evidence/matters/{elsewhere.pk}/", {"report": wrong}).status_code == 404
        assert client.post(f"/evidence/matters/{elsewhere.pk}/link", typed | {"report": wrong}).status_code == 404


def test_who_acts_for_several_says_for_which(city: City) -> None:
    matter = matter_of(city, "science", "education")
    person = city.people["liaison-science"]
    Grant.objects.create(person=person, role="liaison", region=city.region, unit=city.units["education"])
    Grant.objects.create(person=person, role="verifier", region=city.region)
    client = client_of(city)
    assert "以哪个单位名义" in client.get(f"/evidence/matters/{matter.pk}/").content.decode()
    typed = {"address": "https://www.yunchuan.gov.cn/1", "title": "名单", "published": "2025-03-31"}
    units = [("", city.units["science"]), (city.units["education"].pk, city.units["education"]), ("none", None)]
    for number, (said, unit) in enumerate(units):
        client.post(f"/evidence/matters/{matter.pk}/link", typed | {"title": f"名单{number}", "unit": said})
        assert EvidenceUse.objects.get(evidence__title=f"名单{number}").unit == unit
    assert client.post(f"/evidence/matters/{matter.pk}/link", typed | {"unit": 987654}).status_code == 404


def test_a_form_leads_back_to_where_it_stood_and_nowhere_else(city: City, matter: Matter) -> None:
    own = f"/evidence/matters/{matter.pk}/"
    for said, leads in [
        (f"/ledger/{matter.pk}/", f"/ledger/{matter.pk}/"),
        ("https://evil.cn/", own),
        ("//evil.cn", own),
    ]:
        assert client_of(city).post(own, {"next": said})["Location"] == leads


def test_a_form_in_the_lower_part_of_a_page_leads_back_to_the_page(city: City, matter: Matter) -> None:
    lower = client_of(city).get(f"/ledger/{matter.pk}/rest").content.decode()
    assert f'name="next" value="/ledger/{matter.pk}/"' in lower
    assert f'value="/ledger/{matter.pk}/rest"' not in lower


def test_what_people_write_never_becomes_markup(city: City, matter: Matter) -> None:
    tag = "<img src=x onerror=alert(1)>"
    typed = {
        "address": "https://www.yunchuan.gov.cn/1",
        "title": tag,
        "published": "2025-03-31",
        "caption": tag,
        "source": tag,
    }
    page = client_of(city).post(f"/evidence/matters/{matter.pk}/link", typed, follow=True).content.decode()
    assert tag not in page
    assert "&lt;img" in page


def test_a_picture_from_before_the_year_is_pointed_out(city: City, matter: Matter) -> None:
    Programme.objects.update(starts=date(2025, 4, 1))
    handed_in(city, matter, photo().read())
    assert "本年度开始之前" in client_of(city).get(f"/evidence/matters/{matter.pk}/").content.decode()


def test_queries_do_not_grow_with_the_shelf(city: City, matter: Matter) -> None:
    counts = []
    for more in (2, 30):
        for number in range(more):
            use = bare_use(city, matter, sha256=f"{more:02}{number:062}")
            bare_use(city, matter_of(city, "education"), "education", sha256=use.evidence.sha256)
        client = client_of(city)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/evidence/matters/{matter.pk}/shelf").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10, counts
