"""The draft of a bulletin (督查通报): text and tables that state figures and nothing else, and a chart of lights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.exchange.charts import Point, stacked_svg
from luoshi.exchange.papers import Block, Grid, Heading, Paper, Picture, Text, paper_bytes
from luoshi.exchange.sheets import days_in_words, in_words

# Lights in the order of the bars, with their words and colours; the words stand in the chart's legend.
LIGHTS: Mapping[str, tuple[str, str]] = {
    "red": ("滞后", "#b3261e"),
    "yellow": ("预警", "#c98f00"),
    "green": ("正常", "#1d7a3e"),
    "blue": ("待核", "#1a5fb4"),
    "grey": ("已销号", "#a9b2bb"),
}
_MOST_BARS = 25


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and its matters by light (codes as in LIGHTS)."""

    unit: str
    lights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LaggingLine:
    """A matter that lags."""

    number: str
    title: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """The facts of a bulletin as they are printed."""

    issuer: str
    programme: str
    about: str
    starts: date
    ends: date
    as_of: date
    lights: Mapping[str, int]
    units: Sequence[UnitLine]
    lagging: Sequence[LaggingLine]
    closed: int
    due: int
    in_time: int
    late: int
    reminders: int
    urgings: int
    orders: int
    missed: int
    inspections: Sequence[str]


def bulletin_bytes(bulletin: BulletinPaper) -> bytes:
    """A DOCX file."""
    blocks: list[Block] = [
        Text("各有关单位：", flush=True),
        Text(f"现将{bulletin.programme}{bulletin.about}{_period(bulletin)}的办理情况通报如下。"),
        Heading("一、总体情况"),
        Text(overall(bulletin)),
    ]
    if bulletin.units:
        blocks += [Picture(chart_png(bulletin), "各单位事项亮灯情况"), _table(bulletin)]
    blocks += [Heading("二、填报和督办情况"), Text(work_done(bulletin))]
    blocks += [Heading("三、滞后事项"), *_lagging(bulletin)]
    title = f"{bulletin.programme}督查通报（草稿）"
    return paper_bytes(Paper(bulletin.issuer, title, blocks, signed=bulletin.issuer, date=in_words(bulletin.as_of)))


def overall(bulletin: BulletinPaper) -> str:
    """How many matters there are, and how they shine.

    >>> from datetime import date
    >>> none = BulletinPaper("督查室", "重点工作", "", date(2025, 9, 1), date(2025, 9, 30), date(2025, 9, 30),
    ...     {"green": 3, "red": 1}, (), (), 0, 0, 0, 0, 0, 0, 0, 0, ())
    >>> overall(none)
    '截至2025年9月30日，共4个事项：滞后1个，占25%；正常3个，占75%。期内销号0个。'
    """
    total = sum(bulletin.lights.values())
    if not total:
        return f"截至{in_words(bulletin.as_of)}，没有事项。"
    parts = [
        f"{word}{count}个，占{_percent(count, total)}"
        for code, (word, _colour) in LIGHTS.items()
        if (count := bulletin.lights.get(code, 0))
    ]
    return f"截至{in_words(bulletin.as_of)}，共{total}个事项：{'；'.join(parts)}。期内销号{bulletin.closed}个。"


def work_done(bulletin: BulletinPaper) -> str:
    """Reports in time and late, sheets, inspections."""
    missing = bulletin.due - bulletin.in_time - bulletin.late
    reports = (
        f"期内应填报{bulletin.due}次，按时{bulletin.in_time}次，迟报{bulletin.late}次，未报{missing}次。"
        if bulletin.due
        else "期内没有到期的填报。"
    )
    sheets = (
        f"发出提醒单{bulletin.reminders}份、催办单{bulletin.urgings}份、督办单{bulletin.orders}份，"
        f"其中逾期{bulletin.missed}份。"
        if bulletin.reminders + bulletin.urgings + bulletin.orders
        else "没有发出提醒、催办和督办单。"
    )
    names = "、".join(f"“{title}”" for title in bulletin.inspections)
    return f"{reports}{sheets}{f'反馈督查结论{len(bulletin.inspections)}次：{names}。' if names else ''}"


def chart_png(bulletin: BulletinPaper) -> bytes:
    """The lights of each unit as stacked bars."""
    import vl_convert

    points = [
        Point(line.unit or "（无牵头单位）", count, LIGHTS[code][0])
        for line in bulletin.units[:_MOST_BARS]
        for code, count in line.lights.items()
        if count and code in LIGHTS
    ]
    colours = dict(LIGHTS.values())
    png: bytes = vl_convert.svg_to_png(stacked_svg("各单位事项亮灯情况", "个", points, colours), scale=2)
    return png


def _table(bulletin: BulletinPaper) -> Grid:
    words = [word for word, _colour in LIGHTS.values()]
    columns = [("单位", 4.0), ("事项", 1.2), *((word, 1.3) for word in words)]
    rows = [
        [
            line.unit or "（无牵头单位）",
            str(sum(line.lights.values())),
            *(str(line.lights.get(code, 0)) for code in LIGHTS),
        ]
        for line in bulletin.units
    ]
    return Grid(columns, rows)


def _lagging(bulletin: BulletinPaper) -> list[Block]:
    if not bulletin.lagging:
        return [Text("没有滞后事项。")]
    rows = [
        [str(at), line.number, line.title, line.unit, days_in_words(line.why)]
        for at, line in enumerate(bulletin.lagging, 1)
    ]
    columns = [("序号", 1.5), ("编号", 2.8), ("事项", 5.0), ("牵头单位", 3.0), ("原因", 6.0)]
    return [Grid(columns, rows)]


def _period(bulletin: BulletinPaper) -> str:
    return f"{in_words(bulletin.starts)}至{in_words(bulletin.ends)}"


def _percent(count: int, total: int) -> str:
    return f"{count / total * 100:.1f}".rstrip("0").rstrip(".") + "%"
