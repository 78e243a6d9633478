"""Two workers at once, and a worker that is killed while it sends: each message leaves once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from luoshi.records import clock
from luoshi.records.models import Delivery, NoticeChoice, Posting, User
from luoshi.services.notices.delivering import claim
from luoshi.services.notices.gathering import gather
from luoshi.services.notices.sending import send_due
from tests.cast import City, make_city
from tests.concurrency import at_once
from tests.processes import database
from tests.services.notices.cast import channel_to, states, told
from tests.services.notices.robot_servers import robot_server
from tests.shared import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
# A worker of its own process: the product's own job, with leave to reach this machine.
WORKER = """
import django
django.setup()
from django.conf import settings
settings.WEBHOOK_LOOPBACK = True
from luoshi.services.notices import send_due
send_due()
"""


@pytest.fixture
def city(settings: Settings) -> City:
    settings.WEBHOOK_LOOPBACK = settings.MAIL_ON = True
    return make_city("云川市", "990100")


def test_of_many_workers_one_sends(city: City) -> None:
    with robot_server("wecom") as robot:
        channel_to(city, robot)
        told(city, key="a")
        told(city, key="b")
        answers = at_once(*[send_due] * 4)
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert len(robot.taken) == 1
    assert states() == ["sent"]
    assert Posting.objects.filter(delivery__state="sent").count() == 2


def test_a_delivery_is_claimed_once(city: City) -> None:
    people = [city.people["leader"], city.people["verifier"]]
    for person in people:
        User.objects.filter(pk=person.pk).update(email=f"{person.pk}@city.example")
        NoticeChoice.objects.create(person=person, mail=NoticeChoice.Mail.AT_ONCE)
    told(city, people)
    now = clock.now() + timedelta(seconds=1)
    at_once(*[lambda: gather(now)] * 4)
    assert states() == ["pending", "pending"]
    for pk in Delivery.objects.values_list("pk", flat=True):
        claimed = at_once(*[lambda pk=pk: claim(pk)] * 4)
        assert sum(isinstance(one, Delivery) for one in claimed) == 1


def worker(folder: Path) -> subprocess.Popen[bytes]:
    said = {
        "LUOSHI_DATABASE": database(),
        "LUOSHI_DATA": str(folder),
        "LUOSHI_SECRET_KEY": settings.SECRET_KEY,  # with which the robot's address is sealed
        "DJANGO_SETTINGS_MODULE": "luoshi.config.settings",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUOSHI_")}
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env={**kept, **said})


def test_a_worker_killed_while_it_sends_leaves_nothing_that_is_sent_twice(city: City, tmp_path: Path) -> None:
    with robot_server("wecom") as robot:
        channel_to(city, robot)
        told(city)
        robot.silent = True  # the message is there, the answer never comes
        process = worker(tmp_path)
        assert robot.reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert states() == ["sending"]  # the claim was committed before the first byte left
        robot.silent = False
        assert worker(tmp_path).wait(60) == 0  # one that starts at once leaves it alone
        assert states() == ["sending"]
        with clock.stopped_at(clock.now() + timedelta(minutes=11)):
            send_due()
            send_due()
        assert (robot.asked, robot.taken) == (0, [])
    assert states() == ["uncertain"]
