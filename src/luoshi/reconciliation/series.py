"""One indicator over the years: what each report promised, what the next one says became of it, and the gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.extraction import Extraction, Statement
from luoshi.extraction.concepts import CONCEPTS
from luoshi.reconciliation.comparison import RATES
from luoshi.reconciliation.figures import Figure, figures_of
from luoshi.reconciliation.outcomes import results_of
from luoshi.reconciliation.reconcile import Reconciled, reconcile
from luoshi.reconciliation.verdicts import Verdict
from luoshi.reconciliation.wording import wording_of


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One year of one indicator. `gap` is achieved less promised, in the unit of the figures (points for rates).

    `verdict` is None where nothing was promised, or where no document given reviews that year.
    """

    indicator: str
    concept: str | None
    measure: str
    unit: str
    year: int
    promised: Statement | None
    achieved: Statement | None
    gap: float | None
    verdict: Verdict | None
    why: str | None


def series(documents: Sequence[Extraction], indicator: str | None = None) -> tuple[SeriesPoint, ...]:
    """Every indicator that the documents promise or report, year by year; of one place, in any order.

    `indicator` keeps those whose name, concept or wording holds these words. Points stand by indicator, then by year.
    """
    points: dict[tuple[str, str, int], SeriesPoint] = {}
    for year, plan in sorted(_plans(documents).items()):
        reviews = [one for one in documents if one is not plan and _reports(one, year)]
        outcomes = reconcile(plan, reviews) if reviews else None
        for at, target in enumerate(figures_of(plan, kind="target")):
            if target.span == "year" and target.statement.year == year and not target.relative:
                point = _promised(target, outcomes[at] if outcomes is not None else None, year)
                points.setdefault((_key(target.statement), _kind(target.statement), year), point)
    for result in _results(documents):
        if result.statement.year is not None:
            key = (_key(result.statement), _kind(result.statement), result.statement.year)
            points.setdefault(key, _told(result.statement, result.statement.year))
    return tuple(_ordered(point for point in points.values() if _wanted(point, indicator)))


def lengths(points: Iterable[SeriesPoint]) -> dict[tuple[str, str], int]:
    """For each indicator and measure in how many years it stands with a promise or a result."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for point in points:
        found[point.indicator, point.measure] += 1
    return dict(found)


def _plans(documents: Sequence[Extraction]) -> dict[int, Extraction]:
    """The document that plans each year; of several the one with the most targets for it."""
    best: dict[int, tuple[int, Extraction]] = {}
    for document in documents:
        counts: dict[int, int] = defaultdict(int)
        for statement in document.statements:
            if statement.kind == "target" and statement.year is not None and statement.section != "outlook":
                counts[statement.year] += 1
        if counts:
            year = max(counts, key=lambda one: (counts[one], -one))
            if year not in best or counts[year] > best[year][0]:
                best[year] = (counts[year], document)
    return {year: document for year, (_, document) in best.items()}


def _reports(document: Extraction, year: int) -> bool:
    return any(statement.kind == "result" and statement.year == year for statement in document.statements)


def _results(documents: Iterable[Extraction]) -> Iterable[Figure]:
    for document in documents:
        for result in results_of(document):
            if result.span == "year" and not (result.relative or result.among or result.statement.place):
                yield result


def _promised(target: Figure, outcome: Reconciled | None, year: int) -> SeriesPoint:
    statement = target.statement
    achieved = outcome.result if outcome is not None and outcome.ratio is not None else None
    return SeriesPoint(
        name_of(statement),
        statement.concept,
        statement.measure,
        statement.unit,
        year,
        statement,
        achieved,
        None if achieved is None else _gap(statement, achieved),
        None if outcome is None else outcome.verdict,
        None if outcome is None else outcome.why,
    )


def _told(result: Statement, year: int) -> SeriesPoint:
    name = name_of(result)
    return SeriesPoint(name, result.concept, result.measure, result.unit, year, None, result, None, None, None)


def _gap(promised: Statement, achieved: Statement) -> float | None:
    return round(achieved.value - promised.value, 6) if promised.unit == achieved.unit else None


def name_of(statement: Statement) -> str:
    """What an indicator is called over the years: by its concept, where it has one."""
    return CONCEPTS[statement.concept].name if statement.concept else wording_of(statement.indicator).core


def _key(statement: Statement) -> str:
    return statement.concept or wording_of(statement.indicator).core


def _kind(statement: Statement) -> str:
    """Measures that are told alike from year to year: rates of change apart from amounts."""
    return statement.measure if statement.measure in RATES else "amount"


def _wanted(point: SeriesPoint, indicator: str | None) -> bool:
    if not indicator:
        return True
    said = [point.indicator, point.concept or ""]
    said += [one.indicator for one in (point.promised, point.achieved) if one is not None]
    return any(indicator in one for one in said)


def _ordered(points: Iterable[SeriesPoint]) -> list[SeriesPoint]:
    """Points by indicator, those with the most promises first, then by year."""
    found = list(points)
    promises: dict[tuple[str, str], int] = defaultdict(int)
    for point in found:
        promises[point.indicator, point.measure] += point.promised is not None
    return sorted(found, key=lambda p: (-promises[p.indicator, p.measure], p.indicator, p.measure, p.year))
