"""A list that goes out with its title, its columns and its charts, in any of the formats."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from luoshi.exchange.cells import plain
from luoshi.exchange.columns import Column
from luoshi.exchange.csvfile import csv_text
from luoshi.exchange.jsonlines import json_lines
from luoshi.exchange.records import Record
from luoshi.exchange.rendering import Format, encoded
from luoshi.exchange.templating import digest, filled, template
from luoshi.exchange.workbook import Sheet, sheets_bytes

_COUNTED = "verdict"  # the column of which a page counts the values
_FOR_PROGRAMS = frozenset({"id"})  # columns that a page leaves out


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with the words that stand for it where it is not seen."""

    title: str
    svg: str


def _none() -> list[Chart]:
    return []


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: `records` as programs get it, `flat` as tables show it; charts are drawn when they are asked for.

    `words` are paragraphs that a page shows above it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    records: Sequence[Record]
    flat: Sequence[Record]
    charts: Callable[[], list[Chart]] = field(default=_none)
    words: tuple[str, ...] = ()


def render_listings(listings: Sequence[Listing], form: Format, title: str, notes: Sequence[str] = ()) -> bytes:
    """Lists as a file of that form; `jsonl` and `csv` hold the first one, the others all of them.

    `notes` are what a reader must know before he draws conclusions; only a page shows them.
    """
    first = listings[0]
    if form == "jsonl":
        return encoded(json_lines(first.records))
    if form == "csv":
        return encoded(csv_text(first.flat, first.columns))
    if form == "xlsx":
        return sheets_bytes(Sheet(one.name, one.columns, list(one.flat)) for one in listings)
    if form == "json":
        return encoded(
            json.dumps({one.name: list(one.records) for one in listings}, ensure_ascii=False, indent=1) + "\n"
        )
    return encoded(_page(listings, title, notes))


def _page(listings: Sequence[Listing], title: str, notes: Sequence[str]) -> str:
    """A self-contained page: notes, then each list with its counts, charts and table."""
    style = template("outcomes.css")
    said = "".join(f"<li>{escape(note)}</li>" for note in notes)
    sections = "".join(_section(one, alone=len(listings) == 1) for one in listings)
    return filled(
        "outcomes.html",
        title=escape(title),
        style=style,
        style_hash=digest(style),
        notes=f"<ul>{said}</ul>" if said else "",
        sections=sections,
    )


def _section(listing: Listing, *, alone: bool) -> str:
    columns = [column for column in listing.columns if column.key not in _FOR_PROGRAMS]
    title = "" if alone else f"<h2>{escape(listing.title)}</h2>"
    title += "".join(f"<p>{escape(words)}</p>" for words in listing.words)
    drawn = "".join(map(_figure, listing.charts()))
    head = "".join(f'<th scope="col">{escape(column.header)}</th>' for column in columns)
    body = "".join(f"<tr>{_cells(record, columns)}</tr>\n" for record in listing.flat)
    return (
        f"<section>{title}{_counts(listing)}"
        + (f'<div class="charts">{drawn}</div>' if drawn else "")
        + f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        + f"<tbody>\n{body}</tbody></table></div></section>\n"
    )


def _counts(listing: Listing) -> str:
    column = next((one for one in listing.columns if one.key == _COUNTED), None)
    if column is None:
        return ""
    counted = Counter(str(record[_COUNTED]) for record in listing.flat if record.get(_COUNTED))
    words = column.words or {}
    shown = [(word, counted[code]) for code, word in words.items() if counted[code]]
    return "<dl>" + "".join(f"<div><dt>{escape(word)}</dt><dd>{count:,}</dd></div>" for word, count in shown) + "</dl>"


def _figure(chart: Chart) -> str:
    data = b64encode(chart.svg.encode("utf-8")).decode("ascii")
    return f'<img alt="{escape(chart.title, quote=True)}" src="data:image/svg+xml;base64,{data}">'


def _cells(record: Record, columns: Sequence[Column]) -> str:
    return "".join(_cell(record.get(column.key), column) for column in columns)


def _cell(value: object, column: Column) -> str:
    value = plain(value)
    if value is None:
        return "<td></td>"
    if column.words is not None:
        return f'<td class="{escape(str(value), quote=True)}">{escape(column.words.get(str(value), str(value)))}</td>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        shown = f"{value:.0%}" if column.number_format and "%" in column.number_format else f"{value:g}"
        return f'<td class="figure">{shown}</td>'
    return f"<td>{escape(str(value))}</td>"
