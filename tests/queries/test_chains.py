"""Verification of chains: whole ones hold, and each way of tampering is found at its place."""

from __future__ import annotations

import pytest
from django.db import transaction

from luoshi.queries.chains import Flaw, hash_of, verify_chain
from luoshi.records.models import Chain, Event
from luoshi.services.events import Actor, record_event
from tests.cast import City, make_city

pytestmark = pytest.mark.django_db
_LENGTH = 5


@pytest.fixture
def chain() -> Chain:
    city: City = make_city("云川市", "990100")
    with transaction.atomic():
        for number in range(_LENGTH):
            record_event(
                programme=city.programme,
                actor=Actor(city.people["supervisor"], "192.0.2.1"),
                act="create-unit",
                subject=city.units["science"],
                before={"名称": "甲", "序": number, "空": None},
                after={"小数": 0.1, "列": [1, "二"]},
                reason="核对",
            )
    return Chain.objects.get()


def test_a_chain_as_written_holds(chain: Chain) -> None:
    result = verify_chain(chain)
    assert (result.sound, result.flaw) == (_LENGTH, None)


def test_an_empty_chain_holds() -> None:
    assert verify_chain(Chain.objects.create(name="empty")).flaw is None


@pytest.mark.parametrize(
    "changed", [{"act": "x"}, {"reason": ""}, {"actor": None}, {"after": {}}, {"address": "192.0.2.2"}]
)
def test_an_altered_event_is_found(chain: Chain, changed: dict[str, object]) -> None:
    Event.objects.filter(sequence=3).update(**changed)
    result = verify_chain(chain)
    assert (result.sound, result.flaw) == (2, Flaw.ALTERED)


def test_an_event_altered_with_its_hash_breaks_the_next(chain: Chain) -> None:
    event = Event.objects.get(sequence=3)
    event.reason = "另有原因"
    Event.objects.filter(pk=event.pk).update(reason=event.reason, hash=hash_of(event))
    result = verify_chain(chain)
    assert (result.sound, result.flaw) == (3, Flaw.UNTIED)


def test_events_behind_the_end_that_the_chain_names_are_found(chain: Chain) -> None:
    last = Event.objects.get(sequence=3)
    Chain.objects.update(length=3, last_hash=last.hash)
    result = verify_chain(Chain.objects.get())
    assert (result.sound, result.flaw) == (3, Flaw.CUT)


def test_a_missing_event_is_found(chain: Chain) -> None:
    Event.objects.filter(sequence=2)._raw_delete(using="default")
    assert (verify_chain(chain).sound, verify_chain(chain).flaw) == (1, Flaw.MISSING)


def test_an_end_cut_off_is_found(chain: Chain) -> None:
    Event.objects.filter(sequence=_LENGTH)._raw_delete(using="default")
    assert verify_chain(chain).flaw is Flaw.CUT


def test_an_altered_record_of_the_end_is_found(chain: Chain) -> None:
    Chain.objects.update(last_hash="0" * 64)
    chain.refresh_from_db()
    assert verify_chain(chain).flaw is Flaw.CUT
