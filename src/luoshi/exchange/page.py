"""The page: a document with its findings marked and a list of them to filter, in one file that loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from luoshi.exchange import labels
from luoshi.exchange.body import Body, contents
from luoshi.exchange.findings import Finding, findings
from luoshi.exchange.listing import choices, kind_buttons, listing
from luoshi.exchange.marks import MarkedText, mark_with_card
from luoshi.exchange.piece import Piece
from luoshi.exchange.templating import digest, filled, template


def page(pieces: Sequence[Piece]) -> str:
    """The pieces of one input as a self-contained HTML page.

    Everything that comes from the document is escaped, and the page's own policy lets no other script or style run
    than the two it brings.
    """
    found = [findings(piece, first) for piece, first in zip(pieces, _first_keys(pieces), strict=True)]
    marked = [
        MarkedText(piece.extraction.document.text, own, mark_with_card)
        for piece, own in zip(pieces, found, strict=True)
    ]
    everything = [finding for own in found for finding in own]
    style, script = template("report.css"), template("report.js")
    return filled(
        "report.html",
        title=escape(_title(pieces)),
        about=escape(about(pieces)),
        style=style,
        style_hash=digest(style),
        script=script,
        script_hash=digest(script),
        contents="".join(_contents(piece) for piece in pieces),
        documents="".join(_article(piece, text) for piece, text in zip(pieces, marked, strict=True)),
        total=len(everything),
        kinds=kind_buttons(everything),
        document_filter=_document_filter(pieces),
        roles=choices([finding.role for finding in everything], labels.ROLE),
        measures=choices([finding.measure for finding in everything], labels.MEASURE),
        list="".join(
            listing(own, text.anchors, piece.number or 1)
            for piece, own, text in zip(pieces, found, marked, strict=True)
        ),
    )


def _first_keys(pieces: Sequence[Piece]) -> list[int]:
    """From which key on each piece numbers its findings, so that keys are unique on the page."""
    keys = [1]
    for piece in pieces:
        taken = piece.extraction
        keys.append(keys[-1] + len(taken.statements) + len(taken.tasks) + len(taken.unresolved))
    return keys[:-1]


def _title(pieces: Sequence[Piece]) -> str:
    if len(pieces) == 1:
        return pieces[0].title
    return pieces[0].extraction.document.name if pieces else "没有文件"


def about(pieces: Sequence[Piece]) -> str:
    """One line under the title: whose report, of which years, how long, and what is in it."""
    if len(pieces) != 1:
        return f"{len(pieces)} 份文件"
    said = pieces[0].metadata
    told = [
        said.government or "",
        labels.LEVEL.get(said.level or "", ""),
        f"{said.year_reported} 年回顾" if said.year_reported else "",
        f"{said.year_planned} 年计划" if said.year_planned else "",
        said.session or "",
        said.date or "",
        f"{len(pieces[0].extraction.document.text):,} 字",
    ]
    return " · ".join(part for part in told if part)


def _contents(piece: Piece) -> str:
    head = "" if piece.number is None else f"<strong>{escape(piece.title)}</strong>"
    return head + contents(piece)


def _article(piece: Piece, marked: MarkedText[Finding]) -> str:
    head = "" if piece.number is None else f'<header id="d{piece.number}"><h2>{escape(piece.title)}</h2></header>'
    body = Body(piece, marked)
    kind = ' class="broad"' if body.is_broad() else ""
    return f"<article{kind}>{head}{body.html()}</article>\n"


def _document_filter(pieces: Sequence[Piece]) -> str:
    if len(pieces) < 2:
        return ""
    options = "".join(f'<option value="{piece.number}">{escape(piece.title)}</option>' for piece in pieces)
    return f'<select id="document" aria-label="按文件"><option value="">全部文件</option>{options}</select>\n'
