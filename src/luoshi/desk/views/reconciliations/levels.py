"""Levels: an indicator over the years, and the targets of several places side by side, with a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.desk.guards import needs
from luoshi.desk.verdicts import Shown, shown
from luoshi.exchange import labels
from luoshi.exchange.charts import Point, bars_svg, lines_svg
from luoshi.ledger import Permission
from luoshi.queries import levels
from luoshi.queries.access import access_of
from luoshi.queries.levels import Indicator, Places, Years
from luoshi.queries.reconciliations import newest_versions
from luoshi.reconciliation import Cascade, SeriesPoint, phrase
from luoshi.records.models import DocumentVersion, ReconciliationRow

_MOST = 20  # documents that are compared at once
_MUCH = {"points": 1.0, "ratio": 0.1}  # a difference from which the map is darker
_FEWEST = 2  # documents, and points of a chart
_RATES = {"growth", "pp", "share", "limit"}  # measures that differ by points; amounts differ by a ratio


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: documents side by side by `mode`, and the indicator that is drawn."""

    mode: str
    versions: list[DocumentVersion]
    words: str
    indicator: str

    def query(self, **other: str) -> str:
        """The address that asks for this, with some of it asked for otherwise."""
        said = [("mode", self.mode), *(("doc", str(version.pk)) for version in self.versions)]
        said += list(({"q": self.words, "indicator": self.indicator} | other).items())
        return urlencode([(name, value) for name, value in said if value])


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the map: what is promised, what came of it, how far it lies apart; `heat` is its class."""

    promised: str
    told: str
    mark: str
    heat: str
    verdict: Shown | None = None
    why: str = ""


def _asked(request: HttpRequest, versions: Sequence[DocumentVersion]) -> Asked:
    mode = "places" if request.GET.get("mode") == "places" else "years"
    by_id = {str(version.pk): version for version in versions}
    chosen = [by_id[one] for one in dict.fromkeys(request.GET.getlist("doc")) if one in by_id]
    first = request.GET.get("first", "")
    if not chosen:
        chosen = levels.default_places(versions) if mode == "places" else levels.default_years(versions)
    chosen = chosen[:_MOST]
    if first in by_id and by_id[first] in chosen:
        chosen.sort(key=lambda version: version is not by_id[first])
    return Asked(mode, chosen, request.GET.get("q", "").strip()[:60], request.GET.get("indicator", "")[:120])


@needs(Permission.READ_DOCUMENTS)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The map of indicators by year or by place, and the one chosen as a chart."""
    versions = newest_versions(access_of(request))
    asked = _asked(request, versions)
    context: dict[str, Any] = {"asked": asked, "versions": versions, "chosen": {one.pk for one in asked.versions}}
    if len(asked.versions) >= _FEWEST:
        context |= _places(asked) if asked.mode == "places" else _years(asked)
    return render(request, "desk/reconciliations/levels.html", context)


def _years(asked: Asked) -> dict[str, Any]:
    found = levels.over_years(asked.versions, asked.words)
    lines = []
    for indicator, by_year in found.lines:
        cells = [_year(by_year.get(year)) for year in found.years]
        lines.append((_named(indicator), asked.query(indicator=indicator.key), indicator.key == asked.indicator, cells))
    return {"heads": list(found.years), "lines": lines, "comparable": bool(lines), "chart": _drawn(asked, found)}


def _year(point: SeriesPoint | None) -> Cell | None:
    if point is None:
        return None
    verdict = shown(ReconciliationRow.Kind.TARGET.value, point.verdict) if point.verdict else None
    promised = phrase(point.promised) if point.promised else ""
    achieved = phrase(point.achieved) if point.achieved else ""
    return Cell(promised, achieved, "", f"h-{point.verdict}" if point.verdict else "", verdict, point.why or "")


def _places(asked: Asked) -> dict[str, Any]:
    found = levels.over_places(asked.versions, asked.words)
    lines = []
    for indicator, line in found.lines:
        by_name = {one.source: one for one in line.counterparts}
        cells: list[Cell | None] = [Cell(phrase(line.target), "", "", "")]
        for name in found.others:
            one = by_name.get(name)
            cells.append(_place(phrase(one.target), one.difference, indicator.measure) if one else None)
        lines.append((_named(indicator), asked.query(indicator=indicator.key), indicator.key == asked.indicator, cells))
    return {
        "heads": [found.first, *found.others],
        "lines": lines,
        "comparable": any(line.counterparts for _indicator, line in found.lines),
        "chart": _drawn(asked, found),
    }


def _place(promised: str, difference: float, measure: str) -> Cell:
    """How much more, or less, a place asks than the first: in points for rates, else by the hundred."""
    rate = measure in _RATES
    if not difference:
        return Cell(promised, "", _("＝ 相同"), "h-same")
    much = abs(difference) >= _MUCH["points" if rate else "ratio"]
    size = f"{abs(difference):g}" if rate else f"{abs(difference):.1%}"
    words = _("▲ 高 %(size)s") if difference > 0 else _("▼ 低 %(size)s")
    heat = f"h-{'more' if difference > 0 else 'less'}{2 if much else 1}"
    return Cell(promised, "", words % {"size": size}, heat)


def _named(indicator: Indicator) -> tuple[str, str]:
    return indicator.name, _(labels.MEASURE[indicator.measure]) if indicator.measure in labels.MEASURE else ""


def _drawn(asked: Asked, found: Years | Places) -> dict[str, str] | None:
    """The chart of the chosen indicator, as an address and the words that stand for it; None where none is."""
    drawing = _drawing(asked, found)
    if drawing is None:
        return None
    title, _unit, marks, _rule = drawing
    told = "，".join(f"{mark.at}{mark.group}{mark.value:g}" for mark in marks)
    return {"query": asked.query(), "title": title, "words": f"{title}：{told}"}


Drawing = tuple[str, str, list[Point], float | None]


def _drawing(asked: Asked, found: Years | Places) -> Drawing | None:
    """Title, unit, marks and the rule of the chart that is asked for; the first that can be drawn where none is."""
    if isinstance(found, Years):
        drawings = [_year_drawing(*line) for line in found.lines if asked.indicator in ("", line[0].key)]
    else:
        drawings = [_place_drawing(found.first, *line) for line in found.lines if asked.indicator in ("", line[0].key)]
    return next((one for one in drawings if one is not None), None)


def _year_drawing(indicator: Indicator, by_year: Mapping[int, SeriesPoint]) -> Drawing | None:
    marks = [
        Point(str(year), statement.value, group)
        for group, told in ((_("承诺"), "promised"), (_("结果"), "achieved"))
        for year, point in sorted(by_year.items())
        if (statement := getattr(point, told)) is not None and statement.unit == indicator.unit
    ]
    if len({mark.at for mark in marks}) < _FEWEST:
        return None
    name, measure = _named(indicator)
    return f"{name}（{measure}）" if measure else name, indicator.unit, marks, None


def _place_drawing(first: str, indicator: Indicator, line: Cascade) -> Drawing | None:
    beside = [one for one in line.counterparts if one.target.unit == indicator.unit]
    if not beside:
        return None
    marks = [Point(first, line.target.value, ""), *(Point(one.source, one.target.value, "") for one in beside)]
    return f"{indicator.name}：{first}{phrase(line.target)}", indicator.unit, marks, line.target.value


@needs(Permission.READ_DOCUMENTS)
@require_GET
def chart(request: HttpRequest) -> HttpResponse:
    """The chart as an SVG picture of its own: its inline styles are none of the page's."""
    asked = _asked(request, newest_versions(access_of(request)))
    drawing = None
    if len(asked.versions) >= _FEWEST:
        find = levels.over_places if asked.mode == "places" else levels.over_years
        drawing = _drawing(asked, find(asked.versions, asked.words))
    if drawing is None:
        return HttpResponse(status=204)  # the page shows no picture then
    title, unit, marks, rule = drawing
    svg = bars_svg(title, unit, marks, rule) if asked.mode == "places" else lines_svg(title, unit, marks, _("结果"))
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
