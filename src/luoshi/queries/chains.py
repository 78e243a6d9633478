"""Chains of events: the keyed hash of each event, and whether a chain still is what was written."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import F

from luoshi.queries.audit_keys import Key, Ring, ring
from luoshi.records.models import Chain, Event

_AT_ONCE = 1000
# The act of the event with which a chain goes on under another key.
NEW_KEY = "audit.key"


class Said(NamedTuple):
    """Everything that an event says, in the order of its fields; `hash` is what it says of all the others."""

    sequence: int
    at: datetime
    actor_id: int | None
    act: str
    subject: str
    subject_id: int | None
    before: Any
    after: Any
    reason: str
    address: str
    previous_hash: str
    key: str
    hash: str


_said_by = attrgetter(*Said._fields)


def hash_of(event: Event, key: Key) -> str:
    """HMAC-SHA256 over everything an event says and the hash before it, as JSON with sorted keys."""
    return _hash(event.chain.name, Said(*_said_by(event)), key.secret)


def _hash(chain: str, said: Said, secret: bytes) -> str:
    content = {"chain": chain, **said._asdict(), "at": said.at.astimezone(UTC).isoformat()}
    del content["hash"]
    return hmac.digest(secret, json.dumps(content, sort_keys=True, ensure_ascii=False).encode(), "sha256").hex()


class Flaw(StrEnum):
    """What is wrong at the first event of a chain that does not hold."""

    MISSING = "missing"  # a place is empty, or taken twice
    UNTIED = "untied"  # it does not name the hash of the event before it
    ALTERED = "altered"  # its content does not give its hash
    FOREIGN = "foreign"  # it follows on events of a key that is not here, and does not say so
    OTHERWISE = "otherwise"  # an anchor kept elsewhere names another hash for it
    CUT = "cut"  # events at the end are gone, or the chain's record of its end was altered


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event that does not hold, as it stands in the database now."""

    sequence: int
    at: datetime
    act: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A chain, how many of its events hold from the first on, and the flaw after those (none when all hold).

    `broken` is what stands at the flaw, if anything does. Of `unread` events only the order was checked, since their
    key (`missing_keys`, fingerprints) is not here; `unread_end` says that the chain ends with such.
    """

    chain: Chain
    sound: int
    flaw: Flaw | None = None
    broken: Broken | None = None
    unread: int = 0
    missing_keys: tuple[str, ...] = ()
    unread_end: bool = False

    def holds(self, lost: Collection[str] = ()) -> bool:
        """Whether every event holds; those whose key is known to be lost need only stand in order."""
        unread = self.unread and (self.unread_end or not set(self.missing_keys) <= set(lost))
        return self.flaw is None and not unread


def verify_chain(
    chain: Chain,
    keys: Ring | None = None,
    *,
    anchors: Mapping[int, str] | None = None,
    step: Callable[[int], object] | None = None,
) -> Verified:
    """Work out every hash of a chain anew, from its first event to the one that was last when `chain` was read.

    Takes memory for a thousand events, however long the chain. `anchors` are hashes kept elsewhere, by the number of
    the event; `step` is told now and then how many events more were looked at. Without `keys` the installation's own
    are used (AuditKeyError).
    """
    walk = _Walk(chain, (keys or ring()).keys, anchors or {})
    for number, said in enumerate(_events(chain), 1):
        if flaw := walk.flaw_of(said):
            return walk.result(flaw, Broken(said.sequence, said.at, said.act))
        walk.go_on(said)
        if step is not None and number % _AT_ONCE == 0:
            step(_AT_ONCE)
    if step is not None:
        step(walk.sound % _AT_ONCE)
    # In one query, since others append meanwhile: nothing stands behind the end that the chain knows of.
    behind = Event.objects.filter(chain=chain, sequence__gt=F("chain__length")).exists()
    whole = walk.sound == chain.length and walk.previous == chain.last_hash and not behind
    reached = walk.sound >= max(walk.anchors, default=0)
    return walk.result(None if whole and reached else Flaw.CUT)


def _events(chain: Chain) -> Iterator[Said]:
    rows = Event.objects.filter(chain=chain, sequence__lte=chain.length).order_by("sequence")
    return map(Said._make, rows.values_list(*Said._fields).iterator(chunk_size=_AT_ONCE))


class _Walk:
    """How far a chain was followed."""

    def __init__(self, chain: Chain, keys: Mapping[str, Key], anchors: Mapping[int, str]) -> None:
        self.chain, self.keys, self.anchors = chain, keys, anchors
        self.previous, self.sound, self.unread = "", 0, 0
        self.missing: dict[str, None] = {}
        self.unread_key = ""  # of the event before, if it is not here

    def flaw_of(self, said: Said) -> Flaw | None:
        if said.sequence != self.sound + 1:
            return Flaw.MISSING
        if said.previous_hash != self.previous:
            return Flaw.UNTIED
        key = self.keys.get(said.key)
        if key is not None:
            if not hmac.compare_digest(_hash(self.chain.name, said, key.secret), said.hash):
                return Flaw.ALTERED
            # Else somebody could say of any event that its key is lost.
            if self.unread_key and not (said.act == NEW_KEY and said.before == {"key": self.unread_key}):
                return Flaw.FOREIGN
        return None if self.anchors.get(said.sequence, said.hash) == said.hash else Flaw.OTHERWISE

    def go_on(self, said: Said) -> None:
        self.previous, self.sound, self.unread_key = said.hash, said.sequence, ""
        if said.key not in self.keys:
            self.unread_key = said.key
            self.unread += 1
            self.missing[said.key] = None

    def result(self, flaw: Flaw | None, broken: Broken | None = None) -> Verified:
        ends_unread = bool(self.unread_key)
        return Verified(self.chain, self.sound, flaw, broken, self.unread, tuple(self.missing), ends_unread)
