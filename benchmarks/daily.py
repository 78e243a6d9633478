"""The daily job: lights and the ladder of sheets for many matters, a first day, a usual day and the same day again.

`python -m benchmarks.daily [--matters 20000] [--units 100]` fills a temporary database, SQLite or, with
LUOSHI_TEST_DATABASE=postgresql, PostgreSQL, and prints seconds and queries of each run. Each matter has a deadline in
the year, a report due each month until the tenth, and nine in ten have reported.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import date, timedelta

YEAR = 2025
_BATCH = 1000


def main() -> None:
    """Set up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=20_000)
    parser.add_argument("--units", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luoshi-daily-") as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        if connections["default"].vendor == "sqlite":
            settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = f"{folder}/daily.db"
        call_command("migrate", verbosity=0)
        programme = fill(asked.matters, asked.units)
        print(f"{connections['default'].vendor}, {asked.matters} matters of {asked.units} units")
        measure(programme)
        connections.close_all()


def fill(matters: int, units: int) -> int:
    """The database; returns the programme's id."""
    from luoshi.records.models import Matter, ReportDue, Unit
    from tests.cast import make_city

    city = make_city("云川市", "990100")
    led = Unit.objects.bulk_create(Unit(region=city.region, name=f"第{at}局", order=at) for at in range(units))
    first = date(YEAR, 1, 1)
    made = Matter.objects.bulk_create(
        [
            Matter(
                programme=city.programme, number=f"{YEAR}-{at:05d}", status="in_progress", title=f"事项{at}",
                quote=f"办好事项{at}。", lead=led[at % units], deadline=first + timedelta(days=120 + at % 240),
            )
            for at in range(matters)
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    months = [date(YEAR, month, 28) for month in range(1, 11)]
    ReportDue.objects.bulk_create(
        (
            ReportDue(
                matter=matter, starts=day.replace(day=1), ends=day, due=day,
                reported_on=day if at % 10 and day.month < 9 else None,
            )
            for at, matter in enumerate(made)
            for day in months
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    return city.programme.pk


def measure(programme_id: int) -> None:
    """Run days and print what each took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from luoshi.records import clock
    from luoshi.records.models import Programme
    from luoshi.services.daily import run_day

    programme = Programme.objects.get(pk=programme_id)
    for name, day in (
        ("first day", date(YEAR, 9, 10)),
        ("next day", date(YEAR, 9, 11)),
        ("a week later", date(YEAR, 9, 18)),
        ("same day again", date(YEAR, 9, 18)),
    ):
        with clock.stopped_at(day), CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            ran = run_day(programme)
            took = time.perf_counter() - start
        climbed = ran.climbed
        sheets = f"{climbed.issued} sheets issued, {climbed.missed} missed" if climbed else "nothing to do"
        print(f"  {name:15} {took:6.1f} s {len(queries):6} queries  {ran.turned:6} lights turned, {sheets}")


if __name__ == "__main__":
    main()
