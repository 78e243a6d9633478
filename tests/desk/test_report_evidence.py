"""Evidence added to a report's form that was never saved: the draft is kept first, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.records import clock
from luoshi.records.models import EvidenceUse, Report, ReportDue
from luoshi.services.events import Actor
from luoshi.services.evidence.handing_in import hand_in_link
from tests import samples
from tests.cast import City, make_city
from tests.pieces import own_store
from tests.reporting import due_of, matter_of, target_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


@pytest.fixture
def city() -> Iterator[City]:
    with clock.stopped_at(date(2025, 1, 2)):
        made = make_city("云川市", "990100")
    with clock.stopped_at(date(2025, 3, 20)):
        yield made


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["liaison-science"])
    return client


@pytest.fixture
def due(city: City) -> ReportDue:
    matter = matter_of(city)
    target_of(matter)
    march = due_of(matter, 3)
    ReportDue.objects.filter(matter=matter, starts__lt=march.starts).delete()
    return march


def photo(name: str = "现场.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.picture() if data is None else data)


def typed(due: ReportDue, **more: object) -> dict[str, object]:
    """A form half filled in, with a number that is none yet."""
    return {f"v-{due.matter.targets.get().pk}": "约70", "done": "走访企业", "draft": "0"} | more


def test_the_form_is_kept_with_what_stands_in_it_and_the_file_goes_with_it(desk: Client, due: ReportDue) -> None:
    address = f"/reports/{due.pk}/"
    assert 'form="report" name="act" value="draft"' in desk.get(address).content.decode()
    sent = desk.post(address, typed(due, act="draft", files=[photo(), photo("坏.jpg", b"<html>")]))
    assert (sent.status_code, sent["Location"]) == (302, address)
    draft = Report.objects.get()
    assert (draft.state, draft.done, list(draft.typed.values())) == ("draft", "走访企业", ["约70"])
    use = EvidenceUse.objects.get()
    assert (use.report, use.unit, use.evidence.file_name) == (draft, due.matter.lead, "现场.jpg")
    page = desk.get(address).content.decode()
    for words in ("草稿已保存", "“现场.jpg”已添加", "“坏.jpg”：不支持", 'value="约70"', "走访企业"):
        assert words in page, words
    assert "填报还没有提交" not in page
    assert "ev-files-first" not in page


# Without a script a file may still stand in the field when the report is submitted: it is not lost, nor is it sent off.
def test_a_file_that_comes_with_submitting_is_kept_and_the_person_looks_again(desk: Client, due: ReportDue) -> None:
    address = f"/reports/{due.pk}/"
    page = desk.post(address, typed(due, files=[photo()]), follow=True).content.decode()
    assert "填报还没有提交" in page
    draft = Report.objects.get()
    assert draft.state == Report.State.DRAFT
    figure = {f"v-{due.matter.targets.get().pk}": "70", "draft": draft.revision, "done": "走访企业"}
    assert desk.post(address, figure).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.evidence_uses.count()) == (Report.State.SUBMITTED, 1)


def test_where_the_draft_is_refused_the_person_is_told_of_the_file(desk: Client, due: ReportDue) -> None:
    page = desk.post(f"/reports/{due.pk}/", typed(due, done="长" * 5001, files=[photo()])).content.decode()
    assert "文件没有上传" in page
    assert "长" * 5001 in page
    assert not Report.objects.exists()
    assert not EvidenceUse.objects.exists()


def test_a_correction_takes_files_in_the_same_way(desk: Client, due: ReportDue) -> None:
    desk.post(f"/reports/{due.pk}/", typed(due) | {f"v-{due.matter.targets.get().pk}": "70"})
    address = f"/reports/{Report.objects.get().pk}/correct"
    page = desk.post(address, typed(due, act="draft", reason="漏报3家", files=[photo()]), follow=True).content.decode()
    assert 'value="漏报3家"' in page
    assert EvidenceUse.objects.get().report == Report.objects.get(state=Report.State.DRAFT)


# Links and earlier files need a draft to belong to: it is made on the way to them, and the way leads back to the form.
def test_the_ways_to_links_and_earlier_files_keep_the_form_first(desk: Client, city: City, due: ReportDue) -> None:
    address = f"/reports/{due.pk}/"
    page = desk.post(address, typed(due, act="draft-link"), follow=True)
    draft = Report.objects.get()
    assert page.redirect_chain == [(f"{address}?add=link#evidence", 302)]
    assert 'class="ev-link" open' in page.content.decode()
    liaison, other = Actor(city.people["liaison-science"]), matter_of(city, "YC-009")
    piece = hand_in_link(
        actor=liaison, matter=other, unit=other.lead, address="https://a.example/", title="公告", published="2025-03-01"
    ).evidence
    page = desk.post(address, typed(due, act="draft-reuse", draft=draft.revision, done="再走访"), follow=True)
    assert page.redirect_chain == [(f"/evidence/matters/{due.matter_id}/reuse?report={draft.pk}", 302)]
    for words in (f'href="{address}#evidence"', "公告"):
        assert words in page.content.decode()
    chosen = desk.post(f"/evidence/matters/{due.matter_id}/reuse", {"report": draft.pk, "evidence": piece.pk})
    assert chosen["Location"] == f"{address}#evidence"
    draft.refresh_from_db()
    assert (draft.state, draft.done) == (Report.State.DRAFT, "再走访")


def test_who_only_helps_adds_nothing(city: City, due: ReportDue) -> None:
    stranger = Client()
    stranger.force_login(city.people["liaison-education"])
    assert stranger.post(f"/reports/{due.pk}/", typed(due, act="draft", files=[photo()])).status_code == 403
    assert not EvidenceUse.objects.exists()
