"""Chains of events: the hash of each event, and whether a chain still is what was written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F

from luoshi.records.models import Chain, Event

_AT_ONCE = 500


def hash_of(event: Event) -> str:
    """SHA-256 over everything an event says and the hash before it, as JSON with sorted keys."""
    said = {
        "chain": event.chain.name,
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "act": event.act,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "address": event.address,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Flaw(StrEnum):
    """What is wrong at the first event of a chain that does not hold."""

    MISSING = "missing"  # a place is empty, or taken twice
    UNTIED = "untied"  # it does not name the hash of the event before it
    ALTERED = "altered"  # its content does not give its hash
    CUT = "cut"  # events at the end are gone, or the chain's record of its end was altered


@dataclass(frozen=True, slots=True)
class Verified:
    """A chain, how many of its events hold from the first on, and the flaw after those (none when all hold)."""

    chain: Chain
    sound: int
    flaw: Flaw | None = None


def verify_chain(chain: Chain) -> Verified:
    """Work out every hash of a chain anew, from its first event to the one that was last when `chain` was read."""
    previous, sound = "", 0
    events = Event.objects.filter(chain=chain, sequence__lte=chain.length).select_related("chain").order_by("sequence")
    for event in events.iterator(chunk_size=_AT_ONCE):
        if flaw := _flaw_of(event, sound + 1, previous):
            return Verified(chain, sound, flaw)
        previous, sound = event.hash, sound + 1
    # In one query, since others append meanwhile: nothing stands behind the end that the chain knows of.
    behind = Event.objects.filter(chain=chain, sequence__gt=F("chain__length")).exists()
    whole = sound == chain.length and previous == chain.last_hash and not behind
    return Verified(chain, sound, None if whole else Flaw.CUT)


def _flaw_of(event: Event, place: int, previous: str) -> Flaw | None:
    if event.sequence != place:
        return Flaw.MISSING
    if event.previous_hash != previous:
        return Flaw.UNTIED
    return None if hash_of(event) == event.hash else Flaw.ALTERED
