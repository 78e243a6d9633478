"""Charts as SVG: the same drawing on a page, in Word and in an export, made without a browser or a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import; only who draws shall wait for it
    import altair

_FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
_PROMISED, _ACHIEVED = "#7b8794", "#17508c"
PROMISED, ACHIEVED = "承诺", "结果"  # the groups of a drawing over the years
_WIDTH, _HEIGHT = 460, 180
_BAR = 18  # height of a bar, in pixels


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart: where it stands, how high, and of which group it is."""

    at: str
    value: float
    group: str


def lines_svg(title: str, unit: str, points: Sequence[Point], achieved: str = ACHIEVED) -> str:
    """A line a group over the years: what was promised (grey, dashed) and what was achieved (blue).

    `achieved` is the name of the group that was. A line breaks where a year is silent.
    """
    import altair as alt

    groups = list(dict.fromkeys(point.group for point in points))
    colours = [_ACHIEVED if group == achieved else _PROMISED for group in groups]
    dashes = [[1, 0] if group == achieved else [5, 3] for group in groups]
    scale = alt.Scale(zero=False, nice=True)
    encoded = {
        "x": alt.X("at:O", title=None, axis=alt.Axis(labelAngle=0)),
        "y": alt.Y("value:Q", title=unit, scale=scale),
        "color": alt.Color("group:N", title=None, scale=alt.Scale(domain=groups, range=colours)),
    }
    dashed = alt.StrokeDash("group:N", title=None, scale=alt.Scale(domain=groups, range=dashes))
    lines = alt.Chart(_with_gaps(points, groups)).mark_line(invalid="break-paths-filter-domains")
    marks = alt.Chart(_data(points)).mark_point(filled=True, size=60, opacity=1)
    return _svg(lines.encode(strokeDash=dashed, **encoded) + marks.encode(**encoded), title, _HEIGHT)


def _with_gaps(points: Sequence[Point], groups: Sequence[str]) -> altair.InlineData:
    """Every year of every group, without a value where it has none: there a line breaks."""
    import altair as alt

    years = sorted({point.at for point in points})
    if all(year.isdecimal() for year in years):
        years = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    values = {(point.at, point.group): point.value for point in points}
    return alt.InlineData(
        values=[{"at": at, "value": values.get((at, group)), "group": group} for group in groups for at in years]
    )


def bars_svg(title: str, unit: str, points: Sequence[Point], rule: float | None = None) -> str:
    """A bar a point, in the order given; `rule` is a figure they are held against, such as the level above."""
    import altair as alt

    base = alt.Chart(_data(points))
    bars = base.mark_bar(color=_ACHIEVED).encode(
        y=alt.Y("at:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)), x=alt.X("value:Q", title=unit)
    )
    words = bars.mark_text(align="left", dx=4, color="#1d2430").encode(text=alt.Text("value:Q"))
    drawn: altair.LayerChart = bars + words
    if rule is not None:
        line = alt.Chart(alt.InlineData(values=[{"rule": rule}])).mark_rule(color="#b42318", strokeDash=[4, 3])
        drawn = drawn + line.encode(x=alt.X("rule:Q"))
    return _svg(drawn, title, _BAR * max(2, len({point.at for point in points})))


def stacked_svg(title: str, unit: str, points: Sequence[Point], colours: Mapping[str, str]) -> str:
    """Bars of several parts: a bar a place, a part a group, in the colour of its group."""
    import altair as alt

    groups = [group for group in colours if any(point.group == group for point in points)]
    scale = alt.Scale(domain=groups, range=[colours[group] for group in groups])
    order = {group: at for at, group in enumerate(groups)}
    drawn = alt.Chart(_data(sorted(points, key=lambda point: order[point.group])))
    bars = drawn.mark_bar().encode(
        y=alt.Y("at:N", title=None, sort=None),
        x=alt.X("value:Q", title=unit),
        color=alt.Color("group:N", title=None, scale=scale, sort=groups),
    )
    return _svg(bars, title, 2 * _BAR * len({point.at for point in points}))


def _data(points: Sequence[Point]) -> altair.InlineData:
    import altair as alt

    return alt.InlineData(values=[{"at": point.at, "value": point.value, "group": point.group} for point in points])


def _svg(chart: altair.Chart | altair.LayerChart, title: str, height: int) -> str:
    import vl_convert

    drawn = chart.properties(title=title, width=_WIDTH, height=height).configure(font=_FONT)
    drawn = drawn.configure_view(stroke=None).configure_title(anchor="start", fontSize=14)
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
