"""The server and the worker as processes of their own, on the tests' own database, killed as tests please."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from luoshi.records.models import User
from tests.shared import ROOT

LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]
PATIENCE = 90.0  # seconds for a process to come up, on a machine that is busy with others


def database() -> str:
    """The address of the tests' own database, for a process of its own."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:{said['NAME']}"
    user = quote(str(said["USER"]), safe="")
    place = f"{said['HOST']}:{said['PORT']}" if said["HOST"] else ""
    return f"postgresql://{user}@{place}/{said['NAME']}?{urlencode(said['OPTIONS'], quote_via=quote)}"


def surroundings() -> dict[str, str]:
    """The environment of a process that shares the tests' database, files and keys."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUOSHI_")}
    return {
        **kept,
        "LUOSHI_DATABASE": database(),
        "LUOSHI_DATA": os.environ["LUOSHI_DATA"],
        "LUOSHI_SECRET_KEY": settings.SECRET_KEY,
        "LUOSHI_SECOND_FACTOR": "optional",
        "DJANGO_SETTINGS_MODULE": "tests.served",
    }


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of luoshi in a session of its own; whatever is left of it is killed at the end."""
    process = subprocess.Popen(
        [*LUOSHI, *arguments], cwd=ROOT, env=surroundings(), start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for a process and all that it started, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listened_on(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(what: Callable[[], object], seconds: float = PATIENCE, pause: float = 0.05) -> bool:
    """Wait until a function says yes; whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(pause)
    return False


@contextmanager
def serving(*options: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`luoshi serve` on a port, once it answers."""
    port = free_port()
    with running("serve", "--port", str(port), *options) as process:
        assert until(lambda: is_listened_on(port) and status(port, "/health") == 200), "the server does not come up"
        yield port, process


def status(port: int, path: str) -> int:
    """The status of a page that everybody sees; 0 when nobody answers."""
    try:
        talk = HTTPConnection("127.0.0.1", port, timeout=20)
        talk.request("GET", path)
        return talk.getresponse().status
    except (OSError, HTTPException):
        return 0


def session_of(person: User) -> str:
    """The session of somebody who signed in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def send(port: int, path: str, form: Mapping[str, str], session: str) -> int:
    """Send a form as a browser does; the status of the answer, 0 when none came."""
    token = secrets.token_hex(16)
    head = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
    }
    try:
        talk = HTTPConnection("127.0.0.1", port, timeout=120)
        talk.request("POST", path, urlencode(form), head)
        return talk.getresponse().status
    except (OSError, HTTPException):
        return 0


def is_writing() -> bool:
    """Whether another process is in the middle of changing the database."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=0, isolation_level=None) as probe:
            try:
                probe.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            probe.execute("ROLLBACK")
        probe.close()
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0])


def children(process: int) -> list[int]:
    """The processes that one started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == process:
            found.append(int(folder.name))
    return found


def lives(process: int) -> bool:
    """Whether a process is there, and no corpse that nobody has buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
