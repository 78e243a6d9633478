"""One year's targets of several levels or cities side by side: who asks more than the level above, and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation.carrying import asks_more
from luoshi.reconciliation.comparison import RATES
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.matching import Matching
from luoshi.reconciliation.reasons import phrase

_SPLIT = frozenset({"increment", "reduction", "level"})  # amounts that a level may split among those below
_FEWEST = 2  # amounts below from which their sum is told
_LEVELS = ("national", "province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What one document below promises for an indicator of the level above.

    `difference`: how much more it asks, in points for rates and shares, as a ratio less one for amounts; above 0 it
    asks more (层层加码), whatever the direction that is good.
    """

    source: str
    target: Statement
    difference: float


@dataclass(frozen=True, slots=True)
class Cascade:
    """A target of the level above with those below; `absent` names the documents that promise nothing for it.

    `total` is the sum of the amounts below in the unit of the target above; None for rates and shares, where one of the
    documents is absent, and where they are of one level with it.
    """

    target: Statement
    source: str
    counterparts: tuple[Counterpart, ...]
    absent: tuple[str, ...]
    total: float | None
    why: str


def cascade(above: Extraction, below: Sequence[Extraction], *, same_year: bool = True) -> tuple[Cascade, ...]:
    """Every target of the level above for one year with its counterparts below; one line a target, in its order.

    Compared are figures of one indicator, measure, unit and year; of any year without `same_year`, for a reader who is
    told so. Cities beside one another go the same way: the first document is what the others are held against.
    """
    targets = list(_once(_of_a_year(above)))
    others = [(one.document.name, Matching(targets, _of_a_year(one))) for one in below]
    rules = _Rules(same_year, same_year and all(_is_below(above, one) for one in below))
    return tuple(_line(target, above.document.name, others, rules) for target in targets)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Whether the years must agree, and whether amounts below may be summed."""

    same_year: bool
    is_split: bool


def _is_below(above: Extraction, document: Extraction) -> bool:
    """Whether a document is of a lower level than the one above; where one says no level, the caller knows."""
    higher, lower = _level(above), _level(document)
    return higher is None or lower is None or _LEVELS.index(higher) < _LEVELS.index(lower)


def _level(document: Extraction) -> str | None:
    return next((part.metadata.level for part in document.document.parts if part.metadata.level), None)


def _once(targets: Iterable[Figure]) -> Iterator[Figure]:
    """Targets without those that a document only repeats (确保实现新增就业45万人目标)."""
    seen: set[tuple[object, ...]] = set()
    for one in targets:
        said = one.statement
        key = (said.concept or one.wording.core, said.measure, one.amount.value, one.amount.unit, said.year, said.place)
        if key not in seen:
            seen.add(key)
            yield one


def _of_a_year(document: Extraction) -> list[Figure]:
    return [one for one in figures_of(document, kind="target") if one.span == "year" and not one.relative]


def _line(target: Figure, source: str, others: Sequence[tuple[str, Matching]], rules: _Rules) -> Cascade:
    found: list[tuple[str, Figure]] = []
    absent: list[str] = []
    for name, matching in others:
        other = matching.counterpart(target)
        if other is None or (rules.same_year and not _is_same_year(target, other)):
            absent.append(name)
        else:
            found.append((name, other))
    counterparts = tuple(Counterpart(name, one.statement, _difference(target, one)) for name, one in found)
    total = None
    if rules.is_split and target.statement.measure in _SPLIT and not absent and len(found) >= _FEWEST:
        scale = target.amount.value / target.statement.value if target.statement.value else 1.0
        total = round(sum(one.amount.value for _, one in found) / scale, 6)
    return Cascade(
        target.statement, source, counterparts, tuple(absent), total, _why(target, counterparts, absent, total)
    )


def _is_same_year(one: Figure, other: Figure) -> bool:
    years = (one.statement.year, other.statement.year)
    return None in years or years[0] == years[1]


def _difference(target: Figure, other: Figure) -> float:
    more = asks_more(target, other) + 0.0  # no negative zero
    if target.statement.measure in RATES or target.statement.measure in ("share", "limit"):
        return round(more, 6)
    return round(more / abs(target.amount.value), 6) if target.amount.value else 0.0


def _why(target: Figure, found: Sequence[Counterpart], absent: Sequence[str], total: float | None) -> str:
    asked = f"参照目标：{target.statement.indicator}{phrase(target.statement)}"
    if not found:
        return f"{asked}；其余文件均无对应目标。"
    told = f"{asked}；{len(found)}份有对应目标"
    if total is not None:
        whole = target.statement.value
        share = f"，为参照目标的{total / whole:.1%}".replace(".0%", "%") if whole else ""
        return f"{told}，分解合计{total:g}{target.statement.unit}{share}。"
    more = sum(one.difference > 0 for one in found)
    less = sum(one.difference < 0 for one in found)
    told += f"，其中{more}份要求更高、{less}份要求更低" if more or less else "，要求相同"
    return told + (f"，{len(absent)}份无对应" if absent else "") + "。"
