"""Findings as plain dictionaries whose keys stand in the order of the published contract.

What is printed is public API: a key is never renamed or moved, new keys come behind the old ones, and `document`,
which only an input of several documents has, comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from luoshi.exchange.piece import Piece
from luoshi.extraction import Section, Statement, Task, Unresolved
from luoshi.reading import Block, Document, Part

if TYPE_CHECKING:  # its word lists take a while to load; only who reads tables shall wait for them
    from luoshi.responsibility import Resolution, Row

Record = dict[str, object]


def statement_records(piece: Piece) -> Iterator[Record]:
    """The quantified statements of a piece, one record each, in document order."""
    for statement in piece.extraction.statements:
        yield _numbered(_statement(statement, piece.shift), piece.number)


def task_records(piece: Piece) -> Iterator[Record]:
    """The tasks of a piece, one record each, in document order."""
    for task in piece.extraction.tasks:
        yield _numbered(_task(task, piece.shift), piece.number)


def unresolved_records(piece: Piece) -> Iterator[Record]:
    """What looks like a figure in a piece and was not understood."""
    for item in piece.extraction.unresolved:
        yield _numbered(_unresolved(item, piece.shift), piece.number)


def outline_records(piece: Piece) -> Iterator[Record]:
    """The sections of a piece, one record each; together they cover it."""
    for section in piece.extraction.outline:
        yield _numbered(_section(section, piece.shift), piece.number)


def block_records(document: Document, part: Part | None = None) -> Iterator[Record]:
    """The blocks of an input, or of one part of it with offsets counted from its start.

    Blocks of an input of several documents say in which one they stand (null: in none).
    """
    several = len(document.parts) > 1
    for block in document.blocks if part is None else document.part(part.number).blocks:
        record = _block(block)
        if several:
            record["document"] = _number_at(document.parts, block.start) if part is None else part.number
        yield record


def row_records(
    rows: Sequence[Row], resolved: Sequence[Sequence[Resolution]] | None = None, documents: Sequence[int | None] = ()
) -> Iterator[Record]:
    """The rows of a responsibility table; `resolved` and `documents` hold, for each row, its units and its document."""
    for index, row in enumerate(rows):
        record: Record = row.to_dict()
        if resolved is not None:
            record["resolved"] = [
                {"written": unit.written, "unit": unit.unit, "how": unit.how} for unit in resolved[index]
            ]
        yield _numbered(record, documents[index] if documents else None)


def flat_row(row: Mapping[str, object]) -> Record:
    """A table's row for a format without nesting: page and line apart, units by resolved name (? if unknown)."""
    flat = dict(row)
    source = flat.pop("source")
    if isinstance(source, Mapping):
        flat.update(source)
    if isinstance(units := flat.get("resolved"), list):
        flat["resolved"] = [unit["unit"] or f"{unit['written']}?" for unit in units]
    return flat


def about_record(part: Part) -> Record:
    """What one document of an input says of itself, and where it lies."""
    said = part.metadata
    return {
        "document": part.number,
        "title": said.title,
        "government": said.government,
        "code": said.code,
        "level": said.level,
        "year_reported": said.year_reported,
        "year_planned": said.year_planned,
        "session": said.session,
        "date": said.date,
        "speaker_post": said.speaker_post,
        "is_report": part.is_report,
        "start": part.start,
        "end": part.end,
    }


def piece_record(piece: Piece) -> Record:
    """All of one document as one object: itself, its outline, statements, tasks, and what was not understood."""
    document = piece.extraction.document
    end = piece.shift + len(document.text)
    about = about_record(Part(piece.number or 1, piece.shift, end, metadata=piece.metadata))
    del about["is_report"]
    return {
        "document": {"name": document.name, "kind": document.kind, **about, "warnings": list(document.warnings)},
        "outline": list(outline_records(piece)),
        "statements": list(statement_records(piece)),
        "tasks": list(task_records(piece)),
        "unresolved": list(unresolved_records(piece)),
    }


def statement_record(statement: Statement, shift: int = 0) -> Record:
    """One statement by itself; `shift` is added to its offsets."""
    return _statement(statement, shift)


def task_record(task: Task, shift: int = 0) -> Record:
    """One task by itself; `shift` is added to its offsets."""
    return _task(task, shift)


def number(value: float) -> int | float:
    """A number as people write it: 300, not 300.0.

    >>> number(300.0), number(6.5)
    (300, 6.5)
    """
    return int(value) if float(value).is_integer() else value


def _statement(found: Statement, shift: int) -> Record:
    return {
        "id": found.id,
        "section": found.section,
        "kind": found.kind,
        "quote": found.quote,
        "start": found.start + shift,
        "end": found.end + shift,
        "indicator": found.indicator,
        "concept": found.concept,
        "measure": found.measure,
        "op": found.op,
        "value": number(found.value),
        "value_high": None if found.value_high is None else number(found.value_high),
        "unit": found.unit,
        "polarity": found.polarity,
        "year": found.year,
        "role": found.role,
        "heading": found.heading,
        "confidence": round(found.confidence, 4),
        "period": found.period,
        "place": found.place,
    }


def _task(found: Task, shift: int) -> Record:
    return {
        "id": found.id,
        "quote": found.quote,
        "start": found.start + shift,
        "end": found.end + shift,
        "verb": found.verb,
        "object": found.object,
        "stage": found.stage,
        "year": found.year,
        "targets": list(found.targets),
        "measurability": found.measurability,
        "role": found.role,
        "heading": found.heading,
        "period": found.period,
        "place": found.place,
        "missing": found.missing,
    }


def _unresolved(found: Unresolved, shift: int) -> Record:
    return {"quote": found.quote, "start": found.start + shift, "end": found.end + shift, "reason": found.reason}


def _section(section: Section, shift: int) -> Record:
    return {
        "level": section.level,
        "heading": section.heading,
        "role": section.role,
        "start": section.start + shift,
        "end": section.end + shift,
        "lead": section.lead,
        "year": section.year,
    }


def _block(block: Block) -> Record:
    cells = None if block.cells is None else [list(row) for row in block.cells]
    return {"kind": block.kind, "start": block.start, "end": block.end, "page": block.page, "cells": cells}


def _number_at(parts: Iterable[Part], offset: int) -> int | None:
    return next((part.number for part in parts if part.start <= offset < part.end), None)


def _numbered(record: Record, document: int | None) -> Record:
    if document is not None:
        record["document"] = document
    return record
