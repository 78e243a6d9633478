"""Events are written here and nowhere else, inside the transaction of the change that they tell of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Model

from luoshi.queries.audit_keys import Key, must_fit, ring
from luoshi.queries.chains import hash_of
from luoshi.records import clock
from luoshi.records.models import Chain, Event, Programme, Region, User

_SYSTEM = "system"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from which address; without a person it is the system itself."""

    person: User | None = None
    address: str = ""


def record_event(
    *,
    programme: Programme | None,
    actor: Actor,
    act: str,
    subject: Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    region: Region | None = None,
) -> Event:
    """Append an event to its programme's chain, else to the region's, else to the installation's own.

    Raises AuditKeyError when the key is another one than the chain's.
    Must be called inside the transaction of the change: the update of the chain's length holds every other writer of
    the chain back until that transaction ends, so that two events never claim the same place.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of the change it tells of")
    chain, key = _claimed(programme or region, places=1), ring().current
    must_fit(key, chain)
    return append_event(
        chain=chain,
        key=key,
        event=Event(
            actor=actor.person,
            act=act,
            subject=subject._meta.model_name or "",
            subject_id=subject.pk,
            before=before,
            after=after,
            reason=reason,
            address=actor.address,
        ),
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """One of many events of a programme that happen together, by the same actor."""

    act: str
    subject: Model
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def record_events(*, programme: Programme, actor: Actor, happened: Sequence[Happened]) -> None:
    """Append many events to a programme's chain, in their order, in a number of queries that does not grow with them.

    As `record_event`, whose rules hold here too: their places are claimed together and held to the transaction's end.
    """
    if not happened:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of the change it tells of")
    chain, key = _claimed(programme, places=len(happened)), ring().current
    must_fit(key, chain)
    previous, events = chain.last_hash, []
    for sequence, one in enumerate(happened, chain.length - len(happened) + 1):
        event = Event(
            chain=chain,
            sequence=sequence,
            at=clock.now(),
            actor=actor.person,
            act=one.act,
            subject=one.subject._meta.model_name or "",
            subject_id=one.subject.pk,
            before=_as_read(one.before),
            after=_as_read(one.after),
            address=actor.address,
            previous_hash=previous,
            key=key.fingerprint,
        )
        event.hash = previous = hash_of(event, key)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=_AT_ONCE)
    Chain.objects.filter(pk=chain.pk).update(last_hash=previous, key=key.fingerprint)


def hold_back_others(*of: Programme | Region | None) -> None:
    """Let nobody else write in a programme until the transaction ends: for what is decided over all of its matters.

    Likewise in a region, over its units, posts and people, or (None) in the whole installation, over what stands once
    in it. Called before anything is read, since what was read before may be changed by who writes just then. It waits
    for the place of the chain that every other writer takes for its event, and takes none itself. Several are held in
    the order of their chains' names, so that no two wait for each other.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("others are held back until a transaction ends, and none was begun")
    for one in sorted(of, key=_name):
        _claimed(one, places=0)


def append_event(*, chain: Chain, key: Key, event: Event) -> Event:
    """Write an event at the place that its chain's length names, tied to the one before and sealed with a key."""
    event.chain, event.sequence, event.at = chain, chain.length, clock.now()
    event.before, event.after = _as_read(event.before), _as_read(event.after)
    event.previous_hash, event.key = chain.last_hash, key.fingerprint
    event.hash = hash_of(event, key)
    event.save()
    Chain.objects.filter(pk=chain.pk).update(last_hash=event.hash, key=key.fingerprint)
    return event


def next_place(chain: Chain) -> Chain:
    """Claim the next place of a chain, for the rest of the transaction."""
    Chain.objects.filter(pk=chain.pk).update(length=F("length") + 1)
    return Chain.objects.get(pk=chain.pk)


def _as_read(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """A value as every database gives it back, so that its hash comes out the same: keys are texts, 2.0 is 2."""
    return json.loads(json.dumps(value, allow_nan=False), parse_float=_number)  # type: ignore[no-any-return]  # JSON


def _number(written: str) -> int | float:
    number = float(written)
    return int(number) if number.is_integer() else number


def _claimed(of: Programme | Region | None, places: int) -> Chain:
    """The chain with so many more places, which nobody else claims before the transaction ends."""
    one = Chain.objects.filter(name=_name(of))
    if not one.update(length=F("length") + places):  # the first event of its chain
        owner = {} if of is None else {str(of._meta.model_name): of}
        Chain.objects.get_or_create(name=_name(of), defaults=owner)
        one.update(length=F("length") + places)
    return one.get()


def _name(of: Programme | Region | None) -> str:
    return _SYSTEM if of is None else f"{of._meta.model_name}-{of.pk}"
