"""Events are written here and nowhere else, inside the transaction of the change that they tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Model

from luoshi.queries.chains import hash_of
from luoshi.records import clock
from luoshi.records.models import Chain, Event, Programme, Region, User

_SYSTEM = "system"


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

    Must be called inside the transaction of the change: the update of the chain's length holds every other writer of
    the chain back until that transaction ends, so that two events never claim the same place.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of the change it tells of")
    chain = _next_place(programme, region)
    event = Event(
        chain=chain,
        sequence=chain.length,
        at=clock.now(),
        actor=actor.person,
        act=act,
        subject=subject._meta.model_name or "",
        subject_id=subject.pk,
        before=before,
        after=after,
        reason=reason,
        address=actor.address,
        previous_hash=chain.last_hash,
    )
    event.hash = hash_of(event)
    event.save()
    Chain.objects.filter(pk=chain.pk).update(last_hash=event.hash)
    return event


def _next_place(programme: Programme | None, region: Region | None) -> Chain:
    name, of = _SYSTEM, dict[str, Any]()
    if programme:
        name, of = f"programme-{programme.pk}", {"programme": programme}
    elif region:
        name, of = f"region-{region.pk}", {"region": region}
    Chain.objects.get_or_create(name=name, defaults=of)
    Chain.objects.filter(name=name).update(length=F("length") + 1)
    return Chain.objects.get(name=name)
