"""Lights computed by two at once: neither an old colour stays, nor is anything counted twice, nor does one wait for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from luoshi.records import clock
from luoshi.records.models import LightCount, Matter, Report, ReportDue, Service
from luoshi.services.lights import count_lights, refresh_light, refresh_lights
from luoshi.services.reporting.submitting import submit_report
from tests.cast import City, make_city
from tests.concurrency import at_once, meeting_at, overtaken_at
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 6, 20)


@dataclass(frozen=True, slots=True)
class Place:
    """Two matters that serve one target, and what is asked of them for June."""

    city: City
    matters: tuple[Matter, Matter]
    target: int
    dues: tuple[ReportDue, ReportDue]

    def report(self, number: int, value: float) -> Report:
        """What the unit reports of one of the matters."""
        with clock.stopped_at(DAY):
            by = actor(self.city, "liaison-science")
            return submit_report(due=self.dues[number], actor=by, values={self.target: value}, done="已申报")


@pytest.fixture
def place() -> Place:
    with clock.stopped_at(date(2025, 1, 2)):
        city = make_city("云川市", "990100")
        one, other = matter_of(city, "YC-001"), matter_of(city, "YC-002")
        target = target_of(one)
        Service.objects.create(matter=other, target=target)
        return Place(city, (one, other), target.pk, (due_of(one, 6), due_of(other, 6)))


def test_a_report_that_comes_while_the_day_is_run_is_seen(place: Place) -> None:
    with clock.stopped_at(DAY):
        with overtaken_at("luoshi.services.lights._write", lambda: place.report(0, 290)) as reported:
            refresh_lights(place.city.programme, DAY)
        assert reported.result()
        for matter in Matter.objects.select_related("programme"):
            shone = (matter.light, matter.light_said)
            refresh_light(matter)
            assert shone == (matter.light, matter.light_said)


def test_two_who_count_at_once_count_once(place: Place) -> None:
    programme = place.city.programme
    with overtaken_at("luoshi.services.lights.LightCount.objects.bulk_create", lambda: count_lights(programme, DAY)):
        count_lights(programme, DAY)
    assert [one.count for one in LightCount.objects.all()] == [2]


def test_two_report_for_the_same_target(place: Place) -> None:
    """Each computes the other's light too: neither waits for the other for ever."""
    with meeting_at("luoshi.services.matters.moving.record_event"):
        answers = at_once(lambda: place.report(0, 200), lambda: place.report(1, 100))
    assert all(isinstance(answer, Report) for answer in answers), answers
