"""The commands that show what was read: the text, what it says of itself, and its sections."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from luoshi.cli.choices import File, Number, TextFormat
from luoshi.cli.reader import Reader, reading_options
from luoshi.cli.streams import say, write_out


@reading_options
def read_command(
    file: File,
    form: Annotated[TextFormat, typer.Option("--format", help="Plain text, or its blocks as JSON Lines.")] = "text",
    number: Number = None,
    *,
    reader: Reader,
) -> None:
    """Print the plain text that all offsets refer to, or its blocks."""
    from luoshi.cli.inputs import NO_TEXT, load, part, remarks
    from luoshi.exchange import block_records, encoded, json_lines

    document = load(file, reader)
    for remark in remarks(document, number):
        say(f"{file}: {remark}")
    if not document.text.strip():
        say(f"{file}: {NO_TEXT}")
    if form == "jsonl":
        chosen = None if number is None else part(document, number)
        write_out(encoded(json_lines(block_records(document, chosen))))
        return
    text = document.text if number is None else document.part(part(document, number).number).text
    # The shell's next prompt shall not stand behind the last word; a file gets the text as it is.
    write_out(encoded(text + "\n" if sys.stdout.isatty() and not text.endswith("\n") else text))


@reading_options
def about_command(file: File, *, reader: Reader) -> None:
    """Print what each document in the input says of itself: title, government, years, session, date."""
    from luoshi.cli.inputs import NO_TEXT, load
    from luoshi.exchange import about_record, encoded, json_lines

    document = load(file, reader)
    for warning in document.warnings:
        say(f"{file}: {warning}")
    if not document.text.strip():
        say(f"{file}: {NO_TEXT}")
    write_out(encoded(json_lines(map(about_record, document.parts))))


@reading_options
def outline_command(file: File, number: Number = None, *, reader: Reader) -> None:
    """Print the sections of a report with their roles; they follow one another and cover it."""
    from luoshi.cli.inputs import load_pieces
    from luoshi.exchange import encoded, json_lines, outline_records

    for piece in load_pieces(file, number, reader, "sections"):
        write_out(encoded(json_lines(outline_records(piece))))
