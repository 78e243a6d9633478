"""The log of events: how fast it is written, verified and exported, and how much memory verifying takes.

`python -m benchmarks.audit [--events 50000]` writes so many events into one chain of a temporary database, SQLite or,
with LUOSHI_TEST_DATABASE=postgresql, PostgreSQL, and prints events a second.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial

_ONE_BY_ONE, _AT_ONCE = 200, 500


def main() -> None:
    """Set up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luoshi-audit-") as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        if connections["default"].vendor == "sqlite":
            settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = f"{folder}/audit.db"
        call_command("migrate", verbosity=0)
        print(connections["default"].vendor)
        measure(asked.events)
        connections.close_all()


def measure(events: int) -> None:
    """Print every figure."""
    from luoshi.exchange.event_log import LOG_FORMATS, log_pieces
    from luoshi.queries.chains import verify_chain
    from luoshi.queries.events import exported
    from luoshi.records.models import Chain, Event
    from tests.cast import make_city

    city = make_city("云川市", "990100")
    timed("written, a transaction each", _ONE_BY_ONE, lambda: write(city, _ONE_BY_ONE, at_once=1))
    timed(f"written, {_AT_ONCE} at once", events, lambda: write(city, events, at_once=_AT_ONCE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chain = Chain.objects.get()
    timed("verified", chain.length, lambda: verify_chain(chain).holds() or print("IT DOES NOT HOLD"))
    print(f"  memory taken by that: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.1f} MB")
    for form in LOG_FORMATS:
        pieces = log_pieces(exported(Event.objects.all()), form)
        timed(f"exported, {form}", chain.length, partial(sum, map(len, pieces)))


def write(city: object, events: int, *, at_once: int) -> None:
    """Events such as a report leaves: a few fields before and after; so many a transaction."""
    from django.db import transaction

    from luoshi.services.events import Actor, Happened, record_events
    from tests.cast import City

    assert isinstance(city, City)  # noqa: S101  # for the type checker: models load only once Django is set up
    actor, subject = Actor(city.people["supervisor"], "192.0.2.1"), city.units["science"]
    for low in range(0, events, at_once):
        happened = [
            Happened(
                "report.submit",
                subject,
                before={"累计值": number, "说明": "正在推进，已完成招标。", "状态": "normal"},
                after={"累计值": number + 7.5, "说明": "主体工程完工，正在验收。", "状态": "normal", "佐证": [1, 2]},
            )
            for number in range(low, min(low + at_once, events))
        ]
        with transaction.atomic():
            record_events(programme=city.programme, actor=actor, happened=happened)


def timed(name: str, events: int, act: Callable[[], object]) -> None:
    """Print how many events a second, by the clock and by this process's own work."""
    began, before = time.perf_counter(), time.process_time()
    act()
    taken, worked = time.perf_counter() - began, time.process_time() - before
    print(f"{name}: {events / taken:,.0f} events/s ({events:,} in {taken:.2f} s, processor {worked:.2f} s)")


if __name__ == "__main__":
    main()
