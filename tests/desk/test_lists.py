"""Units and people by Excel: shown before taken, all or nothing, and back again without a difference."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from luoshi.exchange.people_reading import read_people
from luoshi.exchange.people_workbook import FormerName, PeopleWorkbook, PersonEntry, UnitEntry, write_people
from luoshi.records.models import Event, Grant, Tenure, Unit, User
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
LISTS, APPLY, EXPORT = "/settings/lists/", "/settings/lists/apply", "/settings/lists/export"
BOOK = PeopleWorkbook(
    (
        UnitEntry("云川市", "市公路中心", parent="市交通运输局"),
        UnitEntry("云川市", "市交通运输局", ("市交通局",), (FormerName("市交通委员会", 2010),), ranked_with="经济部门"),
        UnitEntry("云川市", "市科学技术局", ("市科技局",)),
    ),
    (
        PersonEntry("王岚", "wang.lan", "liaison", "云川市", "市公路中心", "主任", since=date(2025, 1, 15)),
        PersonEntry("李行", "990100-verifier", "supervisor", "云川市", "市教育局"),
    ),
)


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def office(client: Client, city: City) -> Client:
    client.force_login(city.people["admin"])
    return client


def upload(client: Client, book: PeopleWorkbook | bytes) -> HttpResponseBase:
    stream = BytesIO()
    if isinstance(book, PeopleWorkbook):
        write_people(book, stream)
    data = book if isinstance(book, bytes) else stream.getvalue()
    return client.post(LISTS, {"file": SimpleUploadedFile("名单.xlsx", data)})


def exported(client: Client) -> bytes:
    sent: Any = client.get(EXPORT)
    return bytes(sent.getvalue())


def page(answer: HttpResponseBase) -> str:
    return getattr(answer, "content", b"").decode()


def test_a_file_is_shown_and_then_taken(office: Client, city: City) -> None:
    shown = page(upload(office, BOOK))
    assert "王岚" in shown
    assert "全部导入" in shown
    assert not Event.objects.exists(), "showing changes nothing"
    answer = page(office.post(APPLY))
    person = User.objects.get(username="wang.lan")
    assert person.has_usable_password()
    assert "wang.lan" in answer
    centre = Unit.objects.get(name="市公路中心")
    assert (centre.parent, Grant.objects.get(person=person).unit) == (Unit.objects.get(name="市交通运输局"), centre)
    assert Tenure.objects.get(person=person).since == date(2025, 1, 15)
    assert User.objects.get(pk=city.people["verifier"].pk).name == "李行"
    assert set(Unit.objects.get(name="市科学技术局").names.values_list("name", flat=True)) == {"市科技局"}


def test_what_was_taken_once_is_not_taken_again(office: Client) -> None:
    upload(office, BOOK)
    office.post(APPLY)
    before = Event.objects.count()
    assert office.post(APPLY)["Location"] == LISTS
    assert "没有变动" in page(upload(office, BOOK))
    assert Event.objects.count() == before


def test_what_goes_out_comes_back_without_a_difference(office: Client) -> None:
    upload(office, BOOK)
    office.post(APPLY)
    data = exported(office)
    assert "没有变动" in page(upload(office, data))


def test_one_wrong_line_stops_everything_and_is_named(office: Client) -> None:
    wrong = PeopleWorkbook(BOOK.units, (*BOOK.people, PersonEntry("甲", "a.b.c", "leader", "云川市", "市教育局")))
    assert "“人员”表第6行" in page(upload(office, wrong))
    office.post(APPLY)
    assert not Unit.objects.filter(name="市公路中心").exists()


def test_a_cell_that_cannot_be_read_is_named(office: Client) -> None:
    wrong = PeopleWorkbook((), (PersonEntry("甲", "字", "verifier", "云川市", "市教育局"),))
    assert "“人员”表第4行“用户名”" in page(upload(office, wrong))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"just text"])
def test_what_is_no_workbook_is_refused_in_a_line(office: Client, data: bytes) -> None:
    assert 'role="alert"' in page(upload(office, data))


def test_another_regions_lists_are_not_taken(office: Client) -> None:
    other = make_city("青岚市", "990200")
    assert "没有“青岚市”" in page(upload(office, PeopleWorkbook((UnitEntry("青岚市", "市粮食局"),))))
    taken = PersonEntry("甲", other.people["verifier"].username, "verifier", "云川市", "市教育局")
    assert "已被使用" in page(upload(office, PeopleWorkbook((), (taken,))))
    assert other.region.name not in str(read_people(exported(office)))


def test_the_file_of_one_is_not_taken_by_another(office: Client, city: City) -> None:
    upload(office, BOOK)
    Grant.objects.create(person=city.people["verifier"], role="admin", region=city.region)
    second = Client()
    second.force_login(city.people["verifier"])
    assert second.post(APPLY)["Location"] == LISTS
    assert not Event.objects.exists()
