"""Settings pages: what is saved, what comes back with an error, and how many queries a list takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from luoshi.ledger import Role
from luoshi.records.models import Chain, Event, Grant, Post, Programme, Tenure, Unit, User
from luoshi.services.events import Actor
from luoshi.services.organisation import OtherName, UnitFields, create_unit
from luoshi.services.people import create_person
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
FORMER = {"former-TOTAL_FORMS": 1, "former-INITIAL_FORMS": 0}


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def office(client: Client, city: City) -> Client:
    client.force_login(city.people["admin"])
    return client


def fill(city: City, number: int) -> None:
    actor = Actor(city.people["admin"])
    for at in range(number):
        unit = create_unit(
            actor=actor, region=city.region, fields=UnitFields(f"单位{at}", names=(OtherName(f"简称{at}"),))
        )
        Tenure.objects.create(
            post=Post.objects.create(region=city.region, unit=unit, title="局长"),
            person=city.people["verifier"],
            since=date(2024, 1, 1),
        )
        create_person(
            actor=actor, region=city.region, username=f"p{at:03}", name=f"人员{at}", role=Role.LIAISON, unit=unit
        )


@pytest.mark.parametrize("page", ["units", "posts", "people", "events", "programmes"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(
    office: Client, city: City, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(city, 20)
    with django_assert_max_num_queries(20):
        assert office.get(f"/settings/{page}/").status_code == 200


def test_a_unit_is_changed_with_its_former_names(office: Client, city: City) -> None:
    unit = city.units["science"]
    said = {
        "revision": 1, "name": "市科学技术局", "aliases": "市科技局、科技局", "order": 3, "active": "on", **FORMER,
        "former-0-name": "市科委", "former-0-until": "2009-12-31",
    }  # fmt: skip
    assert office.post(f"/settings/units/{unit.pk}/", said)["Location"] == "/settings/units/"
    assert sorted(unit.names.values_list("name", flat=True)) == ["市科委", "市科技局", "科技局"]
    page = office.get("/settings/units/?words=科委").content.decode()
    assert "市科学技术局" in page
    assert "市教育局" not in page


def test_the_later_of_two_saves_sees_the_earlier_and_may_save_again(office: Client, city: City) -> None:
    address = f"/settings/units/{city.units['science'].pk}/"
    said = {"revision": 1, "name": "市科学技术局", "order": 3, "active": "on", "ranking_class": "甲", **FORMER}
    office.post(address, said)
    answer = office.post(address, said | {"ranking_class": "乙"})
    page = answer.content.decode()
    assert "刚被别人修改" in page
    assert "现在是“甲”" in page
    assert 'name="revision" value="2"' in page
    office.post(address, said | {"ranking_class": "乙", "revision": 2})
    assert Unit.objects.get(pk=city.units["science"].pk).ranking_class == "乙"


def test_a_programme_is_begun(office: Client, city: City) -> None:
    address = f"/settings/programmes/new/{city.region.pk}/"
    said = {"revision": 0, "year": 2026, "name": "二〇二六年", "starts": "2026-01-01", "ends": "2025-12-31"}
    assert "结束日期早于开始日期" in office.post(address, said).content.decode()
    assert office.post(address, said | {"ends": "2026-12-31"}).status_code == 302
    assert Programme.objects.filter(region=city.region, year=2026).exists()


def test_a_post_changes_hands(office: Client, city: City) -> None:
    post, person = city.posts["vice-mayor"], city.people["verifier"]
    office.post(f"/settings/posts/{post.pk}/appoint", {"person": person.pk, "since": "2025-06-01"})
    assert Tenure.objects.get(post=post, until=None).person == person
    assert "沈" not in office.get(f"/settings/posts/{post.pk}/").content.decode()
    again = office.post(f"/settings/posts/{post.pk}/appoint", {"person": person.pk, "since": "2025-07-01"})
    assert "已任此职" in again.content.decode()


def test_a_new_person_signs_in_with_the_password_shown_once(office: Client, city: City) -> None:
    said = {"name": "王岚", "username": "wang.lan", "role": "verifier", "signs_in": "on"}
    answer = office.post(f"/settings/people/new/{city.region.pk}/", said)
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert password not in office.get(f"/settings/people/{User.objects.get(username='wang.lan').pk}/").content.decode()
    stranger = Client()
    stranger.post("/accounts/login/", {"login": "wang.lan", "password": password})
    assert stranger.get("/")["Location"] == "/accounts/password/"


def test_a_locked_person_is_shown_and_unlocked(office: Client, city: City) -> None:
    person = city.people["verifier"]
    AccessAttempt.objects.create(username=person.username, ip_address="192.0.2.1", failures_since_start=5)
    assert "已锁定" in office.get("/settings/people/").content.decode()
    office.post(f"/settings/people/{person.pk}/unlock")
    assert "已锁定" not in office.get("/settings/people/").content.decode()


def test_a_leader_without_a_post_is_refused_in_the_form(office: Client, city: City) -> None:
    person = city.people["verifier"]
    answer = office.post(f"/settings/people/{person.pk}/grant/{city.region.pk}", {"role": "leader"})
    assert "责任领导须选择" in answer.content.decode()
    assert Grant.objects.filter(person=person).count() == 1


def test_the_log_tells_what_changed_and_verifies(office: Client, city: City) -> None:
    said = {"revision": 1, "name": "市科技创新局", "order": 1, "active": "on", **FORMER}
    office.post(f"/settings/units/{city.units['science'].pk}/", said)
    page = office.get("/settings/events/").content.decode()
    assert "修改单位" in page
    assert "市科技创新局" in page
    assert "✓" in office.post("/settings/events/verify").content.decode()
    Event.objects.filter(sequence=1).update(reason="改过")
    assert "记录被改动过" in office.post("/settings/events/verify").content.decode()
    assert "没有符合条件" in office.get("/settings/events/?since=2999-01-01").content.decode()


def exported(office: Client, query: str) -> bytes:
    answer = office.get(f"/settings/events/export?{query}")
    assert answer.streaming
    assert "attachment" in answer["Content-Disposition"]
    return answer.getvalue()


def test_the_log_is_exported_with_the_filters_in_force(office: Client, city: City) -> None:
    office.post(f"/settings/posts/new/{city.region.pk}/", {"revision": 1, "title": "市长", "order": 1, "active": "on"})
    page = office.get("/settings/events/?act=create-post").content.decode()
    assert "export?form=xlsx&amp;act=create-post" in page
    assert exported(office, "form=csv&act=create-post").decode("utf-8-sig").count("create-post") == 1
    assert exported(office, "form=jsonl&since=2999-01-01") == b""
    assert exported(office, "form=xlsx").startswith(b"PK")
    assert office.get("/settings/events/export?form=exe").status_code == 404


def test_a_log_without_its_key_or_too_long_says_so(
    office: Client, city: City, settings: Settings, tmp_path: Path
) -> None:
    office.post(f"/settings/posts/new/{city.region.pk}/", {"revision": 1, "title": "市长", "order": 1, "active": "on"})
    settings.AUDIT_KEY_FILE = tmp_path / "none"
    page = office.post("/settings/events/verify").content.decode()
    assert "找不到校验密钥" in page
    assert "只检查了先后顺序" in page
    Chain.objects.update(length=10**6)
    assert "luoshi audit verify" in office.post("/settings/events/verify").content.decode()
