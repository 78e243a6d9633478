"""The duties lexicon: words of tasks by the unit that answers for them, and what they say about one task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from luoshi.responsibility.errors import LexiconError
from luoshi.responsibility.vocabulary import load

_LENGTH_WEIGHT = (0.0, 0.3, 1.0, 1.5, 2.0, 2.3, 2.6)  # by the word's length; longer words are more particular
_FALL = 60.0  # characters after which a word counts half: the matter of a task stands at its front


@dataclass(frozen=True, slots=True)
class Duty:
    """The words of tasks that a unit usually leads, and of those in which it usually has a share.

    `within` is the department to which it usually belongs below the province, if it does.
    """

    unit: str
    leads: tuple[str, ...]
    helps: tuple[str, ...]
    within: str = ""


def _duty(entry: Mapping[str, Any]) -> Duty:
    unit = entry.get("unit")
    if not unit or not entry.get("leads"):
        raise LexiconError(f"duties.toml: {unit!r} lacks a name or the words of what it leads")
    leads, helps = tuple(str(entry["leads"]).split()), tuple(str(entry.get("helps", "")).split())
    every = leads + helps
    if len(set(every)) < len(every):
        raise LexiconError(f"duties.toml: {unit!r} repeats {sorted(w for w in set(every) if every.count(w) > 1)}")
    return Duty(unit, leads, helps, entry.get("within", ""))


@cache
def duties() -> tuple[Duty, ...]:
    """The whole lexicon, one entry a unit, in its order."""
    found = tuple(_duty(entry) for entry in load("duties")["duty"])
    names = [duty.unit for duty in found]
    if len(set(names)) < len(names):
        raise LexiconError("duties.toml: a unit has two entries")
    return found


@cache
def parts_of_others() -> frozenset[str]:
    """The bodies that below the province are usually part of another department."""
    return frozenset(duty.unit for duty in duties() if duty.within)


class Match(NamedTuple):
    """A word of the lexicon in a text, and where."""

    word: str
    start: int


@dataclass(slots=True)
class Claim:
    """What the lexicon says of one unit and one task: how strongly it leads, how strongly it takes part, and why."""

    lead: float = 0.0
    part: float = 0.0
    best: str = ""
    best_weight: float = 0.0


@cache
def _owners() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """For each word the units that lead by it, and those that help by it."""
    leads: dict[str, list[str]] = defaultdict(list)
    helps: dict[str, list[str]] = defaultdict(list)
    for duty in duties():
        for word in duty.leads:
            leads[word].append(duty.unit)
        for word in duty.helps:
            helps[word].append(duty.unit)
    return {w: tuple(u) for w, u in leads.items()}, {w: tuple(u) for w, u in helps.items()}


@cache
def _by_opening() -> dict[str, tuple[str, ...]]:
    """The words by their first two characters (or their only one), longest first."""
    leads, helps = _owners()
    index: dict[str, list[str]] = defaultdict(list)
    for word in dict.fromkeys((*leads, *helps)):
        index[word[:2]].append(word)
    return {opening: tuple(sorted(words, key=len, reverse=True)) for opening, words in index.items()}


def find_words(text: str) -> list[Match]:
    """The words of the lexicon in the text, in order; at each place the longest, and none inside another.

    >>> [match.word for match in find_words("新建高标准农田12万亩，研发投入强度达到2.4%")]
    ['高标准农田', '研发投入']
    """
    index = _by_opening()
    found: list[Match] = []
    at = 0
    while at < len(text):
        words = index.get(text[at : at + 2]) or index.get(text[at])
        word = next((word for word in words if text.startswith(word, at)), None) if words else None
        if word is None:
            at += 1
        else:
            found.append(Match(word, at))
            at += len(word)
    return found


def claims(text: str) -> dict[str, Claim]:
    """How strongly each unit is concerned by a task, by the lexicon's names of units.

    A word counts by its length, less the more units it stands with, less the later it comes, and once only.

    >>> found = claims("研发投入强度达到2.4%")
    >>> max(found, key=lambda unit: found[unit].lead), found["科学技术局"].best
    ('科学技术局', '研发投入')
    """
    leads, helps = _owners()
    found: dict[str, Claim] = defaultdict(Claim)
    seen: set[str] = set()
    for word, start in find_words(text):
        if word in seen:
            continue
        seen.add(word)
        weight = _LENGTH_WEIGHT[min(len(word), len(_LENGTH_WEIGHT) - 1)] / (1.0 + start / _FALL)
        own, shared = leads.get(word, ()), helps.get(word, ())
        for unit in own:
            claim = found[unit]
            claim.lead += weight / len(own) ** 0.5
            claim.part += weight / len(own) ** 0.5
            if weight > claim.best_weight:
                claim.best, claim.best_weight = word, weight
        for unit in shared:
            claim = found[unit]
            claim.part += 0.6 * weight / len(shared) ** 0.5
            if 0.5 * weight > claim.best_weight:
                claim.best, claim.best_weight = word, 0.5 * weight
    return dict(found)
