"""The command that shows the web application with a fictional city in it, on this machine alone."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from luoshi.cli.failures import DEBUG, Refusal, system_failure
from luoshi.cli.streams import say, write_out

_HOST = "127.0.0.1"
_FIRST_PORT, _LAST_PORT = 8000, 8099
# By which tables and data the demonstration's database was made; others do not fit together.
_MADE_BY = "made-by"
_TODAY = "2025-09-10"  # the day to which the city has lived (democity_year.TODAY, which needs Django)


def demo_desk_command(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="Where the demonstration keeps its data.")] = Path(
        "demo/data"
    ),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Fill, look at every page once, and end.")] = False,
) -> None:
    """Show the web application: a fictional city in the September of its year, and a login for each role."""
    _prepare(data)
    say(f"{'the city is filled' if _fill(data) else 'the city is there already'}: {data}")
    port = _free_port()
    write_out(_invitation(port).encode())
    if no_serve:
        _check(port)
    else:
        from luoshi.cli import server

        server.serve(_HOST, port, with_worker=True)


def _prepare(data: Path) -> None:
    """Set the settings of a demonstration, whatever those of a real server on this machine are."""
    for name in [name for name in os.environ if name.startswith("LUOSHI_") and name != DEBUG]:
        del os.environ[name]
    os.environ |= {"LUOSHI_DATA": str(data.resolve()), "LUOSHI_DEMO": "1", "LUOSHI_SECOND_FACTOR": "optional"}
    os.environ["LUOSHI_TODAY"] = _TODAY
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.config.settings"
    try:
        data.mkdir(parents=True, exist_ok=True)
        mark, present = data / _MADE_BY, _fingerprint()
        if not mark.exists() or mark.read_text() != present:
            for old in data.glob("luoshi.sqlite3*"):
                old.unlink()
            shutil.rmtree(data / "files", ignore_errors=True)
            mark.write_text(present)
    except OSError as error:
        raise Refusal(system_failure(error)) from error


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for folder in (files("luoshi.records") / "migrations", files("luoshi.cli") / "democity_data"):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.is_file():
                seen.update(file.read_bytes())
    return seen.hexdigest()


def _fill(data: Path) -> bool:
    """Bring the database up and fill it; returns whether anything was missing."""
    from luoshi.cli import server

    server.set_up()
    from django.core.management import call_command

    from luoshi.cli import democity_desk  # models can be loaded only now

    call_command("migrate", verbosity=0)
    try:
        return democity_desk.fill()
    except democity_desk.FillingError as error:
        raise Refusal(f"the city could not be filled: {error}; remove {data} and try again") from error


def _free_port() -> int:
    from luoshi.cli.server import must_be_free

    for port in range(_FIRST_PORT, _LAST_PORT + 1):
        try:
            must_be_free(_HOST, port)
        except Refusal:
            continue
        return port
    raise Refusal(f"no port from {_FIRST_PORT} to {_LAST_PORT} is free")


def _invitation(port: int) -> str:
    from luoshi.cli.democity_desk import PASSWORD, logins

    lines = [f"http://{_HOST}:{port}/", f"password of each: {PASSWORD}"]
    lines += [f"  {one.role.value:<11}{one.username:<9}{one.person} ({one.place})" for one in logins()]
    return "\n".join([*lines, ""])


def _check(port: int) -> None:
    """Start a server, visit it as the supervisor, and stop it. Raises Refusal for what does not answer."""
    from luoshi.cli import selfcheck
    from luoshi.cli.democity_desk import PASSWORD, logins

    command = [sys.executable, "-c", "from luoshi.cli.main import run; run()", "serve", "--port", str(port)]
    server = subprocess.Popen(command)
    try:
        selfcheck.wait_for(port)
        visited = selfcheck.visit(port, logins()[0].username, PASSWORD)
    except selfcheck.CheckFailedError as error:
        raise Refusal(f"the demonstration does not work: {error}") from error
    finally:
        server.terminate()
        server.wait()
    write_out(f"{len(visited)} pages answer: {' '.join(visited)}\n".encode())
