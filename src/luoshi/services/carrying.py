"""A new version of a document: what people decided on the last one is carried over where its quote still stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from luoshi.records.models import DocumentVersion, Finding
from luoshi.services.found import role_at

_CONTEXT = 12  # characters on each side by which two places of the same words are told apart
_LONG = 16  # a quote of so many characters stands for itself
_LIKE = 6  # characters of its surroundings that a shorter one must share
# What tells where a finding stands in its version, not what it says: never carried, nobody decided on it.
_STANDING = ("id", "section", "heading", "confidence")


def carry_over(version: DocumentVersion) -> int:
    """Carry what people decided on the version before over to this one; returns how many findings were.

    Only what a person touched is carried: the engine finds the rest anew. The quote must stand in the new text, in like
    surroundings where it is short; of several places the likest and nearest is taken. Must be called in the transaction
    that makes the version ready.
    """
    last = (
        DocumentVersion.objects.filter(
            document=version.document_id, number__lt=version.number, state=DocumentVersion.State.READY
        )
        .order_by("-number")
        .first()
    )
    if last is None:
        return 0
    fresh = _Fresh(version)
    shift = carried = 0
    for old in decided(last):
        place = _place(last.text, version.text, old, shift)
        if place is None:
            continue
        shift = place - old.start
        fresh.take_over(old, place)
        carried += 1
    return carried


def decided(version: DocumentVersion) -> list[Finding]:
    """The findings of a version that a person touched and that still stand, in the order of the text."""
    touched = ~Q(state=Finding.State.OPEN) | Q(revision__gt=1) | ~Q(origin=Finding.Origin.ENGINE)
    return list(Finding.objects.filter(touched, version=version, removed=False).order_by("start", "-end", "id"))


@dataclass
class _Fresh:
    """What the engine found in the new version, by kind and place, each to be taken over once."""

    version: DocumentVersion
    _left: defaultdict[tuple[str, int, int], list[Finding]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for found in Finding.objects.filter(version=self.version):
            self._left[found.kind, found.start, found.end].append(found)

    def take_over(self, old: Finding, place: int) -> None:
        """Put what was decided on `old` onto the finding at its new place, or onto a new one."""
        end = place + len(old.quote)
        new = self._same(old, place, end)
        if new is None:
            new = Finding(version=self.version, start=place, end=end, quote=old.quote, proposed=old.proposed)
            new.confidence, new.role = old.confidence, role_at(self.version, place) or old.role
        standing = {key: new.proposed[key] for key in _STANDING if key in new.proposed and key in old.fields}
        new.kind, new.fields, new.state = old.kind, old.fields | standing, old.state
        new.origin = Finding.Origin.CARRIED
        new.save()
        new.came_from.add(old)

    def _same(self, old: Finding, start: int, end: int) -> Finding | None:
        """What the engine found at the same place; among several the one that it proposed alike."""
        kind = Finding.Kind.UNRESOLVED if _was_unresolved(old) else old.kind
        rivals = self._left.get((kind, start, end), [])
        if not rivals:
            return None
        best = max(rivals, key=lambda found: _agreement(found, old))
        rivals.remove(best)
        return best


def _was_unresolved(old: Finding) -> bool:
    return "reason" in old.proposed


def _agreement(found: Finding, old: Finding) -> int:
    keys = ("indicator", "value", "unit", "measure", "object")
    return sum(found.proposed.get(key) == old.proposed.get(key) for key in keys)


def _place(old_text: str, new_text: str, old: Finding, shift: int) -> int | None:
    """Where in the new text the finding's quote stands; None where it does so no more."""
    expected = old.start + shift
    places = list(_places(new_text, old.quote))
    if not places:
        return None
    likeness = {at: _likeness(old_text, old.start, new_text, at, len(old.quote)) for at in places}
    best = min(places, key=lambda at: (-likeness[at], abs(at - expected)))
    return best if len(old.quote) >= _LONG or likeness[best] >= _LIKE else None


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _likeness(old_text: str, old_at: int, new_text: str, new_at: int, length: int) -> int:
    """How many characters before and behind are the same, without a gap; 0 to twice `_CONTEXT`."""
    before = _shared(
        old_text[max(0, old_at - _CONTEXT) : old_at][::-1], new_text[max(0, new_at - _CONTEXT) : new_at][::-1]
    )
    old_end, new_end = old_at + length, new_at + length
    return before + _shared(old_text[old_end : old_end + _CONTEXT], new_text[new_end : new_end + _CONTEXT])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
