"""The commands that need Django: the server, the worker, and Django's own management."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from ipaddress import ip_address
from typing import Annotated

import typer

from luoshi.cli.failures import Refusal
from luoshi.cli.streams import say
from luoshi.config.parentage import end_with

_PATIENCE = 20.0  # seconds that a worker whose server was killed has for the job in its hands


def serve_command(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that answer requests.")] = 1,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Run a job worker beside the server.")] = False,
) -> None:
    """Serve the web application. Documents are read by `luoshi worker`, or by --with-worker."""
    set_up()
    for warning in _ready(exposed=not _is_loopback(host)):
        say(warning)
    serve(host, port, workers=workers, with_worker=with_worker)


def worker_command(
    interval: Annotated[float, typer.Option("--interval", min=0.05, help="Seconds between looks for a job.")] = 0.3,
    until_done: Annotated[bool, typer.Option("--until-done", help="End when no job is left.")] = False,
    parent: Annotated[int, typer.Option("--parent", hidden=True, help="End when this process is gone.")] = 0,
) -> None:
    """Carry out jobs, such as reading a document, and each day's lights and sheets; run one or several of it."""
    from django.core.management import call_command

    if parent:
        end_with(parent, _PATIENCE)
    set_up()
    _ready(exposed=False)
    lost_jobs = import_module("luoshi.services.lost_jobs")  # loads the word lists before somebody waits for a job
    import_module("luoshi.services.notices").wake_if_needed()  # what waited to be sent while no worker ran
    from luoshi.cli.daily import DailyClock

    with lost_jobs.presence() as name, nullcontext() if until_done else DailyClock(), _exit_status():
        lost_jobs.take_up_lost_jobs()
        call_command(
            "db_worker",
            worker_id=name,
            queue_name="*",
            interval=interval,
            batch=until_done,
            startup_delay=False,
            reload=False,
            verbosity=0 if until_done else 1,
        )


def manage_command(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="COMMAND [ARGUMENT]...", help="Such as migrate, check or create_admin."),
    ] = None,
) -> None:
    """Run one of Django's management commands; without any, list them."""
    from django.core.management import execute_from_command_line

    set_up()
    with _exit_status():
        execute_from_command_line(["luoshi manage", *(arguments or ["help"])])


def serve(host: str, port: int, *, workers: int = 1, with_worker: bool = False) -> None:
    """Serve until a signal ends it. Django must be set up. Raises Refusal for a port that is taken."""
    from django.db import connections

    from luoshi.cli.companion import Companion
    from luoshi.cli.serving import Server
    from luoshi.config.starting import collect_static

    must_be_free(host, port)
    collect_static()
    connections.close_all()  # the processes that answer shall not share one
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    server = Server(host, port, workers=workers, ready=lambda: say(f"serving {address} (Ctrl-C ends it)"))
    with Companion() if with_worker else nullcontext(), _exit_status():
        server.run()


def must_be_free(host: str, port: int) -> None:
    """Raise Refusal for an address that cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(f"{host}:{port}: {error.strerror}: choose another with --host and --port") from error


def set_up() -> None:
    """Load Django. Raises Refusal for a setting that makes no sense."""
    from luoshi.config import starting
    from luoshi.config.environment import SettingError

    try:
        starting.set_up()
    except SettingError as error:
        raise Refusal(str(error)) from error


def made_ready() -> None:
    """Load Django for a command that changes records. Raises Refusal while the database or a setting is not fit."""
    set_up()
    _ready(exposed=False)


def _ready(*, exposed: bool) -> list[str]:
    from luoshi.config.starting import CannotStartError, must_be_ready

    try:
        return must_be_ready(exposed=exposed)
    except CannotStartError as error:
        raise Refusal(str(error)) from error


@contextmanager
def _exit_status() -> Iterator[None]:
    """Hand on the status with which Django or the server leaves; a database that fails is told in one line."""
    from django.db import OperationalError

    from luoshi.config.starting import unreachable

    try:
        yield
    except OperationalError as error:
        raise Refusal(unreachable(error)) from error
    except SystemExit as left:
        raise typer.Exit(left.code if isinstance(left.code, int) else int(left.code is not None)) from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
