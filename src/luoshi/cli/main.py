"""The command line: its commands, and how a call ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from luoshi.cli import failures
from luoshi.cli.audit import audit_app
from luoshi.cli.batch import batch_command
from luoshi.cli.daily import daily_command
from luoshi.cli.decomposition import decompose_command
from luoshi.cli.demo import demo_command
from luoshi.cli.demodesk import demo_desk_command
from luoshi.cli.findings import extract_command, table_command
from luoshi.cli.misuse import Misuse, misuse
from luoshi.cli.reconciliation import cascade_command, reconcile_command, series_command
from luoshi.cli.server import manage_command, serve_command, worker_command
from luoshi.cli.streams import say, silence_output, write_out
from luoshi.cli.texts import about_command, outline_command, read_command

app = typer.Typer(
    name="luoshi",
    help="Read Chinese government work reports and responsibility tables; find targets, results, tasks and rows; serve"
    " the web application.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("read")(read_command)
app.command("about")(about_command)
app.command("outline")(outline_command)
app.command("extract")(extract_command)
app.command("table")(table_command)
app.command("decompose")(decompose_command)
app.command("reconcile")(reconcile_command)
app.command("series")(series_command)
app.command("cascade")(cascade_command)
app.command("batch")(batch_command)
app.command("demo")(demo_command)
app.command("demo-desk")(demo_desk_command)
app.command("serve")(serve_command)
app.command("worker")(worker_command)
app.add_typer(audit_app)
app.command("daily")(daily_command)
app.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})(manage_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        write_out(f"luoshi {version('luoshi')}\n".encode())
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        raise failures.BadCall("say what to do, such as luoshi extract FILE; luoshi --help lists the commands")


def run() -> NoReturn:
    """The console script `luoshi`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale says
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: Sequence[str]) -> int:
    """Carry out a call and return its exit status; whatever goes wrong is said in one line on standard error."""
    try:
        status = app(args=list(arguments), prog_name="luoshi", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return failures.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # typer makes an exit of a pipe whose reader is gone
        silence_output()
        return failures.BROKEN_PIPE
    except Exception as error:
        return _failed(error)
    return status if isinstance(status, int) else failures.DONE


def _failed(error: Exception) -> int:
    if isinstance(error, failures.BadCall):
        say(str(error))
        return failures.BAD_CALL
    if isinstance(error, failures.Refusal):
        say(str(error))
        return failures.UNREADABLE
    if isinstance(error, Misuse):
        say(misuse(error))
        return error.exit_code
    if failures.is_debugging():
        raise error
    if isinstance(error, OSError):
        say(failures.system_failure(error))
    else:
        say(failures.unforeseen(error))
    return failures.UNREADABLE
