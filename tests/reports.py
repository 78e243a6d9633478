"""A small fictional report, handed in and read, for tests of everything that is done with documents."""

from __future__ import annotations

from functools import cache

from django.core.files.base import ContentFile

from luoshi.extraction import Extraction, extract
from luoshi.ledger import Role
from luoshi.reading import read as read_text
from luoshi.records.models import Document, DocumentVersion, Finding, Grant, User
from luoshi.services.documents import hand_in_document, hand_in_version
from luoshi.services.events import Actor
from luoshi.services.found import findings_of, sections_of
from luoshi.services.reading_jobs import read_version
from tests.cast import City

REPORT = """云川市2025年政府工作报告

各位代表：
现在，我代表市人民政府报告工作，请予审议。
一、2024年工作回顾
新增规上工业企业120家，建成绿道56公里。
二、2025年主要预期目标
地区生产总值增长5.5%左右，城镇、农村居民人均可支配收入分别增长6%、7%左右。
三、2025年重点工作
（一）强产业。新增高新技术企业50家以上，开工建设低空经济产业园。
（二）惠民生。新增学位6180个，改造老旧小区89个。
各位代表！让我们团结奋斗！
"""


def actor(city: City, name: str = "supervisor") -> Actor:
    """Somebody of the cast as the one who acts."""
    return Actor(city.people[name], "127.0.0.1")


def report(city: City, text: str = REPORT, *, name: str = "报告.txt", by: str = "supervisor") -> DocumentVersion:
    """A report that was handed in and read; each city's is its own document."""
    version = hand_in_document(programme=city.programme, actor=actor(city, by), data=text.encode(), file_name=name)
    return read(version)


@cache
def _found() -> Extraction:
    return extract(read_text(REPORT))


def ready_report(city: City) -> DocumentVersion:
    """The report as its job leaves it, without the job: for tests that need it hundreds of times."""
    document = Document.objects.create(programme=city.programme, title="云川市2025年政府工作报告", year=2025)
    version = DocumentVersion(document=document, file_name="报告.txt", digest=f"{document.pk:064}", size=len(REPORT))
    version.file.save("report", ContentFile(REPORT.encode()), save=False)
    version.text, version.outline = REPORT, sections_of(_found())
    version.state, version.uploaded_by = DocumentVersion.State.READY, city.people["supervisor"]
    version.save()
    Finding.objects.bulk_create(findings_of(version, _found()))
    return version


def next_version(version: DocumentVersion, text: str, city: City) -> DocumentVersion:
    """The document's next version, read."""
    return read(hand_in_version(document=version.document, actor=actor(city), data=text.encode(), file_name="更正.txt"))


def read(version: DocumentVersion) -> DocumentVersion:
    """The version after the job has read it."""
    read_version.call(version.pk)
    return DocumentVersion.objects.select_related("document__programme").get(pk=version.pk)


def statement(version: DocumentVersion, indicator: str) -> Finding:
    """The statement about an indicator, whole or in part."""
    found = [one for one in version.findings.filter(removed=False) if indicator in str(one.fields.get("indicator"))]
    assert found, f"no {indicator} among {[one.fields.get('indicator') for one in version.findings.all()]}"
    finding = Finding.objects.select_related("version__document__programme").get(pk=found[0].pk)
    assert version.text[finding.start : finding.end] == finding.quote
    return finding


def other_supervisor(city: City) -> User:
    """A second person who may work on the same documents."""
    person = User.objects.create_user(username=f"{city.region.code}-second", password="another long phrase", name="乙")
    Grant.objects.create(person=person, role=Role.SUPERVISOR, region=city.region)
    return person
