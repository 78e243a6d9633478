"""What the review page and the decomposition ask of findings and documents."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.queries import findings
from luoshi.queries.access import Access
from luoshi.queries.documents import chosen_version, document_rows
from luoshi.records.models import DocumentVersion
from luoshi.services.findings import accept_finding, reject_finding, split_finding
from tests.cast import City, make_city
from tests.reports import REPORT, actor, next_version, ready_report, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def version(city: City) -> DocumentVersion:
    return ready_report(city)


def test_coverage_counts_figures_of_the_plan_part_only(
    city: City, version: DocumentVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    accept_finding(finding=statement(version, "学位"), revision=1, actor=actor(city))
    reject_finding(finding=statement(version, "老旧小区"), revision=1, actor=actor(city))
    accept_finding(finding=statement(version, "绿道"), revision=1, actor=actor(city))  # in the review
    with django_assert_max_num_queries(1):
        covered = findings.coverage(version)
    assert (covered.accepted, covered.rejected, covered.open, covered.total) == (1, 1, 4, 6)
    assert covered.decided_percent == 33
    assert findings.Coverage(0, 0, 0, 0).decided_percent == 100


def test_what_a_draft_is_made_of(city: City, version: DocumentVersion) -> None:
    split_finding(finding=statement(version, "学位"), revision=1, at=None, actor=actor(city))
    reject_finding(finding=statement(version, "老旧小区"), revision=1, actor=actor(city))
    quotes = [finding.quote for finding in findings.plan_statements(version)]
    assert quotes.count("新增学位6180个") == 2
    assert "改造老旧小区89个" not in quotes
    assert not [quote for quote in quotes if "绿道" in quote]


def test_changes_are_told_from_the_last_one_known(city: City, version: DocumentVersion) -> None:
    assert findings.last_change(version) == 0
    finding, other = statement(version, "学位"), statement(version, "老旧小区")
    first = accept_finding(finding=finding, revision=1, actor=actor(city))
    second = accept_finding(finding=other, revision=1, actor=actor(city))
    assert findings.changed_since(version, 0) == sorted([finding.pk, other.pk])
    assert findings.changed_since(version, first.pk) == [other.pk]
    assert findings.last_change(version) == second.pk


def test_a_document_shows_its_last_version_that_was_read(city: City, version: DocumentVersion) -> None:
    access = Access(city.people["leader"])
    second = next_version(version, REPORT + "更正。", city)
    assert chosen_version(access, version.document, None) == second
    assert chosen_version(access, version.document, 1) == version
    DocumentVersion.objects.filter(pk=second.pk).update(state="failed")
    [row] = document_rows(access, city.programme)
    assert (row.last.number, row.ready, row.coverage.total, row.busy) == (2, version, 6, False)
    assert chosen_version(access, version.document, None) == version


def test_nobody_sees_what_he_may_not(city: City, version: DocumentVersion) -> None:
    stranger = Access(make_city("青岚市", "990200").people["supervisor"])
    finding = statement(version, "学位")
    assert findings.finding_with_version(stranger, finding.pk) is None
    assert document_rows(stranger, city.programme) == []
    assert chosen_version(stranger, version.document, None) is None
    assert document_rows(stranger, None) == []
