"""The same report in another file: pointed out, and made the next version with what was decided; others are not."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.records.models import Document, DocumentVersion, Event, Finding
from luoshi.services.alike import make_version_of
from luoshi.services.errors import RefusedError
from luoshi.services.findings import accept_finding
from tests.cast import City, make_city
from tests.reports import REPORT, actor, report, statement

pytestmark = pytest.mark.django_db
# As another kind of file gives it: other line breaks, a heading of the site.
OTHER_FILE = f"云川市人民政府门户网站\n首页 新闻 政务公开\n{REPORT.replace('。', '。 ')}\n扫一扫在手机打开当前页\n"


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def known(city: City) -> DocumentVersion:
    return report(city)


def test_the_same_report_in_another_file_is_pointed_out(city: City, known: DocumentVersion, client: Client) -> None:
    version = report(city, OTHER_FILE, name="网页.txt")
    assert version.about["alike"] == known.document_id
    client.force_login(city.people["supervisor"])
    page = client.get(f"/documents/{version.document_id}/").content.decode()
    assert "看起来与已有文件相同" in page
    answer = client.post(f"/documents/versions/{version.pk}/as-version", follow=True)
    assert answer.redirect_chain[-1][0] == f"/documents/{known.document_id}/"
    assert "看起来与已有文件相同" not in answer.content.decode()


@pytest.mark.parametrize("text", [REPORT.replace("今", "明").replace("新增", "减少").replace("建", "拆"), "今年很好。"])
def test_other_texts_are_not(city: City, known: DocumentVersion, text: str) -> None:
    assert "alike" not in report(city, text, name="另.txt").about


def test_it_becomes_the_next_version_with_what_was_decided(city: City, known: DocumentVersion) -> None:
    accept_finding(finding=statement(known, "学位"), revision=1, actor=actor(city))
    version = report(city, OTHER_FILE, name="网页.txt")
    left = version.document_id
    made = make_version_of(version=version, known=known.document, actor=actor(city))
    assert (made.document_id, made.number) == (known.document_id, 2)
    assert not Document.objects.filter(pk=left).exists()
    assert Finding.objects.get(version=made, fields__indicator="学位", removed=False).state == "accepted"
    assert Event.objects.get(act="document.as-version").after == {
        "document": known.document.title, "number": 2, "carried": 1,
    }  # fmt: skip


def test_what_was_worked_on_is_left_where_it_is(city: City, known: DocumentVersion) -> None:
    version = report(city, OTHER_FILE, name="网页.txt")
    accept_finding(finding=statement(version, "学位"), revision=1, actor=actor(city))
    with pytest.raises(RefusedError, match="不能并入"):
        make_version_of(version=version, known=known.document, actor=actor(city))
    with pytest.raises(RefusedError, match="同一项目"):
        make_version_of(version=version, known=version.document, actor=actor(city))
    assert Document.objects.count() == 2
