"""Logs: one line of JSON each, enough to find a fault, and nothing that names a person or repeats what was typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from luoshi.config.logs import JsonLines
from tests.cast import make_city

SECRET = "赵某某"


def breaks(request: HttpRequest, what: str) -> HttpResponse:
    raise ValueError(f"cannot understand {request.POST['typed']}")


urlpatterns = [path("breaks/<str:what>/", breaks), path("", include("luoshi.config.urls"))]
handler500 = "luoshi.desk.views.errors.broken"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, by the levels of the product's settings."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def logged(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_record_is_one_line_and_carries_only_what_is_allowed() -> None:
    record = logging.makeLogRecord(
        {"msg": "多\n行", "levelname": "INFO", "name": "luoshi", "status": 200, "typed": SECRET}
    )
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line) | {"at": ""} == {
        "at": "",
        "level": "INFO",
        "logger": "luoshi",
        "message": "多\n行",
        "status": 200,
    }


@pytest.mark.django_db
def test_signing_in_leaves_no_name_and_no_password(client: Client, lines: io.StringIO) -> None:
    person = make_city("云川市", "990100").people["supervisor"]
    for password in ("wrong password", "correct horse battery"):
        client.post("/accounts/login/", {"login": person.username, "password": password, SECRET: "x"})
    client.get(f"/{SECRET}/")
    assert [line["route"] for line in logged(lines)] == ["accounts/login/", "accounts/login/"]
    for word in (person.username, person.name, "password", "correct", SECRET):
        assert word not in lines.getvalue()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_found_by_its_place_without_what_was_typed(client: Client, lines: io.StringIO) -> None:
    client.raise_request_exception = False
    answer = client.post(f"/breaks/{SECRET}/", {"typed": SECRET})
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()
    request, fault = sorted(logged(lines), key=lambda line: str(line["level"]), reverse=True)
    assert (request["status"], request["route"]) == (500, "breaks/<str:what>/")
    assert (fault["message"], fault["route"]) == ("Internal Server Error", "breaks/<str:what>/")
    assert "in breaks" in str(fault["trace"])
    assert str(fault["trace"]).endswith("ValueError")
    assert SECRET not in lines.getvalue()


def test_causes_stand_before_what_they_led_to() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": (type(error), error, error.__traceback__)})
    trace = json.loads(JsonLines().format(record))["trace"]
    assert trace.index("KeyError") < trace.index("RuntimeError")
    assert SECRET not in trace
