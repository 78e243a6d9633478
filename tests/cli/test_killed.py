"""Killed outright in the middle: after the next start nothing is half done, nothing lost, nothing told twice."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from threading import Thread

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from luoshi.ledger import Kind
from luoshi.queries.chains import verify_chain
from luoshi.records import clock
from luoshi.records.models import (
    Chain,
    Delivery,
    DocumentVersion,
    Edition,
    Event,
    Finding,
    Matter,
    Notice,
    Posting,
    Programme,
    Report,
    ReportDue,
    ResponsibilityTable,
)
from luoshi.services.documents import hand_in_document
from luoshi.services.reading_jobs import read_version
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.dues import make_dues
from tests.cast import City, make_city
from tests.closings import another
from tests.processes import (
    PATIENCE,
    children,
    is_listened_on,
    is_writing,
    kill,
    lives,
    running,
    send,
    serving,
    session_of,
    until,
)
from tests.reporting import matter_of
from tests.reports import REPORT, actor
from tests.services.notices.cast import channel_to
from tests.services.notices.robot_servers import robot_server
from tests.tables import table_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
ROWS = 40


@pytest.fixture
def city() -> City:
    """The cast, in the year that it is for the processes."""
    made, year = make_city("云川市", "990100"), clock.today().year
    said = {"year": year, "starts": date(year, 1, 1), "ends": date(year, 12, 31)}
    Programme.objects.filter(pk=made.programme.pk).update(**said)
    made.programme.refresh_from_db()
    another(made, "supervisor")
    return made


def killed_in_the_middle(act: Callable[[int], object], seconds: float) -> None:
    """Let a server do something, and kill it so long after it began to write."""
    with serving() as (port, process):
        doing = Thread(target=act, args=(port,))
        doing.start()
        assert until(is_writing, pause=0.001), "nothing is written"
        time.sleep(seconds)
        kill(process)
        doing.join(60)


def chains_hold() -> bool:
    return all(verify_chain(chain).flaw is None for chain in Chain.objects.all())


def published(table: ResponsibilityTable) -> int:
    """How many editions there are; each whole, with everything that follows from it."""
    table.refresh_from_db()
    matters = Matter.objects.filter(row__table=table)
    done = Edition.objects.filter(table=table).count()
    assert (table.edition, table.state) == (done, "published" if done else "draft")
    assert Event.objects.filter(act="table.publish").count() == done
    assert Event.objects.filter(act="matter.assign").count() == ROWS * done
    assert matters.exclude(light="").count() == ROWS * done
    assert ReportDue.objects.filter(matter__in=matters).values("matter").distinct().count() == ROWS * done
    numbers = sorted(int(number[-3:]) for number in matters.values_list("number", flat=True))
    assert numbers == list(range(1, ROWS * done + 1))
    told = Posting.objects.count(), Notice.objects.filter(key__startswith="edition").count()
    assert told == (done, 2 * done)  # the other supervisor, and the liaison of the unit that leads
    return done


def reported(due: ReportDue) -> int:
    """How many reports there are of a period; each whole, and until then the draft is there."""
    due.refresh_from_db()
    done = Report.objects.filter(due=due, state=Report.State.SUBMITTED).count()
    assert Event.objects.filter(act="matter.report").count() == done
    assert (due.reported_on is not None) == bool(done)
    assert Report.objects.filter(due=due, state=Report.State.DRAFT).count() == 1 - done
    return done


def half_written(city: City) -> ReportDue:
    """A period of a matter, with a draft of its report."""
    matter = matter_of(city, "单-1", kind=Kind.TASK)
    make_dues([matter])
    due = ReportDue.objects.select_related("matter__programme").filter(matter=matter).order_by("starts")[0]
    save_draft(due=due, actor=actor(city, "liaison-science"), revision=0, fields={"done": "写了一半"})
    return due


def test_a_server_killed_in_the_middle_leaves_all_or_nothing(city: City) -> None:
    table = table_of(city, [f"新增高新技术企业{number}家以上。" for number in range(1, ROWS + 1)])
    due = half_written(city)
    office, liaison = (session_of(city.people[name]) for name in ("supervisor", "liaison-science"))

    def publish(port: int) -> int:
        return send(port, f"/tables/{table.pk}/publish", {"edition": "0", "reason": ""}, office)

    def report(port: int) -> int:
        return send(port, f"/reports/{due.pk}/", {"done": "已开工建设。", "draft": "1"}, liaison)

    with robot_server("wecom") as robot:
        channel_to(city, robot, kinds=["assigned"])
        chance = random.Random(2025)
        for act, moment in ((publish, 0.0), (publish, chance.uniform(0.1, 0.6)), (report, chance.uniform(0.0, 0.02))):
            killed_in_the_middle(act, moment)
            published(table)
            reported(due)
        with serving("--with-worker") as (port, process):
            # People try again: it is done now, or they are told that it was.
            assert {publish(port), publish(port)} <= {302, 409}
            assert {report(port), report(port)} <= {200, 302}
            assert (published(table), reported(due), chains_hold()) == (1, 1, True)
            assert until(lambda: len(robot.taken) == 1)
            others = children(process.pid)
            assert len(others) >= 2
            os.kill(process.pid, signal.SIGKILL)  # it alone: what it started ends by itself, and frees the port
            assert until(lambda: not any(map(lives, others)) and not is_listened_on(port), 40)
        assert (len(robot.taken), Delivery.objects.filter(state="sent").count()) == (1, 1)


def killed_while_it_reads(version: DocumentVersion, progress: int) -> None:
    """Let a worker begin with a document, and kill it when it has come so far."""
    far_enough = DocumentVersion.objects.filter(pk=version.pk, state="running", progress__gte=progress)
    with running("worker") as process:
        assert until(far_enough.exists, pause=0.002), "the worker did not come so far"
        kill(process)
    assert Finding.objects.count() == 0
    assert DocumentVersion.objects.get(pk=version.pk).state == "running"


def test_a_document_whose_worker_was_killed_is_read_by_the_next(city: City, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    more = "".join(f"新增高新技术企业{number}家以上，建成绿道{number}公里。\n" for number in range(1, 1500))
    text = REPORT.replace("（二）惠民生。", f"{more}（二）惠民生。")
    version = hand_in_document(
        programme=city.programme, actor=actor(city), data=text.encode(), file_name="报告.txt"
    )  # fmt: skip
    killed_while_it_reads(version, 10)
    killed_while_it_reads(version, 75)
    with running("worker", "--until-done") as process:
        assert process.wait(PATIENCE) == 0
    version.refresh_from_db()
    assert (version.state, version.progress, version.trouble) == ("ready", 100, "")
    event = Event.objects.get(act="document.read")
    assert isinstance(event.after, dict)
    counts = [event.after[name] for name in ("statements", "tasks")]
    assert [Finding.objects.filter(kind=kind).count() for kind in ("statement", "task")] == counts
    assert DBTaskResult.objects.get(task_path=read_version.module_path).status == "SUCCESSFUL"
    assert chains_hold()
