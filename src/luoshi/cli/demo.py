"""The command that shows everything at once on a few documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.failures import Refusal, system_failure
from luoshi.cli.reader import Reader, reading_options


@reading_options
def demo_command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Your own files; without any, a fictional city's.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The folder to write to.")] = Path("demo"),
    *,
    reader: Reader,
) -> None:
    """Show what is found in the papers of a fictional city, or in your own: a summary, pages, sheets and lines."""
    from luoshi.cli.exhibits import exhibit

    raise typer.Exit(exhibit(files or _fictional(out), out, reader))


def _fictional(out: Path) -> list[Path]:
    from luoshi.cli.democity import documents

    try:
        return documents(out)
    except OSError as error:
        raise Refusal(system_failure(error)) from error
