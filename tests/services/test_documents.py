"""Handing in, reading as a job, several reports in one file, and new versions."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings

from luoshi.queries.findings import not_carried, plan_statements
from luoshi.records.models import Document, DocumentVersion, Event, Finding
from luoshi.services import findings as acts
from luoshi.services.documents import (
    DuplicateError,
    describe_document,
    hand_in_document,
    hand_in_version,
    read_again,
)
from luoshi.services.errors import RefusedError
from luoshi.services.reading_jobs import read_version
from tests.cast import City, make_city
from tests.reports import REPORT, actor, next_version, read, ready_report, report, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def hand_in(city: City, data: bytes, name: str = "报告.txt", *, again: bool = False) -> DocumentVersion:
    return hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name=name, again=again)


def test_a_report_is_read_and_says_what_it_is(city: City) -> None:
    version = report(city)
    assert (version.state, version.progress, version.trouble) == ("ready", 100, "")
    document = version.document
    assert (document.title, document.year, document.kind) == ("云川市2025年政府工作报告", 2025, "report")
    assert version.text == REPORT
    assert [finding.fields["indicator"] for finding in plan_statements(version)] == [
        "地区生产总值",
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
        "高新技术企业",
        "学位",
        "改造老旧小区",
    ]
    for finding in version.findings.all():
        assert version.text[finding.start : finding.end] == finding.quote
    assert list(Event.objects.values_list("act", flat=True)) == ["document.hand-in", "document.read"]


def test_a_job_run_twice_finds_its_work_done(city: City) -> None:
    version = report(city)
    count = version.findings.count()
    read_version.call(version.pk)
    read_version.call(version.pk + 1)  # a version that is gone is no error
    assert version.findings.count() == count
    assert Event.objects.filter(act="document.read").count() == 1


def test_the_file_is_kept_under_a_name_that_says_nothing(city: City) -> None:
    version = hand_in(city, REPORT.encode(), "../../秘密/报告<b>.html")
    assert version.file_name == "报告<b>.html"
    stored = str(version.file.name)
    assert "报告" not in stored
    assert Path(stored).suffix == ""
    with version.file.open("rb") as file:
        assert file.read() == REPORT.encode()


def _zip(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "是空的"),
        (b" \n\t ", "是空的"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "无法识别文件类型"),  # a program, whatever it is called
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0", "旧版 Word"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"{\\rtf1 hello}", "RTF"),
        (_zip("OFD.xml"), "OFD"),
        (_zip("ppt/presentation.xml"), "演示文稿"),
        (_zip("a.txt")[:-9], "损坏"),
    ],
)
def test_refused_kinds_say_why_and_nothing_is_kept(city: City, data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        hand_in(city, data, "报告.docx")
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_refused(city: City, settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    with pytest.raises(RefusedError, match="超过 1 MB"):
        hand_in(city, b"x" * 1_000_001)


def test_what_only_reading_can_tell_ends_as_one_line(city: City) -> None:
    version = read(hand_in(city, b"%PDF-1.7 and nothing that a PDF has", "报告.pdf"))
    assert version.state == "failed"
    assert "损坏" in version.trouble
    assert "\n" not in version.trouble
    read_again(version=version, actor=actor(city))
    version.refresh_from_db()
    assert (version.state, version.trouble) == ("queued", "")


def test_an_error_nobody_foresaw_is_said_without_a_trace(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: object) -> None:
        raise ValueError("internal detail")

    monkeypatch.setattr("luoshi.services.reading_jobs.extract", broken)
    version = report(city)
    assert version.state == "failed"
    assert "internal" not in version.trouble
    assert "重试" in version.trouble
    monkeypatch.undo()
    assert read(version).state == "ready"


def test_the_same_content_is_pointed_out(city: City) -> None:
    first = report(city)
    with pytest.raises(DuplicateError, match="内容相同") as caught:
        hand_in(city, REPORT.encode(), "另一个名字.txt")
    assert caught.value.version == first
    assert hand_in(city, REPORT.encode(), again=True).document_id != first.document_id
    other = make_city("青岚市", "990200")
    assert report(other).state == "ready", "another region's documents are none of its business"


SEVERAL = "\n".join(
    REPORT.replace("云川市2025年", f"{place}2025年").replace("50家", f"{count}家")
    for place, count in (("甲县", 51), ("乙县", 52))
)


def test_each_report_of_a_file_becomes_a_document(city: City) -> None:
    version = report(city, SEVERAL, name="汇编.txt")
    titles = list(Document.objects.order_by("id").values_list("title", flat=True))
    assert titles == ["甲县2025年政府工作报告", "乙县2025年政府工作报告"]
    second = DocumentVersion.objects.get(source=version)
    assert (version.part, second.part, second.state) == (1, 2, "ready")
    assert "甲县" not in second.text
    assert statement(second, "高新技术企业").fields["value"] == 52
    read_version.call(version.pk)
    assert Document.objects.count() == 2


def test_what_is_a_table_is_called_one(city: City) -> None:
    table = "云川市2025年重点工作责任分解\n1. 新建学校3所。（牵头单位：市教育局；责任单位：市财政局等）\n"
    table += "2. 新增企业5家。（牵头单位：市科技局；责任单位：市财政局等）\n"
    assert report(city, table).document.kind == "table"


def test_describing_a_document(city: City) -> None:
    document = ready_report(city).document
    said = {"title": "报告", "kind": "other", "government": "云川市人民政府", "year": "2026"}
    describe_document(document=document, actor=actor(city), **said)
    document.refresh_from_db()
    assert (document.title, document.kind, document.year) == ("报告", "other", 2026)
    for wrong in ({"title": " "}, {"kind": "poem"}, {"year": "26"}):
        with pytest.raises(RefusedError):
            describe_document(document=document, actor=actor(city), **{**said, **wrong})


def test_a_new_version_carries_what_was_decided(city: City) -> None:
    first = ready_report(city)
    who = actor(city)
    acts.reject_finding(finding=statement(first, "生产总值"), revision=1, actor=who)
    written = {"indicator": "国家高新技术企业"}
    acts.edit_finding(finding=statement(first, "高新技术"), revision=1, written=written, accept=True, actor=who)
    acts.accept_finding(finding=statement(first, "学位"), revision=1, actor=who)
    acts.accept_finding(finding=statement(first, "老旧小区"), revision=1, actor=who)
    changed = REPORT.replace("89个", "91个").replace("各位代表：", "各位代表：去年新建公园7个。")
    second = next_version(first, changed, city)
    carried = {one.quote: one for one in second.findings.filter(origin="carried")}
    assert {quote: one.state for quote, one in carried.items()} == {
        "地区生产总值增长5.5%左右": "rejected",
        "新增高新技术企业50家以上": "accepted",
        "新增学位6180个": "accepted",
    }
    edited = carried["新增高新技术企业50家以上"]
    assert edited.fields["indicator"] == "国家高新技术企业"
    assert edited.proposed["indicator"] == "高新技术企业"
    assert list(edited.came_from.all()) == [statement(first, "国家高新")]
    # What was only decided on is as the engine found it in the new version: nobody edited it, though its number moved.
    assert carried["新增学位6180个"].fields == carried["新增学位6180个"].proposed
    assert [one.quote for one in not_carried(second)] == ["改造老旧小区89个"]
    assert statement(second, "老旧小区").state == "open"
    for one in second.findings.all():
        assert second.text[one.start : one.end] == one.quote


def test_of_the_same_words_twice_the_right_place_is_taken(city: City) -> None:
    # The short words 建成绿道56公里 stand in the review and in the plan; only the plan's were accepted.
    text = REPORT.replace("改造老旧小区89个", "建成绿道56公里")
    first = report(city, text)
    in_plan = Finding.objects.select_related("version__document__programme").get(
        version=first, kind="statement", fields__indicator="绿道", role="plan-tasks"
    )
    acts.accept_finding(finding=in_plan, revision=1, actor=actor(city))
    second = next_version(first, text.replace("新增规上工业企业120家", "新增规上工业企业一百二十家" * 3), city)
    carried = second.findings.get(origin="carried")
    assert (carried.role, carried.state) == ("plan-tasks", "accepted")
    # When the plan's sentence is gone, the review's must not inherit the decision.
    third = next_version(second, text.replace("，建成绿道56公里。\n各位", "。\n各位"), city)
    assert not third.findings.filter(origin="carried").exists()
    assert [one.quote for one in not_carried(third)] == [carried.quote]


def test_a_version_waits_for_the_one_before_and_differs_from_it(city: City) -> None:
    version = report(city)
    same = partial(hand_in_version, document=version.document, actor=actor(city), file_name="a.txt")
    with pytest.raises(DuplicateError):
        same(data=REPORT.encode())
    same(data=REPORT.encode() + "又。".encode())
    with pytest.raises(RefusedError, match="还在读取"):
        same(data=REPORT.encode() + "再。".encode())
