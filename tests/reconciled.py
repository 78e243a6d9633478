"""Two fictional reports of following years, and what became of the first one's promises."""

from __future__ import annotations

from functools import cache

from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from luoshi.extraction import Extraction, extract
from luoshi.reading import read
from luoshi.records.models import Document, DocumentVersion, Finding, Reconciliation, ReconciliationRow
from luoshi.services.found import findings_of, sections_of
from luoshi.services.reconciliations import create_reconciliation
from tests.cast import City
from tests.reports import actor

PLAN = """云川市2024年政府工作报告

各位代表：
一、2023年工作回顾
地区生产总值增长5%。
二、2024年主要预期目标
地区生产总值增长6%左右，一般公共预算收入增长5%左右，新增城镇就业3万人以上。
三、2024年重点工作
（一）强产业。新增高新技术企业50家以上，建成低空经济产业园。
（二）惠民生。新增学位6000个，改造老旧小区80个。
各位代表！让我们团结奋斗！
"""
REVIEW = """云川市2025年政府工作报告

各位代表：
一、2024年工作回顾
2024年，地区生产总值增长5%，一般公共预算收入增长5.2%。新增高新技术企业72家，低空经济产业园建成投用。新增学位6180个。
二、2025年主要预期目标
地区生产总值增长5.5%左右，一般公共预算收入增长4%左右。
三、2025年重点工作
（一）强产业。新增高新技术企业60家以上。
各位代表！让我们团结奋斗！
"""


@cache
def _found(text: str) -> Extraction:
    return extract(read(text))


def paper(city: City, text: str, year: int, government: str = "云川市人民政府") -> DocumentVersion:
    """A report as its reading leaves it, without the job."""
    title = text.partition("\n")[0]
    document = Document.objects.create(programme=city.programme, title=title, year=year, government=government)
    version = DocumentVersion(document=document, file_name="报告.txt", digest=f"{document.pk:064}", size=len(text))
    version.file.save("report", ContentFile(text.encode()), save=False)
    version.text, version.outline = text, sections_of(_found(text))
    version.state, version.uploaded_by = DocumentVersion.State.READY, city.people["supervisor"]
    version.save()
    Finding.objects.bulk_create(findings_of(version, _found(text)))
    return version


def papers(city: City) -> tuple[DocumentVersion, DocumentVersion]:
    """Last year's report and this year's."""
    return paper(city, PLAN, 2024), paper(city, REVIEW, 2025)


def reconciled(city: City, callbacks: DjangoCaptureOnCommitCallbacks) -> Reconciliation:
    """The two set against each other, by the job."""
    plan, review = papers(city)
    with callbacks(execute=True):
        made = create_reconciliation(plan=plan, reviews=[review], actor=actor(city))
    made.refresh_from_db()
    return made


def row_of(made: Reconciliation, words: str, kind: str = "target") -> ReconciliationRow:
    """The row whose quote holds some words."""
    found = ReconciliationRow.objects.select_related("reconciliation__programme")
    return found.get(reconciliation=made, kind=kind, quote__contains=words)
