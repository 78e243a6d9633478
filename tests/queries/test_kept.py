"""What is kept of a ledger holds until its log, or its region's, grows."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import transaction

from luoshi.queries.kept import Head, head_of, kept
from luoshi.records.models import Programme
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def happened(programme: Programme, *, in_region: bool = False) -> None:
    with transaction.atomic():
        record_event(
            programme=None if in_region else programme,
            region=programme.region if in_region else None,
            actor=Actor(),
            act="change-programme",
            subject=programme,
        )


def test_it_is_worked_out_once_after_each_event(city: City) -> None:
    numbers = count(1)
    for in_region in (False, True):
        happened(city.programme, in_region=in_region)
        found = [kept(head_of(city.programme), "count", lambda: next(numbers)) for _ in range(2)]
        assert found[0] == found[1]
    assert next(numbers) == 3


def test_names_and_programmes_are_kept_apart(city: City) -> None:
    happened(city.programme)
    head = head_of(city.programme)
    assert kept(head, "a", lambda: "first") == "first"
    assert kept(head, "b", lambda: "second") == "second"
    assert kept(Head(head.length, f"other{head.key}"), "a", lambda: "third") == "third"


def test_nothing_is_kept_before_the_first_event() -> None:
    numbers = count(1)
    assert [kept(Head(0, ""), "count", lambda: next(numbers)) for _ in range(2)] == [1, 2]
