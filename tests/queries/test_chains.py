"""Verification of chains: whole ones hold, and each way of tampering is found at its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F

from luoshi.queries.audit_keys import Key, Ring, key_of, ring
from luoshi.queries.chains import Flaw, Said, hash_of, verify_chain
from luoshi.records import clock
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
    assert (result.sound, result.flaw, result.unread, result.holds()) == (_LENGTH, None, 0, True)


def test_an_empty_chain_holds() -> None:
    assert verify_chain(Chain.objects.create(name="empty")).holds()


@pytest.mark.parametrize(
    "after",
    [
        {"大": 1e16, "整": 2.0, "负零": -0.0, "小": 1e-7},  # jsonb writes numbers its own way
        {"键": {10: 1, 2: 2}},  # as texts they sort otherwise
        {"元组": (1, ("二", None))},
        {"字": "甲\u2028乙\"\\'\U0001f600"},
    ],
)
def test_whatever_json_holds_is_read_back_as_it_was_sealed(chain: Chain, after: dict[str, object]) -> None:
    assert chain.programme is not None
    with transaction.atomic():
        record_event(programme=chain.programme, actor=Actor(), act="x", subject=chain, after=after)
    assert verify_chain(Chain.objects.get()).holds()


def test_a_clock_that_stands_in_another_time_zone_seals_the_same_moment(chain: Chain) -> None:
    assert chain.programme is not None
    with clock.stopped_at(date(2025, 3, 4)), transaction.atomic():
        record_event(programme=chain.programme, actor=Actor(), act="x", subject=chain)
    assert verify_chain(Chain.objects.get()).holds()


# Every field of an event, and what somebody might make of it.
ALTERED = {
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "actor_id": None,
    "act": "x",
    "subject": "post",
    "subject_id": 7,
    "before": {"名称": "乙", "序": 2, "空": None},
    "after": None,
    "reason": "",
    "address": "192.0.2.2",
}
PLACED = {"sequence": (99, Flaw.MISSING), "previous_hash": ("0" * 64, Flaw.UNTIED), "hash": ("0" * 64, Flaw.ALTERED)}


def test_every_field_has_its_case() -> None:
    assert {*ALTERED, *PLACED, "key"} == set(Said._fields)


@pytest.mark.parametrize(("name", "value"), ALTERED.items())
def test_an_altered_event_is_found(chain: Chain, name: str, value: object) -> None:
    Event.objects.filter(sequence=3).update(**{name: value})
    result = verify_chain(chain)
    assert (result.sound, result.flaw, result.broken and result.broken.sequence) == (2, Flaw.ALTERED, 3)


@pytest.mark.parametrize(("name", "value", "flaw"), [(name, *case) for name, case in PLACED.items()])
def test_an_altered_place_is_found(chain: Chain, name: str, value: object, flaw: Flaw) -> None:
    Event.objects.filter(sequence=3).update(**{name: value})
    assert (verify_chain(chain).sound, verify_chain(chain).flaw) == (2, flaw)


def test_an_event_in_another_chain_is_found(chain: Chain) -> None:
    other = Chain.objects.create(name="region-1", length=1, last_hash=Event.objects.get(sequence=1).hash)
    Event.objects.filter(sequence=1).update(chain=other)
    assert verify_chain(other).flaw is Flaw.ALTERED
    assert verify_chain(chain).flaw is Flaw.MISSING


def test_events_that_changed_places_are_found(chain: Chain) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        Event.objects.filter(sequence=old).update(sequence=new)
    assert (verify_chain(chain).sound, verify_chain(chain).flaw) == (2, Flaw.UNTIED)


def test_an_event_altered_with_its_hash_breaks_the_next(chain: Chain) -> None:
    event = Event.objects.get(sequence=3)
    event.reason = "另有原因"
    Event.objects.filter(pk=event.pk).update(reason=event.reason, hash=hash_of(event, ring().current))
    result = verify_chain(chain)
    assert (result.sound, result.flaw) == (3, Flaw.UNTIED)


def _as_before(event: Event) -> str:
    """The hash of one who knows how it is made, but has no key."""
    said = {name: getattr(event, name) for name in Said._fields if name not in ("hash", "at")}
    content = {"chain": event.chain.name, **said, "at": event.at.astimezone(UTC).isoformat()}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


FORGERS: list[Callable[[Event], str]] = [_as_before, lambda event: hash_of(event, key_of("a guess at the key"))]


@pytest.mark.parametrize("forge", FORGERS)
def test_a_chain_made_anew_without_the_key_is_found(chain: Chain, forge: Callable[[Event], str]) -> None:
    Event.objects.filter(sequence=2).update(reason="另有原因")
    previous = ""
    for event in Event.objects.order_by("sequence"):
        event.previous_hash = previous
        previous = forge(event) if event.sequence > 1 else event.hash
        Event.objects.filter(pk=event.pk).update(previous_hash=event.previous_hash, hash=previous)
    Chain.objects.update(last_hash=previous)
    assert (verify_chain(Chain.objects.get()).sound, verify_chain(Chain.objects.get()).flaw) == (1, Flaw.ALTERED)


def test_events_behind_the_end_that_the_chain_names_are_found(chain: Chain) -> None:
    last = Event.objects.get(sequence=3)
    Chain.objects.update(length=3, last_hash=last.hash)
    result = verify_chain(Chain.objects.get())
    assert (result.sound, result.flaw) == (3, Flaw.CUT)


def test_a_missing_event_is_found(chain: Chain) -> None:
    Event.objects.filter(sequence=2)._raw_delete(using="default")
    assert (verify_chain(chain).sound, verify_chain(chain).flaw) == (1, Flaw.MISSING)


def test_an_event_put_in_is_found(chain: Chain) -> None:
    Event.objects.filter(sequence__gt=2).order_by("-sequence").update(sequence=F("sequence") + 100)
    Event.objects.filter(sequence__gt=100).update(sequence=F("sequence") - 99)
    second = Event.objects.get(sequence=2)
    second.pk, second.sequence, second.previous_hash, second._state.adding = None, 3, second.hash, True
    second.hash = "1" * 64
    second.save()
    Chain.objects.update(length=_LENGTH + 1)
    assert (verify_chain(Chain.objects.get()).sound, verify_chain(chain).flaw) == (2, Flaw.ALTERED)


def test_an_end_cut_off_is_found(chain: Chain) -> None:
    Event.objects.filter(sequence=_LENGTH)._raw_delete(using="default")
    assert verify_chain(chain).flaw is Flaw.CUT


def test_an_end_cut_off_with_the_record_of_it_is_found_by_an_anchor(chain: Chain) -> None:
    anchors = {chain.length: chain.last_hash}
    Event.objects.filter(sequence=_LENGTH)._raw_delete(using="default")
    Chain.objects.update(length=_LENGTH - 1, last_hash=Event.objects.get(sequence=_LENGTH - 1).hash)
    cut = Chain.objects.get()
    assert verify_chain(cut).holds()
    assert verify_chain(cut, anchors=anchors).flaw is Flaw.CUT


def test_a_hash_other_than_the_anchored_one_is_found(chain: Chain) -> None:
    result = verify_chain(chain, anchors={4: "0" * 64})
    assert (result.sound, result.flaw) == (3, Flaw.OTHERWISE)


def test_an_altered_record_of_the_end_is_found(chain: Chain) -> None:
    Chain.objects.update(last_hash="0" * 64)
    chain.refresh_from_db()
    assert verify_chain(chain).flaw is Flaw.CUT


def _ring(*words: str) -> Ring:
    keys: list[Key] = [key_of(word) for word in words]
    return Ring(keys[0], {key.fingerprint: key for key in keys})


def test_without_the_key_only_the_order_is_checked_and_that_is_said(chain: Chain) -> None:
    Event.objects.filter(sequence=3).update(at=datetime.now(tz=UTC) + timedelta(days=1))
    result = verify_chain(chain, _ring("another key"))
    assert (result.sound, result.flaw, result.unread) == (_LENGTH, None, _LENGTH)
    assert result.missing_keys == (ring().current.fingerprint,)
    assert not result.holds()
    # Lost or not: events that no event of a key that is here vouches for may have been written by anybody.
    assert not result.holds(lost=result.missing_keys)


def test_steps_add_up_to_the_chain(chain: Chain) -> None:
    steps: list[int] = []
    verify_chain(chain, step=steps.append)
    assert sum(steps) == _LENGTH
