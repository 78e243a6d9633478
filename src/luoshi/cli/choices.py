"""The arguments and options that several commands share.

The lists of formats repeat those of `luoshi.exchange`, so that to show the help nothing of it must be loaded.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

TextFormat = Literal["text", "jsonl"]
Format = Literal["jsonl", "json", "csv", "xlsx", "html"]
TableFormat = Literal["jsonl", "json", "csv", "xlsx"]


class FormatName(StrEnum):
    """The same, for an option that may be repeated: typer takes no list of literals."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


BINARY = {"xlsx"}

File = Annotated[str, typer.Argument(metavar="FILE", help="A file of any kind, or - for standard input.")]
Number = Annotated[
    int | None,
    typer.Option("--document", metavar="N", min=1, help="Of an input that holds several documents, take this one."),
]
Out = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT", help="Write to this file; a missing folder is made.")
]
Tasks = Annotated[bool, typer.Option("--tasks", help="List tasks instead of quantified statements.")]
Unresolved = Annotated[bool, typer.Option("--unresolved", help="List the figures that were not understood.")]
