"""One database of benchmarks.ledger: makes the programme, serves it, measures, and ends all that it started."""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks import ledger as bench

if TYPE_CHECKING:
    from luoshi.records.models import Matter, MatterTarget, Programme, Region, Unit

_UNITS, _MONTHS, _BATCH = 100, 12, 2000
_DONE = "按计划推进，已完成阶段任务。" * 4
_LIGHTS = ("green",) * 14 + ("yellow",) * 3 + ("red",) * 2 + ("blue",)


def main(database: str, matters: int) -> None:
    """Measure one database."""
    if database == "postgresql":
        from tests import postgresql

        os.environ["LUOSHI_DATABASE"] = postgresql.start()
    import django

    django.setup()
    from django.core.management import call_command

    from luoshi.config.starting import collect_static

    call_command("migrate", verbosity=0)
    collect_static()
    begun = time.perf_counter()
    made = _make(matters)
    print(f"{database:<11} made {matters} matters in {time.perf_counter() - begun:.0f} s", flush=True)
    _measure(database, made)
    _nightly(database, made)


def _make(count: int) -> dict[str, Any]:
    from django.db import transaction

    from luoshi.records.models import Matter, Programme, Region, Unit
    from luoshi.services.events import Actor, record_event

    region = Region.objects.create(code="990100", name="云川市", level="prefecture")
    programme = Programme.objects.create(
        region=region, year=2025, name="云川市2025年重点工作", starts=date(2025, 1, 1), ends=date(2025, 12, 31)
    )
    units = Unit.objects.bulk_create(
        Unit(region=region, name=f"市第{number}局", order=number) for number in range(_UNITS)
    )
    for start in range(0, count, _BATCH):
        _make_matters(programme, units, range(start, min(start + _BATCH, count)))
    with transaction.atomic():
        record_event(programme=programme, actor=Actor(), act="create-programme", subject=programme)
    sessions = [_session(region, number) for number in range(20)]
    ids = list(Matter.objects.values_list("pk", flat=True)[:: max(1, count // 400)])
    return {"programme": programme, "units": [unit.pk for unit in units], "sessions": sessions, "ids": ids}


def _make_matters(programme: Programme, units: list[Unit], numbers: range) -> None:
    from luoshi.records.models import Assignment, Matter, MatterTarget, Milestone, Service

    matters = Matter.objects.bulk_create(_matter(programme, units, number) for number in numbers)
    Assignment.objects.bulk_create(
        Assignment(
            matter=matter, part="cooperate" if part else "lead", unit=units[at], written=units[at].name, order=part
        )
        for number, matter in zip(numbers, matters, strict=True)
        for part in range(4)
        for at in [(number + part * 7) % _UNITS]
    )
    targets = MatterTarget.objects.bulk_create(
        MatterTarget(programme=programme, quote=matter.quote, name="新增企业", family="cumulative", comparator=">=",
                     value=300.0, unit="家", starts=programme.starts, ends=programme.ends)
        for matter in matters
    )  # fmt: skip
    Service.objects.bulk_create(Service(matter=m, target=t) for m, t in zip(matters, targets, strict=True))
    Milestone.objects.bulk_create(
        Milestone(matter=matter, name=f"第{quarter + 1}季度节点", due=date(2025, quarter * 3 + 3, 28), order=quarter,
                  done_on=date(2025, quarter * 3 + 3, 20) if quarter < 2 else None)
        for matter in matters[::3]
        for quarter in range(4)
    )  # fmt: skip
    _make_reports(matters, targets)


def _matter(programme: Programme, units: list[Unit], number: int) -> Matter:
    from luoshi.records.models import Matter

    task = (
        f"第{number}项：新增高新技术企业300家以上，完善创新平台，加快科技成果转化，建成示范园区，推动产业链协同发展。"
        * 3
    )
    unit = units[number % _UNITS]
    light = _LIGHTS[number * 7 % len(_LIGHTS)]
    return Matter(
        programme=programme, number=f"2025-{number:05d}", title=task[:60], task=task, quote=task, lead=unit,
        kind=("task", "indicator", "project", "livelihood")[number % 4], section=f"{number % 12 + 1}、部分",
        status="closing" if light == "blue" else "in_progress", light=light, light_on=date(2025, 9, 9),
        deadline=date(2025, 12, 31) - timedelta(days=number % 200), leaders_written=[f"领导{number % 9}"],
        leaders_line=f"、领导{number % 9}、",
    )  # fmt: skip


def _make_reports(matters: list[Matter], targets: list[MatterTarget]) -> None:
    from luoshi.records.models import Report, ReportDue, TargetReading, User

    person = User.objects.filter(username="author").first() or User.objects.create(username="author", name="填报人")
    months = [date(2025, month, 1) for month in range(1, _MONTHS + 1)]
    dues = ReportDue.objects.bulk_create(
        (
            ReportDue(matter=matter, starts=month, ends=month + timedelta(days=27), due=month + timedelta(days=27),
                      reported_on=month + timedelta(days=25))
            for matter in matters
            for month in months
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    at = datetime.fromisoformat("2025-09-01T09:00:00+08:00")
    reports = Report.objects.bulk_create(
        (
            Report(matter_id=due.matter_id, due=due, state="submitted", by=person, done=_DONE,
                   problems="部分项目用地手续办理较慢。", next_step="加快前期手续办理。", submitted_at=at)
            for due in dues
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    TargetReading.objects.bulk_create(
        (
            TargetReading(report=report, target=targets[at // _MONTHS], value=20.0 * (at % _MONTHS + 1),
                          as_of=months[at % _MONTHS] + timedelta(days=27))
            for at, report in enumerate(reports)
            if at % _MONTHS in (5, 8)
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _session(region: Region, number: int) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from luoshi.records.models import Grant, User

    person = User.objects.create(username=f"ducha{number}", name=f"督查员{number}")
    Grant.objects.create(person=person, role="supervisor", region=region)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _measure(database: str, made: dict[str, Any]) -> None:
    from django.db import connection

    pages = {
        "workbench": ["/"],
        "ledger, three filters": [f"/ledger/?unit={unit}&kind=task&light=green" for unit in made["units"][::4]],
        "ledger, words": ["/ledger/?q=第1234项", "/ledger/?q=示范园区"],
        "a matter": [f"/ledger/{pk}/" for pk in made["ids"]],
        "a matter, what lies below": [f"/ledger/{pk}/rest" for pk in made["ids"]],
        "units by lights": ["/ledger/units"],
    }
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    queries = {page: _queries(addresses[0], made["sessions"][0]) for page, addresses in pages.items()}
    port = bench.free_port()
    server = bench.started(port)
    try:
        for page, addresses in pages.items():
            bench.clients(port, made["sessions"], addresses[:1], seconds=bench.WARMING)
            pressed = bench.clients(port, made["sessions"], addresses)
            looking = bench.clients(port, made["sessions"], addresses, bench.LOOKING)["p95"]
            bench.told(database, page, {**pressed, "looking": looking, "queries": queries[page]})
    finally:
        server.terminate()
        server.wait(20)


def _queries(address: str, session: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies["sessionid"], client.cookies["scripts"] = session, "1"
    client.get(address, HTTP_HOST="localhost")  # what is kept until the next event is known by then
    with CaptureQueriesContext(connection) as captured:
        client.get(address, HTTP_HOST="localhost")
    return len(captured)


def _nightly(database: str, made: dict[str, Any]) -> None:
    from luoshi.records import clock
    from luoshi.services.daily import run_day

    begun = time.perf_counter()
    run_day(made["programme"], date(2025, 9, 10))
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    with clock.stopped_at(date(2025, 9, 11)):
        run_day(made["programme"], date(2025, 9, 11))
    print(
        f"{database:<11} nightly lights and ladder: {first:.1f} s, the next day {time.perf_counter() - begun:.1f} s",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
