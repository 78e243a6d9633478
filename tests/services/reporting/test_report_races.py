"""Two people at the same period at once, with connections of their own: one wins, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from luoshi.ledger import Role
from luoshi.records import clock
from luoshi.records.models import Event, Grant, Report, ReportDue, TargetReading, User
from luoshi.services.errors import ChangedMeanwhileError
from luoshi.services.events import Actor
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.drafts import save_draft
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import make_city
from tests.concurrency import at_once
from tests.reporting import due_of, matter_of, target_of
from tests.reports import actor

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 3, 20)


@dataclass(frozen=True, slots=True)
class Place:
    """Two people of a unit, and what is asked of it for March."""

    people: tuple[Actor, Actor]
    due: ReportDue
    target: int


@pytest.fixture
def place() -> Place:
    with clock.stopped_at(date(2025, 1, 2)):
        city = make_city("云川市", "990100")
        matter = matter_of(city)
        target, due = target_of(matter), due_of(matter, 3)
    person = User.objects.create_user(username="乙", password="another long phrase", name="乙")
    Grant.objects.create(person=person, role=Role.LIAISON, region=city.region, unit=city.units["science"])
    return Place((actor(city, "liaison-science"), Actor(person)), due, target.pk)


def both(place: Place, act: Callable[[Actor, int], Report]) -> tuple[Report, ChangedMeanwhileError]:
    """What two people get who do the same at once: one has done it, the other is told."""

    def done(number: int) -> Report:
        with clock.stopped_at(DAY):
            return act(place.people[number], number)

    told = at_once(lambda: done(0), lambda: done(1))
    won = [one for one in told if isinstance(one, Report)]
    lost = [one for one in told if isinstance(one, ChangedMeanwhileError)]
    assert (len(won), len(lost)) == (1, 1), told
    return won[0], lost[0]


def test_two_report_the_same_period(place: Place) -> None:
    def report(by: Actor, number: int) -> Report:
        values = {place.target: 70 + number}
        return submit_report(due=place.due, actor=by, values=values, done=f"第{number}人")

    won, lost = both(place, report)
    assert "已存为草稿" in str(lost)
    texts = {one.state: one.done for one in Report.objects.all()}
    assert texts == {"submitted": won.done, "draft": lost.wanted["done"]}
    assert (TargetReading.objects.count(), Event.objects.filter(act="matter.report").count()) == (1, 1)
    assert ReportDue.objects.get(pk=place.due.pk).reported_on == DAY


def test_two_write_a_draft_and_two_correct(place: Place) -> None:
    def draft(by: Actor, number: int) -> Report:
        return save_draft(due=place.due, actor=by, revision=0, fields={"done": f"第{number}人"})

    _won, lost = both(place, draft)
    assert lost.current["done"] != lost.wanted["done"]
    with clock.stopped_at(DAY):
        first = submit_report(due=place.due, actor=place.people[0], done="甲", draft=1)

    def correct(by: Actor, number: int) -> Report:
        return correct_report(report=first, actor=by, written=Written(done=f"第{number}人"), reason="核实后更正")

    won, _lost = both(place, correct)
    assert {one.pk: one.state for one in Report.objects.all()} == {first.pk: "replaced", won.pk: "submitted"}
