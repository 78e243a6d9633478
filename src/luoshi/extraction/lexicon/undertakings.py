"""The verbs of undertakings and the words around them, loaded from their word lists and checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from luoshi.extraction.lexicon.loading import LexiconError

Stage = Literal["plan", "start", "advance", "complete", "win"]
Proof = Literal["event", "quantity", "direction"]


@dataclass(frozen=True, slots=True)
class VerbClass:
    """What verbs of one kind promise: the stage, what would prove it, and what such a promise lacks without proof.

    `principle` marks a stance or a frame (坚持, 围绕): nothing is undertaken.
    """

    stage: Stage
    proof: Proof
    lacks: str
    principle: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with what the grammar asks of it.

    `nouns` begin like the verb and are none. `light` verbs take another verb behind them, `chained` ones may be it.
    The object of a `causative` may hold the real event. A `concluding` verb draws the sum of the clauses before it.
    `plain`: nothing in its object can make it more than the direction it is, and no verb behind it but one of those
    that a `joining` verb forms one with (`joined`). A `nominal` verb is a noun where a figure is told of it. `takes`:
    what it takes may be a programme whose name begins with a verb.
    """

    word: str
    kind: VerbClass
    nouns: tuple[str, ...]
    light: bool
    chained: bool
    causative: bool
    concluding: bool
    plain: bool
    joining: bool
    joined: bool
    nominal: bool
    takes: bool
    length: int


@dataclass(frozen=True, slots=True)
class UndertakingWords:
    """The word lists of undertakings; every group is described in its file. Indexes go by the first two characters."""

    verbs: dict[str, tuple[Verb, ...]]
    adverbs: dict[str, tuple[str, ...]]
    short_adverbs: frozenset[str]
    modals: frozenset[str]
    prepositions: tuple[str, ...]
    frames: tuple[str, ...]
    speech: tuple[str, ...]
    vague: tuple[str, ...]
    anything: tuple[str, ...]
    papers: tuple[str, ...]
    appraisals: tuple[str, ...]
    events: dict[str, Stage]
    signs: dict[str, tuple[str, ...]]
    lacks: dict[str, str]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _words(name: str, content: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The groups of a file as tuples of words; a group without meaning or with a word twice is refused."""
    found: dict[str, tuple[str, ...]] = {}
    for group, entry in content.items():
        if not entry.get("meaning"):
            raise LexiconError(f"{name}.toml: [{group}] has no meaning")
        words = tuple(entry["words"])
        if len(set(words)) < len(words):
            raise LexiconError(f"{name}.toml: [{group}] holds a word twice")
        found[group] = words
    return found


def _verb_class(group: dict[str, Any], lacks: dict[str, str]) -> VerbClass:
    stage, proof, wanted = group["stage"], group["proof"], group["lacks"]
    if stage not in get_args(Stage) or proof not in get_args(Proof) or wanted not in lacks:
        raise LexiconError(f"undertaking_verbs.toml: {stage!r}, {proof!r}, {wanted!r} is no class of verbs")
    if not group.get("meaning"):
        raise LexiconError(f"undertaking_verbs.toml: the group of {group['words'][0]!r} has no meaning")
    return VerbClass(stage, proof, lacks[wanted], bool(group.get("principle", False)))


def _verb_kinds(content: dict[str, Any]) -> dict[str, VerbClass]:
    found: dict[str, VerbClass] = {}
    for group in content["verbs"]:
        kind = _verb_class(group, content["lacks"])
        for word in group["words"]:
            if word in found or len(word) < 2:
                raise LexiconError(f"undertaking_verbs.toml: {word!r} stands twice or is too short")
            found[word] = kind
    return found


def _verb(word: str, kind: VerbClass, groups: dict[str, tuple[str, ...]]) -> Verb:
    causative = word.startswith(groups["causatives"])
    telling = causative or word.endswith(groups["telling"]) or word[0] == "争"
    return Verb(
        word=word,
        kind=kind,
        nouns=tuple(noun for noun in groups["not_verbs"] if noun.startswith(word)),
        light=word in groups["light"],
        chained=word in groups["chained"],
        causative=causative,
        concluding=word.endswith(groups["concluding"]),
        plain=kind.proof == "direction"
        and kind.stage in ("advance", "plan")
        and not (telling or word in groups["light"] or word == "坚持"),
        joining=word in groups["joining"],
        joined=word in groups["joined"],
        nominal=word in groups["nominal"],
        takes=word.endswith(groups["takers"]),
        length=len(word),
    )


def _indexed(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        index.setdefault(word[:2], []).append(word)
    return {pair: tuple(group) for pair, group in index.items()}


@cache
def undertaking_words() -> UndertakingWords:
    """The word lists, read once.

    Raises LexiconError when a list contradicts itself.

    >>> [(verb.word, verb.kind.stage) for verb in undertaking_words().verbs["竣工"]]
    [('竣工投用', 'complete'), ('竣工', 'complete')]
    """
    content = _read("undertaking_verbs")
    frames = _words("undertaking_frames", _read("undertaking_frames"))
    signs = _read("undertaking_events")
    events = _words("undertaking_events", signs.pop("events"))
    kinds = _verb_kinds(content)
    doubled = kinds.keys() & set(frames["adverbs"])
    if doubled:
        raise LexiconError(f"undertaking_frames.toml: {sorted(doubled)} are verbs and adverbs at once")
    verbs = {word: _verb(word, kind, frames) for word, kind in kinds.items()}
    return UndertakingWords(
        verbs={pair: tuple(verbs[word] for word in group) for pair, group in _indexed(tuple(verbs)).items()},
        adverbs=_indexed(tuple(word for word in frames["adverbs"] if len(word) > 1)),
        short_adverbs=frozenset(word for word in frames["adverbs"] if len(word) == 1),
        modals=frozenset(frames["modals"]),
        prepositions=frames["prepositions"],
        frames=frames["frames"],
        speech=frames["speech"],
        vague=frames["vague"],
        anything=frames["anything"],
        papers=frames["papers"],
        appraisals=frames["appraisals"],
        events={word: stage for stage in get_args(Stage) for word in events.get(stage, ())},
        signs=_words("undertaking_events", signs),
        lacks=dict(content["lacks"]),
    )
