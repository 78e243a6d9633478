"""The canonical indicators, loaded from their word lists (indicators/*.toml) and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from luoshi.extraction.lexicon.loading import LexiconError, load_groups

Direction = Literal["up", "down", "none"]
ConceptKind = Literal["flow", "stock", "ratio", "index"]

# A stable code. Sample: "rd-intensity"; near misses: "RD-intensity", "rd--intensity", "研发"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEXTS = ("name", "meaning", "direction", "kind")
_REQUIRED = {*_TEXTS, "units", "aliases"}
_OPTIONAL = {"when", "not"}
_MEASURES = ("growth", "pp", "level", "share", "increment", "reduction", "rank", "multiple", "limit")


@dataclass(frozen=True, slots=True)
class Concept:
    """A canonical indicator.

    `aliases` are the indicator's wordings; `when` holds wordings that mean it only under a condition, a measure
    (`growth`) or a family of units (`containers`). `units` are the families it may be reported in. `direction` is the
    movement that is good: `up`, `down`, or `none` where neither is. `near_misses` look alike and are something else.
    """

    code: str
    name: str
    meaning: str
    subject: str
    units: tuple[str, ...]
    direction: Direction
    kind: ConceptKind
    aliases: tuple[str, ...]
    when: tuple[tuple[str, tuple[str, ...]], ...]
    near_misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How wordings are evened out: `same` spelling -> the one it stands for, characters dropped, neutral words."""

    same: Mapping[str, str]
    dropped: str
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    families: Mapping[str, frozenset[str]]


@cache
def wording() -> Wording:
    """The rules for evening out an indicator's wording, read once.

    Raises LexiconError for a spelling that stands for two things.
    """
    content = tomllib.loads(files(__package__).joinpath("indicator_wording.toml").read_text(encoding="utf-8"))
    same: dict[str, str] = {}
    for first, *others in content["same"]["groups"]:
        for spelling in others:
            if same.setdefault(spelling, first) != first:
                raise LexiconError(f"indicator_wording.toml: {spelling!r} stands for {same[spelling]!r} and {first!r}")
    families = {name: frozenset(units) for name, units in content["unit-families"].items() if name != "meaning"}
    return Wording(
        MappingProxyType(same),
        content["drop"]["characters"],
        tuple(content["prefixes"]["words"]),
        tuple(content["suffixes"]["words"]),
        MappingProxyType(families),
    )


@cache
def concepts() -> Mapping[str, Concept]:
    """All canonical indicators by code, in the order of the files, read once.

    Raises LexiconError for an entry that says something it may not.

    >>> concepts()["gdp"].direction
    'up'
    """
    folder = files(__package__).joinpath("indicators")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return concepts_in({f.name.removesuffix(".toml"): f.read_text(encoding="utf-8") for f in found})


def concepts_in(subjects: Mapping[str, str]) -> Mapping[str, Concept]:
    """The concepts of files given as subject -> text; raises LexiconError for a code that stands twice."""
    found: dict[str, Concept] = {}
    for subject, text in subjects.items():
        for code, entry in tomllib.loads(text).items():
            if code in found:
                raise LexiconError(f"indicators/{subject}.toml: {code} stands already in {found[code].subject}.toml")
            found[code] = concept_from(code, entry, subject)
    return MappingProxyType(found)


def concept_from(code: str, entry: dict[str, Any], subject: str) -> Concept:
    """One entry of a file as a Concept; raises LexiconError where the entry breaks the schema."""
    _check(code, entry, f"indicators/{subject}.toml: {code}")
    return Concept(
        code,
        entry["name"],
        entry["meaning"],
        subject,
        tuple(entry["units"]),
        entry["direction"],
        entry["kind"],
        tuple(entry["aliases"]),
        tuple((condition, tuple(words)) for condition, words in entry.get("when", {}).items()),
        tuple(entry.get("not", ())),
    )


def known_families() -> frozenset[str]:
    """Families of units that an indicator may name: those of units.toml and the finer ones of the indicators."""
    return frozenset(load_groups("units")) | frozenset(wording().families)


def _check(code: str, entry: dict[str, Any], where: str) -> None:
    if not _CODE.fullmatch(code):
        raise LexiconError(f"{where}: a code is lower-case words joined by hyphens")
    if not isinstance(entry, dict) or not set(entry) >= _REQUIRED or set(entry) - _REQUIRED - _OPTIONAL:
        raise LexiconError(f"{where}: must have {sorted(_REQUIRED)} and may have {sorted(_OPTIONAL)}")
    for key in _TEXTS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise LexiconError(f"{where}: {key} is empty")
    if entry["direction"] not in get_args(Direction) or entry["kind"] not in get_args(ConceptKind):
        raise LexiconError(f"{where}: direction is one of {get_args(Direction)}, kind of {get_args(ConceptKind)}")
    _check_words(entry["aliases"], where)
    _check_words(entry.get("not", ["-"]), where)
    if not entry["units"] or set(entry["units"]) - known_families():
        raise LexiconError(f"{where}: units must name families of units, not {entry['units']}")
    for condition, words in entry.get("when", {}).items():
        if condition not in _MEASURES and condition not in known_families():
            raise LexiconError(f"{where}: {condition!r} is neither a measure nor a family of units")
        _check_words(words, where)


def _check_words(words: object, where: str) -> None:
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w.strip() == w and w for w in words):
        raise LexiconError(f"{where}: words must be a list of texts, none of them empty")
    if len(set(words)) != len(words):
        raise LexiconError(f"{where}: {sorted({w for w in words if words.count(w) > 1})} stands twice")
