"""A document becomes the rows of its responsibility tables, whatever shape they have in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.reading import Document
from luoshi.responsibility.assignment import Assignment
from luoshi.responsibility.block_tables import block_grids
from luoshi.responsibility.boxes import boxed_grids
from luoshi.responsibility.brackets import find_brackets
from luoshi.responsibility.comma_tables import comma_grids
from luoshi.responsibility.departments import is_known
from luoshi.responsibility.drafts import Draft
from luoshi.responsibility.flat_tables import tabbed_grids
from luoshi.responsibility.grid import Grid
from luoshi.responsibility.labels import label_of, looks_like_heading
from luoshi.responsibility.lines import Line, is_furniture, lines_of, paragraphs_of
from luoshi.responsibility.names import is_unit
from luoshi.responsibility.paths import squeeze
from luoshi.responsibility.prose import prose_drafts
from luoshi.responsibility.rows import Places, Row
from luoshi.responsibility.streams import stream_grids
from luoshi.responsibility.tables import table_drafts

_Finder = Callable[[Sequence[Line]], Iterator[tuple[Grid, int, int]]]
_FINDERS: tuple[_Finder, ...] = (comma_grids, tabbed_grids, boxed_grids, stream_grids)
# A line that is a table's title: 主要指标分解表, 附件2 重点任务清单; near miss: 填写下表。
_TITLE = re.compile(r"[^。；]{2,60}(?:表|清单|台账|分解|分工|方案|一览)(?:[（(][^（()）]{1,20}[）)])?")
# What opens the title of an annex: 附件2：, 附表1; near miss: 附近.
_ANNEX = re.compile(r"附[件表录]\s?[\d一二三四五六七八九]{0,2}[：:]?\s?")
_LINES_ABOVE = 3
_FEWEST_UNITS = 0.2  # share of the names in a table that look like units' names


@dataclass(frozen=True, slots=True)
class _Found:
    """A table's rows, where it stands, and its title for telling it from others."""

    start: int
    end: int
    title: str | None
    drafts: list[Draft]


def read_rows(document: Document) -> tuple[Row, ...]:
    r"""The rows of every responsibility table in the document, in order; none where nobody is said to answer.

    Read are tables with cells, tables of which text is left, items with fields under them (责任单位：…) and brackets
    after tasks (（甲牵头，乙配合）). What stands around them (a notice in front, copies sent) is no row. Never raises.

    >>> [row] = read_rows(Document("一、民生\n1. 新建学校3所。（牵头单位：市教育局；责任单位：市财政局等）"))
    >>> row.section, row.task, row.units, row.lead_unit, row.etc
    ('一、民生', '1. 新建学校3所。', ('市教育局', '市财政局'), '市教育局', True)
    """
    text = document.text
    on_pages = document.kind == "pdf"
    found = [_table(grid, start, end, text) for grid, start, end in block_grids(document, on_pages=on_pages)]
    tables = [table for table in found if table.drafts]
    free = _outside(lines_of(text), tables)
    for finder in _FINDERS:
        more = []
        for grid, first, after in finder(free):
            more.append(_table(grid, free[first].start, free[after - 1].end, text))
        more = [table for table in more if table.drafts]
        free = _outside(free, more)
        tables += more
    drafts = _titled(tables) + prose_drafts(text, paragraphs_of(_cells_apart(free)))
    drafts.sort(key=lambda draft: draft.low)
    places = Places(document)
    return tuple(_row(number, draft, text, places, heal=on_pages) for number, draft in enumerate(drafts, 1))


def _outside(lines: list[Line], tables: Sequence[_Found]) -> list[Line]:
    """The lines outside all of these tables."""
    ordered = sorted(tables, key=lambda table: table.start)
    kept, at = [], 0
    for line in lines:
        while at < len(ordered) and ordered[at].end < line.start:
            at += 1
        if at == len(ordered) or line.end < ordered[at].start:
            kept.append(line)
    return kept


def _cells_apart(lines: list[Line]) -> list[Line]:
    """Lines with tabs (tables that assign nothing by columns) taken apart into their cells."""
    found: list[Line] = []
    for line in lines:
        if "\t" not in line.text:
            found.append(line)
            continue
        at = line.start
        for cell in line.text.split("\t"):
            found.append(Line(at, cell))
            at += len(cell) + 1
    return found


def _table(grid: Grid, start: int, end: int, text: str) -> _Found:
    above = _lines_above(text, start)
    headings = tuple(squeeze(line) for line in above if looks_like_heading(line))
    title = next((squeeze(_ANNEX.sub("", line)) for line in reversed(above) if _TITLE.fullmatch(line)), None)
    drafts = table_drafts(replace(grid, above=headings))
    return _Found(start, end, title, drafts if _name_units(drafts) else [])


def _name_units(drafts: list[Draft]) -> bool:
    """Whether what stands in the columns of units are units, not measures (亿元, 万人) as in a table of statistics."""
    names = {name for draft in drafts for name in draft.assignment.names}
    good = sum(1 for name in names if is_unit(name) or is_known(name))
    leaders = any(draft.assignment.leaders for draft in drafts)
    return good >= _FEWEST_UNITS * len(names) if names else leaders


def _lines_above(text: str, start: int) -> list[str]:
    """The lines right above a table that are headings or its title, top down."""
    found: list[str] = []
    for _ in range(_LINES_ABOVE * 3):
        if start <= 0 or len(found) == _LINES_ABOVE:
            break
        low = text.rfind("\n", max(0, start - 200), start - 1) + 1
        line = text[low : start - 1].strip()
        start = low
        if not line or is_furniture(line) or line.startswith(("单位：", "（单位", "(单位")):
            continue
        if not looks_like_heading(line) and not _TITLE.fullmatch(line):
            break
        found.insert(0, line)
    return found


def _titled(tables: Iterable[_Found]) -> list[Draft]:
    """All rows; where tables of different titles stand together (指标分解表, 任务分解表) the title is the section."""
    listed = list(tables)
    several = len({table.title for table in listed if table.title}) > 1
    drafts: list[Draft] = []
    for table in listed:
        for draft in table.drafts:
            drafts.append(replace(draft, path=(table.title,)) if several and table.title and not draft.path else draft)
    return drafts


def _row(number: int, draft: Draft, text: str, places: Places, *, heal: bool) -> Row:
    """The draft as a row of the document."""
    task = _healed(draft.task) if heal or draft.start is not None else draft.task.strip()
    start, end = (draft.start, draft.end) if draft.start is not None else _find(text, draft)
    assignment = draft.assignment if draft.assignment.names else draft.assignment.merged(_in_task(task))
    path = tuple(squeeze(step) for step in draft.path)
    return Row(
        row=number,
        section=path[0] if path else None,
        subsection=path[1] if len(path) > 1 else None,
        task=task,
        leaders=assignment.leaders,
        units=assignment.names,
        lead_unit=assignment.lead_unit,
        etc=assignment.etc,
        deadline=squeeze(assignment.deadline) if assignment.deadline else None,
        milestones=assignment.milestones,
        note=assignment.note,
        source=places.source(start if start is not None else draft.low),
        start=start,
        end=end,
        leads=assignment.leads,
        headings=path,
    )


def _in_task(task: str) -> Assignment:
    """What brackets inside a table's task cell say, where no column says it."""
    found = Assignment()
    for bracket in find_brackets(task):
        found = found.merged(bracket.assignment)
    return found


def _find(text: str, draft: Draft) -> tuple[int | None, int | None]:
    """Where the task stands in the text in one piece, its inner line breaks written as they are or as blanks."""
    for quote in (draft.task, squeeze(draft.task), " ".join(line.strip() for line in draft.task.split("\n"))):
        at = text.find(quote, draft.low, draft.high) if quote else -1
        if at >= 0:
            return at, at + len(quote)
    return None, None


def _healed(task: str) -> str:
    """The task without the line breaks of a page's width; a break after a sentence or before a number stays."""
    parts = task.strip().split("\n")
    whole = parts[0]
    for part in parts[1:]:
        stays = whole.endswith(("。", "；", ";", "：", "！")) or label_of(part) is not None
        whole += ("\n" if stays else "") + part
    return whole
