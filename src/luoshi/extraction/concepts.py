"""Canonical indicators: which of the lexicon's concepts an indicator's words name, if any.

Exactness goes before recall. An indicator gets a concept only if its whole wording is accounted for: by an alias, and
around it by words that are neutral for every indicator (全市, 累计, 总数, 增速). A word that narrows the scope (市属,
服务业, a county's name) is left over, and what is left over means no concept: to compare a promise with the outcome of
something else is worse than to compare nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from luoshi.extraction.figures.units import family_of
from luoshi.extraction.lexicon.indicator_lexicon import Concept, concepts, wording
from luoshi.extraction.lexicon.loading import LexiconError, alternation

__all__ = ["CONCEPTS", "Concept", "concept_of"]

CONCEPTS: Mapping[str, Concept] = concepts()
"""Every canonical indicator by its code; `CONCEPTS[code].direction` says which movement is good."""

_WORDING = wording()
_EVEN = {c + 0xFEE0: None if chr(c) in _WORDING.dropped else chr(c) for c in range(0x21, 0x7F)} | dict.fromkeys(
    map(ord, _WORDING.dropped)
)
_STANDS_FOR = {spelling.upper(): first for spelling, first in _WORDING.same.items()}
# A spelling that stands for another, the longest first. Sample: 国内生产总值 (for 生产总值); near miss: 总产值
_SPELLINGS = re.compile(alternation(list(_STANDS_FOR)))

# Measures whose unit says nothing about the indicator: a rate, points, times, a place in a ranking.
_UNITLESS = frozenset({"growth", "pp", "multiple", "rank"})
_SHARES = frozenset({"percent", "ratio"})
_SHORTEST = 2


def _by_character(words: tuple[str, ...], position: int) -> dict[str, tuple[str, ...]]:
    """Words by their first (0) or last (-1) character, the longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        table.setdefault(word[position], []).append(word)
    return {character: tuple(group) for character, group in table.items()}


_PREFIXES = _by_character(_WORDING.prefixes, 0)
_SUFFIXES = _by_character(_WORDING.suffixes, -1)


def even(text: str) -> str:
    """A wording with quotes, brackets, blanks and 的 gone and each of several equal spellings replaced by the first.

    >>> even("研发经费支出占地区生产总值的比例"), even("“小巨人”企业"), even("实际利用外资（FDI）")
    ('研发经费支出占生产总值比重', '小巨人企业', '实际使用外资')
    """
    return _SPELLINGS.sub(lambda m: _STANDS_FOR[m[0]], text.translate(_EVEN).upper())


@lru_cache(maxsize=1 << 14)
def concept_of(indicator: str, *, measure: str | None = None, unit: str | None = None) -> str | None:
    """The code of the canonical indicator that `indicator` names, or None.

    `measure` and `unit` (as in Statement) narrow the answer: a concept that is reported in another family of units is
    refused, and some wordings mean a concept only with them.

    >>> concept_of("全市地区生产总值"), concept_of("经济", measure="growth"), concept_of("人均生产总值")
    ('gdp', 'gdp', 'gdp-per-capita')
    >>> concept_of("民间投资", measure="share", unit="%"), concept_of("市属高新技术企业")
    (None, None)
    """
    for words in _readings(even(indicator)):
        code = _named(words, measure, unit)
        if code:
            return code if _fits(CONCEPTS[code], measure, unit) else None
    return None


def _named(words: str, measure: str | None, unit: str | None) -> str | None:
    plain, conditional = _index()
    for condition, code in conditional.get(words, ()):
        if condition == measure or (unit and _in_family(_bare(unit), condition)):
            return code
    return plain.get(words)


def _readings(text: str) -> Iterator[str]:
    """The words as they are, then with ever more neutral words taken off their beginning and their end."""
    tail: str | None = text
    while tail is not None:
        head: str | None = tail
        while head is not None:
            yield head
            head = _without_prefix(head)
        tail = _without_suffix(tail)


def _without_prefix(text: str) -> str | None:
    for word in _PREFIXES.get(text[:1], ()):
        if text.startswith(word) and len(text) >= len(word) + _SHORTEST:
            return text[len(word) :]
    return None


def _without_suffix(text: str) -> str | None:
    for word in _SUFFIXES.get(text[-1:], ()):
        if text.endswith(word) and len(text) >= len(word) + _SHORTEST:
            return text[: -len(word)]
    return None


def _fits(concept: Concept, measure: str | None, unit: str | None) -> bool:
    """Whether the concept can be reported in this unit under this measure; a bare 万 or 亿 decides nothing."""
    if measure in _UNITLESS:
        return True
    if measure == "share" and not _SHARES.intersection(concept.units):
        return False
    bare = _bare(unit) if unit else ""
    if not bare:
        return True
    if any(_in_family(bare, family) for family in concept.units):
        return True
    # A percentage with no measure is a rate of change; as a limit it caps one (能源消费总量增长控制在3%以内).
    return measure in (None, "limit") and _in_family(bare, "percent")


@cache
def _bare(unit: str) -> str:
    return unit.lstrip("十百千万亿余多")


@cache
def _in_family(bare: str, family: str) -> bool:
    if bare in _WORDING.families.get(family, ()):
        return True
    return family == family_of(bare) and (family not in _WORDING.families or family == "count")


Index = tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]]]


def index_of(entries: Iterable[Concept]) -> Index:
    """Evened wording (names and aliases) -> code, and evened wording -> (condition, code) where a condition is needed.

    Raises LexiconError for a wording that names two concepts, or a concept and its near miss.
    """
    plain: dict[str, str] = {}
    conditional: dict[str, tuple[tuple[str, str], ...]] = {}
    near_misses: list[tuple[str, str]] = []
    for concept in entries:
        for alias in (concept.name, *concept.aliases):
            if plain.setdefault(even(alias), concept.code) != concept.code:
                raise LexiconError(f"indicators: {alias!r} names {plain[even(alias)]} and {concept.code}")
        for condition, words in concept.when:
            for word in words:
                known = conditional.get(even(word), ())
                if any(condition == c for c, _ in known):
                    raise LexiconError(f"indicators: {word!r} under {condition} names two concepts")
                conditional[even(word)] = (*known, (condition, concept.code))
        near_misses.extend((even(word), concept.code) for word in concept.near_misses)
    for word, code in near_misses:
        if plain.get(word) == code:
            raise LexiconError(f"indicators: {word!r} is an alias and a near miss of {code}")
    return plain, conditional


@cache
def _index() -> Index:
    return index_of(CONCEPTS.values())
