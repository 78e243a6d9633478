"""What is kept of a ledger holds until its log, or its region's, grows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from time import sleep

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


def test_of_several_threads_that_ask_at_once_one_works_it_out() -> None:
    numbers, everybody, head = count(1), Barrier(4), Head(3, "1-at-once")

    def slow() -> int:
        sleep(0.05)  # long enough for the others to come
        return next(numbers)

    def ask() -> int:
        everybody.wait(10)
        return kept(head, "slow", slow)

    with ThreadPoolExecutor(4) as pool:
        assert {asked.result() for asked in [pool.submit(ask) for _ in range(4)]} == {1}


def test_whoever_works_it_out_may_ask_for_other_things_and_fail() -> None:
    head = Head(3, "1-nested")
    assert kept(head, "outer", lambda: kept(head, "inner", lambda: 1) + 1) == 2
    with pytest.raises(ZeroDivisionError):
        kept(head, "failing", lambda: 1 // 0)
    assert kept(head, "failing", lambda: 5) == 5  # nobody waits for what failed
