"""The desk under load: 20 people at once on 20,000 matters with 240,000 reports, on SQLite and on PostgreSQL.

    python -m benchmarks.ledger [sqlite] [postgresql] [--matters 20000]

Makes a programme of a fictional city, serves it by `luoshi serve` on loopback, lets 20 connections at once ask for
pages without pause (a new connection for each request), and prints the 95th percentile; then the same of 20 people who
look at a page for half a second before they ask for the next; then the time of the nightly lights and ladder. Requests
are counted from connecting to the last byte. Before each page is measured one address of it is asked for during two
seconds, so that processes have loaded, and the database has planned, what it needs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

_PEOPLE, _SECONDS = 20, 8.0
WARMING = 2.0  # seconds
LOOKING = 0.5  # seconds
_SERVERS = 2
_AT_ONCE = 1 << 18  # bytes
_OK = 200


def main() -> None:
    """Measure each database that was named, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--matters", type=int, default=20_000)
    asked = parser.parse_args()
    figures = f"{'requests/s':>10} {'median ms':>10} {'p95 ms':>8} {'p95, looking':>13} {'queries':>8}"
    print(f"{'database':<11} {'page':<28} {figures}")
    for database in asked.databases:
        with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
            subprocess.run(
                [sys.executable, "-m", "benchmarks.ledger_child", database, str(asked.matters)],
                env={**os.environ, "LUOSHI_DATA": folder, "LUOSHI_SECOND_FACTOR": "optional", **_DAY},
                check=True,
            )


# The day on which the made programme stands.
_DAY = {"LUOSHI_TODAY": "2025-09-10", "DJANGO_SETTINGS_MODULE": "luoshi.config.settings", "LUOSHI_DEMO": "1"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def loaded(port: int, sessions: list[str], addresses: list[str], looking: float, seconds: float) -> dict[str, float]:
    """Ask for the addresses with every session at once for some seconds; figures of what came back.

    Between two pages a person is `looking` for so many seconds, more or less.
    """
    ends = time.monotonic() + seconds

    def one(number: int) -> list[float]:
        rolled, times = random.Random(number), []
        while time.monotonic() < ends:
            begun = time.perf_counter()
            status = _asked(port, sessions[number % len(sessions)], rolled.choice(addresses))
            times.append((time.perf_counter() - begun) * 1000)
            if status != _OK:
                raise RuntimeError(f"a page answered {status}")
            time.sleep(looking * rolled.uniform(0.5, 1.5))
        return times

    with ThreadPoolExecutor(_PEOPLE) as pool:
        times = sorted(value for values in pool.map(one, range(_PEOPLE)) for value in values)
    return {
        "rate": len(times) / seconds,
        "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)],
    }


def _asked(port: int, session: str, address: str) -> int:
    """The status of a page, read to its end; by a plain socket, because the load shares the cores with the server."""
    lines = (
        f"GET {quote(address, safe='/?=&')} HTTP/1.1",
        "Host: localhost",
        f"Cookie: sessionid={session}; scripts=1",
        "Connection: close",
    )
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        head = connection.recv(_AT_ONCE)
        while connection.recv(_AT_ONCE):
            pass
    return int(head.split(None, 2)[1])


def started(port: int) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    command = [str(Path(sys.executable).parent / "luoshi"), "serve", "--port", str(port), "--workers", str(_SERVERS)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def told(database: str, page: str, figures: dict[str, Any]) -> None:
    """A line of the table."""
    line = f"{database:<11} {page:<28} {figures['rate']:>10.0f} {figures['median']:>10.0f} {figures['p95']:>8.0f}"
    print(f"{line} {figures['looking']:>13.0f} {figures['queries']:>8}", flush=True)


def clients(
    port: int, sessions: list[str], addresses: list[str], looking: float = 0.0, seconds: float = _SECONDS
) -> dict[str, float]:
    """`loaded` in a process of its own, so that the one with the database does not slow it."""
    said = json.dumps(
        {"port": port, "sessions": sessions, "addresses": addresses, "looking": looking, "seconds": seconds}
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ledger", "--as-clients"],
        input=said,
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    if "--as-clients" in sys.argv:
        json.dump(loaded(**json.load(sys.stdin)), sys.stdout)
    else:
        main()
