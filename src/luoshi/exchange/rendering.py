"""One input's findings in any of the formats, as the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal

from luoshi.exchange import columns as lists
from luoshi.exchange.columns import Column
from luoshi.exchange.csvfile import csv_text
from luoshi.exchange.jsonlines import json_lines, json_object, json_rows
from luoshi.exchange.page import page
from luoshi.exchange.piece import Piece
from luoshi.exchange.records import Record, flat_row, statement_records, task_records, unresolved_records
from luoshi.exchange.workbook import rows_workbook_bytes, workbook_bytes

Format = Literal["jsonl", "json", "csv", "xlsx", "html"]
TableFormat = Literal["jsonl", "json", "csv", "xlsx"]
Listed = Literal["statements", "tasks", "unresolved"]

_LISTS: Mapping[Listed, tuple[Callable[[Piece], Iterable[Record]], tuple[Column, ...]]] = {
    "statements": (statement_records, lists.STATEMENTS),
    "tasks": (task_records, lists.TASKS),
    "unresolved": (unresolved_records, lists.UNRESOLVED),
}


def render(pieces: Sequence[Piece], form: Format, listed: Listed = "statements") -> bytes:
    """The findings of one input's documents as a file of that form, text in UTF-8.

    `listed` says which findings `jsonl` and `csv` hold, one a line; `json`, `xlsx` and `html` always hold all.
    """
    if form == "json":
        return encoded(json_object(pieces))
    if form == "xlsx":
        return workbook_bytes(pieces)
    if form == "html":
        return encoded(page(pieces))
    taken, columns = _LISTS[listed]
    records = chain.from_iterable(taken(piece) for piece in pieces)
    if form == "jsonl":
        return encoded(json_lines(records))
    several = any(piece.number is not None for piece in pieces)
    return encoded(csv_text(records, (*columns, lists.DOCUMENT) if several else columns))


def render_rows(rows: Sequence[Record], form: TableFormat) -> bytes:
    """The rows of a responsibility table as a file of that form; `json` is one object that holds them as `rows`."""
    if form == "json":
        return encoded(json_rows(rows))
    if form == "xlsx":
        return rows_workbook_bytes(rows)
    if form == "csv":
        return encoded(csv_text(map(flat_row, rows), lists.row_columns(rows)))
    return encoded(json_lines(rows))


def encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes ? so that no offset moves."""
    return text.encode("utf-8", "replace")
