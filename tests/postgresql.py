"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached through a socket file, gone at the end."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15
# Nothing here outlives the tests, so nothing need reach the disk.
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=40"


class AbsentError(RuntimeError):
    """No PostgreSQL is installed."""


def programs() -> Path:
    """The folder of the newest installed server's programs; AbsentError without one that is recent enough."""
    versions = sorted(int(folder.name) for folder in DEBIAN.glob("[0-9]*") if (folder / "bin" / "initdb").exists())
    if not versions or versions[-1] < OLDEST:
        raise AbsentError(f"PostgreSQL {OLDEST} or later is absent: apt-get install postgresql")
    return DEBIAN / str(versions[-1]) / "bin"


def start() -> str:
    """Start a cluster and return its address for LUOSHI_DATABASE; it is stopped and removed when this process ends."""
    found = programs()
    folder = Path(tempfile.mkdtemp(prefix="luoshi-postgresql-"))
    data = folder / "data"
    atexit.register(_stop, found, folder)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")  # the server refuses to run as root
    _run(found / "initdb", "-D", data, "-U", "luoshi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    # No port: what others run on this machine is not disturbed, and nobody else can connect.
    options = f"-c listen_addresses= -c unix_socket_directories={folder} {FAST}"
    _run(found / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    return f"postgresql://luoshi@/postgres?host={quote(str(folder), safe='')}"


def _stop(found: Path, folder: Path) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        _run(found / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_postgres, *command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server keeps it open
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stderr.strip()}")
