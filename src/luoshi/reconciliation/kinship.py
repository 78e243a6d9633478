"""How a target's indicator and a result's are related: the same, a part, the whole, or only near one another.

To call a promise missed wrongly is the worst error of all, so the answer has grades: `same` decides either way, `alike`
may show that a promise was met but never that it was missed, and `near` only says where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from luoshi.extraction.concepts import CONCEPTS, even
from luoshi.reconciliation.figures import Figure
from luoshi.reconciliation.rarity import Rarity
from luoshi.reconciliation.vocabulary import words

Grade = Literal["same", "alike", "narrower", "broader", "near"]
ORDER: dict[Grade, int] = {"same": 5, "alike": 4, "narrower": 3, "broader": 2, "near": 1}

_ALIKE = 0.56  # likeness from which two wordings may be two spellings of one thing
_NEAR = 0.42  # likeness from which they are worth setting side by side
_CLOSE = 0.75  # the same where the lexicon knows them as two things
_CONTAINED = 0.93  # share of a wording that must stand in the other one for it to be a part of it
_LEAST_INSIDE = 0.3  # likeness below which one wording inside another one is chance
_LONG_NAME = 4  # characters of an indicator's name from which a wording that ends in it is a kind of it
_SIZED = 0.4  # likeness of the whole wordings from which things of one size are near

# What makes of an amount another thing that is told of it. Sample: 民间投资 + 占比; near miss: 市场主体 + 减轻负担
_DERIVED = ("占", "比重", "比例", "率", "增加值", "增速", "里程", "落地", "通过", "完成")
_RATIOS = ("单位", "人均", "每")  # what makes of a thing the measure of another one


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two indicators are related: the grade, and how alike their wordings are (0 to 1)."""

    grade: Grade
    likeness: float


def kinship(target: Figure, result: Figure, rarity: Rarity) -> Kinship | None:
    """How a result's indicator is related to a target's, or None where it is not."""
    one, other = target.statement, result.statement
    ours, theirs = target.wording, result.wording
    likeness, ours_inside, theirs_inside = rarity.likeness(ours.core, theirs.core)
    grade: Grade | None
    if one.concept and one.concept == other.concept:
        grade = "same"
    elif one.concept and other.concept:
        grade = _of_two_concepts(target, result, likeness)
    elif ours.core == theirs.core:
        grade = "same"
    elif contradict(ours.whole, theirs.whole):
        return None
    elif _ends_in_its_name(target, result):
        grade = "narrower"
    elif ours.core in theirs.core or theirs.core in ours.core:
        grade = _inside(ours.core, theirs.core, likeness)
    elif likeness >= _LEAST_INSIDE and ours_inside >= _CONTAINED:
        grade = "narrower"
    elif likeness >= _LEAST_INSIDE and theirs_inside >= _CONTAINED:
        grade = "broader"
    else:
        grade = _by_likeness(target, result, likeness, rarity)
    if grade is None:
        return None
    return Kinship(_qualified(grade, target, result), likeness)


def _of_two_concepts(target: Figure, result: Figure, likeness: float) -> Grade | None:
    """Two things that the lexicon tells apart are near at most, unless they differ by who recognises them."""
    ours, theirs = target.wording.core, result.wording.core
    if ours == theirs:
        return "same"
    if is_akin(target.wording.whole, result.wording.whole):
        return "alike"
    if contradict(target.wording.whole, result.wording.whole):
        return None
    if theirs.endswith(ours) and not theirs.startswith(_RATIOS) and likeness >= _LEAST_INSIDE:
        return "narrower"
    if likeness >= _CLOSE or ((ours in theirs or theirs in ours) and _inside(ours, theirs, likeness)):
        return "near"
    return None


def _inside(ours: str, theirs: str, likeness: float) -> Grade | None:
    """One wording within the other.

    What stands in front of it narrows it; what stands behind makes another thing of it (民间投资占比), and in the
    middle of another wording it is no more than a word (单位生产总值能耗), unless it is most of it.
    """
    short, long = sorted((ours, theirs), key=len)
    if long.endswith(short) and not long.startswith(_RATIOS):
        if likeness < _LEAST_INSIDE:
            return None
        return "narrower" if short == ours else "broader"
    rest = long.removeprefix(short)
    if rest == long:
        return "near" if likeness >= _ALIKE and not long.startswith(_RATIOS) else None
    return "near" if rest.startswith(_DERIVED) or likeness >= _CLOSE else None


def _ends_in_its_name(target: Figure, result: Figure) -> bool:
    """Whether a result that has no concept ends in a name of the target's (较低水平的调查失业率)."""
    concept = target.statement.concept
    if concept is None or result.statement.concept is not None:
        return False
    core = result.wording.core
    return core.endswith(_names(concept)) and not core.startswith(_RATIOS)


@cache
def _names(code: str) -> tuple[str, ...]:
    concept = CONCEPTS[code]
    return tuple(name for name in map(even, (concept.name, *concept.aliases)) if len(name) >= _LONG_NAME)


def contradict(one: str, other: str) -> bool:
    """Whether two wordings name different members of a group, such as 城镇 and 农村.

    >>> contradict("城镇居民收入", "农村居民收入"), contradict("城镇居民收入", "居民收入")
    (True, False)
    """
    ours, theirs = _members(one), _members(other)
    return any(theirs.get(group, words) != words for group, words in ours.items())


@lru_cache(maxsize=1 << 15)
def _members(wording: str) -> dict[int, frozenset[str]]:
    """Of which groups of words that exclude one another a wording names members, and which."""
    found = ((at, frozenset(w for w in group if w in wording)) for at, group in enumerate(_contrasts()))
    return {at: members for at, members in found if members}


def _by_likeness(target: Figure, result: Figure, likeness: float, rarity: Rarity) -> Grade | None:
    ours, theirs = target.wording.sizes, result.wording.sizes
    if ours and theirs and not ours & theirs:
        return None  # projects of 2亿元 and projects of 5亿元 are two lists
    if likeness >= _ALIKE:
        return "alike"
    if is_akin(target.wording.whole, result.wording.whole):
        return "alike"
    whole, _, _ = rarity.likeness(target.wording.whole, result.wording.whole)
    if max(likeness, whole) >= _NEAR:
        return "near"
    if ours & theirs and whole >= _SIZED:
        return "near"
    return None


def _qualified(grade: Grade, target: Figure, result: Figure) -> Grade:
    """The grade after what narrows the things is compared: who recognises them, their size, the place."""
    ours = (target.wording.levels, target.wording.sizes, _place(target))
    theirs = (result.wording.levels, result.wording.sizes, _place(result))
    same_concept = target.statement.concept is not None and target.statement.concept == result.statement.concept
    narrower = broader = False
    for at, (own, other) in enumerate(zip(ours, theirs, strict=True)):
        if own == other or (same_concept and at < 2):
            continue
        narrower |= not own
        broader |= not other
        if own and other:
            return "near"
    if narrower and broader:
        return "near"
    if narrower or broader:
        changed: Grade = "narrower" if narrower else "broader"
        return grade if ORDER[grade] <= ORDER[changed] else changed
    return grade


def _place(figure: Figure) -> frozenset[str]:
    return frozenset((figure.statement.place,)) if figure.statement.place else frozenset()


@cache
def _contrasts() -> tuple[tuple[str, ...], ...]:
    """Groups of words of which one excludes the others."""
    return tuple(tuple(group.split("|")) for group in words("contrasts"))


@cache
def _akin() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of wordings for one programme; each wording is the words that must stand in it."""
    return tuple(tuple(tuple(w.split("+")) for w in group.split("|")) for group in words("akin"))


def is_akin(one: str, other: str) -> bool:
    """Whether two wordings are known to be used for one programme.

    >>> is_akin("政务服务办件网上受理", "政务服务一网通办率"), is_akin("政务服务事项", "政务服务一网通办率")
    (True, False)
    """
    return not _programmes(one).isdisjoint(_programmes(other))


@lru_cache(maxsize=1 << 15)
def _programmes(wording: str) -> frozenset[int]:
    """The numbers of the groups that a wording belongs to."""
    return frozenset(
        at for at, group in enumerate(_akin()) if any(all(word in wording for word in names) for names in group)
    )
