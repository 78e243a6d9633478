"""Levels: one indicator over the years of one place, and one year's targets of several places side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max

from luoshi.extraction import Extraction
from luoshi.queries.extractions import names_of, reviewed_extractions
from luoshi.reconciliation import Cascade, SeriesPoint, cascade, series
from luoshi.records.models import Document, DocumentVersion

_KEPT = 8  # comparisons of documents that are kept ready, so that a page and its chart are worked out once
# By which a version's findings are known to be the same: its id, its file, the last change of its findings.
_Stamp = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of one place over the years, or of one year over places; `key` names it in an address.

    `headline`: a report names it among its chief targets.
    """

    key: str
    name: str
    measure: str
    unit: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Indicators with their points by year."""

    years: tuple[int, ...]
    lines: tuple[tuple[Indicator, Mapping[int, SeriesPoint]], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The targets of the first document with what the others promise, by the name of the document."""

    first: str
    others: tuple[str, ...]
    lines: tuple[tuple[Indicator, Cascade], ...]


def over_years(versions: Sequence[DocumentVersion], words: str = "") -> Years:
    """What the documents of one place promise and report, year by year; `words` keeps indicators that hold them.

    The versions must come from `visible.versions`.
    """
    points = _series(_stamps(versions))
    groups: dict[tuple[str, str], dict[int, SeriesPoint]] = {}
    for point in points:
        groups.setdefault((point.indicator, point.measure), {}).setdefault(point.year, point)
    lines = []
    for (name, measure), by_year in groups.items():
        promised = [point.promised for point in by_year.values() if point.promised is not None]
        if (words and words not in name) or not promised:
            continue
        headline = any(one.role == "plan-targets" for one in promised)
        lines.append((Indicator(f"{name}|{measure}", name, measure, promised[0].unit, headline), by_year))
    lines.sort(key=lambda line: (-len(line[1]), not line[0].headline))
    years = sorted({year for _indicator, by_year in lines for year, one in by_year.items() if one.promised})
    return Years(tuple(years), tuple(lines))


def over_places(versions: Sequence[DocumentVersion], words: str = "") -> Places:
    """The first document's targets against the others'; those with most counterparts first."""
    names = names_of(versions)
    lines = [
        (Indicator(f"{one.target.id}", one.target.indicator, one.target.measure, one.target.unit), one)
        for one in _cascade(_stamps(versions))
        if not words or words in one.target.indicator
    ]
    lines.sort(key=lambda line: -len(line[1].counterparts))
    first, *others = [names[version.pk] for version in versions] or [""]
    return Places(first, tuple(others), tuple(lines))


def default_years(versions: Sequence[DocumentVersion]) -> list[DocumentVersion]:
    """Of documents that may be chosen, the reports of the government that has most of them, the earliest first."""
    by_government: dict[str, list[DocumentVersion]] = {}
    for version in versions:
        if version.document.kind == Document.Kind.REPORT:
            by_government.setdefault(version.document.government, []).append(version)
    longest = max(by_government.values(), key=len, default=[])
    return sorted(longest, key=lambda version: version.document.year or 0)


def default_places(versions: Sequence[DocumentVersion]) -> list[DocumentVersion]:
    """The reports of the year for which most governments have one, one a government."""
    by_year: dict[int, dict[str, DocumentVersion]] = {}
    for version in versions:
        if version.document.kind == Document.Kind.REPORT and version.document.year:
            by_year.setdefault(version.document.year, {}).setdefault(version.document.government, version)
    return list(max(by_year.values(), key=len, default={}).values())


def _stamps(versions: Sequence[DocumentVersion]) -> tuple[_Stamp, ...]:
    changed = DocumentVersion.objects.filter(pk__in=[version.pk for version in versions])
    last = dict(changed.annotate(last=Max("changes__id")).values_list("pk", "last"))
    return tuple((version.pk, version.digest, last.get(version.pk) or 0) for version in versions)


@lru_cache(maxsize=_KEPT)
def _series(stamps: tuple[_Stamp, ...]) -> tuple[SeriesPoint, ...]:
    return series(list(_extractions(stamps).values()))


@lru_cache(maxsize=_KEPT)
def _cascade(stamps: tuple[_Stamp, ...]) -> tuple[Cascade, ...]:
    first, *others = _extractions(stamps).values()
    return cascade(first, others)


def _extractions(stamps: tuple[_Stamp, ...]) -> dict[int, Extraction]:
    ids = [stamp[0] for stamp in stamps]
    found = DocumentVersion.objects.select_related("document").in_bulk(ids)
    versions = [found[pk] for pk in ids]
    return reviewed_extractions(names_of(versions), versions)
