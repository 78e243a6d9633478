"""The server's commands: what keeps them from starting is one line; what they serve is up, quiet and ends when told."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

LUOSHI = [sys.executable, "-c", "from luoshi.cli.main import run; run()"]


def surroundings(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    return {**kept, "LUOSHI_DATA": str(data), **more}


def luoshi(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LUOSHI, *arguments], env=surroundings(data, **more), capture_output=True, text=True, check=False, timeout=90
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """A folder with a database of this version: a copy of the tests' own, which the same migrations made."""
    folder = tmp_path_factory.mktemp("data")
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "luoshi.sqlite3")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
    assert luoshi(folder, "manage", "migrate", "-v0").stdout == ""  # puts up what keeps events as they are
    return folder


def answer(address: str) -> tuple[int, str]:
    """Status and text at an address, waiting until somebody listens there."""
    for _try in range(300):
        try:
            with urlopen(address, timeout=10) as got:  # noqa: S310  # an address of this machine
                return got.status, got.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nobody listens at {address}")


@contextmanager
def serving(data: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    command = [*LUOSHI, "serve", "--port", str(port), *options]
    process = subprocess.Popen(command, env=surroundings(data), stderr=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()


@pytest.mark.parametrize("module", ["django", "gunicorn"])
def test_other_commands_do_not_load_the_server(module: str) -> None:
    looks = f"import sys; from luoshi.cli.main import status_of; status_of(['--version']); sys.exit('{module}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", looks], stdout=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.parametrize(
    ("command", "settings", "said"),
    [
        (["serve"], {}, "run luoshi manage migrate"),
        (["worker"], {}, "run luoshi manage migrate"),
        (["serve"], {"LUOSHI_LOCK_AFTER": "many"}, "LUOSHI_LOCK_AFTER is 'many'; it must be a whole number"),
        (["manage", "check"], {"LUOSHI_HTTPS": "perhaps"}, "LUOSHI_HTTPS is 'perhaps'; it must be 1 or 0"),
        (["serve"], {"LUOSHI_SECRET_KEY": "short"}, "(luoshi.E005)"),
        # Nobody shall put the demonstration before strangers.
        (["serve", "--host", "192.0.2.1"], {"LUOSHI_DEMO": "1"}, "(luoshi.E001)"),
        (["serve"], {"LUOSHI_DATABASE": "postgresql://me@127.0.0.1:1/none"}, "look at LUOSHI_DATABASE"),
        (["manage", "migrate"], {"LUOSHI_DATABASE": "postgresql://me@127.0.0.1:1/none"}, "look at LUOSHI_DATABASE"),
    ],
)
def test_what_keeps_it_from_starting_is_one_line(
    command: list[str], settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = luoshi(tmp_path, *command, **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_told(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = luoshi(data, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "choose another with --host and --port" in done.stderr


def test_it_serves_pages_with_their_files_and_ends_when_told(data: Path) -> None:
    with serving(data, "--with-worker") as (address, process):
        assert json.loads(answer(f"{address}/health")[1])["status"] == "ok"
        status, page = answer(f"{address}/accounts/login/")
        assert status == 200
        styles = [part for part in page.split('"') if part.startswith("/static/desk/desk.") and part.endswith(".css")]
        assert answer(address + styles[0])[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        said = process.stderr.read()  # it ends when the worker has let go of it, too
        assert process.wait(30) == 0
    first, *lines = said.splitlines()
    assert first == f"luoshi: serving {address}/ (Ctrl-C ends it)"
    assert {json.loads(line)["level"] for line in lines} <= {"INFO", "WARNING"}


def test_a_worker_does_what_there_is_and_ends(data: Path) -> None:
    done = luoshi(data, "worker", "--until-done")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_management_hands_on_the_status(data: Path) -> None:
    assert luoshi(data, "manage", "migrate", "--check").returncode == 0
    failed = luoshi(data, "manage", "nothing")
    assert failed.returncode == 1
    assert "luoshi manage help" in failed.stderr
