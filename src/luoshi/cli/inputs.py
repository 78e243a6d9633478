"""An input becomes the documents that a command is about, each with the numbers under which it is printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from luoshi.cli.failures import BadCall, Refusal, reading_failure
from luoshi.cli.reader import Reader
from luoshi.cli.streams import say
from luoshi.exchange import Piece
from luoshi.extraction import Extraction, extract
from luoshi.reading import Document, Metadata, Part, ReadingError, read

Wanted = Literal["statements", "tasks", "unresolved", "sections", "everything"]

NO_TEXT = "there is no text in it: check that it is the file you mean"
# What a command looks for, as its message names it.
_MISSED: dict[Wanted, str] = {
    "statements": "target or result with a figure",
    "tasks": "task",
    "sections": "heading of a section",
    "everything": "target, result or task",
}
_SHOWN = 24  # characters of an item without a title, to know it by
_NAMED = 5  # items set aside that are named one by one


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document of an input. `number` is None where the input holds no other; `shift` is added to printed offsets."""

    document: Document
    metadata: Metadata
    number: int | None
    shift: int


def load(file: str, reader: Reader) -> Document:
    """Read a file, or standard input for `-`. Raises Refusal with one line when it cannot be read."""
    try:
        if file == "-":
            # One byte more than is allowed, so that an endless stream is noticed and refused.
            data = sys.stdin.buffer.read(reader.limits.bytes + 1)
            return read(data, name="stdin", limits=reader.limits, ocr=reader.ocr)
        if Path(file).is_dir():
            raise Refusal(f"{file}: it is a folder: name a file in it; luoshi batch {file} -o OUT reads all of them")
        return read(Path(file), limits=reader.limits, ocr=reader.ocr)
    except ReadingError as error:
        raise Refusal(reading_failure(file, error.name, error.message)) from error


def choose(document: Document, number: int | None = None) -> list[Chosen]:
    """The documents of an input that a command is about.

    All of them that are work reports; or the one of that number, whatever it is, with offsets of its own; or the
    whole input where it holds a single document. Raises BadCall when there is no such number.
    """
    several = len(document.parts) > 1
    if number is not None:
        return [_part(document, part(document, number), several, shift=0)]
    if not several:
        metadata = document.parts[0].metadata if document.parts else Metadata()
        return [Chosen(document, metadata, None, 0)]
    return [_part(document, found, several, found.start) for found in document.parts if found.is_report]


def part(document: Document, number: int) -> Part:
    """The part of that number. Raises BadCall when there is none."""
    for found in document.parts:
        if found.number == number:
            return found
    raise BadCall(f"there is no document {number}: this input holds {len(document.parts)}")


def load_pieces(file: str, number: int | None, reader: Reader, wanted: Wanted) -> list[Piece]:
    """Read an input and find everything in the documents chosen; what is to be said of it goes to standard error.

    That nothing was found of what is `wanted` is said too.

    Raises Refusal when it cannot be read, or holds several documents of which none is a work report.
    """
    document = load(file, reader)
    for remark in remarks(document, number):
        say(f"{file}: {remark}")
    found = pieces(document, number)
    if not found:
        raise Refusal(f"{file}: no document in it is a work report: luoshi about lists them, --document N reads one")
    if shortfall := nothing_found(found, wanted):
        say(f"{file}: {shortfall}")
    return found


def nothing_found(pieces: Sequence[Piece], wanted: Wanted) -> str:
    """What is to be said of an input in which nothing of what is wanted was found; empty where something was.

    That all figures were understood is no shortfall.
    """
    found = [piece.extraction for piece in pieces]
    if not any(taken.document.text.strip() for taken in found):
        return NO_TEXT
    tasks = sum(len(taken.tasks) for taken in found)
    counts: dict[Wanted, int] = {
        "statements": sum(len(taken.statements) for taken in found),
        "tasks": tasks,
        "sections": sum(bool(section.heading) for taken in found for section in taken.outline),
        "unresolved": 1,
    }
    counts["everything"] = counts["statements"] + tasks
    if counts[wanted]:
        return ""
    if wanted == "statements" and tasks:
        return f"no target or result with a figure was found in it, but {tasks} tasks: --tasks lists them"
    return f"no {_MISSED[wanted]} was found in it: it does not look like a work report (luoshi read shows its text)"


def pieces(document: Document, number: int | None = None) -> list[Piece]:
    """The documents chosen, with everything that is found in each."""
    return [Piece(_extracted(one), one.metadata, one.number, one.shift) for one in choose(document, number)]


def _extracted(chosen: Chosen) -> Extraction:
    """What is found in a document; its number within the input makes its ids unique there."""
    document = chosen.document
    if chosen.number is None:
        return extract(document)
    stem, dot, rest = document.name.partition(".")
    found = extract(replace(document, name=f"{stem}-{chosen.number}{dot}{rest}"))
    return replace(found, document=document)


def remarks(document: Document, number: int | None = None) -> list[str]:
    """What is to be said of an input on standard error: warnings of its reader, and what was set aside as no report."""
    said = list(document.warnings)
    aside = [found for found in document.parts if not found.is_report]
    if number is None and len(document.parts) > 1 and aside:
        said.append(f"set aside as no work report (--document N reads it all the same): {_names(document, aside)}")
    return said


def _part(document: Document, found: Part, several: bool, shift: int) -> Chosen:
    return Chosen(document.part(found.number), found.metadata, found.number if several else None, shift)


def _names(document: Document, parts: Sequence[Part]) -> str:
    named = [f"{found.number} “{title(document, found)}”" for found in parts[:_NAMED]]
    more = len(parts) - len(named)
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def title(document: Document, found: Part) -> str:
    """What a document calls itself, or how it begins."""
    if found.metadata.title:
        return found.metadata.title
    begin = document.text[found.start : min(found.end, found.start + 4 * _SHOWN)]
    return " ".join(begin.split())[:_SHOWN]
