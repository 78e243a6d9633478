"""The commands that find: targets, results and tasks of a report, rows of a responsibility table."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luoshi.cli.choices import BINARY, File, Format, Number, Out, TableFormat, Tasks
from luoshi.cli.failures import BadCall, Refusal
from luoshi.cli.reader import Reader, reading_options
from luoshi.cli.streams import deliver, refuse_own_input, say

if TYPE_CHECKING:
    from luoshi.exchange import Listed
    from luoshi.exchange.records import Record
    from luoshi.reading import Document
    from luoshi.responsibility import Registry, Row


@reading_options
def extract_command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A file of any kind, - for standard input, or a folder (then -o is needed)."
        ),
    ],
    tasks: Tasks = False,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="List the figures that were not understood.")
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="jsonl and csv hold one list; json, xlsx and html hold everything.")
    ] = "jsonl",
    out: Out = None,
    number: Number = None,
    *,
    reader: Reader,
) -> None:
    """Print the quantified statements of a report: its targets and results, each with its exact place.

    Of a folder every file below it is read, and -o names the folder to write to: the same as luoshi batch FOLDER -o
    OUT with one format.
    """
    listed = what_to_list(tasks, unresolved)
    if file != "-" and Path(file).is_dir():
        _extract_folder(Path(file), form, listed, out, number, reader)
        return
    refuse_own_input(file, out)
    from luoshi.cli.inputs import load_pieces
    from luoshi.exchange import render

    found = load_pieces(file, number, reader, listed if form in ("jsonl", "csv") else "everything")
    deliver(render(found, form, listed), out, binary=form in BINARY)


@reading_options
def table_command(
    file: File,
    resolve: Annotated[bool, typer.Option("--resolve", help="Add the canonical name of each unit.")] = False,
    registry: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own units for --resolve: CSV, TSV or XLSX, a unit a line."),
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How to write the rows.")] = "jsonl",
    out: Out = None,
    number: Number = None,
    *,
    reader: Reader,
) -> None:
    """Print the rows of a responsibility table: who answers for what, by when."""
    if registry is not None and not resolve:
        raise BadCall("--registry says what --resolve looks names up in: give both")
    refuse_own_input(file, out)
    from luoshi.cli.inputs import load
    from luoshi.exchange import render_rows

    register = register_of(registry) if resolve else None
    document = load(file, reader)
    for warning in document.warnings:
        say(f"{file}: {warning}")
    rows = table_records(document, number, register)
    if not rows:
        say(f"{file}: no responsibility table was found in it")
    deliver(render_rows(rows, form), out, binary=form in BINARY)


def what_to_list(tasks: bool, unresolved: bool) -> Listed:
    """Which findings are listed. Raises BadCall for more than one kind."""
    if tasks and unresolved:
        raise BadCall("--tasks and --unresolved are two lists: ask for one at a time")
    return "tasks" if tasks else "unresolved" if unresolved else "statements"


def table_records(document: Document, number: int | None, register: Registry | None) -> list[Record]:
    """The rows of an input's responsibility tables as they are printed.

    Whatever the input's documents are is read: a table is no work report. Rows say in which document they stand
    where there are several.
    """
    from luoshi.cli.inputs import part
    from luoshi.exchange import row_records
    from luoshi.responsibility import read_rows, resolve_rows

    several = len(document.parts) > 1
    if number is None:
        rows = read_rows(document)
        documents = _documents(document, rows) if several else []
    else:
        rows = read_rows(document.part(part(document, number).number))
        documents = [number] * len(rows) if several else []
    resolved = None if register is None else resolve_rows(rows, register)
    return list(row_records(rows, resolved, documents))


def _documents(document: Document, rows: tuple[Row, ...]) -> list[int | None]:
    """For each row the number of the document in which its line stands."""
    first_lines = [document.text.count("\n", 0, found.start) + 1 for found in document.parts]
    found = [bisect_right(first_lines, row.source.line) - 1 for row in rows]
    return [document.parts[at].number if at >= 0 else None for at in found]


def register_of(path: Path | None) -> Registry:
    """The register of that file on top of the standard departments, or these alone. Raises Refusal."""
    from luoshi.responsibility import RegisterError, Registry

    if path is None:
        return Registry.standard()
    try:
        return Registry.from_file(path)
    except RegisterError as error:
        raise Refusal(str(error)) from error


def _extract_folder(
    folder: Path, form: Format, listed: Listed, out: Path | None, number: int | None, reader: Reader
) -> None:
    from luoshi.cli.batch import run_batch

    if out is None:
        raise BadCall("a folder's findings need a folder to go to: add -o OUT")
    if number is not None:
        raise BadCall("--document picks one document of one file; a folder has many")
    raise typer.Exit(run_batch(folder, out, (form,), listed, reader))
