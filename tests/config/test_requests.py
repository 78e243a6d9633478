"""What is turned away before it costs anything: bodies without measure, and characters that no database keeps."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from luoshi.records.models import Document
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    client.force_login(city.people["supervisor"])
    return client


def test_a_stranger_cannot_fill_the_disk(client: Client) -> None:
    file = SimpleUploadedFile("a.txt", b"x" * 200_000)
    assert client.post("/accounts/login/", {"login": "a", "password": "b", "file": file}).status_code == 400
    assert client.post("/accounts/login/", {"login": "a", "password": "b"}).status_code == 200


def test_a_request_holds_no_more_than_a_few_of_the_largest_files(desk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 100_000
    file = SimpleUploadedFile("a.txt", b"x" * 500_000)
    assert desk.post("/documents/hand-in", {"files": file}).status_code == 400


def test_a_file_that_is_too_large_is_refused_with_the_reason(desk: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 100_000
    files = [SimpleUploadedFile("大.txt", "字".encode() * 40_000), SimpleUploadedFile("小.txt", "报告".encode())]
    page = desk.post("/documents/hand-in", {"files": files}, follow=True).content.decode()
    assert "大.txt”超过" in page
    assert Document.objects.get().title == "小"


@pytest.mark.parametrize("address", ["/ledger/?q=a%00b", "/settings/units/?words=%00"])
def test_nul_in_an_address_is_no_request(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 400


@pytest.mark.parametrize("form", [{"title": "a\0b"}, {"row": ["1:1", "\0"]}])
def test_nul_in_a_form_is_no_request(desk: Client, form: dict[str, object]) -> None:
    assert desk.post("/tables/1/title", form).status_code == 400


def test_the_proof_of_origin_is_asked_for_first(city: City) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(city.people["supervisor"])
    assert client.post("/programme", {"programme": "\0"}).status_code == 403
