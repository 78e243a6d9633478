"""Matters offered while a number is typed: what the fragment says, for whom, and the field that works without it."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.records.models import Matter
from tests.cast import City, make_city
from tests.pieces import matter_of
from tests.reporting import target_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def client_of(city: City, name: str = "supervisor") -> Client:
    client = Client()
    client.force_login(city.people[name])
    return client


def test_beside_a_matter(city: City) -> None:
    own, other = matter_of(city), matter_of(city, "education")
    Matter.objects.filter(pk=other.pk).update(title="<b>学位</b>")
    said = client_of(city).get(f"/ledger/{own.pk}/find", {"q": "2025"}).content.decode()
    assert said.count('role="option"') == 1
    for words in (f'data-number="{other.number}"', "&lt;b&gt;学位", "市教育局", "找到 1 个事项", "办理中"):
        assert words in said, words
    assert "<html" not in said
    liaison = client_of(city, "liaison-science")
    assert "没有找到事项" in liaison.get(f"/ledger/{own.pk}/find", {"q": "学位"}).content.decode()
    assert liaison.get(f"/ledger/{other.pk}/find", {"q": "2025"}).status_code == 404
    assert client_of(city).post(f"/ledger/{own.pk}/find").status_code == 405


def test_for_a_new_matter(city: City) -> None:
    known = matter_of(city)
    client = client_of(city)
    assert known.number in client.get("/matters/find", {"q": "高新"}).content.decode()
    page = client.get("/matters/new").content.decode()
    assert 'data-matters="/matters/find"' in page
    assert "data-matter-number" in page
    assert client_of(city, "liaison-science").get("/matters/find", {"q": "高新"}).status_code == 403


def test_the_typed_number_serves_without_a_script(city: City) -> None:
    own, other = matter_of(city), matter_of(city, "education")
    sent = {"parent": f" {other.number} ", "revision": own.revision}
    assert client_of(city).post(f"/ledger/{own.pk}/part-of", sent).status_code == 302
    own.refresh_from_db()
    assert own.parent == other


# One indicator needs no name, and of several a part of one is enough as long as it leaves no doubt.
def test_the_target_that_is_meant(city: City) -> None:
    own, other, without = matter_of(city), matter_of(city, "education"), matter_of(city, "education")
    asked = {"number": other.number, "counts": "on"}

    def answer(**more: str) -> str:
        own.refresh_from_db()
        sent = asked | {"revision": str(own.revision)} | more
        return client_of(city).post(f"/ledger/{own.pk}/serve", sent, follow=True).content.decode()

    assert f"事项 {without.number} 没有指标" in answer(number=without.number)
    target_of(other, name="新增公办学位")
    assert "已关联。" in answer()
    target_of(other, name="新建公办幼儿园")
    for doubtful in ("", "公办", "民办"):
        assert "该事项的指标有：新增公办学位、新建公办幼儿园。" in answer(name=doubtful), doubtful
    assert "已关联。" in answer(name="幼儿园")
    assert set(own.targets.values_list("name", flat=True)) == {"新增公办学位", "新建公办幼儿园"}
