"""Documents that tell task by task what became of it: tables of progress, and items with a field 进展情况："""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.extraction.lexicon.loading import alternation
from luoshi.reading import Document
from luoshi.reconciliation.spans import names_part
from luoshi.reconciliation.vocabulary import words
from luoshi.responsibility.block_tables import block_grids
from luoshi.responsibility.flat_tables import cells_of
from luoshi.responsibility.grid import GridRow
from luoshi.responsibility.lines import Line, lines_of
from luoshi.responsibility.vocabulary import column_role

_HEADER_ROWS = 4
_LONGEST_NAME = 24  # characters of a column's name
_TASK_LINES = 4  # lines above a field among which its task stands
_SHORTEST = 4  # characters of a task
# A number that opens a task. Sample: 1. 、 （三） 12、; near miss: 5G, 2024年
_NUMBERED = re.compile(
    r"^[\s\u3000]{0,9}(?:[（(]?[\d一二三四五六七八九十]{1,4}[）)]?[.、．﹒:：]"
    r"|[（(][\d一二三四五六七八九十]{1,3}[）)])\s{0,9}"
)
# A field on a line of its own: its name, and what stands behind it. Sample: 责任单位：市教育局; near miss: 一是：
_FIELD_LINE = re.compile(r"^[\s\u3000【\[（(]{0,6}([一-龥及、/]{2,14})[】\]]?[：:]")


# What a column of progress, or of status words, has in its name. Sample: 完成情况, 状态; near miss: 责任单位
_NAMES = re.compile(alternation([*words("progress-columns"), *words("status-columns")]))
# What a column of status words has in its name. Sample: 进度分类; near miss: 完成情况
_STATUS_NAMES = re.compile(alternation(words("status-columns")))


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A task with what is told of it: `told` are the places of the cells, `status` what a column of status words says.

    `status_at` is the place of that word, None where there is no such column. `task_at` is the place of the row's own
    wording of the task, which is no result. `is_part`: the column tells of a part of the year (一季度工作进展).
    """

    task: str
    task_at: tuple[tuple[int, int], ...]
    told: tuple[tuple[int, int], ...]
    status: str
    status_at: tuple[int, int] | None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold the task, what became of it, and its status."""

    tasks: tuple[int, ...]
    told: tuple[int, ...]
    status: int | None
    is_part: bool


def progress_rows(document: Document) -> tuple[ProgressRow, ...]:
    r"""The rows of a document's tables of progress, and of its items with a field that tells of progress; in order.

    >>> [row] = progress_rows(Document("1. 新建公园30座。\n进展情况：已建成32座。\n牵头单位：市园林局"))
    >>> row.task, [row.task_at, row.told]
    ('新建公园30座。', [((3, 11),), ((17, 24),)])
    """
    if not _NAMES.search(document.text):
        return ()
    lines = lines_of(document.text)
    rows = [*_of_blocks(document), *_of_tabs(lines, document.text), *_of_fields(lines)]
    ordered = sorted(rows, key=lambda row: (row.told or row.task_at)[0])
    kept: dict[tuple[int, int], ProgressRow] = {}
    for row in ordered:
        kept.setdefault(row.told[0] if row.told else row.task_at[0], row)
    return tuple(kept.values())


def _of_blocks(document: Document) -> Iterator[ProgressRow]:
    for grid, _start, _end in block_grids(document, on_pages=document.kind == "pdf"):
        yield from _of_grid(grid.rows, document.text)


def _of_tabs(lines: Sequence[Line], text: str) -> Iterator[ProgressRow]:
    """Tables of which only lines with tabs or bars are left."""
    table: list[GridRow] = []
    for line in lines:
        cells = cells_of(line.text)
        if cells:
            table.append(GridRow(cells, line.start, line.end))
        elif cells is None and line.text.strip():
            yield from _of_grid(table, text)
            table = []
    yield from _of_grid(table, text)


def _of_grid(rows: Sequence[GridRow], text: str) -> Iterator[ProgressRow]:
    headers = ((at, _columns(row.cells)) for at, row in enumerate(rows[:_HEADER_ROWS]))
    first, columns = next((one for one in headers if one[1] is not None), (0, None))
    if columns is None:
        return
    places: dict[tuple[int, str], tuple[int, int]] = {}
    for row in rows[first + 1 :]:
        if _columns(row.cells):
            continue  # the header again, on the next page
        at = _places(row, text, places)
        tasks = [one for one in columns.tasks if at.get(one)]
        told = tuple(at[one] for one in columns.told if one in at)
        status = at.get(columns.status) if columns.status is not None else None
        if tasks and (told or status):
            task = "".join(dict.fromkeys(row.cells[one].strip() for one in tasks))
            word = text[slice(*status)] if status else ""
            of_task = tuple(at[one] for one in tasks)
            yield ProgressRow(_unnumbered(task), of_task, told, word.strip(), status, columns.is_part)


def _columns(cells: Sequence[str]) -> _Columns | None:
    """The columns of a table of progress, if this row is its header."""
    names = ["".join(cell.split()) for cell in cells]
    if not all(len(name) <= _LONGEST_NAME for name in names) or sum(map(bool, names)) < 2:
        return None
    told = tuple(at for at, name in enumerate(names) if _tells(name))
    status = next((at for at, name in enumerate(names) if at not in told and _STATUS_NAMES.search(name)), None)
    tasks = tuple(
        at
        for at, name in enumerate(names)
        if at not in told and at != status and column_role(name) in ("task", "target", "subsection", "detail")
    )
    if not tasks or not (told or status is not None):
        return None
    return _Columns(tasks, told, status, all(names_part(names[at]) for at in told or (status or 0,)))


def _tells(name: str) -> bool:
    return _NAMES.search(name) is not None and not any(word in name for word in words("no-progress-columns"))


def _places(row: GridRow, text: str, above: dict[tuple[int, str], tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Where the cells of a row stand in the text; a cell merged over rows stands where its first row has it."""
    pieces = text[row.low : row.high].split("\t")
    at, found = row.low, {}
    for column, cell in enumerate(row.cells):
        bare = cell.strip()
        piece = pieces[column] if len(pieces) == len(row.cells) else None
        low = -1
        if piece is not None and piece.strip():
            low, bare_piece = at + len(piece) - len(piece.lstrip()), piece.strip()
            found[column] = above[column, bare] = (low, low + len(bare_piece))
        elif piece is None and bare and (low := text.find(bare, at, row.high)) >= 0:
            found[column] = above[column, bare] = (low, low + len(bare))
            at = low + len(bare)
        elif bare and (column, bare) in above:
            found[column] = above[column, bare]
        at += len(piece) + 1 if piece is not None else 0
    return found


def _of_fields(lines: Sequence[Line]) -> Iterator[ProgressRow]:
    """Items under which a line says 进展情况：…; the task is the nearest line above that is no field."""
    for at, line in enumerate(lines):
        field = _FIELD_LINE.match(line.text)
        if field is None or not _tells(field[1]):
            continue
        low = line.start + field.end()
        said = line.text[field.end() :]
        low += len(said) - len(said.lstrip())
        above = _task_above(lines, at)
        if above is not None and said.strip():
            start, task = above
            task_at = ((start, start + len(task)),)
            yield ProgressRow(task, task_at, ((low, low + len(said.strip())),), "", None, names_part(field[1]))


def _task_above(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    for line in reversed(lines[max(0, at - _TASK_LINES) : at]):
        field = _FIELD_LINE.match(line.text)
        if field is not None and (field[1] in words("fields") or _tells(field[1])):
            continue
        bare = _unnumbered(line.text).strip()
        if len(bare) >= _SHORTEST:
            return line.start + line.text.find(bare), bare
    return None


def _unnumbered(task: str) -> str:
    return _NUMBERED.sub("", task, count=1).strip()
