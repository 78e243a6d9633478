"""Looking for another matter: by number and by words, only what the person may see, and never more than ten."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.queries.access import Access
from luoshi.queries.matter_search import search_matters
from luoshi.records.models import Matter
from tests.cast import City, make_city
from tests.pieces import matter_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def titled(city: City, number: str, title: str, lead: str = "science", status: str = "in_progress") -> Matter:
    made = matter_of(city, lead, number=number)
    Matter.objects.filter(pk=made.pk).update(title=title, status=status)
    return made


def numbers(city: City, typed: str, *, by: str = "supervisor", but: Matter | None = None) -> list[str]:
    return [one.number for one in search_matters(Access(city.people[by]), city.programme, typed, but=but)]


def test_by_number_and_by_words(city: City) -> None:
    titled(city, "2025-007", "开工建设低空经济产业园")
    titled(city, "2025-012", "新增高新技术企业300家以上")
    titled(city, "Z2025-1", "建设中试平台，新增高新技术企业", "education")
    titled(city, "2025-020", "新增高新技术企业", status="withdrawn")
    cases = [
        ("2025-012", ["2025-012"]),
        (" 2025 ", ["2025-007", "2025-012", "Z2025-1"]),  # what begins so comes first
        ("建设", ["2025-007", "Z2025-1"]),
        ("高新 建设", ["Z2025-1"]),  # each word
        ("高新 2025-0", ["2025-012"]),
        ("100%", []),
        ("  ", []),
    ]
    for typed, found in cases:
        assert numbers(city, typed) == found, typed


def test_never_itself_nor_what_one_does_not_see(city: City) -> None:
    own, foreign = titled(city, "2025-001", "甲"), titled(city, "2025-002", "乙", "education")
    other = make_city("青岚市", "990200")
    matter_of(other, number="2025-003")
    assert numbers(city, "2025", but=own) == [foreign.number]
    assert numbers(city, "2025", by="liaison-science") == [own.number]
    assert [one.number for one in search_matters(Access(city.people["supervisor"]), other.programme, "2025")] == []


def test_ten_in_one_query(city: City, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for at in range(12):
        matter_of(city, number=f"2025-{at:03}")
    access = Access(city.people["supervisor"])
    assert access.grants  # asked for before
    with django_assert_num_queries(1):
        found = search_matters(access, city.programme, "2025")
        assert [str(one.lead) for one in found] == ["市科学技术局"] * 10
