"""The chart of a target: schedule (grey), what was reported (blue), where it leads (dashed), what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import; only who draws shall wait for it
    import altair

_FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
_DUE, _READ, _BOUND = "#8b96a3", "#17508c", "#b3261e"
_WIDTH, _HEIGHT = 420, 190


@dataclass(frozen=True, slots=True)
class ChartNames:
    """What the lines are called, in the reader's language."""

    due: str
    read: str
    ahead: str
    bound: str


def target_svg(
    unit: str,
    names: ChartNames,
    *,
    span: tuple[date, date],
    bound: float,
    due: Sequence[tuple[date, float]],
    read: Sequence[tuple[date, float]],
    ahead: Sequence[tuple[date, float]],
) -> str:
    """The chart as SVG. `span` is the target's period, `bound` the figure promised; lines may be empty."""
    import altair as alt

    promised = [(day, bound) for day in span]
    lines = [names.due, names.read, names.ahead, names.bound]
    rows = [
        {"at": day.isoformat(), "value": round(value, 4), "line": name}
        for name, line in zip(lines, (due, read, ahead, promised), strict=True)
        for day, value in line
    ]
    colour = alt.Scale(domain=lines, range=[_DUE, _READ, _READ, _BOUND])
    dash = alt.Scale(domain=lines, range=[[1, 0], [1, 0], [5, 4], [2, 3]])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "at:T", title=None,
            scale=alt.Scale(domain=[_moment(span[0]), _moment(span[1])]),
            axis=alt.Axis(format="%-m月", tickCount="month", grid=False, labelOverlap=True),
        ),
        y=alt.Y(
            "value:Q", title=unit or None,
            axis=alt.Axis(titleAngle=0, titlePadding=8), scale=alt.Scale(zero=False, nice=True),
        ),
        color=alt.Color(
            "line:N", title=None, scale=colour, sort=lines,
            legend=alt.Legend(orient="top", symbolType="stroke", symbolStrokeWidth=3, labelFontSize=13),
        ),
    )  # fmt: skip
    drawn = base.mark_line().encode(strokeDash=alt.StrokeDash("line:N", title=None, scale=dash, sort=lines))
    dots = base.transform_filter(alt.FieldEqualPredicate(field="line", equal=names.read))
    return _svg(drawn + dots.mark_point(filled=True, size=48))


def _moment(day: date) -> altair.DateTime:
    import altair as alt

    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _svg(chart: altair.LayerChart) -> str:
    import vl_convert

    drawn = chart.properties(width=_WIDTH, height=_HEIGHT).configure(font=_FONT).configure_view(stroke=None)
    svg: str = vl_convert.vegalite_to_svg(drawn.configure_axis(labelFontSize=13, titleFontSize=13).to_json())
    return svg
