"""How a responsibility table lies on its pages: widths of columns, lines of cells, and which rows share a page.

Word breaks Chinese anywhere, so names would be torn apart in narrow columns, and a merged cell shows its text on its
first page only. So lists of names are broken here, between names, and a section's cell begins anew with each page.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from luoshi.exchange.official_table import HEADERS, QUARTERS, Field, OfficialRow, cell_text

Column = Literal[
    "number", "section", "subsection", "task", "leaders", "lead_unit", "units", "deadline", "progress", "note"
]

PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0  # millimetres, A4 across
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 18.0, 22.0, 22.0
TEXT_SIZE, LINE_PITCH = 10.5, 16.0  # points
CELL_SIDE, CELL_TOP = 1.2, 0.9  # millimetres between a cell's line and its text
_POINT = 25.4 / 72
# What stays on one line: a sign, or Latin letters and digits, with the marks that open before and close behind it.
# Sample: “双 and 100%，; near miss: 双减
_UNBROKEN = re.compile(r"[（(“‘《【〔]{0,3}(?:[!-~]{1,40}|.)[）)”’》】〕、，。；：！？%]{0,4}")
# Where a date too long for its line is broken. Sample: 2025年|9月底前; near miss: 年底前
_AFTER_YEAR = re.compile(r"(?<=\d年)(?=\d)")
_TASK_AT_LEAST = 60.0
# Where the steps by quarter need the room; 各县（市、区）政府、 still stands on one line.
_TASK_BESIDE_STEPS, _UNITS_AT_LEAST = 50.0, 39.5
_SAMPLE = 30  # rows, taken evenly, by which widths are compared
# Millimetres, with room and without.
_WIDTHS: Mapping[Column, tuple[float, float]] = {
    "number": (12, 11),
    "section": (22, 17.5),
    "subsection": (22, 17.5),
    "leaders": (23, 21.5),
    "lead_unit": (36, 25),
    "units": (54, 40),
    "deadline": (21, 17.5),
    "progress": (48, 36),
    "note": (22, 15),
}
_PRINTED_AS: Mapping[Field, Column] = {**dict.fromkeys(QUARTERS, "progress"), "schedule": "progress"}
_LEFT: tuple[Column, ...] = ("task", "units", "progress", "note")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in print with their widths in millimetres."""

    widths: Mapping[Column, float]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""
        return tuple(self.widths)

    def characters(self, column: Column, joined: float = 0) -> float:
        """How many Chinese characters a line of the column takes; `joined`: millimetres of cells merged with it."""
        return (self.widths[column] + joined - 2 * CELL_SIDE) / (TEXT_SIZE * _POINT)

    def text(self, row: OfficialRow, column: Column) -> str:
        """What a cell shows in print, lists broken between their names."""
        if column == "progress":
            return _progress(row)
        shown = cell_text(row, column)
        if column == "leaders":
            return "\n".join(line.rstrip("、") for line in _broken(shown, self.characters(column)))
        if column == "units":
            return "\n".join(_broken(shown, self.characters(column)))
        if column == "deadline" and width_of(shown) > self.characters(column):
            return _AFTER_YEAR.sub("\n", shown, count=1)
        return shown


def layout(shown: Sequence[Field], rows: Sequence[OfficialRow] = ()) -> Layout:
    """Columns and widths for the fields that are to be shown; what the others leave is the task's.

    Steps by quarter are most often the tallest cell of a row. Where that is so in `rows`, tasks and cooperating units
    give them of their width, as much as makes the rows the least tall.
    """
    printed = _printed(shown)
    others = [column for column in printed if column != "task"]
    room = PAGE_WIDTH - 2 * MARGIN_SIDE - _TASK_AT_LEAST
    roomy, tight = (sum(_WIDTHS[column][at] for column in others) for at in (0, 1))
    share = min(1.0, max(0.0, (room - tight) / (roomy - tight)))
    widths: dict[Column, float] = dict.fromkeys(printed, 0.0)
    for column in others:
        widths[column] = _WIDTHS[column][1] + share * (_WIDTHS[column][0] - _WIDTHS[column][1])
    widths["task"] = PAGE_WIDTH - 2 * MARGIN_SIDE - sum(widths.values())
    some = rows[:: max(1, len(rows) // _SAMPLE)]
    return min(_with_wider_steps(widths), key=lambda plan: round(sum(height(row, plan) for row in some)))


def _with_wider_steps(widths: Mapping[Column, float]) -> Iterator[Layout]:
    """The layout itself, then those in which the steps take from the task and from the units."""
    yield Layout(widths)
    if "progress" not in widths:
        return
    for more in range(4, 25, 4):
        for given in (0.0, widths.get("units", 0.0) - _UNITS_AT_LEAST):
            if given >= 0 and widths["task"] - more + given >= _TASK_BESIDE_STEPS:
                wider = {**widths, "task": widths["task"] - more + given, "progress": widths["progress"] + more}
                yield Layout(wider | {"units": widths["units"] - given} if given else wider)


def _printed(shown: Sequence[Field]) -> list[Column]:
    """The fields as columns: quarters and other steps share one. A table always has its tasks."""
    columns = {_PRINTED_AS.get(field, field) for field in shown}
    return [column for column in get_args(Column) if column in columns or column == "task"]


def alignment_is_left(column: Column) -> bool:
    """Whether a column is read as running text; the others are centred."""
    return column in _LEFT


def _progress(row: OfficialRow) -> str:
    quarters = [f"{HEADERS[field]}：{step}" for field, step in zip(QUARTERS, row.milestones, strict=True) if step]
    return "\n".join([*quarters, *([row.schedule] if row.schedule else [])])


def width_of(text: str) -> float:
    """How wide a text is, in Chinese characters.

    >>> width_of("增长6.5%"), width_of("“十四五”")
    (4.0, 5.0)
    """
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _broken(text: str, room: float) -> list[str]:
    """Lines that break between names, marks at their ends; a name longer than a line stays whole."""
    lines: list[str] = []
    for name in _names(text):
        if lines and width_of(lines[-1] + name) <= room:
            lines[-1] += name
        else:
            lines.append(name)
    return lines


def _names(text: str) -> Iterable[str]:
    """The names of a list, each with the mark that follows it; marks inside brackets part nothing."""
    start, depth = 0, 0
    for at, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if char in "、，；" and depth <= 0:
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]


def line_count(text: str, room: float) -> int:
    """How many lines a text takes where each takes `room` characters.

    >>> line_count("达到100%，形成链条。", 4), line_count("", 4)
    (3, 1)
    """
    lines = 0
    for line in text.split("\n"):
        lines, used = lines + 1, 0.0
        for piece in _UNBROKEN.findall(line):
            width = width_of(piece)
            if used and used + width > room:
                lines, used = lines + 1, 0.0
            # What is longer than a line is broken wherever the line ends.
            lines += max(0, math.ceil((used + width) / room) - 1)
            used = (used + width) % room if used + width > room else used + width
    return lines


def height(row: OfficialRow, plan: Layout) -> float:
    """A row's height in millimetres, without its section and subsection, which rows share."""
    lines = 1
    for column in plan.columns:
        if column not in ("section", "subsection"):
            joined = _joined(row, plan) if column == "task" else 0
            lines = max(lines, line_count(plan.text(row, column), plan.characters(column, joined)))
    return lines * LINE_PITCH * _POINT + 2 * CELL_TOP + 0.2


def exceeds_page(row: OfficialRow, plan: Layout) -> bool:
    """Whether a row is so tall that no page holds it beneath its header."""
    return height(row, plan) > PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM - 15


def _joined(row: OfficialRow, plan: Layout) -> float:
    return sum(plan.widths[column] for column in headless(row, plan))


def headless(row: OfficialRow, plan: Layout) -> tuple[Column, ...]:
    """The columns that a row has nothing for and that its task takes over: 分项, and 部分 where both are empty."""
    columns: list[Column] = []
    for column in ("subsection", "section"):
        if column in plan.widths:
            if getattr(row, column):
                break
            columns.append(column)
    return tuple(columns)


def page_starts(rows: Sequence[OfficialRow], plan: Layout, head: float, first: float) -> frozenset[int]:
    """Which rows come first on a page, as far as can be reckoned without the program that will show it.

    `head` is the height of the header row, `first` what stands above the table on its first page, in millimetres.
    """
    room = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM - head
    starts, left = {0}, room - first
    for at, row in enumerate(rows):
        needed = height(row, plan)
        if needed > left and at:
            starts.add(at)
            left = room
        left -= needed
    return frozenset(starts)
