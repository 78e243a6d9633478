"""Years, levels and cities side by side as records, with their charts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from luoshi.exchange import labels
from luoshi.exchange.charts import ACHIEVED, PROMISED, Point, bars_svg, lines_svg
from luoshi.exchange.columns import Column
from luoshi.exchange.listings import Chart, Listing
from luoshi.exchange.records import Record, number, statement_record
from luoshi.extraction import Statement
from luoshi.reconciliation import Cascade, SeriesPoint, phrase

# The end of a file's name. Sample: .docx; near miss: .3版
_ENDING = re.compile(r"\.[A-Za-z]{2,5}(?=$| \()")
_MOST_CHARTS = 24
_FEWEST_YEARS = 3  # years with a promise from which an indicator is drawn
_FEWEST_BESIDE = 3  # documents with a counterpart from which a target is drawn
_SERIES = (
    Column("indicator", "指标", 28),
    Column("measure", "口径", 8, labels.MEASURE),
    Column("year", "年份", 7, number_format="0"),
    Column("promised", "承诺", 16),
    Column("achieved", "结果", 16),
    Column("gap", "差距", 10),
    Column("unit", "单位", 10),
    Column("verdict", "判定", 9, labels.VERDICT),
    Column("why", "依据", 60),
)


def series_listing(points: Sequence[SeriesPoint], title: str) -> Listing:
    """Indicators over the years: a line a year; charts of those promised in three years and more."""
    return Listing(
        "历年", title, _SERIES, [_series(point) for point in points], list(map(_flat_series, points)),
        lambda: _series_charts(points),
    )  # fmt: skip


def cascade_listing(lines: Sequence[Cascade], title: str) -> Listing:
    """Targets of several levels or cities side by side: a line a target of the first, a column a document."""
    sources = list(dict.fromkeys(name for line in lines for name in _names(line)))
    columns = (
        Column("indicator", "指标", 28),
        Column("promised", "参照目标", 14),
        *(Column(name, short(name), 16) for name in sources),
        Column("total", "分解合计", 10),
        Column("absent", "无对应", 24),
        Column("why", "说明", 50),
    )
    return Listing(
        "对标", title, columns, [_cascade(line) for line in lines], list(map(_flat_cascade, lines)),
        lambda: _cascade_charts(lines), _summed_up(lines),
    )  # fmt: skip


def _summed_up(lines: Sequence[Cascade]) -> tuple[str, ...]:
    """How many targets of the first document have counterparts in all others, in some, in none."""
    if not lines:
        return ()
    none = sum(not line.counterparts for line in lines)
    everywhere = sum(not line.absent for line in lines)
    split = sum(line.total is not None for line in lines)
    said = f"参照文件的{len(lines)}项目标中，{everywhere}项在其余文件中都有对应，{none}项都没有对应"
    return (said + (f"；{split}项有分解合计。" if split else "。"),)


def short(name: str) -> str:
    """A document's name without the end that tells the kind of its file.

    >>> short("甲市.txt"), short("甲市.docx (2)"), short("甲市")
    ('甲市', '甲市 (2)', '甲市')
    """
    return _ENDING.sub("", name)


def _names(line: Cascade) -> list[str]:
    return sorted([*(one.source for one in line.counterparts), *line.absent])


def _record(statement: Statement | None) -> Record | None:
    return None if statement is None else statement_record(statement)


def _series(point: SeriesPoint) -> Record:
    return {
        "indicator": point.indicator,
        "concept": point.concept,
        "measure": point.measure,
        "unit": point.unit,
        "year": point.year,
        "promised": _record(point.promised),
        "achieved": _record(point.achieved),
        "gap": None if point.gap is None else number(point.gap),
        "verdict": point.verdict,
        "why": point.why,
    }


def _flat_series(point: SeriesPoint) -> Record:
    return {
        **_series(point),
        "promised": None if point.promised is None else phrase(point.promised),
        "achieved": None if point.achieved is None else phrase(point.achieved),
    }


def _cascade(line: Cascade) -> Record:
    return {
        "target": statement_record(line.target),
        "source": line.source,
        "counterparts": [
            {"source": one.source, "target": statement_record(one.target), "difference": number(one.difference)}
            for one in line.counterparts
        ],
        "absent": list(line.absent),
        "total": None if line.total is None else number(line.total),
        "why": line.why,
    }


def _flat_cascade(line: Cascade) -> Record:
    return {
        "indicator": line.target.indicator,
        "promised": phrase(line.target),
        **{one.source: phrase(one.target) for one in line.counterparts},
        "total": line.total,
        "absent": [short(name) for name in line.absent],
        "why": line.why,
    }


def _series_charts(points: Sequence[SeriesPoint]) -> list[Chart]:
    """Promise and result over the years, indicator by indicator, where every figure is told in one unit."""
    groups: dict[tuple[str, str], list[SeriesPoint]] = defaultdict(list)
    for point in points:
        groups[point.indicator, point.measure].append(point)
    charts = []
    told = sorted(groups.items(), key=lambda item: -sum(p.gap is not None for p in item[1]))  # stable: then by promises
    for (indicator, measure), group in told:
        promised = [point for point in group if point.promised is not None]
        if len(promised) < _FEWEST_YEARS or len({point.unit for point in group}) > 1:
            continue
        marks = [Point(str(p.year), p.promised.value, PROMISED) for p in promised if p.promised is not None]
        marks += [Point(str(p.year), p.achieved.value, ACHIEVED) for p in group if p.achieved is not None]
        falls = all(point.promised is not None and point.promised.polarity == "-" for point in promised)
        kind = "下降率" if measure == "growth" and falls else labels.MEASURE.get(measure, measure)
        title = f"{indicator}（{kind}）"
        charts.append(Chart(title, lines_svg(title, group[0].unit, marks)))
    return charts[:_MOST_CHARTS]


def _cascade_charts(lines: Sequence[Cascade]) -> list[Chart]:
    """Each target of the first document as a rule, and what the others promise as bars."""
    charts = []
    for line in lines:
        unit = line.target.unit
        beside = [one for one in line.counterparts if one.target.unit == unit]
        if len(beside) >= _FEWEST_BESIDE:
            marks = [Point(short(one.source), one.target.value, "") for one in beside]
            title = f"{line.target.indicator}：参照{phrase(line.target)}"
            charts.append(Chart(title, bars_svg(title, unit, marks, line.target.value)))
    return charts[:_MOST_CHARTS]
