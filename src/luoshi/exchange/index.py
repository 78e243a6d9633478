"""The page that leads to the files written for several documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from luoshi.exchange.templating import digest, filled, template


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: its title, a line about it, counts by their words, and files by theirs (relative to the page)."""

    title: str
    about: str
    counts: Mapping[str, int]
    files: Mapping[str, str]


def index_page(title: str, entries: Sequence[Entry]) -> str:
    """A self-contained HTML page with a card a document; the first file of each is its main one."""
    style = template("index.css")
    cards = "".join(map(_card, entries))
    return filled("index.html", title=escape(title), style=style, style_hash=digest(style), cards=cards)


def _card(entry: Entry) -> str:
    counts = "".join(f"<div><dt>{escape(word)}</dt><dd>{count:,}</dd></div>" for word, count in entry.counts.items())
    links = "".join(f'<a href="{quote(file)}">{escape(word)}</a>' for word, file in entry.files.items())
    return (
        f"<article><h2>{escape(entry.title)}</h2><p>{escape(entry.about)}</p>"
        f"<dl>{counts}</dl><nav>{links}</nav></article>\n"
    )
