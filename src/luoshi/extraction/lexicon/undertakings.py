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
class UndertakingWords:
    """The word lists of undertakings; every group is described in `undertaking_frames.toml`."""

    verbs: dict[str, VerbClass]
    lacks: dict[str, str]
    adverbs: dict[str, tuple[str, ...]]  # first character -> adverbs, longest first
    modals: frozenset[str]
    prepositions: tuple[str, ...]
    light: frozenset[str]
    chained: frozenset[str]
    causatives: frozenset[str]
    nouns: dict[str, tuple[str, ...]]  # verb -> nouns that begin with it
    concluding: tuple[str, ...]
    speech: tuple[str, ...]
    vague: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _verb_class(group: dict[str, Any], lacks: dict[str, str]) -> VerbClass:
    stage, proof, wanted = group["stage"], group["proof"], group["lacks"]
    if stage not in get_args(Stage) or proof not in get_args(Proof) or wanted not in lacks:
        raise LexiconError(f"undertaking_verbs.toml: {stage!r}, {proof!r}, {wanted!r} is no class of verbs")
    if not group.get("meaning"):
        raise LexiconError(f"undertaking_verbs.toml: the group of {group['words'][0]!r} has no meaning")
    return VerbClass(stage, proof, lacks[wanted], bool(group.get("principle", False)))


def _verbs(content: dict[str, Any]) -> dict[str, VerbClass]:
    found: dict[str, VerbClass] = {}
    for group in content["verbs"]:
        kind = _verb_class(group, content["lacks"])
        for word in group["words"]:
            if word in found or not 2 <= len(word) <= LONGEST_VERB:
                raise LexiconError(f"undertaking_verbs.toml: {word!r} stands twice, or is too long or too short")
            found[word] = kind
    return found


def _by_first(words: list[str]) -> dict[str, tuple[str, ...]]:
    first: dict[str, list[str]] = {}
    for word in words:
        first.setdefault(word[0], []).append(word)
    return {char: tuple(sorted(group, key=len, reverse=True)) for char, group in first.items()}


LONGEST_VERB = 5


@cache
def undertaking_words() -> UndertakingWords:
    """The word lists, read once.

    Raises LexiconError when a list contradicts itself.

    >>> undertaking_words().verbs["建成"].stage
    'complete'
    """
    content, frames = _read("undertaking_verbs"), _read("undertaking_frames")
    for name, group in frames.items():
        if not group.get("meaning"):
            raise LexiconError(f"undertaking_frames.toml: [{name}] has no meaning")
    verbs = _verbs(content)
    words = {name: list(group["words"]) for name, group in frames.items()}
    doubled = verbs.keys() & set(words["adverbs"])
    if doubled:
        raise LexiconError(f"undertaking_frames.toml: {sorted(doubled)} are verbs and adverbs at once")
    nouns = {verb: tuple(n for n in words["not_verbs"] if n.startswith(verb)) for verb in verbs}
    return UndertakingWords(
        verbs=verbs,
        lacks=dict(content["lacks"]),
        adverbs=_by_first(words["adverbs"]),
        modals=frozenset(words["modals"]),
        prepositions=tuple(words["prepositions"]),
        light=frozenset(words["light"]),
        chained=frozenset(words["chained"]),
        causatives=frozenset(words["causatives"]),
        nouns={verb: group for verb, group in nouns.items() if group},
        concluding=tuple(words["concluding"]),
        speech=tuple(words["speech"]),
        vague=tuple(words["vague"]),
    )
